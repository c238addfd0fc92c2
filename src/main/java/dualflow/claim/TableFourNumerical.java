package dualflow.claim;

import dualflow.autodiff.FiniteDifference;
import dualflow.closedform.PublishedMixture;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.VelocityField;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;

/** Table 4's first column is round-off. */
final class TableFourNumerical implements Claim {
    /** The published step. */
    static final double EPSILON = 1e-6;

    @Override
    public String id() {
        return "table4-numerical";
    }

    @Override
    public String statement() {
        return "The numerical and the analytical Jacobian differ by 0.058, 0.289, 0.219, 0.251 and 0.179 on average.";
    }

    @Override
    public Source source() {
        return Source.paper("Table 4, first column");
    }

    @Override
    public Outcome check(Setting setting) {
        Setting float32 = new Setting(setting.device(), DType.FLOAT32);
        VelocityField published = float32.velocity(TableFour.data().flow()).asPublished();
        // What explains the printed numbers: the published formulas, in float32 with epsilon = 1e-6, give numbers of
        // their size. Their digits depend on the order of every operation. At t = 0 the published field is a constant,
        // and this program rounds its two values alike.
        double explained = TableFour.worst((time, at, points) -> {
            double roundOff = TableFour.mean(
                    points,
                    differences(float32, published, at.time(), points, EPSILON),
                    new PublishedMixture(at)::jacobian);
            if (at.time() == 0) {
                return 1;
            }
            double ratio = roundOff / Double.parseDouble(TableFour.data().printedNumerical(time));
            return Math.max(ratio, 1 / ratio);
        });
        // A step that suits the format: the error is then that of the curvature, of order epsilon.
        MixtureVelocity field = setting.velocity(TableFour.data().flow());
        double step = setting.tolerance(EPSILON, 0x1p-9);
        double error = TableFour.worst((time, at, points) ->
                TableFour.mean(points, differences(setting, field, at.time(), points, step), at::jacobian));
        double asPrinted = TableFour.worst((time, at, points) -> TableFour.outside(
                TableFour.mean(points, differences(setting, field, at.time(), points, step), at::jacobian),
                TableFour.data().printedNumerical(time)));
        return Outcome.corrected(
                asPrinted,
                explained < 2 ? error : Double.POSITIVE_INFINITY,
                setting.tolerance(1e-6, 1e-3),
                "The printed column is the round-off of float32 with epsilon = 1e-6; with a step that fits the format the two"
                        + " agree, in float64 to 3e-7 with that same step.");
    }

    /** The numerical Jacobian at each point, by forward differences along the axes. */
    static double[][][] differences(Setting setting, VelocityField field, double t, double[][] points, double epsilon) {
        Tensor time = setting.scalar(t);
        Tensor x = setting.matrix(points);
        return TableFour.perPoint(
                setting,
                points,
                axes -> FiniteDifference.FORWARD.alongEach(v -> field.velocity(time, v), x, axes, epsilon));
    }
}
