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
 * @param text the primitive on the names of its arguments
 * @param value the result, as long as the arena in which it was computed
 */
public record Operation(String name, String text, Tensor value) {

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
        Listing listing = new Listing(Explanation.prefix(names), listener);
        List<Tensor> arguments = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            arguments.add(new Named(listing, x.get(k), names.get(k)));
        }
        Tensor y = listing.below(f.apply(arguments));
        listing.finish();
        return y;
    }

    /** A value with a name. */
    private record Named(Listing trace, Tensor below, String name) implements Tensor {
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
            return TensorText.wrapper(name, List.of("value"), List.of(below));
        }
    }

    private static final class Listing extends Trace {
        private final String prefix;
        private final Consumer<Operation> listener;
        private int count;

        Listing(String prefix, Consumer<Operation> listener) {
            this.prefix = prefix;
            this.listener = listener;
        }

        @Override
        protected String about() {
            return "a program whose operations are listed";
        }

        private Tensor below(Tensor x) {
            return x instanceof Named named && named.trace() == this ? named.below() : x;
        }

        @Override
        protected Tensor apply(Op op, List<Tensor> arguments) {
            Tensor y = op.on(arguments.stream().map(this::below).toList());
            String name = prefix + ++count;
            listener.accept(new Operation(name, text(op, arguments), y));
            return new Named(this, y, name);
        }

        private String text(Op op, List<Tensor> arguments) {
            ExpressionTrace symbols = new ExpressionTrace();
            String text = symbols.text(op.on(arguments.stream()
                    .map(argument -> argument instanceof Named named && named.trace() == this
                            ? symbols.symbol(named.name(), argument)
                            : argument)
                    .toList()));
            symbols.finish();
            return text;
        }
    }
}
