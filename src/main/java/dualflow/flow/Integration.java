package dualflow.flow;

import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One solve: the state, which an arena holds, advances step by step. */
final class Integration {
    private final VelocityField field;
    private final TimeGrid grid;
    private final Progress progress;
    private final Arena arena;
    private final boolean waits; // for each step, to inspect its state
    private final ButcherTableau tableau;
    private final Tolerances tolerances; // null for the steps of the grid
    private final int sampleAxes; // 0 where the state is controlled as a whole
    private final boolean reuses;
    private final List<DenseSolution.Step> dense; // null where the steps are not kept
    private Tensor x;
    private Tensor first; // v(t, x) at the end of the last step
    private int steps;
    private int attempts;
    private double planned; // the next step of step control, unsigned; 0 where there is none yet
    private StepControl control;

    Integration(
            ButcherTableau tableau,
            Tolerances tolerances,
            int sampleAxes,
            VelocityField field,
            TimeGrid grid,
            Progress progress,
            Arena arena,
            Tensor x,
            boolean waits,
            List<DenseSolution.Step> dense) {
        this.tableau = tableau;
        this.tolerances = tolerances;
        this.sampleAxes = sampleAxes;
        this.reuses = tableau.lastStageIsFirstOfNext();
        this.field = field;
        this.grid = grid;
        this.progress = progress;
        this.arena = arena;
        this.x = x;
        this.waits = waits;
        this.dense = dense;
    }

    Tensor state() {
        return x;
    }

    /** Advances over all times of the grid. */
    Tensor toEnd() {
        for (int i = 0; i < grid.steps(); i++) {
            advance(i);
        }
        return x;
    }

    /** Advances from a time of the grid to the next. */
    void advance(int i) {
        double from = grid.time(i);
        double to = grid.time(i + 1);
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
            moveTo(step, t, end, next, k);
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
                List<Tensor> estimates = new ArrayList<>();
                for (double[] weights : tableau.errors()) {
                    estimates.add(weightedSum(end - t, weights, primals));
                }
                error = control.error(estimates, x, next);
                if (error <= 1) {
                    moveTo(step, t, end, next, k);
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
        control = new StepControl(tolerances, tableau.order(), sampleAxes);
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

    private void moveTo(Arena step, double t, double end, Tensor next, List<Tensor> k) {
        List<Tensor> old = first == null ? List.of(x) : List.of(x, first);
        if (dense != null) {
            extend(t, end, k);
            k.forEach(step::keep);
            dense.add(new DenseSolution.Step(t, end - t, x, List.copyOf(k)));
        }
        x = step.keep(next);
        first = reuses ? step.keep(k.get(tableau.stages() - 1)) : null;
        if (dense == null) {
            arena.replace(old, first == null ? List.of(x) : List.of(x, first));
        }
        double start = grid.time(0);
        progress.step(++steps, end, (end - start) / (grid.time(grid.steps()) - start), x);
    }

    /** Adds the velocities that the states within a step need. */
    private void extend(double t, double end, List<Tensor> k) {
        ContinuousExtension extension = tableau.extension();
        for (int i = 0; i < extension.c().length; i++) {
            double time = extension.c()[i] == 1 ? end : t + extension.c()[i] * (end - t);
            k.add(stage(time, end - t, extension.a()[i], k));
        }
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

    static boolean isFinite(DeviceTensor x) {
        // Sums are cheaper to copy than the elements; a sum may overflow where no element does.
        return allFinite(Ops.sum(x, Math.min(1, x.shape().rank())).value()) || allFinite(x);
    }

    private static boolean allFinite(DeviceTensor x) {
        return Arrays.stream(x.toDoubles()).allMatch(Double::isFinite);
    }
}
