package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * Solves the stochastic equation dx = f(t, x) dt + g(t, x) dW in the sense of Ito, g number by number, by x' = x + h f(t, x) + g(t, x) dW. Its strong order
 * is 1 where g does not depend on x, else 1/2. The end is a program of the start: run on dual numbers it gives the exact derivative of the end for
 * a fixed path of W.
 */
public final class EulerMaruyama {
    private EulerMaruyama() {}

    /**
     * The state at the end of the motion's grid.
     *
     * @param drift f
     * @param diffusion g, of a shape that broadcasts to the state's
     * @param x the state at the grid's first time, [..., n, d]
     * @param motion W
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite
     */
    public static Tensor solve(VelocityField drift, VelocityField diffusion, Tensor x, BrownianMotion motion) {
        return solve(drift, diffusion, x, motion, Progress.NONE);
    }

    /**
     * The state at the end of the motion's grid, with a report of every step.
     *
     * @param drift f
     * @param diffusion g, of a shape that broadcasts to the state's
     * @param x the state at the grid's first time, [..., n, d]
     * @param motion W
     * @param progress is called for every step taken
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite
     */
    public static Tensor solve(
            VelocityField drift, VelocityField diffusion, Tensor x, BrownianMotion motion, Progress progress) {
        TimeGrid grid = motion.grid();
        try (Arena arena = x.device().arena()) {
            Tensor state = x;
            for (int i = 0; i < grid.steps(); i++) {
                Tensor before = state;
                try (Arena step = x.device().arena()) {
                    Tensor t = x.device().scalar(x.dtype(), grid.time(i));
                    Tensor noise = Ops.multiply(diffusion.velocity(t, before), motion.increment(i, before));
                    Tensor moved = Ops.scale(drift.velocity(t, before), grid.time(i + 1) - grid.time(i));
                    state = step.keep(Ops.add(before, Ops.add(moved, noise)));
                    if (!Integration.isFinite(state.bottom())) {
                        throw new OdeException.NonFiniteState(grid.time(i + 1) - grid.time(i), grid.time(i));
                    }
                }
                arena.replace(List.of(before), List.of(state));
                progress.step(i + 1, grid.time(i + 1), (i + 1.0) / grid.steps(), state);
            }
            return arena.keep(state);
        }
    }
}
