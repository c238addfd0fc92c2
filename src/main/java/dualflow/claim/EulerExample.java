package dualflow.claim;

import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Three of the worked example's five Euler values are off. */
final class EulerExample implements Claim {
    @Override
    public String id() {
        return "beigy-euler";
    }

    @Override
    public String statement() {
        return "Euler's method with h = 0.1 on y' = 2 - 2y - e^(-4t), y(0) = 1, gives 0.900, 0.850, 0.837, 0.835 and 0.851.";
    }

    @Override
    public Source source() {
        return Source.notes("Beigy", "Euler's method, example");
    }

    @Override
    public Outcome check(Setting setting) {
        VelocityField field = (t, y) -> Ops.subtract(Ops.shift(Ops.scale(y, -2), 2), Ops.exp(Ops.scale(t, -4)));
        List<Tensor> states =
                OdeSolver.euler().trajectory(field, setting.vector(1), TimeGrid.uniform(0, 0.5, 5), Progress.NONE);
        double[] y = states.stream()
                .skip(1)
                .flatMapToDouble(state -> Arrays.stream(state.value().toDoubles()))
                .toArray();
        // The corrected values were computed separately, in 40 digits.
        return Outcome.corrected(
                Distance.absolute(new double[] {0.900, 0.850, 0.837, 0.835, 0.851}, y),
                Distance.absolute(
                        new double[] {0.9, 0.8529679953964, 0.8374414999054, 0.8398337787331, 0.8516773711870}, y),
                setting.tolerance(1e-12, 1e-6),
                "The second, fourth and fifth value must be 0.853, 0.840 and 0.852.");
    }
}
