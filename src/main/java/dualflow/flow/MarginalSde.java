package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Stochastic equations with the marginals p_t of a flow. For its velocity v, its score s = grad log p_t and any g(t), solutions of
 *
 * <pre>
 *   dx = (v + g^2/2 s) dt + g dW     forward in time, x(0) ~ p_0
 *   dx = (v - g^2/2 s) dt + g dW     backward in time, x(1) ~ p_1
 * </pre>
 *
 * <p>have the law p_t at every time: in the Fokker-Planck equation the term of the score takes away what the noise spreads. M. S. Albergo et al., "Stochastic interpolants",
 * 2023, with g^2/2 for their epsilon; Y. Song et al., "Score-based generative modeling through stochastic differential equations", ICLR 2021. With g = 0 both are the flow
 * itself. More noise forgets more of what an inexact field does wrong, and needs smaller steps.
 *
 * @param velocity v
 * @param score s, such as {@code path::score} of a marginal path, or from the velocity by {@code Conversion}
 * @param diffusion g, a program of the time, [] or as the field takes it; it may be 0 where the score does not exist, but the score is still evaluated
 */
public record MarginalSde(VelocityField velocity, VelocityField score, UnaryOperator<Tensor> diffusion) {
    /**
     * With the same noise at all times.
     *
     * @param velocity v
     * @param score s
     * @param diffusion g, 0 or more
     * @throws IllegalArgumentException if g is negative or not finite
     */
    public MarginalSde(VelocityField velocity, VelocityField score, double diffusion) {
        this(velocity, score, constant(diffusion));
    }

    private static UnaryOperator<Tensor> constant(double diffusion) {
        if (!(diffusion >= 0 && diffusion < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the diffusion g is " + diffusion + "; give a number from 0 on");
        }
        return t -> t.device().scalar(t.dtype(), diffusion);
    }

    /**
     * The drift forward in time.
     *
     * @equation v + g^2/2 s
     * @return the drift
     */
    public VelocityField drift() {
        return drift(0.5);
    }

    /**
     * The drift backward in time.
     *
     * @equation v - g^2/2 s
     * @return the drift
     */
    public VelocityField backwardDrift() {
        return drift(-0.5);
    }

    private VelocityField drift(double half) {
        return (t, x) -> {
            Tensor g = diffusion.apply(t);
            Tensor pull = Ops.multiply(Ops.scale(Ops.multiply(g, g), half), score.velocity(t, x));
            return Ops.add(velocity.velocity(t, x), pull);
        };
    }

    /**
     * Solves by the Euler-Maruyama method, in the direction of the motion's grid. As the noise does not depend on x, its strong order is 1. Drifts are evaluated at the
     * start of each step only, so that a grid may end where the score does not exist, but not start there.
     *
     * @param x the state at the grid's first time, [..., n, d]: draws of p there
     * @param motion W
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite
     */
    public Tensor solve(Tensor x, BrownianMotion motion) {
        return solve(x, motion, Progress.NONE);
    }

    /**
     * Solves, with a report of every step.
     *
     * @param x the state at the grid's first time, [..., n, d]
     * @param motion W
     * @param progress is called for every step taken
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite
     */
    public Tensor solve(Tensor x, BrownianMotion motion, Progress progress) {
        TimeGrid grid = motion.grid();
        boolean forward = grid.time(1) > grid.time(0);
        return EulerMaruyama.solve(
                forward ? drift() : backwardDrift(), (t, y) -> diffusion.apply(t), x, motion, progress);
    }
}
