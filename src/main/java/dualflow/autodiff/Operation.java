package dualflow.autodiff;

import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A primitive that a program applied, when it applied it.
 *
 * @param name the result's name in later ones
 * @param arguments the names of its arguments, those that are constants left out
 * @param formula the primitive on the names of its arguments
 * @param value the result, as long as the arena in which it was computed
 */
public record Operation(String name, List<String> arguments, Written formula, Tensor value) {

    /**
     * Runs a program and tells of each of its primitives. Derivatives and mapped axes within the program show as the primitives that compute
     * them.
     *
     * @param f the program
     * @param names the names of its arguments
     * @param x the arguments
     * @param listener is told of each primitive
     * @return the result
     */
    public static Tensor each(TensorFunction f, List<String> names, List<Tensor> x, Consumer<Operation> listener) {
        return new Listing(Explanation.prefix(names), listener).run(f, names, x);
    }

    /** A value with a name. */
    record Named(Listing trace, Tensor below, String name) implements Tensor {
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

    static class Listing extends Trace {
        private final String prefix;
        private final Consumer<Operation> listener;
        private int count;

        Listing(String prefix, Consumer<Operation> listener) {
            this.prefix = prefix;
            this.listener = listener;
        }

        final Tensor run(TensorFunction f, List<String> names, List<Tensor> x) {
            List<Tensor> arguments = new ArrayList<>();
            for (int k = 0; k < x.size(); k++) {
                arguments.add(new Named(this, x.get(k), names.get(k)));
            }
            Tensor y = below(f.apply(arguments));
            finish();
            return y;
        }

        final String prefix() {
            return prefix;
        }

        /** The name of the next operation. */
        protected String nextName() {
            return prefix + ++count;
        }

        @Override
        protected String about() {
            return "a program whose operations are listed";
        }

        private Tensor below(Tensor x) {
            return isNamed(x) ? ((Named) x).below() : x;
        }

        @Override
        protected Tensor apply(Op op, List<Tensor> arguments) {
            Tensor y = op.on(arguments.stream().map(this::below).toList());
            String name = nextName();
            List<String> names = arguments.stream()
                    .filter(this::isNamed)
                    .map(argument -> ((Named) argument).name())
                    .toList();
            listener.accept(new Operation(name, names, formula(op, arguments), y));
            return new Named(this, y, name);
        }

        private boolean isNamed(Tensor x) {
            return x instanceof Named named && named.trace() == this;
        }

        private Written formula(Op op, List<Tensor> arguments) {
            ExpressionTrace symbols = new ExpressionTrace();
            Written formula = symbols.written(op.on(arguments.stream()
                    .map(argument -> isNamed(argument) ? symbols.symbol(((Named) argument).name(), argument) : argument)
                    .toList()));
            symbols.finish();
            return formula;
        }
    }
}
