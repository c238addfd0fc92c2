package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Symbol;
import dualflow.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the names of given quantities mean in a draw. */
final class DrawnQuantities {
    private final Evaluator evaluator;
    private final Context context;
    private final Needs needs;

    DrawnQuantities(Evaluator evaluator, Needs needs) {
        this.evaluator = evaluator;
        this.context = evaluator.context;
        this.needs = needs;
    }

    Map<String, Meaning> bindings(List<String> keys, List<Tensor> numbers) {
        Map<String, Tensor> byKey = EquationSides.byKey(keys, numbers);
        Map<String, Meaning> bindings = new LinkedHashMap<>();
        needs.given().forEach(given -> bindings.put(given.name(), meaning(given, byKey)));
        for (Symbol.Random source : needs.points()) {
            Symbol.Points points = (Symbol.Points) source.distribution();
            Tensor at = byKey.get(source.name() + DrawKeys.POINTS);
            Tensor weights = byKey.get(source.name() + DrawKeys.WEIGHTS);
            bindings.put(source.name() + DrawKeys.POINTS, family(points.count(), at, ValueType.column(points.size())));
            bindings.put(source.name() + DrawKeys.WEIGHTS, family(points.count(), weights, ValueType.NUMBER));
        }
        return bindings;
    }

    private static Meaning family(Dimension size, Tensor all, ValueType type) {
        return new Meaning.Family(size, all, Value.of(all, type));
    }

    private Meaning meaning(Symbol.Given given, Map<String, Tensor> numbers) {
        DrawnFunctions functions = new DrawnFunctions(evaluator);
        if (given.type() instanceof Symbol.FunctionType) {
            return given.family().isEmpty()
                    ? functions.function(given, numbers)
                    : new Meaning.FunctionFamily(
                            given.family().get(),
                            index -> functions.function(given, members(given.name(), numbers, index)));
        }
        Symbol.Simple type = (Symbol.Simple) given.type();
        Tensor drawn = numbers.get(given.name());
        if (given.family().isPresent()) {
            return family(given.family().get(), drawn, DrawnFunctions.typeOf(type));
        }
        if (type.kind() == Symbol.Kind.INDEX) {
            Dimension size = type.sizes().get(0);
            return new Meaning.Index(drawn, size, 1, context.size(size));
        }
        return Value.of(drawn, DrawnFunctions.typeOf(type));
    }

    /** The numbers of one function of a family. */
    private static Map<String, Tensor> members(String name, Map<String, Tensor> numbers, Meaning.Index index) {
        Map<String, Tensor> one = new LinkedHashMap<>();
        numbers.forEach((key, all) -> {
            if (key.startsWith(name + ".")) {
                one.put(key, Indexing.taken(all, index));
            }
        });
        return one;
    }
}
