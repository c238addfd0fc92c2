package dualflow.flow;

import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Solves dx/dt = v(t, x) by an explicit Runge-Kutta method, forward or backward in time, on a given grid or with step control.
 *
 * <p>A solve is a program like any other: run on dual numbers it gives the exact derivative of the discretised map. Step control sees primal
 * numbers only, so the primal is bit-identical with and without tangents. Every step, and every velocity evaluation in it, runs in an
 * {@link Arena} of its own: a solve needs the memory of one step however many there are, unless it is being linearized, when the residuals
 * of all steps are kept.
 */
public final class OdeSolver {
    private static final OdeSolver EULER = fixed(ButcherTableau.EULER);

    private final ButcherTableau tableau;
    private final Tolerances tolerances;
    private final int sampleAxes;

    private OdeSolver(ButcherTableau tableau, Tolerances tolerances, int sampleAxes) {
        this.tableau = tableau;
        this.tolerances = tolerances;
        this.sampleAxes = sampleAxes;
    }

    /**
     * A solver that takes the steps of the grid.
     *
     * @param tableau the method
     * @return the solver
     */
    public static OdeSolver fixed(ButcherTableau tableau) {
        return new OdeSolver(tableau, null, 0);
    }

    /**
     * Euler's method on the steps of the grid, which is what the paper's experiments use.
     *
     * @return the solver
     */
    public static OdeSolver euler() {
        return EULER;
    }

    /**
     * The Dormand-Prince method with proportional-integral step control; it stops at each time of the grid.
     *
     * @param tolerances what the estimated error of a step must satisfy
     * @return the solver
     */
    public static OdeSolver adaptive(Tolerances tolerances) {
        return adaptive(ButcherTableau.DORMAND_PRINCE_5, tolerances);
    }

    /**
     * A method with proportional-integral step control; it stops at each time of the grid.
     *
     * @param tableau a method that estimates its error
     * @param tolerances what the estimated error of a step must satisfy
     * @return the solver
     * @throws IllegalArgumentException if the method has no embedded one
     */
    public static OdeSolver adaptive(ButcherTableau tableau, Tolerances tolerances) {
        if (!tableau.isEmbedded()) {
            throw new IllegalArgumentException(tableau + " does not estimate its error, which step control needs");
        }
        return new OdeSolver(tableau, tolerances, 0);
    }

    /**
     * This solver with steps that satisfy the tolerances for each sample by itself, in place of the root mean square over the whole state, in which the
     * errors of a few samples are lost among those of many.
     *
     * @param axes how many trailing axes of a state are those of one sample, at least 1: 1 for rows [..., n, d]
     * @return the solver
     * @throws IllegalArgumentException if there is none
     */
    public OdeSolver forEachSample(int axes) {
        if (axes < 1) {
            throw new IllegalArgumentException("a sample has one axis or more, got " + axes);
        }
        return new OdeSolver(tableau, tolerances, axes);
    }

    /**
     * The state at the end of the grid.
     *
     * @param field the velocity
     * @param x the state at the grid's first time
     * @param grid the times
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite, or step control fails
     */
    public Tensor solve(VelocityField field, Tensor x, TimeGrid grid) {
        return solve(field, x, grid, Progress.NONE);
    }

    /**
     * The state at the end of the grid, with a report of every step.
     *
     * @param field the velocity
     * @param x the state at the grid's first time
     * @param grid the times
     * @param progress is called for every step taken
     * @return the state at the grid's last time, of x's shape
     * @throws OdeException if a state is not finite, or step control fails
     */
    public Tensor solve(VelocityField field, Tensor x, TimeGrid grid, Progress progress) {
        if (tolerances != null || progress != Progress.NONE) {
            return solve(field, x, grid, progress, true);
        }
        // Values that are not finite stay so through all steps. Nobody is watching, so the steps are launched without
        // waiting for each, and repeated one by one, to name the step, if the end is not finite.
        Tensor end = solve(field, x, grid, progress, false);
        return Integration.isFinite(end.bottom()) ? end : solve(field, x, grid, progress, true);
    }

    /**
     * The state at a time that a program computes, and so can differentiate: in t1 the derivative is the velocity at the end, and in t0 minus the jvp of the
     * map along the velocity at the beginning, both of the discretised map. Solves {@link VelocityField#between}.
     *
     * @param field the velocity
     * @param x the state at t0
     * @param t0 the first time, []
     * @param t1 the last time, [], before or after t0
     * @param steps how many equal parts of the time a fixed solver takes as its steps, and one with step control stops after; at least 1
     * @return the state at t1, of x's shape
     * @throws IllegalArgumentException if there is no step
     * @throws OdeException if a state is not finite, or step control fails; its time is 0 at t0 and 1 at t1
     */
    public Tensor solve(VelocityField field, Tensor x, Tensor t0, Tensor t1, int steps) {
        try {
            return solve(field.between(t0, t1), x, TimeGrid.uniform(0, 1, steps));
        } catch (OdeException e) {
            throw new OdeException.BetweenTimes(e);
        }
    }

    private Tensor solve(VelocityField field, Tensor x, TimeGrid grid, Progress progress, boolean waits) {
        try (Arena arena = x.device().arena()) {
            return arena.keep(
                    begin(field, x, grid, progress, arena, waits, null).toEnd());
        }
    }

    /**
     * The states at all times of the grid; they stay in memory together.
     *
     * @param field the velocity
     * @param x the state at the grid's first time
     * @param grid the times
     * @param progress is called for every step taken
     * @return x, then the state at each further time
     * @throws OdeException if a state is not finite, or step control fails
     */
    public List<Tensor> trajectory(VelocityField field, Tensor x, TimeGrid grid, Progress progress) {
        List<Tensor> states = new ArrayList<>(List.of(x));
        try (Arena arena = x.device().arena()) {
            Integration run = begin(field, x, grid, progress, arena, true, null);
            for (int i = 0; i < grid.steps(); i++) {
                run.advance(i);
                states.add(arena.keep(run.state()));
            }
        }
        return states;
    }

    /**
     * The states at all times between the grid's first and last one, by the method's continuous extension; velocities and states of all steps stay
     * in memory.
     *
     * @param field the velocity
     * @param x the state at the grid's first time
     * @param grid the times
     * @return the solution
     * @throws OdeException if a state is not finite, or step control fails
     */
    public DenseSolution dense(VelocityField field, Tensor x, TimeGrid grid) {
        List<DenseSolution.Step> steps = new ArrayList<>();
        try (Arena arena = x.device().arena()) {
            Tensor end =
                    begin(field, x, grid, Progress.NONE, arena, true, steps).toEnd();
            steps.forEach(step -> step.keep(arena));
            return new DenseSolution(tableau.extension(), steps, arena.keep(end));
        }
    }

    /**
     * Where a function of the state first crosses zero, and the state there. Crossings are looked for at the ends and quarters of the steps:
     * two within a quarter of a step are missed. Time and state depend on x as the crossing of the method's continuous extension does, and
     * are differentiated with it: exactly up to the third derivative.
     *
     * @param field the velocity
     * @param x the state at the grid's first time; one sample, as each would cross at a time of its own
     * @param grid the times between which to look
     * @param event g(t, x), a number
     * @return the crossing; nothing if there is none
     * @throws OdeException if a state is not finite, or step control fails
     */
    public Optional<DenseSolution.Crossing> firstCrossing(VelocityField field, Tensor x, TimeGrid grid, Event event) {
        List<DenseSolution.Step> steps = new ArrayList<>();
        try (Arena arena = x.device().arena()) {
            Integration run = begin(field, x, grid, Progress.NONE, arena, true, steps);
            DenseSolution.Watch watch = new DenseSolution.Watch(event);
            for (int i = 0; i < grid.steps(); i++) {
                int before = steps.size();
                run.advance(i);
                DenseSolution part =
                        new DenseSolution(tableau.extension(), steps.subList(before, steps.size()), run.state());
                Optional<DenseSolution.Crossing> crossing = part.firstCrossing(watch);
                if (crossing.isPresent()) {
                    arena.keep(crossing.get().time());
                    arena.keep(crossing.get().state());
                    return crossing;
                }
            }
        }
        return Optional.empty();
    }

    private Integration begin(
            VelocityField field,
            Tensor x,
            TimeGrid grid,
            Progress progress,
            Arena arena,
            boolean waits,
            List<DenseSolution.Step> dense) {
        return new Integration(tableau, tolerances, sampleAxes, field, grid, progress, arena, x, waits, dense);
    }

    @Override
    public String toString() {
        return tableau + (tolerances == null ? "" : " with " + tolerances);
    }
}
