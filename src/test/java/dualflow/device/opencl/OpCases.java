package dualflow.device.opencl;

import dualflow.op.Abs;
import dualflow.op.Add;
import dualflow.op.Broadcast;
import dualflow.op.Compare;
import dualflow.op.Concat;
import dualflow.op.Cos;
import dualflow.op.Divide;
import dualflow.op.Erf;
import dualflow.op.Exp;
import dualflow.op.Expm1;
import dualflow.op.Log;
import dualflow.op.Log1p;
import dualflow.op.LogSumExp;
import dualflow.op.MatMul;
import dualflow.op.Max;
import dualflow.op.Maximum;
import dualflow.op.Minimum;
import dualflow.op.Multiply;
import dualflow.op.Pad;
import dualflow.op.Permute;
import dualflow.op.Pow;
import dualflow.op.Reciprocal;
import dualflow.op.Relu;
import dualflow.op.Reshape;
import dualflow.op.Scale;
import dualflow.op.Shift;
import dualflow.op.Sigmoid;
import dualflow.op.Sign;
import dualflow.op.Sin;
import dualflow.op.Slice;
import dualflow.op.Softmax;
import dualflow.op.Softplus;
import dualflow.op.Sqrt;
import dualflow.op.Subtract;
import dualflow.op.Sum;
import dualflow.op.Tanh;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ops with shapes of arguments to try them on: sizes 0, 1 and primes, and broadcasting leading axes. */
record OpCases(Op op, List<Shape> shapes) {
    static List<OpCases> small() {
        List<OpCases> cases = new ArrayList<>();
        for (Op op : List.<Op>of(new Add(), new Subtract(), new Multiply())) {
            add(cases, op, Shape.SCALAR, Shape.SCALAR);
            add(cases, op, Shape.of(0), Shape.of(0));
            add(cases, op, Shape.of(131), Shape.of(131));
            add(cases, op, Shape.of(7, 1, 5), Shape.of(3, 1));
            add(cases, op, Shape.of(2, 1, 3, 1, 2), Shape.of(5, 1, 3, 1));
            add(cases, op, Shape.of(1), Shape.of(67));
        }
        for (Op op : List.<Op>of(new Scale(0.1), new Shift(-0.3))) {
            add(cases, op, Shape.SCALAR);
            add(cases, op, Shape.of(0, 3));
            add(cases, op, Shape.of(11, 13));
        }
        for (Op op : List.<Op>of(new Divide(), new Pow(), new Maximum(), new Minimum(), new Compare())) {
            add(cases, op, Shape.of(131), Shape.of(131));
            add(cases, op, Shape.of(7, 1, 5), Shape.of(3, 1));
            add(cases, op, Shape.of(0), Shape.SCALAR);
        }
        for (Op op : List.<Op>of(
                new Abs(),
                new Cos(),
                new Erf(),
                new Exp(),
                new Expm1(),
                new Log(),
                new Log1p(),
                new Reciprocal(),
                new Relu(),
                new Sigmoid(),
                new Sign(),
                new Sin(),
                new Softplus(),
                new Sqrt(),
                new Tanh())) {
            add(cases, op, Shape.of(0, 3));
            add(cases, op, Shape.of(11, 13));
        }
        for (Op op : List.<Op>of(new Max(1), new LogSumExp(1), new Softmax(1))) {
            add(cases, op, Shape.of(1));
            add(cases, op, Shape.of(7, 5));
            add(cases, op, Shape.of(3, 521));
        }
        add(cases, new Max(2), Shape.of(2, 3, 5));
        add(cases, new LogSumExp(2), Shape.of(2, 3, 5));
        add(cases, new Softmax(2), Shape.of(2, 3, 5));
        add(cases, new MatMul(), Shape.of(1, 1), Shape.of(1, 1));
        add(cases, new MatMul(), Shape.of(3, 5), Shape.of(5, 7));
        add(cases, new MatMul(), Shape.of(3, 0), Shape.of(0, 2));
        add(cases, new MatMul(), Shape.of(0, 3), Shape.of(3, 2));
        add(cases, new MatMul(), Shape.of(2, 1, 3, 5), Shape.of(3, 5, 2));
        add(cases, new MatMul(), Shape.of(17, 19), Shape.of(3, 19, 1));
        add(cases, new Sum(Shape.of(3, 5), Shape.of(5)), Shape.of(2, 3, 5));
        add(cases, new Sum(Shape.of(3, 5), Shape.of(3, 1)), Shape.of(3, 5));
        add(cases, new Sum(Shape.of(521), Shape.SCALAR), Shape.of(3, 521));
        add(cases, new Sum(Shape.of(0), Shape.SCALAR), Shape.of(4, 0));
        add(cases, new Sum(Shape.of(2, 3, 2, 3), Shape.of(3, 1, 3)), Shape.of(2, 3, 2, 3));
        add(cases, new Broadcast(Shape.of(3, 1), Shape.of(2, 3, 5)), Shape.of(3, 1));
        add(cases, new Broadcast(Shape.SCALAR, Shape.of(7)), Shape.of(2));
        add(cases, new Broadcast(Shape.of(1), Shape.of(0)), Shape.of(2, 1));
        add(cases, new Reshape(Shape.of(2, 3), Shape.of(6)), Shape.of(5, 2, 3));
        add(cases, new Permute(1, 0), Shape.of(2, 3, 5));
        add(cases, new Permute(2, 0, 3, 1), Shape.of(2, 3, 5, 7));
        add(cases, new Permute(1, 0), Shape.of(0, 5));
        add(cases, new Concat(1), Shape.of(3, 2), Shape.of(3, 5));
        add(cases, new Concat(2), Shape.of(2, 3), Shape.of(5, 1, 3));
        add(cases, new Concat(1), Shape.of(0), Shape.of(5));
        add(cases, new Slice(1, 2, 3), Shape.of(2, 7));
        add(cases, new Slice(2, 0, 1), Shape.of(3, 2, 5));
        add(cases, new Slice(1, 7, 0), Shape.of(7));
        add(cases, new Pad(1, 2, 1), Shape.of(3, 5));
        add(cases, new Pad(2, 0, 3), Shape.of(2, 3, 5));
        add(cases, new Pad(1, 2, 2), Shape.of(0));
        return cases;
    }

    private static void add(List<OpCases> cases, Op op, Shape... shapes) {
        cases.add(new OpCases(op, List.of(shapes)));
    }

    /** Numbers of many sizes, with some special ones. */
    static double[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] special = {0.0, -0.0, 1e-310, 1e-40, Double.POSITIVE_INFINITY, 1e38};
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(29) == 0
                    ? special[random.nextInt(special.length)]
                    : Math.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
        }
        return numbers;
    }

    /** The result of the op on a device. */
    double[] on(Device device, DType dtype) {
        List<Tensor> arguments = new ArrayList<>();
        for (Shape shape : shapes) {
            arguments.add(device.tensor(dtype, shape, numbers(shape.size(), arguments.size() + 1)));
        }
        return ((DeviceTensor) op.on(arguments)).toDoubles();
    }

    @Override
    public String toString() {
        return op + " of " + shapes;
    }
}
