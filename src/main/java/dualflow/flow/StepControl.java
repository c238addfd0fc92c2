package dualflow.flow;

import dualflow.tensor.Tensor;

/**
 * Proportional-integral step control for a method of order 5 with an embedded one of order 4 (K. Gustafsson, 1991; constants of
 * E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I, code DOPRI5). It sees primal numbers only, so
 * a solve takes the same steps with and without tangents.
 */
final class StepControl {
    private static final double SAFETY = 0.9;
    private static final double INTEGRAL = 0.04;
    private static final double PROPORTIONAL = 0.2 - 0.75 * INTEGRAL;
    private static final double LARGEST_SHRINK = 5;
    private static final double LARGEST_GROWTH = 10;

    private final Tolerances tolerances;
    private double previousError = 1e-4;
    private boolean rejectedBefore;

    StepControl(Tolerances tolerances) {
        this.tolerances = tolerances;
    }

    /** The estimated error in units of the tolerance: the step is accepted if it is at most 1; NaN where a number is not finite. */
    double error(Tensor estimate, Tensor x, Tensor next) {
        return norm(estimate, x, next);
    }

    /** A first step from the magnitudes of state and velocity. */
    double firstStep(Tensor x, Tensor velocity) {
        double size = norm(x, x, x);
        double speed = norm(velocity, x, x);
        return size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
    }

    /** The factor for the next step, after one with this error. */
    double factor(double error) {
        if (!Double.isFinite(error)) {
            rejectedBefore = true;
            return 1 / LARGEST_GROWTH;
        }
        double shrink = StrictMath.pow(error, PROPORTIONAL);
        if (error > 1) {
            rejectedBefore = true;
            return 1 / Math.min(LARGEST_SHRINK, shrink / SAFETY);
        }
        double smooth = shrink / StrictMath.pow(previousError, INTEGRAL) / SAFETY;
        double factor = 1 / Math.max(1 / LARGEST_GROWTH, Math.min(LARGEST_SHRINK, smooth));
        factor = rejectedBefore ? Math.min(1, factor) : factor;
        previousError = Math.max(error, 1e-4);
        rejectedBefore = false;
        return factor;
    }

    /** The root mean square of a over absolute + relative max(|x|, |next|). */
    private double norm(Tensor a, Tensor x, Tensor next) {
        double[] numbers = a.bottom().toDoubles();
        double[] before = x.bottom().toDoubles();
        double[] after = next == x ? before : next.bottom().toDoubles();
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            // A state without the velocity's mapped axis repeats along it.
            double size = Math.max(Math.abs(before[i % before.length]), Math.abs(after[i % after.length]));
            double ratio = numbers[i] / (tolerances.absolute() + tolerances.relative() * size);
            sum = Math.fma(ratio, ratio, Double.isFinite(size) ? sum : Double.NaN);
        }
        return numbers.length == 0 ? 0 : Math.sqrt(sum / numbers.length);
    }
}
