package dualflow.flow;

import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Proportional-integral step control for a method of order p with an embedded one of a lower order (K. Gustafsson, 1991; constants of
 * E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I, code DOPRI5). It sees primal numbers only, so
 * a solve takes the same steps with and without tangents.
 */
final class StepControl {
    private static final double SAFETY = 0.9;
    private static final double INTEGRAL = 0.04;
    private static final double LARGEST_SHRINK = 5;
    private static final double LARGEST_GROWTH = 10;

    private final Tolerances tolerances;
    private final int sampleAxes;
    private final double proportional;
    private double previousError = 1e-4;
    private boolean rejectedBefore;

    /** Of a state whose trailing axes, so many, are those of one sample; 0 where it is controlled as a whole. */
    StepControl(Tolerances tolerances, int order, int sampleAxes) {
        this.tolerances = tolerances;
        this.sampleAxes = sampleAxes;
        this.proportional = 1.0 / order - 0.75 * INTEGRAL;
    }

    /** The estimated error in units of the tolerance: the step is accepted if it is at most 1; NaN where a number is not finite. */
    double error(List<Tensor> estimates, Tensor x, Tensor next) {
        double error = norm(estimates.get(0), x, next);
        if (estimates.size() == 1 || error == 0) {
            return error;
        }
        // Two estimates of different orders are combined so that the result falls as the step's order (DOP853).
        double low = norm(estimates.get(1), x, next);
        return error * error / Math.sqrt(error * error + 0.01 * low * low);
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
        double shrink = StrictMath.pow(error, proportional);
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

    /** The root mean square of a over absolute + relative max(|x|, |next|); of the samples' ones the largest. */
    private double norm(Tensor a, Tensor x, Tensor next) {
        double[] numbers = a.bottom().toDoubles();
        double[] before = x.bottom().toDoubles();
        double[] after = next == x ? before : next.bottom().toDoubles();
        int together = sampleAxes == 0
                ? numbers.length
                : x.bottom().shape().trailing(sampleAxes).size();
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < numbers.length; i++) {
            // A state without the velocity's mapped axis repeats along it.
            double size = Math.max(Math.abs(before[i % before.length]), Math.abs(after[i % after.length]));
            double ratio = numbers[i] / (tolerances.absolute() + tolerances.relative() * size);
            sum = Math.fma(ratio, ratio, Double.isFinite(size) ? sum : Double.NaN);
            if ((i + 1) % together == 0) {
                largest = Math.max(largest, sum); // NaN stays
                sum = 0;
            }
        }
        return numbers.length == 0 ? 0 : Math.sqrt(largest / together);
    }
}
