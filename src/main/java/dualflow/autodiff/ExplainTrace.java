package dualflow.autodiff;

import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interpreter that records each primitive as it passes it on: it is above a forward-mode interpreter, gives every
 * value a name, and takes primal and tangent from below.
 */
final class ExplainTrace extends Trace {

    /** A value with a name; the interpreters below know its elements. */
    private record Named(ExplainTrace trace, Tensor below, String name) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return below.stopGradient();
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(below);
        }

        @Override
        public String toString() {
            return TensorText.wrapper(this, name, List.of("value"), List.of(below));
        }
    }

    private static final Written AT_REST = new Written("nothing in it moves", "\\text{nothing in it moves}");
    private static final Written NO_SLOPE = new Written("0", "0");

    private final JvpTrace jvp;
    private final String prefix;
    private final List<Explanation.Step> steps = new ArrayList<>();

    /**
     * An interpreter above another one.
     *
     * @param jvp computes primals and tangents
     * @param prefix the prefix of the steps' names; no variable's name may be such a name
     */
    ExplainTrace(JvpTrace jvp, String prefix) {
        this.jvp = jvp;
        this.prefix = prefix;
    }

    @Override
    protected String about() {
        return "an explained program, where its derivative would be lost";
    }

    List<Explanation.Step> steps() {
        return List.copyOf(steps);
    }

    Tensor named(Tensor below, String name) {
        return new Named(this, below, name);
    }

    Tensor below(Tensor x) {
        return x instanceof Named named && named.trace() == this ? named.below() : x;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        Tensor y = op.on(arguments.stream().map(this::below).toList());
        String name = prefix + (steps.size() + 1);
        steps.add(step(op, arguments, y, name));
        return named(y, name);
    }

    private Explanation.Step step(Op op, List<Tensor> arguments, Tensor y, String name) {
        ExpressionTrace symbols = new ExpressionTrace();
        List<String> names = new ArrayList<>();
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        for (Tensor argument : arguments) {
            if (argument instanceof Named named && named.trace() == this) {
                names.add(named.name());
                x.add(symbols.symbol(named.name(), argument));
                Tensor tangent = jvp.tangent(named.below());
                xDot.add(tangent == null ? null : symbols.symbol(named.name() + "Dot", argument));
            } else {
                x.add(argument);
                xDot.add(null);
            }
        }
        Written operation = symbols.written(op.on(x));
        boolean moves = xDot.stream().anyMatch(tangent -> tangent != null);
        Tensor rule = moves ? JvpTrace.rule(op, symbols.symbol(name, y), x, xDot) : null;
        symbols.finish();
        return new Explanation.Step(
                name,
                names,
                operation,
                jvp.primal(y),
                jvp.tangent(y),
                rule == null ? (moves ? NO_SLOPE : AT_REST) : symbols.written(rule),
                moves ? Kinks.convention(op, arguments) : Optional.empty(),
                Kinks.isSingular(op, arguments));
    }
}
