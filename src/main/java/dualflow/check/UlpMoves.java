package dualflow.check;

import dualflow.semantics.DrawKeys;
import dualflow.semantics.Quantity;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves every number of a draw by -1, 0 or 1 unit in the last place; symmetric matrices stay symmetric, indices stay. */
final class UlpMoves {
    private static final double ULP = Math.ulp(1.0);

    private final ClaimInputs inputs;

    UlpMoves(ClaimInputs inputs) {
        this.inputs = inputs;
    }

    /** All draws moved. */
    List<Map<String, Quantity>> moved(List<Map<String, Quantity>> rows, RandomNumbers random) {
        return rows.stream().map(row -> moved(row, random)).toList();
    }

    private Map<String, Quantity> moved(Map<String, Quantity> row, RandomNumbers random) {
        Map<String, Quantity> moved = new LinkedHashMap<>();
        row.forEach((key, quantity) -> moved.put(key, moved(key, quantity, random)));
        return moved;
    }

    private Quantity moved(String key, Quantity quantity, RandomNumbers random) {
        Optional<Kind> kind = kind(key);
        if (key.endsWith(DrawKeys.MIX) || kind.filter(Kind.INDEX::equals).isPresent()) {
            return quantity;
        }
        double[] values = quantity.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + ULP * (random.below(3) - 1);
        }
        Quantity moved = new Quantity(quantity.shape(), values);
        return kind.filter(each -> each == Kind.SYM || each == Kind.SPD).isPresent()
                ? Members.map(moved, 2, (matrix, dims) -> SmallMatrices.lowerMirrored(matrix, dims[0], 1))
                : kind.filter(Kind.SKEW::equals).isPresent()
                        ? Members.map(moved, 2, (matrix, dims) -> SmallMatrices.lowerMirrored(matrix, dims[0], -1))
                        : moved;
    }

    private Optional<Kind> kind(String key) {
        return inputs.given().stream()
                .filter(given -> given.name().equals(key))
                .map(Given::type)
                .filter(Simple.class::isInstance)
                .map(type -> ((Simple) type).kind())
                .findFirst();
    }
}
