package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Two questions sound alike. Among those that happen to have x = 1, what is y on the average? And if we set x to 1, what is y on the
 * average? The first conditions, the second intervenes. Derivatives of a generator answer the first; the second needs to know which way the
 * causes run.
 */
public final class ConditioningIsNotDo {
    private ConditioningIsNotDo() {}

    /** A fork: z causes x and y, and nothing else joins them. From the noise u of z, x and y to (x, y). */
    static Tensor fork(Tensor u) {
        Tensor z = Ops.slice(u, -1, 0, 1);
        Tensor x = Ops.add(z, Ops.slice(u, -1, 1, 1));
        Tensor y = Ops.add(z, Ops.slice(u, -1, 2, 1));
        return Ops.concat(x, y, -1);
    }

    /** The fork under intervention: x is set, and what it had of z is cut. */
    static Tensor forkWithXSet(Tensor u, Tensor x) {
        Tensor z = Ops.slice(u, -1, 0, 1);
        return Ops.concat(x, Ops.add(z, Ops.slice(u, -1, 2, 1)), -1);
    }

    /** Another world: x itself causes y. From the noise of x and y to (x, y). */
    static Tensor cause(Tensor u) {
        return causeWithXSet(u, Ops.scale(Ops.slice(u, -1, 0, 1), Math.sqrt(2)));
    }

    /** The other world with x set: y still follows x. */
    static Tensor causeWithXSet(Tensor u, Tensor x) {
        return Ops.concat(x, Ops.add(Ops.scale(x, 0.5), Ops.scale(Ops.slice(u, -1, 1, 1), Math.sqrt(1.5))), -1);
    }

    /** J J' of a generator of x and y, as its entries xx, xy and yy. */
    static double[] covariance(Tensor jacobian) {
        double[] s = Ops.matmul(jacobian, Ops.transpose(jacobian)).value().toDoubles();
        return new double[] {s[0], s[1], s[3]};
    }

    /** Numbers to three decimals. */
    static String text(double[] s) {
        return Arrays.stream(s).mapToObj(LessonPage::rounded).collect(Collectors.joining(", "));
    }

    /** The mean of y among draws with x near 1. */
    static double meanNear1(double[] xy) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < xy.length; i += 2) {
            if (Math.abs(xy[i] - 1) < 0.1) {
                sum += xy[i + 1];
                count++;
            }
        }
        return sum / count;
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The fork
        //
        // From the Jacobian of the generator follow the variances 2 of x and of y, and the covariance 1. So y has the
        // slope 1/2 in x.
        try (Device device = new HostDevice()) {
            Tensor u = device.tensor(DType.FLOAT64, Shape.of(3), 0.3, -0.2, 0.1);
            Tensor jacobian = Autodiff.jacobian(a -> fork(a), u);
            double[] s = covariance(jacobian);
            page.show("Jacobian of the fork", jacobian);
            page.show("J J': xx, xy, yy", text(s));
            page.show("conditioning: slope of y in x", s[1] / s[0]);

            // Right for the first question: those who have x = 1 have y = 1/2 on the average. So do 200,000 draws:
            // about 8,800 of them come as near to 1, and their mean has a standard error of 0.013.
            Tensor draws = device.tensor(DType.FLOAT64, Shape.of(200_000, 3), new Draws(1).normals(0, 0, 600_000));
            page.show(
                    "mean of y where x is about 1",
                    LessonPage.rounded(meanNear1(fork(draws).value().toDoubles())));

            // Wrong for the second: whoever sets x changes nothing else, since x causes nothing. The derivative of the
            // program in which x is set:
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(1), 1);
            Tensor one = device.tensor(DType.FLOAT64, Shape.of(1), 1);
            page.show(
                    "do: derivative of (x, y)",
                    Autodiff.jvp(a -> forkWithXSet(u, a), x, one).tangent());

            // ## The same numbers, another cause
            //
            // In the other world x and y have the very same covariance, and, being Gaussian, the same law. Here setting
            // x does move y.
            double[] other = covariance(Autodiff.jacobian(a -> cause(a), u));
            page.show("J J': xx, xy, yy", text(other));
            page.show("conditioning: slope of y in x", LessonPage.rounded(other[1] / other[0]));
            page.show(
                    "do: derivative of (x, y)",
                    Autodiff.jvp(a -> causeWithXSet(u, a), x, one).tangent());

            // So nothing that is computed from x and y alone can tell the two apart, no matter how exactly: no
            // correlation, no derivative of a generator that was fitted to them.

            // ## Directions that leave x alone
            //
            // One may take only those directions of the noise that do not move x, and call it an intervention. But that
            // looks at those who have this x: it conditions. Along such directions the fork's y has the variance 2 -
            // 1/2, which is that of y given x. Under do(x) it keeps its own.
            Tensor set = Autodiff.jacobian(a -> forkWithXSet(a, x), u);
            page.show("variance of y along directions that leave x alone", s[2] - s[1] * s[1] / s[0]);
            page.show("variance of y under do(x)", covariance(set)[2]);
        }

        // ## Exercises
        //
        // 1. Add z to the fork's outputs. What is the slope of y in x among those with the same z?
        // 2. Let x and y be independent and c = x + y + noise, all of variance 1. Which correlation have x and y among
        //    those with the same c?
        // 3. Let x cause y with the strength 1 in the fork, y = z + x + noise. What are the slope by conditioning and
        //    the effect?
    }
}
