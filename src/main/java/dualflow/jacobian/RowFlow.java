package dualflow.jacobian;

import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A flow of rows of numbers, points or images, in equal steps of a solver, so that its map is smooth.
 *
 * @param dimension d
 * @param velocity v(t, x), for x [..., n, d]
 * @param source from draws of N(0, I), [n, d], to draws of the source
 * @param responsibilities gamma_k(t, x), [..., n, K], of a mixture
 * @param solver the method
 * @param steps the number of steps from t = 0 to t = 1
 */
public record RowFlow(
        int dimension,
        VelocityField velocity,
        UnaryOperator<Tensor> source,
        Optional<VelocityField> responsibilities,
        OdeSolver solver,
        int steps) {
    /**
     * The map from the source to a time, in a share of the steps.
     *
     * @param t the time, above 0 and at most 1
     * @return f, from [n, d] to [n, d]
     * @throws IllegalArgumentException if the time is out of range
     */
    public UnaryOperator<Tensor> map(double t) {
        if (!(t > 0 && t <= 1)) {
            throw new IllegalArgumentException("the flow's time is " + t + "; it ends above 0 and at most at 1");
        }
        TimeGrid grid = TimeGrid.uniform(0, t, (int) Math.ceil(steps * t));
        return x -> solver.solve(velocity, x, grid);
    }
}
