package dualflow.evaluation;

import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.op.Ops;
import dualflow.tensor.Tensor;

/**
 * How far a flow's paths are from straight ones, which one Euler step would follow: along the flow's own paths from x0 to x1 = psi(x0),
 *
 * <pre>
 *   E integral from 0 to 1 of |v(t, x_t) - (x1 - x0)|^2 dt  =  E[integral from 0 to 1 of |v(t, x_t)|^2 dt - |x1 - x0|^2]
 * </pre>
 *
 * <p>X. Liu, C. Gong and Q. Liu, "Flow straight and fast: learning to generate and transfer data with rectified flow", ICLR 2023. It is d (2 - pi/2) for the flow from N(0, I) to
 * itself of independent pairs, and 0 for the optimal map.
 *
 * @param value the mean over the paths, 0 or more up to the error of the solve
 * @param standardError its standard error
 */
public record PathStraightness(double value, double standardError) {
    /**
     * Measures a flow.
     *
     * @param field the velocity of rows
     * @param x0 draws of the source, [n, d], two or more
     * @param solver solves for state and integral together
     * @param grid times from 0 to 1
     * @return the mean over the draws
     * @throws dualflow.flow.OdeException if the solve fails
     */
    public static PathStraightness of(VelocityField field, Tensor x0, OdeSolver solver, TimeGrid grid) {
        int d = x0.shape().dim(-1);
        VelocityField augmented = (t, state) -> {
            Tensor v = field.velocity(t, Ops.slice(state, -1, 0, d));
            Tensor square = Ops.sum(Ops.multiply(v, v), 1);
            return Ops.concat(v, Ops.insertAxes(square, square.shape().rank(), 1), -1);
        };
        Tensor end = solver.solve(augmented, Ops.pad(x0, -1, 0, 1), grid);
        Tensor chord = Ops.subtract(Ops.slice(end, -1, 0, d), x0);
        Tensor squares = Ops.sum(Ops.multiply(chord, chord), 1);
        Tensor action = Ops.sum(Ops.slice(end, -1, d, 1), 1);
        RunningMean mean = new RunningMean();
        for (double each : Ops.subtract(action, squares).value().toDoubles()) {
            mean.add(each);
        }
        return new PathStraightness(mean.value(), mean.error());
    }
}
