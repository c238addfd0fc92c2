package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Symbol;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What names stand for: what is bound, what is defined, and what belongs to the language. */
final class Definitions {
    private final Evaluator evaluator;
    private final Context context;

    Definitions(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
    }

    Meaning meaning(Formula.Name formula, Frame frame) {
        String name = formula.name();
        Meaning bound = frame.find(name).orElse(null);
        if (bound != null) {
            return bound;
        }
        Symbol symbol = context.scope.find(name).orElse(null);
        if (symbol instanceof Symbol.Size) {
            return Value.of(context.number(context.size(Dimension.of(name))), ValueType.NUMBER);
        }
        if (symbol instanceof Symbol.Random) {
            throw new FormulaException(
                    formula.span(),
                    "'" + name + "' is random here",
                    "take its mean, E[... " + name + " ...], or its density, p_" + name + "(x)");
        }
        if (symbol instanceof Symbol.Given) {
            throw new FormulaException(formula.span(), "'" + name + "' has no value here", "");
        }
        if (symbol instanceof Symbol.Definition definition) {
            Set<String> names = context.names.of(name);
            Frame base = frame.binding(names);
            return context.cached(new Defined(base, name), () -> traced(definition, () -> defined(definition, base)));
        }
        return switch (name) {
            case "I" -> Value.of(context.number(1), ValueType.IDENTITY);
            case "e" -> Value.of(context.number(Math.E), ValueType.NUMBER).withForm(new Value.Exponential());
            case "pi" -> Value.of(context.number(Math.PI), ValueType.NUMBER);
            default ->
                new Meaning.FunctionValue(
                        List.of(),
                        name,
                        arguments -> new FunctionLibrary(context).apply(name, formula, List.of(), arguments));
        };
    }

    private record Defined(Frame frame, String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Defined defined && frame == defined.frame && name.equals(defined.name);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(frame) + name.hashCode();
        }
    }

    private static <T> T traced(Symbol.Definition definition, Supplier<T> computed) {
        try {
            return computed.get();
        } catch (FormulaException e) {
            throw e.usedBy("'" + definition.name() + "', used at this place");
        }
    }

    private Meaning defined(Symbol.Definition definition, Frame base) {
        Formula body = definition.body();
        if (definition.index().isEmpty()) {
            return definition.parameters().isPresent()
                    ? function(definition, base, definition.name())
                    : evaluator.evaluate(body, base);
        }
        String index = definition.index().get();
        Dimension size = definition.size().orElseThrow();
        if (definition.parameters().isPresent()) {
            return new Meaning.FunctionFamily(
                    size, member -> function(definition, base.with(index, member), definition.name()));
        }
        if (evaluator.isFunction(body, base)) {
            return new Meaning.FunctionFamily(
                    size, member -> (Meaning.FunctionValue) evaluator.evaluate(body, base.with(index, member)));
        }
        IndexSums.Members members = evaluator
                .sums()
                .members(size, 1, context.size(size), member -> evaluator.value(body, base.with(index, member)));
        return new Meaning.Family(size, members.all(), members.sample());
    }

    private Meaning.FunctionValue function(Symbol.Definition definition, Frame base, String title) {
        List<String> parameters = definition.parameters().orElseThrow();
        return new Meaning.FunctionValue(parameters, title, arguments -> (Value) context.cached(
                new Call(definition.name(), base, arguments),
                () -> evaluator.value(definition.body(), base.with(Evaluator.bindings(parameters, arguments)))));
    }

    /** A call with the very same arguments gives the same value. */
    private record Call(String name, Frame frame, List<Meaning> arguments) {
        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Call call)
                    || !name.equals(call.name)
                    || frame != call.frame
                    || arguments.size() != call.arguments.size()) {
                return false;
            }
            for (int i = 0; i < arguments.size(); i++) {
                if (arguments.get(i) != call.arguments.get(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = 31 * name.hashCode() + System.identityHashCode(frame);
            for (Meaning argument : arguments) {
                hash = 31 * hash + System.identityHashCode(argument);
            }
            return hash;
        }
    }
}
