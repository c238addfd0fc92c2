package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenClInfo;
import dualflow.launch.KernelFile;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;

/**
 * A primitive has two programs: a loop in Java, and a kernel in OpenCL C for GPUs and other devices. How far may they differ? Here, not by a bit. Then a
 * result can be checked on any machine, and the test of a kernel is equality. It takes two things: sums in one stated order, and elementary
 * functions of one's own.
 */
public final class OneKernel {
    private OneKernel() {}

    /** What the lesson says where it cannot compare. */
    public static final String NO_DEVICE = "There is no OpenCL device here, so the host computes alone.";

    /** The bits of a float32 number. */
    static String bits(double value) {
        return Integer.toHexString(Float.floatToRawIntBits((float) value));
    }

    /** How many of two lists of numbers are equal, place by place. */
    static long equal(double[] a, double[] b) {
        long equal = 0;
        for (int i = 0; i < a.length; i++) {
            equal += Double.compare(a[i], b[i]) == 0 ? 1 : 0;
        }
        return equal;
    }

    /** The program of this lesson: e^sin(x), number by number, with its derivative. */
    static Dual program(Device device, double[] points) {
        Tensor x = device.tensor(DType.FLOAT32, Shape.of(points.length), points);
        Tensor v = device.fill(DType.FLOAT32, Shape.of(points.length), 1);
        return Autodiff.jvp(a -> Ops.exp(Ops.sin(a)), x, v);
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // A sum in whichever order. In float32 the numbers 1, 1/2, 1/3, ... add up to one thing forwards and to another
        // backwards, and a device that sums in parallel chooses an order of its own.
        float[] terms = new float[10_000];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = 1f / (i + 1);
        }
        float forwards = 0;
        float backwards = 0;
        for (int i = 0; i < terms.length; i++) {
            forwards += terms[i];
            backwards += terms[terms.length - 1 - i];
        }
        page.row("forwards", (double) forwards, bits(forwards));
        page.row("backwards", (double) backwards, bits(backwards));

        // ## The right way
        //
        // The order belongs to the operation, and its documentation states it: partial sums of 256 terms each, then
        // their sum. That order suits a loop and a thousand threads alike.
        double[] numbers = new double[terms.length];
        for (int i = 0; i < terms.length; i++) {
            numbers[i] = terms[i];
        }
        try (Device host = new HostDevice()) {
            Tensor onHost = Ops.sum(host.tensor(DType.FLOAT32, Shape.of(numbers.length), numbers));
            page.row(
                    "stated order, host",
                    onHost.value().toDouble(),
                    bits(onHost.value().toDouble()));

            // ## One kernel
            //
            // Each vendor has an exponential function of its own, right but for the last bit or two, which differ. So
            // the one here is made of additions, products and fma, once in Java and once in OpenCL C. This is the whole
            // kernel; the macro UNARY adds the loop over the numbers.
            KernelFile.read("exp").lines().forEach(line -> page.say("  " + line));

            // The host runs Java's loop over 10,000 points, for the value and for the derivative.
            double[] points = new double[10_000];
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) (-20 + 40.0 * i / points.length);
            }
            Dual here = program(host, points);
            page.show("e^sin(-20), host", here.primal().value().toDoubles()[0]);
            page.show("its derivative, host", here.tangent().value().toDoubles()[0]);

            // An OpenCL device runs the kernels, and all bits are compared.
            if (Devices.openCl().stream().noneMatch(OpenClInfo::usable)) {
                page.say(NO_DEVICE);
            } else {
                try (Device device =
                        Devices.requireOpenCl(Devices.AUTO, DType.FLOAT32).device()) {
                    Tensor sum = Ops.sum(device.tensor(DType.FLOAT32, Shape.of(numbers.length), numbers));
                    Dual there = program(device, points);
                    long values = equal(
                            here.primal().value().toDoubles(),
                            there.primal().value().toDoubles());
                    long slopes = equal(
                            here.tangent().value().toDoubles(),
                            there.tangent().value().toDoubles());
                    boolean sameSum =
                            equal(onHost.value().toDoubles(), sum.value().toDoubles()) == 1;
                    page.say("An OpenCL device: " + values + " of " + points.length + " values and " + slopes
                            + " derivatives have the host's bits, and so " + (sameSum ? "has" : "has not")
                            + " the sum.");
                }
            }
            // Java's own exponential of float64, rounded to float32, is nearer to the truth still. But it is another
            // one: so many of the 10,000 exponentials have other bits.
            Tensor exponentials = Ops.exp(host.tensor(DType.FLOAT32, Shape.of(points.length), points));
            double[] java =
                    Arrays.stream(points).map(x -> (float) StrictMath.exp(x)).toArray();
            long same = equal(exponentials.value().toDoubles(), java);
            page.show("other bits by Java's exponential", Long.toString(points.length - same));
        }

        // ## Exercises
        //
        // 1. Sum the 10,000 terms in float64. Which of the three sums in float32 is nearest, and why?
        // 2. Find three float32 numbers for which (a + b) + c is not a + (b + c).
        // 3. `Math.fma(a, b, c)` rounds once, a * b + c twice. Find a, b and c for which they differ: a compiler that
        //    may choose breaks equality.
    }
}
