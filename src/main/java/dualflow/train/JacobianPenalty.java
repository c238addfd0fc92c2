package dualflow.train;

import dualflow.autodiff.Autodiff;
import dualflow.coupling.Coupling;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Axes;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A penalty on the Jacobian J of a velocity or of a flow, the mean over the samples of a batch, estimated along random signs u by exact JVPs and without
 * bias; its gradient is that of the estimate, through the JVPs:
 *
 * <pre>
 *   FROBENIUS      |J|_F^2 = E |J u|^2
 *   OFF_DIAGONAL   sum over i != j of (J^T J)_ij^2 = Var |J u|^2 / 2,   by the variance of two probes or more
 * </pre>
 *
 * <p>The second is 0 where each input moves features of its own (W. Peebles et al., "The Hessian penalty", 2020, take the variance of a second
 * derivative; Y. Wei et al., "Orthogonal Jacobian regularization", 2021, the same matrix). It is added to a loss by {@link Objective#plus}. The model must
 * treat samples as independent.
 *
 * @param model predicts the velocity
 * @param kind what is penalised
 * @param subject of which map J is
 * @param path the path from source to data
 * @param coupling which source of the batch each sample is paired with
 * @param probes the number of signs for each sample: the draws of stream "penalty" of the step
 * @param data the data
 * @param seed the seed of sources, times and signs, those of the loss where it has the same seed
 */
public record JacobianPenalty(
        VelocityModel model,
        Kind kind,
        Subject subject,
        AffinePath path,
        Coupling coupling,
        int probes,
        Batches data,
        long seed)
        implements Objective {
    /** What is penalised. */
    public enum Kind {
        /** The square of the Frobenius norm of J. */
        FROBENIUS,
        /** The squares of the off-diagonal entries of J^T J. */
        OFF_DIAGONAL
    }

    /** Of which map. */
    public sealed interface Subject {
        /** The velocity v(t, .) at x_t. */
        record Velocity() implements Subject {}

        /**
         * The flow from the source at t = 0 to t = 1, by the midpoint method.
         *
         * @param steps the number of equal steps
         */
        record Flow(int steps) implements Subject {}
    }

    /**
     * Checks the number.
     *
     * @param model predicts the velocity
     * @param kind what is penalised
     * @param subject of which map J is
     * @param path the path from source to data
     * @param coupling which source of the batch each sample is paired with
     * @param probes the number of signs for each sample
     * @param data the data
     * @param seed the seed of sources, times and signs
     * @throws IllegalArgumentException if there are fewer than one probe, or two for a variance
     */
    public JacobianPenalty {
        int least = kind == Kind.OFF_DIAGONAL ? 2 : 1;
        if (probes < least) {
            throw new IllegalArgumentException("the penalty has " + probes + " probes; it takes " + least + " or more");
        }
    }

    @Override
    public Function<Pass, Tensor> at(Device device, DType dtype, long step) {
        PathDraws draws = PathDraws.of(device, dtype, data, coupling, PathDraws.latest(path.schedule()), seed, step);
        Shape shape = data.shape().withFirst(probes);
        double[] signs = new Draws(seed).signs(Draws.stream("penalty"), step * shape.size(), shape.size());
        Tensor directions = device.tensor(dtype, shape, signs);
        if (subject instanceof Subject.Flow flow) {
            OdeSolver solver = OdeSolver.fixed(ButcherTableau.MIDPOINT);
            TimeGrid grid = TimeGrid.uniform(0, 1, flow.steps());
            return pass ->
                    of(kind, x -> solver.solve((t, y) -> model.velocity(pass, t, y), x, grid), draws.x0(), directions);
        }
        Tensor state = path.state(draws.t(), draws.x0(), draws.x1());
        return pass -> of(kind, x -> model.velocity(pass, draws.t(), x), state, directions);
    }

    /**
     * The estimate for a map.
     *
     * @param kind what is penalised
     * @param map the map, of each sample independently
     * @param x the samples, [n, ...]
     * @param directions signs, [P, ...] before x's shape
     * @return the mean over the samples, a scalar
     */
    public static Tensor of(Kind kind, UnaryOperator<Tensor> map, Tensor x, Tensor directions) {
        Tensor products = Autodiff.jvps(map, x, directions).tangent();
        Tensor squares = Ops.sum(Ops.multiply(products, products), x.shape().rank() - 1); // [P, n]
        return kind == Kind.FROBENIUS
                ? Ops.mean(squares, 2)
                : Ops.scale(Ops.mean(Ops.variance(squares, Axes.of(-2), 1), 1), 0.5);
    }
}
