package dualflow.recording;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.TensorFunction;
import dualflow.launch.Kernel;
import dualflow.launch.Target;
import dualflow.recording.Program.Step;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Pattern fusion: steps that form a known rule, with or without its derivative, run in one launch, so that intermediate results are never
 * stored. The patterns are not written here: the rule is recorded on shapes alone, and the program is compared with it.
 */
final class PatternFusion {
    /** All rules, in order of priority: steps that a rule takes are not available to later ones. */
    private static final List<Finder> FINDERS =
            List.of(AttentionPattern::endingAt, GroupNormPattern::withSiluEndingAt, GroupNormPattern::endingAt);

    private final Program program;
    private final LaunchGroups launchGroups;
    private final Device device;
    private final Target target;
    private final Map<Integer, Found> found = new HashMap<>(); // by group

    /** Finds candidates for a rule. */
    @FunctionalInterface
    private interface Finder {
        Optional<Rule> endingAt(Step last, Program program, LaunchGroups launchGroups);
    }

    /** A rule, on arguments of some size and along some directions, as a whole. */
    interface Whole {
        /** A description of it. */
        String name();

        /** Its multiply-adds. */
        long multiplyAdds();

        /** Its launch, with the bits of the rule's ops, or empty if there is no such kernel. */
        Optional<Kernel> kernel(DType dtype, Target target);
    }

    /**
     * A rule that a step may end.
     *
     * @param function the rule
     * @param arguments the shapes of its arguments
     * @param varying the number of leading arguments along which the derivative is taken
     * @param tangent the kind of op that ends the derivative
     * @param whole the rule along a number of directions, 0 for none
     */
    record Rule(
            TensorFunction function,
            List<Shape> arguments,
            int varying,
            Class<? extends Op> tangent,
            IntFunction<Whole> whole) {}

    /**
     * A match of a rule in a program.
     *
     * @param whole the rule
     * @param kernel its launch
     * @param inputs the values that it reads: the arguments, then the directions of those that vary
     * @param outputs the values that it writes: the result, then its derivatives
     */
    record Found(Whole whole, Kernel kernel, List<Integer> inputs, List<Integer> outputs) {}

    /**
     * Finds rules and joins their steps.
     *
     * @param program the program
     * @param launchGroups the launch groups in which steps are joined
     * @param device the program's
     * @param target the target of the kernels
     */
    PatternFusion(Program program, LaunchGroups launchGroups, Device device, Target target) {
        this.program = program;
        this.launchGroups = launchGroups;
        this.device = device;
        this.target = target;
        FINDERS.forEach(this::findEach);
    }

    /** What a group computes, if it is a rule. */
    Optional<Found> at(int group) {
        return Optional.ofNullable(found.get(group));
    }

    private void findEach(Finder finder) {
        for (int i = 0; i < program.steps().size(); i++) {
            if (at(launchGroups.of(i)).isEmpty()) {
                Optional<Rule> rule = finder.endingAt(program.steps().get(i), program, launchGroups);
                if (rule.isPresent()) {
                    find(i, rule.get());
                }
            }
        }
    }

    /** Looks for a rule whose result this step computes, and for its derivative. */
    private void find(int last, Rule rule) {
        Map<OptionalInt, Program> derivatives = new HashMap<>();
        DType dtype = program.dtype(program.steps().get(last).result());
        if (joins(List.of(last), primal(rule, dtype), rule.whole().apply(0))) {
            return;
        }
        Shape primal = program.shape(program.steps().get(last).result());
        for (int i = 0; i < program.steps().size(); i++) {
            Shape tangent = program.shape(program.steps().get(i).result());
            if (rule.tangent().isInstance(program.steps().get(i).op())
                    && tangent.rank() - primal.rank() <= 1
                    && tangent.size() >= primal.size()
                    && tangent.trailing(Math.min(tangent.rank(), primal.rank())).equals(primal)) {
                OptionalInt directions =
                        tangent.equals(primal) ? OptionalInt.empty() : OptionalInt.of(tangent.dim(-tangent.rank()));
                Program derivative = derivatives.computeIfAbsent(directions, key -> derivative(rule, dtype, key));
                if (joins(List.of(last, i), derivative, rule.whole().apply(directions.orElse(1)))) {
                    return;
                }
            }
        }
    }

    /**
     * Joins the steps of a rule, if they match it and the device has a launch for them.
     *
     * @param ends the step that computes the result and, optionally, the one that computes the derivatives
     * @param rule the rule's steps
     * @param whole the rule
     */
    private boolean joins(List<Integer> ends, Program rule, Whole whole) {
        List<Integer> outputs =
                ends.stream().map(step -> program.steps().get(step).result()).toList();
        Optional<Kernel> kernel = whole.kernel(program.dtype(outputs.get(0)), target);
        Comparison comparison = new Comparison(rule);
        if (kernel.isEmpty()
                || !comparison.finds(outputs)
                || !outputs.containsAll(program.usedOutside(List.copyOf(comparison.steps)))
                || needsItself(comparison.steps)) {
            return false;
        }
        int last = ends.get(0);
        for (int step : comparison.steps) {
            if (step != last) {
                launchGroups.merge(launchGroups.of(step), launchGroups.of(last));
            }
        }
        found.put(launchGroups.of(last), new Found(whole, kernel.get(), comparison.inputs(), outputs));
        return true;
    }

    /** Whether something outside depends on one of the steps and is needed by another one. */
    private boolean needsItself(Set<Integer> steps) {
        Set<Integer> inside = new HashSet<>();
        Set<Integer> needed = new HashSet<>();
        steps.forEach(step -> {
            inside.add(launchGroups.of(step));
            needed.addAll(launchGroups.needs(launchGroups.of(step)));
        });
        needed.removeAll(inside);
        return needed.stream().anyMatch(other -> inside.stream().anyMatch(group -> launchGroups.reaches(other, group)));
    }

    /** The steps of a rule; its inputs are its arguments. */
    private Program primal(Rule rule, DType dtype) {
        return record(trace -> List.of(rule.function().apply(inputs(trace, rule.arguments(), dtype))));
    }

    /** The steps of a rule and of its derivative along one direction, or several along a first axis; the directions are inputs too. */
    private Program derivative(Rule rule, DType dtype, OptionalInt directions) {
        return record(trace -> {
            List<Tensor> x = inputs(trace, rule.arguments(), dtype);
            List<Tensor> fixed = x.subList(rule.varying(), x.size());
            List<Tensor> varying = x.subList(0, rule.varying());
            TensorFunction function = at -> rule.function()
                    .apply(Stream.concat(at.stream(), fixed.stream()).toList());
            List<Shape> shapes = rule.arguments().subList(0, rule.varying());
            if (directions.isEmpty()) {
                Dual y = Autodiff.jvp(function, varying, inputs(trace, shapes, dtype));
                return List.of(y.primal(), y.tangent());
            }
            List<Tensor> along = inputs(
                    trace,
                    shapes.stream()
                            .map(shape -> shape.withFirst(directions.getAsInt()))
                            .toList(),
                    dtype);
            List<Tensor> primal = new ArrayList<>();
            Tensor tangents = Autodiff.vmap(
                    direction -> {
                        Dual y = Autodiff.jvp(function, varying, direction);
                        primal.add(y.primal());
                        return y.tangent();
                    },
                    along,
                    Collections.nCopies(along.size(), true));
            return List.of(primal.get(0), tangents);
        });
    }

    private List<Tensor> inputs(RecordTrace trace, List<Shape> shapes, DType dtype) {
        return shapes.stream()
                .map(shape -> (Tensor) trace.input(shape, dtype, device))
                .toList();
    }

    private Program record(Function<RecordTrace, List<Tensor>> function) {
        Program recorded = new Program();
        RecordTrace trace = new RecordTrace(recorded, device.currentArena());
        List<Tensor> results = function.apply(trace);
        trace.finish();
        recorded.end(results.stream().map(trace::id).toList());
        return recorded;
    }

    /** Whether steps of the program match those of a rule. */
    private final class Comparison {
        private final Program rule;
        private final LaunchGroups producers;
        private final Map<Integer, Integer> values = new HashMap<>(); // the program's, by those of the rule
        private final Set<Integer> steps = new TreeSet<>(); // of the program

        Comparison(Program rule) {
            this.rule = rule;
            producers = new LaunchGroups(rule);
        }

        boolean finds(List<Integer> outputs) {
            for (int k = outputs.size() - 1; k >= 0; k--) { // a derivative is more specific
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
            OptionalInt producer = launchGroups.producer(value);
            if (producer.isEmpty()
                    || launchGroups.steps(launchGroups.of(producer.getAsInt())).size() > 1) {
                return false;
            }
            Step expected = rule.steps().get(producers.producer(ruled).getAsInt());
            Step step = program.steps().get(producer.getAsInt());
            steps.add(producer.getAsInt());
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
