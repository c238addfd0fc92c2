package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.FiniteDifference;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;

/**
 * A finite difference has two errors that pull in opposite directions: the program's curvature, which grows with the step, and rounding, which
 * is divided by it. In float32, the format of networks, there may be no good step at all; and what remains is not noise that one would notice.
 */
public final class FiniteDifferences {
    private FiniteDifferences() {}

    /** The program of this lesson: 1 + sin(3 x), number by number. Its derivative is 3 cos(3 x). */
    static Tensor f(Tensor x) {
        return Ops.shift(Ops.sin(Ops.scale(x, 3)), 1);
    }

    /** The relative error of a difference against the derivative in float64. */
    static String error(FiniteDifference kind, Tensor x, Tensor v, double step, double exact) {
        double found = kind.along(a -> f(a), x, v, step).value().toDouble();
        return LessonPage.about(Math.abs(found / exact - 1));
    }

    /** Points between 0 and 0.1. */
    static double[] gridOf(int count) {
        double[] points = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = 0.1 * i / count;
        }
        return points;
    }

    /** The mean of a list of numbers, to three decimals. */
    static String mean(Tensor x) {
        return LessonPage.rounded(Ops.mean(x, 1).value().toDouble());
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## Error against step
        //
        // At x = 0.4, with the derivative by forward mode in float64 for comparison. The columns of float32 fall and
        // rise again; those of float64 do so at smaller steps.
        try (Device device = new HostDevice()) {
            Tensor x32 = device.scalar(DType.FLOAT32, 0.4);
            Tensor v32 = device.scalar(DType.FLOAT32, 1);
            Tensor x64 = device.scalar(DType.FLOAT64, x32.value().toDouble()); // the very same point
            Tensor v64 = device.scalar(DType.FLOAT64, 1);
            double exact = Autodiff.jvp(a -> f(a), x64, v64).tangent().value().toDouble();
            page.row("step", "forward, float32", "central, float32", "forward, float64", "central, float64");
            for (double step : new double[] {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7}) {
                page.row(
                        LessonPage.about(step),
                        error(FiniteDifference.FORWARD, x32, v32, step, exact),
                        error(FiniteDifference.CENTRAL, x32, v32, step, exact),
                        error(FiniteDifference.FORWARD, x64, v64, step, exact),
                        error(FiniteDifference.CENTRAL, x64, v64, step, exact));
            }

            // Forward mode has no step, and in float32 only the rounding of the program itself:
            double jvp = Autodiff.jvp(a -> f(a), x32, v32).tangent().value().toDouble();
            page.show("JVP in float32, relative error", LessonPage.about(Math.abs(jvp / exact - 1)));

            // A forward difference is off by step |f''| / 2 + 2 u |f| / step or so, u being half a unit in the last
            // place: least at a step near the root of u, and then still as large as that root. A central difference
            // gains a power: best near the cube root.

            // ## Where it misleads
            //
            // Near 100 the float32 numbers are 0.0000076 apart. A step of 0.000001 changes the value by nothing or by
            // one such gap, so the difference is 0 or 7.6, whatever the derivative is. Each of these derivatives is 1,
            // or within a hundredth of it:
            Tensor points = device.tensor(DType.FLOAT32, Shape.of(6), 0.01, 0.02, 0.03, 0.04, 0.05, 0.06);
            Tensor ones = device.fill(DType.FLOAT32, Shape.of(6), 1);
            page.show(
                    "wrong, step 1e-6",
                    FiniteDifference.FORWARD.along(a -> Ops.shift(Ops.sin(a), 100), points, ones, 1e-6));
            page.show(
                    "right, JVP",
                    Autodiff.jvp(a -> Ops.shift(Ops.sin(a), 100), points, ones).tangent());

            // The mean of many such numbers may even be right, while their products, of which correlations are made,
            // are not: the mean square of a derivative that is 0 or 7.6 is 7.6 times what it should be.
            Tensor grid = device.tensor(DType.FLOAT32, Shape.of(4096), gridOf(4096));
            Tensor moving = device.fill(DType.FLOAT32, Shape.of(4096), 1);
            Tensor quotients = FiniteDifference.FORWARD.along(a -> Ops.shift(Ops.sin(a), 100), grid, moving, 1e-6);
            Tensor slopes =
                    Autodiff.jvp(a -> Ops.shift(Ops.sin(a), 100), grid, moving).tangent();
            page.row("", "mean", "mean square");
            page.row("differences", mean(quotients), mean(Ops.multiply(quotients, quotients)));
            page.row("JVPs", mean(slopes), mean(Ops.multiply(slopes, slopes)));
        }

        // ## Exercises
        //
        // 1. Which step is best for a forward difference of e^x at 0 in float64? Estimate it first.
        // 2. Why is the float32 difference at the step 1e-7 wrong in its first digit? How far apart are the float32
        //    numbers near f(x)?
        // 3. For x^2 a central difference has no error of curvature. What limits it, and which step is best?
    }
}
