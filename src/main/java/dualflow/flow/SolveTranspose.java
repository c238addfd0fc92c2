package dualflow.flow;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Linearized;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The transposed derivative of a solve on a fixed grid, step by step from its end: the states are kept, and each step is linearized by itself
 * when the cotangents reach it. That is the derivative of the discrete solve, as {@link Autodiff#vjp} gives it, in the memory of the states and
 * of one step, where linearizing the whole solve keeps what all steps leave behind; it evaluates the velocity twice. Unlike {@link
 * AdjointMethod} it has no discretisation error of its own.
 *
 * @param solver a solver with fixed steps
 * @param field the velocity
 * @param grid the times
 */
public record SolveTranspose(OdeSolver solver, VelocityField field, TimeGrid grid) {
    /**
     * Pulls cotangents of the end back to the start.
     *
     * @param start the state at the grid's first time
     * @param cotangents gives, for the state at the grid's last time, cotangents of its shape
     * @return one cotangent of the start for each
     * @throws OdeException if a state is not finite
     */
    public List<Tensor> pull(Tensor start, Function<Tensor, List<Tensor>> cotangents) {
        try (Arena arena = start.device().arena()) {
            List<Tensor> states = solver.trajectory(field, start, grid, Progress.NONE);
            List<Tensor> bars = cotangents.apply(states.get(grid.steps()));
            for (int i = grid.steps() - 1; i >= 0; i--) {
                bars = pullStep(states.get(i), TimeGrid.of(grid.time(i), grid.time(i + 1)), bars);
            }
            bars.forEach(arena::keep);
            return bars;
        }
    }

    private List<Tensor> pullStep(Tensor state, TimeGrid step, List<Tensor> bars) {
        try (Arena arena = state.device().arena()) {
            Linearized linearized = Autodiff.linearize(x -> solver.solve(field, x, step), state);
            List<Tensor> pulled = new ArrayList<>();
            for (Tensor bar : bars) {
                pulled.add(arena.keep(linearized.map().applyTranspose(bar).get(0)));
            }
            return pulled;
        }
    }
}
