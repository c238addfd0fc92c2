package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    private OdeSolver(ButcherTableau tableau, Tolerances tolerances) {
        this.tableau = tableau;
        this.tolerances = tolerances;
    }

    /**
     * A solver that takes the steps of the grid.
     *
     * @param tableau the method
     * @return the solver
     */
    public static OdeSolver fixed(ButcherTableau tableau) {
        return new OdeSolver(tableau, null);
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
        return new OdeSolver(ButcherTableau.DORMAND_PRINCE_5, tolerances);
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
        return isFinite(end.bottom()) ? end : solve(field, x, grid, progress, true);
    }

    private Tensor solve(VelocityField field, Tensor x, TimeGrid grid, Progress progress, boolean waits) {
        try (Arena arena = x.device().arena()) {
            Run run = new Run(field, grid, progress, arena, x, waits);
            for (int i = 0; i < grid.steps(); i++) {
                run.advance(grid.time(i), grid.time(i + 1));
            }
            return arena.keep(run.x);
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
            Run run = new Run(field, grid, progress, arena, x, true);
            for (int i = 0; i < grid.steps(); i++) {
                run.advance(grid.time(i), grid.time(i + 1));
                states.add(arena.keep(run.x));
            }
        }
        return states;
    }

    @Override
    public String toString() {
        return tableau + (tolerances == null ? "" : " with " + tolerances);
    }

    /** x plus the sum of h w_i k_i over the weights that are not zero, the sum first. */
    private static Tensor combine(Tensor x, double h, double[] weights, List<Tensor> k) {
        Tensor sum = weightedSum(h, weights, k);
        return sum == null ? x : Ops.add(x, sum);
    }

    private static Tensor weightedSum(double h, double[] weights, List<? extends Tensor> k) {
        Tensor sum = null;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                Tensor term = Ops.scale(k.get(i), h * weights[i]);
                sum = sum == null ? term : Ops.add(sum, term);
            }
        }
        return sum;
    }

    private static boolean isFinite(DeviceTensor x) {
        // Sums are cheaper to copy than the elements; a sum may overflow where no element does.
        return allFinite(Ops.sum(x, Math.min(1, x.shape().rank())).value()) || allFinite(x);
    }

    private static boolean allFinite(DeviceTensor x) {
        return Arrays.stream(x.toDoubles()).allMatch(Double::isFinite);
    }

    /** One solve: the state, which the arena holds, advances step by step. */
    private final class Run {
        private final VelocityField field;
        private final TimeGrid grid;
        private final Progress progress;
        private final Arena arena;
        private final boolean waits; // for each step, to inspect its state
        private final boolean reuses = tableau.lastStageIsFirstOfNext();
        private Tensor x;
        private Tensor first; // v(t, x) at the end of the last step
        private int steps;
        private int attempts;
        private double planned; // the next step of step control, unsigned; 0 where there is none yet
        private StepControl control;

        Run(VelocityField field, TimeGrid grid, Progress progress, Arena arena, Tensor x, boolean waits) {
            this.waits = waits;
            this.field = field;
            this.grid = grid;
            this.progress = progress;
            this.arena = arena;
            this.x = x;
        }

        void advance(double from, double to) {
            if (tolerances == null) {
                take(from, to);
            } else {
                control(from, to);
            }
        }

        private void take(double t, double end) {
            try (Arena step = x.device().arena()) {
                List<Tensor> k = new ArrayList<>();
                Tensor next = attempt(t, end, k);
                if (waits && !isFinite(next.bottom())) {
                    throw new OdeException.NonFiniteState(end - t, t);
                }
                moveTo(step, end, next, k);
            }
        }

        private void control(double from, double to) {
            double direction = Math.signum(to - from);
            double t = from;
            if (control == null) {
                start(from, to);
            }
            while (t != to) {
                double left = Math.abs(to - t);
                boolean last = 1.01 * planned >= left;
                double size = last ? left : planned;
                double end = last ? to : t + direction * size;
                double error;
                if (attempts++ == tolerances.maxSteps()) {
                    throw new OdeException.TooManySteps(tolerances.maxSteps(), t);
                }
                try (Arena step = x.device().arena()) {
                    List<Tensor> k = new ArrayList<>();
                    Tensor next = attempt(t, end, k);
                    List<DeviceTensor> primals = k.stream().map(Tensor::bottom).toList();
                    error = control.error(weightedSum(end - t, tableau.error(), primals), x, next);
                    if (error <= 1) {
                        moveTo(step, end, next, k);
                        t = end;
                    }
                }
                double proposed = size * control.factor(error);
                planned = error <= 1 && last ? Math.max(planned, proposed) : proposed;
                if (!(error <= 1)) {
                    requireStep(error, t, size);
                }
            }
        }

        private void start(double from, double to) {
            control = new StepControl(tolerances);
            first = velocity(from, x);
            if (!allFinite(first.bottom())) {
                throw new OdeException.NonFiniteState(to - from, from);
            }
            planned = control.firstStep(x, first);
        }

        private void requireStep(double error, double t, double size) {
            double roundoff = x.dtype().ulp() / 2;
            if (planned <= 10 * roundoff * Math.max(Math.abs(t), Math.abs(grid.time(grid.steps())))) {
                throw Double.isFinite(error)
                        ? new OdeException.StepUnderflow(planned, t)
                        : new OdeException.NonFiniteState(size, t);
            }
        }

        /** The state after a step, and its velocities. */
        private Tensor attempt(double t, double end, List<Tensor> k) {
            double h = end - t;
            int stages = reuses ? tableau.stages() - 1 : tableau.stages();
            for (int i = 0; i < stages; i++) {
                if (i == 0 && first != null) {
                    k.add(first);
                } else {
                    double time = tableau.c(i) == 1 ? end : t + tableau.c(i) * h;
                    k.add(stage(time, h, tableau.a(i), k));
                }
            }
            Tensor next = combine(x, h, tableau.b(), k);
            if (reuses) {
                k.add(velocity(end, next));
            }
            return next;
        }

        private Tensor stage(double time, double h, double[] weights, List<Tensor> k) {
            try (Arena stage = x.device().arena()) {
                return stage.keep(velocity(time, combine(x, h, weights, k)));
            }
        }

        private Tensor velocity(double time, Tensor at) {
            try (Arena inner = at.device().arena()) {
                return inner.keep(field.velocity(at.device().scalar(at.dtype(), time), at));
            }
        }

        private void moveTo(Arena step, double t, Tensor next, List<Tensor> k) {
            List<Tensor> old = first == null ? List.of(x) : List.of(x, first);
            x = step.keep(next);
            first = reuses ? step.keep(k.get(k.size() - 1)) : null;
            arena.replace(old, first == null ? List.of(x) : List.of(x, first));
            double start = grid.time(0);
            progress.step(++steps, t, (t - start) / (grid.time(grid.steps()) - start), x);
        }
    }
}
