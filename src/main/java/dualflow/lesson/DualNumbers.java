package dualflow.lesson;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;

/**
 * How fast does the result of a program change with its input? One can run it at two neighbouring points and take the quotient of the
 * differences, which is never exact. Or one lets each number carry its derivative along, and computes with the pairs: then a single run
 * gives value and derivative, exactly but for the rounding of the program itself.
 */
public final class DualNumbers {
    private DualNumbers() {}

    /** The program of this lesson: x^3 - 2 x. */
    static double f(double x) {
        return x * x * x - 2 * x;
    }

    /**
     * A dual number is a + a' e with a symbol e for which e e = 0: what is of second order is not merely small, it is gone. The rules of
     * arithmetic follow from that alone, for example (a + a' e)(b + b' e) = a b + (a' b + a b') e.
     */
    record DualNumber(double primal, double tangent) {
        DualNumber plus(DualNumber b) {
            return new DualNumber(primal + b.primal, tangent + b.tangent);
        }

        DualNumber minus(DualNumber b) {
            return new DualNumber(primal - b.primal, tangent - b.tangent);
        }

        DualNumber times(DualNumber b) {
            return new DualNumber(primal * b.primal, tangent * b.primal + primal * b.tangent);
        }

        DualNumber over(DualNumber b) {
            double quotient = primal / b.primal;
            return new DualNumber(quotient, (tangent - quotient * b.tangent) / b.primal);
        }
    }

    /** A number that does not move. */
    static DualNumber constant(double c) {
        return new DualNumber(c, 0);
    }

    /** The same program on dual numbers; Java has no operators for them, hence the words. */
    static DualNumber f(DualNumber x) {
        return x.times(x).times(x).minus(constant(2).times(x));
    }

    /** A program need not be a formula. Three years' growth at the rate r, year by year, is (1 + r)^3. */
    static DualNumber growth(DualNumber r) {
        DualNumber x = constant(1);
        for (int year = 0; year < 3; year++) {
            x = x.times(constant(1).plus(r));
        }
        return x;
    }

    /** The same, where each year's value is taken out of its dual number and put back. */
    static DualNumber growthWithALeak(DualNumber r) {
        double x = 1;
        DualNumber next = constant(x);
        for (int year = 0; year < 3; year++) {
            next = constant(x).times(constant(1).plus(r));
            x = next.primal();
        }
        return next;
    }

    /**
     * Teaches the lesson.
     *
     * @param page what it writes on
     */
    public static void teach(LessonPage page) {
        // ## The wrong way
        //
        // The derivative of x^3 - 2 x is 3 x^2 - 2, so 10 at x = 2. A quotient of differences misses it twice over:
        // with a large step the program is not straight enough, with a small one the difference of two nearly equal
        // numbers is mostly rounding.
        page.row("step", "quotient of differences", "error");
        for (double step : new double[] {1e-1, 1e-4, 1e-8, 1e-12, 1e-15}) {
            double quotient = (f(2 + step) - f(2)) / step;
            page.row(step, quotient, LessonPage.about(quotient - 10));
        }

        // ## The right way
        //
        // The input is 2 + 1 e: it moves at the speed 1. There is no step to choose.
        DualNumber y = f(new DualNumber(2, 1));
        page.show("f(2)", y.primal());
        page.show("f'(2)", y.tangent());

        // ## Through a loop
        //
        // The derivative of (1 + r)^3 is 3 (1 + r)^2. Nobody has to know that: each year's product carries its share
        // along.
        DualNumber grown = growth(new DualNumber(1, 1));
        page.show("growth at r = 1", grown.primal());
        page.show("its derivative", grown.tangent());

        // Wrong beside it: a number that is taken out of its pair and put back is a constant. The value stays right,
        // the derivative is that of the last year alone, and nothing says so.
        DualNumber leak = growthWithALeak(new DualNumber(1, 1));
        page.show("growth at r = 1", leak.primal());
        page.show("its derivative, wrong", leak.tangent());

        // ## The engine
        //
        // dualflow does the same with tensors. Inside a derivative it refuses to give a value as numbers, for the
        // reason just seen.
        try (Device device = new HostDevice()) {
            Tensor x = device.scalar(DType.FLOAT64, 2);
            Tensor one = device.scalar(DType.FLOAT64, 1);
            Tensor slope = Autodiff.jvp(a -> Ops.subtract(Ops.multiply(Ops.multiply(a, a), a), Ops.scale(a, 2)), x, one)
                    .tangent();
            page.show("f'(2) by dualflow", slope);
            try {
                Autodiff.jvp(a -> device.scalar(DType.FLOAT64, a.value().toDouble()), x, one);
            } catch (RuntimeException refusal) {
                page.say("refused: " + refusal.getMessage());
            }
        }

        // ## Exercises
        //
        // 1. Let the input be 2 + 3 e. What is the tangent of f, and why?
        // 2. Write x^10 with a loop over `times`. What is its derivative at 1?
        // 3. Newton's method replaces x by x - f(x) / f'(x). Find a positive root of f with dual numbers, from x = 2.
        // 4. Heron's method for the square root of a replaces x by (x + a / x) / 2, six times from x = 1. Differentiate
        //    it at a = 2. Then let x leak in each round as above: why is the derivative right all the same?
    }
}
