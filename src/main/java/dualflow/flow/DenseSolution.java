package dualflow.flow;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Ops;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * A solution between its steps: within each the state is a polynomial in time, the method's continuous extension. It is a program of the state that
 * the solve began with and of the time at which it is asked for, and is differentiated in both.
 */
public final class DenseSolution {
    private static final double[] LOOKED_AT = {0.25, 0.5, 0.75, 1};
    private static final double CLOSENESS = 1e-12; // of a crossing, before Newton's steps
    private static final int NEWTON_STEPS = 2;
    private static final int MOST_EVALUATIONS = 200;

    private final ContinuousExtension extension;
    private final List<Step> steps;
    private final Tensor end;

    /**
     * A step that was taken.
     *
     * @param start its time
     * @param size its length, negative backward in time
     * @param x the state at its start
     * @param k the velocities of its stages and of the extension's
     */
    record Step(double start, double size, Tensor x, List<Tensor> k) {
        void keep(Arena arena) {
            arena.keep(x);
            k.forEach(arena::keep);
        }

        boolean contains(double t) {
            double fraction = (t - start) / size;
            return fraction >= 0 && fraction <= 1;
        }
    }

    /**
     * A crossing.
     *
     * @param time when, []
     * @param state where, of the state's shape
     */
    public record Crossing(Tensor time, Tensor state) {}

    DenseSolution(ContinuousExtension extension, List<Step> steps, Tensor end) {
        this.extension = extension;
        this.steps = List.copyOf(steps);
        this.end = end;
    }

    /**
     * The state at a time.
     *
     * @param t the time
     * @return x(t)
     * @throws IllegalArgumentException if it is not between the solve's first and last time
     */
    public Tensor at(double t) {
        Step last = steps.get(steps.size() - 1);
        return t == last.start + last.size ? end : at(end.device().scalar(end.dtype(), t));
    }

    /**
     * The state at a time, differentiable in it too.
     *
     * @param t the time, []
     * @return x(t)
     * @throws IllegalArgumentException if it is not between the solve's first and last time
     * @throws dualflow.tensor.TracedValueException if t is mapped by {@link Autodiff#vmap}, as each element might lie in another step
     */
    public Tensor at(Tensor t) {
        double time = Autodiff.primalValue(t).toDoubles()[0];
        Step step = steps.stream()
                .filter(each -> each.contains(time))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the solution reaches from t = " + steps.get(0).start
                        + " to t = " + (steps.get(steps.size() - 1).start + steps.get(steps.size() - 1).size)
                        + ", not to " + time));
        return within(step, t);
    }

    private Tensor within(Step step, Tensor t) {
        Tensor fraction = Ops.scale(Ops.shift(t, -step.start), 1 / step.size);
        Tensor change = Ops.zerosLike(step.x);
        for (int i = 0; i < extension.polynomials().length; i++) {
            Tensor weight = Ops.zerosLike(fraction);
            for (int j = extension.polynomials()[i].length - 1; j >= 0; j--) {
                weight = Ops.multiply(Ops.shift(weight, extension.polynomials()[i][j]), fraction);
            }
            change = Ops.add(change, Ops.multiply(weight, step.k.get(i)));
        }
        return Ops.add(step.x, Ops.scale(change, step.size));
    }

    /** An event that is watched along a solution, part by part. */
    static final class Watch {
        private final Event event;
        private Double last; // its value at the end of the last step, which is the one at the start of the next

        Watch(Event event) {
            this.event = event;
        }
    }

    /** The first crossing, looked for at the ends and quarters of the steps. */
    Optional<Crossing> firstCrossing(Watch watch) {
        for (Step step : steps) {
            double before = step.start;
            if (watch.last == null) {
                watch.last = value(watch.event, step, before);
            }
            for (double fraction : LOOKED_AT) {
                double after = step.start + fraction * step.size;
                double value = value(watch.event, step, after);
                if (value == 0 || (watch.last != 0 && Math.signum(value) != Math.signum(watch.last))) {
                    return Optional.of(crossing(watch.event, step, before, after));
                }
                before = after;
                watch.last = value;
            }
        }
        return Optional.empty();
    }

    private double value(Event event, Step step, double t) {
        Arena arena = end.device().arena();
        try {
            Tensor time = end.device().scalar(end.dtype(), t);
            return Autodiff.primalValue(event.of(time, within(step, time))).toDoubles()[0];
        } finally {
            arena.close();
        }
    }

    /**
     * Found among the primal numbers, and then by steps of Newton's method in the program: as the error of each is the square of the one before, two
     * give the first three derivatives of the crossing time exactly.
     */
    private Crossing crossing(Event event, Step step, double from, double to) {
        Tensor time = end.device().scalar(end.dtype(), zero(t -> value(event, step, t), from, to));
        for (int i = 0; i < NEWTON_STEPS; i++) {
            Dual change = Autodiff.jvp(
                    t -> event.of(t, within(step, t)), time, end.device().scalar(end.dtype(), 1));
            time = Ops.subtract(time, Ops.divide(change.primal(), change.tangent()));
        }
        return new Crossing(time, within(step, time));
    }

    private static double zero(UnivariateFunction function, double from, double to) {
        double atFrom = function.value(from);
        double atTo = function.value(to);
        if (atTo == 0) {
            return to;
        }
        // The sign before was that of the step before, from which this one's differs by rounding.
        return Math.signum(atFrom) != -Math.signum(atTo)
                ? from
                : new BrentSolver(CLOSENESS).solve(MOST_EVALUATIONS, function, Math.min(from, to), Math.max(from, to));
    }
}
