package dualflow.autodiff;

import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists what linearize computes: the operations of the program, with the names that {@link Explanation} gives them, and those of the
 * derivative rules, whose names begin otherwise.
 */
final class ReverseListing extends Operation.Listing {

    /** A value of the program; the interpreters below know its elements. */
    private record Marked(Marker trace, Tensor below) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return below.stopGradient();
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(below);
        }
    }

    private final String rulePrefix;
    private final Map<String, String> conventions = new LinkedHashMap<>();
    private boolean isOfProgram;
    private int ofProgram;
    private int ofRules;

    ReverseListing(List<String> names, List<Operation> operations) {
        super(Explanation.prefix(names), operations::add);
        this.rulePrefix = Explanation.prefix("r", names);
    }

    /** From the operations that have a kink here, with their names, to the conventions of their derivatives. */
    Map<String, String> conventions() {
        return conventions;
    }

    @Override
    protected String nextName() {
        if (isOfProgram) {
            isOfProgram = false;
            return prefix() + ++ofProgram;
        }
        return rulePrefix + ++ofRules;
    }

    /** The program under an interpreter that is above that of the derivative. */
    TensorFunction marked(TensorFunction f) {
        return arguments -> {
            Marker marker = new Marker();
            List<Tensor> marked =
                    arguments.stream().<Tensor>map(x -> new Marked(marker, x)).toList();
            Tensor y = marker.below(f.apply(marked));
            marker.finish();
            return y;
        };
    }

    /** The interpreter that says of each operation that it is one of the program. */
    private final class Marker extends Trace {
        @Override
        protected String about() {
            return "a program whose operations are listed";
        }

        private Tensor below(Tensor x) {
            return x instanceof Marked marked && marked.trace() == this ? marked.below() : x;
        }

        @Override
        protected Tensor apply(Op op, List<Tensor> arguments) {
            List<Tensor> below =
                    new ArrayList<>(arguments.stream().map(this::below).toList());
            isOfProgram = true;
            Tensor y = op.on(below);
            Optional<String> convention = Kinks.convention(op, arguments);
            convention.ifPresent(text -> conventions.put(prefix() + ofProgram, text));
            return new Marked(this, y);
        }
    }
}
