package dualflow.recording;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.op.Add;
import dualflow.op.MatMul;
import dualflow.op.Ops;
import dualflow.op.Softmax;
import dualflow.recording.Program.Step;
import dualflow.tensor.Attention;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Steps that are attention, with or without its derivative, and run in one launch, so that the scores are never stored. What they look
 * like is not stated here: {@link Ops#attention} and its derivative are recorded on shapes alone, and the program is compared with that.
 */
final class Attentions {
    private static final int ARGUMENTS = 3;

    private final Program program;
    private final Units units;
    private final Device device;
    private final Map<Integer, Found> found = new HashMap<>(); // by unit

    /**
     * Attention in a program.
     *
     * @param size what is computed
     * @param inputs the values that it takes: q, k and v, then the directions of each
     * @param outputs the values that it makes: the result, then its derivatives
     */
    record Found(Attention size, List<Integer> inputs, List<Integer> outputs) {}

    /**
     * Finds attention and joins its steps.
     *
     * @param program the program
     * @param units where steps are joined
     * @param device what says whether it has a launch for it
     */
    Attentions(Program program, Units units, Device device) {
        this.program = program;
        this.units = units;
        this.device = device;
        for (int i = 0; i < program.steps().size(); i++) {
            find(i);
        }
    }

    /** What a unit computes, if it is attention. */
    Optional<Found> at(int unit) {
        return Optional.ofNullable(found.get(unit));
    }

    /** Looks for attention whose result this step makes, and for its derivative among the steps after it. */
    private void find(int last) {
        Optional<List<Shape>> shapes = arguments(last);
        if (shapes.isEmpty() || joins(last, OptionalInt.empty(), shapes.get(), OptionalInt.empty())) {
            return;
        }
        Shape primal = program.shape(program.steps().get(last).result());
        for (int i = last + 1; i < program.steps().size(); i++) {
            Shape tangent = program.shape(program.steps().get(i).result());
            if (program.steps().get(i).op() instanceof Add
                    && tangent.rank() - primal.rank() <= 1
                    && tangent.size() >= primal.size()
                    && tangent.trailing(Math.min(tangent.rank(), primal.rank())).equals(primal)) {
                OptionalInt directions =
                        tangent.equals(primal) ? OptionalInt.empty() : OptionalInt.of(tangent.dim(-tangent.rank()));
                if (joins(last, OptionalInt.of(i), shapes.get(), directions)) {
                    return;
                }
            }
        }
    }

    /** The shapes of q, k and v where a step is the product of a softmax of a product with v. */
    private Optional<List<Shape>> arguments(int last) {
        Optional<Step> softmax = maker(program.steps().get(last), new MatMul());
        Optional<Step> scores = softmax.flatMap(step -> maker(step, new Softmax(1)));
        return scores.filter(step -> step.op().equals(new MatMul())).map(step -> {
            Shape q = program.shape(step.arguments().get(0));
            Shape v = program.shape(program.steps().get(last).arguments().get(1));
            return List.of(q, v.leading(2).then(Shape.of(v.dim(-2), q.dim(-1))), v);
        });
    }

    /** The step that makes the first argument of a step of this op. */
    private Optional<Step> maker(Step step, Op op) {
        OptionalInt maker = step.op().equals(op) ? units.maker(step.arguments().get(0)) : OptionalInt.empty();
        return maker.isEmpty() ? Optional.empty() : Optional.of(program.steps().get(maker.getAsInt()));
    }

    /**
     * Joins the steps of attention on arguments of some shapes, if these are they and the device has a launch for them.
     *
     * @param last the step that makes the result
     * @param tangent the step that makes the derivatives, if they are part of it
     * @param shapes of q, k and v
     * @param directions how many there are, along a first axis; none where that axis is missing
     */
    private boolean joins(int last, OptionalInt tangent, List<Shape> shapes, OptionalInt directions) {
        Shape leading = shapes.get(0).leading(2);
        Shape v = shapes.get(2);
        DType dtype = program.dtype(program.steps().get(last).result());
        Attention size = new Attention(
                leading.size(),
                shapes.get(0).dim(-2),
                v.dim(-2),
                shapes.get(0).dim(-1),
                v.dim(-1),
                tangent.isEmpty() ? 0 : directions.orElse(1));
        if (!v.leading(2).equals(leading) || !device.attends(size, dtype)) {
            return false;
        }
        List<Integer> outputs =
                new ArrayList<>(List.of(program.steps().get(last).result()));
        tangent.ifPresent(step -> outputs.add(program.steps().get(step).result()));
        Comparison comparison = new Comparison(rule(shapes, dtype, tangent.isPresent(), directions));
        if (!comparison.finds(outputs)
                || !outputs.containsAll(program.usedOutside(List.copyOf(comparison.steps)))
                || needsItself(comparison.steps)) {
            return false;
        }
        for (int step : comparison.steps) {
            if (step != last) {
                units.join(units.of(step), units.of(last));
            }
        }
        found.put(units.of(last), new Found(size, comparison.inputs(), outputs));
        return true;
    }

    /** Whether something between needs one of the steps and is needed by another one. */
    private boolean needsItself(Set<Integer> steps) {
        Set<Integer> inside = new HashSet<>();
        Set<Integer> needed = new HashSet<>();
        steps.forEach(step -> {
            inside.add(units.of(step));
            needed.addAll(units.needs(units.of(step)));
        });
        needed.removeAll(inside);
        return needed.stream().anyMatch(other -> inside.stream().anyMatch(unit -> units.reaches(other, unit)));
    }

    /** The steps of attention and perhaps of its derivative, whose inputs are q, k and v, then their directions. */
    private Program rule(List<Shape> shapes, DType dtype, boolean derivative, OptionalInt directions) {
        Program rule = new Program();
        RecordTrace trace = new RecordTrace(rule, device.currentArena());
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        shapes.forEach(shape -> x.add(trace.input(shape, dtype, device)));
        List<Tensor> results = new ArrayList<>();
        if (!derivative) {
            results.add(Ops.attention(x.get(0), x.get(1), x.get(2)));
        } else if (directions.isEmpty()) {
            shapes.forEach(shape -> xDot.add(trace.input(shape, dtype, device)));
            Dual y = Autodiff.jvp(q -> Ops.attention(q.get(0), q.get(1), q.get(2)), x, xDot);
            results.addAll(List.of(y.primal(), y.tangent()));
        } else {
            shapes.forEach(shape -> xDot.add(trace.input(shape.withFirst(directions.getAsInt()), dtype, device)));
            Tensor tangents = Autodiff.vmap(
                    along -> {
                        Dual y = Autodiff.jvp(q -> Ops.attention(q.get(0), q.get(1), q.get(2)), x, along);
                        results.add(y.primal());
                        return y.tangent();
                    },
                    xDot,
                    Collections.nCopies(ARGUMENTS, true));
            results.add(tangents);
        }
        trace.finish();
        rule.end(results.stream().map(trace::id).toList());
        return rule;
    }

    /** Whether steps of the program are those of a rule. */
    private final class Comparison {
        private final Program rule;
        private final Units makers;
        private final Map<Integer, Integer> values = new HashMap<>(); // of the rule, and what they are in the program
        private final Set<Integer> steps = new TreeSet<>(); // of the program

        Comparison(Program rule) {
            this.rule = rule;
            makers = new Units(rule);
        }

        boolean finds(List<Integer> outputs) {
            for (int k = 0; k < outputs.size(); k++) {
                if (!isSame(rule.outputs().get(k), outputs.get(k))) {
                    return false;
                }
            }
            return true;
        }

        List<Integer> inputs() {
            return rule.inputs().stream().map(values::get).toList();
        }

        private boolean isSame(int ruled, int value) {
            if (values.containsKey(ruled)) {
                return values.get(ruled) == value;
            }
            if (!rule.shape(ruled).equals(program.shape(value)) || rule.dtype(ruled) != program.dtype(value)) {
                return false;
            }
            values.put(ruled, value);
            if (rule.inputs().contains(ruled)) {
                return true;
            }
            if (rule.root(ruled) != ruled || program.root(value) != value) {
                return rule.root(ruled) != ruled && isSame(rule.root(ruled), program.root(value));
            }
            OptionalInt maker = units.maker(value);
            if (maker.isEmpty() || units.steps(units.of(maker.getAsInt())).size() > 1) {
                return false;
            }
            Step expected = rule.steps().get(makers.maker(ruled).getAsInt());
            Step step = program.steps().get(maker.getAsInt());
            steps.add(maker.getAsInt());
            if (!expected.op().equals(step.op())) {
                return false;
            }
            for (int k = 0; k < expected.arguments().size(); k++) {
                if (!isSame(expected.arguments().get(k), step.arguments().get(k))) {
                    return false;
                }
            }
            return true;
        }
    }
}
