// What a device's own float32 arithmetic returns, one kind of operation after the other: dualflow.device.opencl.ArithmeticTrial.
#pragma OPENCL FP_CONTRACT OFF

kernel void op_arithmetic(
    global const float *as, global const float *bs, global const float *cs, global float *y, const int count) {
    const int i = get_global_id(0);
    if (i < count) {
        const float a = as[i];
        const float b = bs[i];
        const float c = cs[i];
        y[i] = a + b;
        y[i + count] = a * b;
        y[i + 2 * count] = a * b + c;
        y[i + 3 * count] = fma(a, b, c);
        y[i + 4 * count] = a / b;
        y[i + 5 * count] = sqrt(a);
    }
}

// Counts the rounds of a loop of `count` in y, where each round depends on the one before.
kernel void op_rounds(global float *y, const int count) {
    if (get_global_id(0) == 0) {
        for (int i = 0; i < count; i++) {
            y[0] += 1;
        }
    }
}
