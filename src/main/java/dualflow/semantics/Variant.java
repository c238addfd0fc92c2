package dualflow.semantics;

import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import java.util.List;

/**
 * An equation that is evaluated beside others: as printed, as corrected, or changed.
 *
 * @param equation its relations
 * @param changed definitions that replace those of their names
 */
public record Variant(List<Statement.Relation> equation, List<Symbol.Definition> changed) {
    /**
     * An equation with the definitions as they are.
     *
     * @param equation its relations
     * @return the variant
     */
    public static Variant of(List<Statement.Relation> equation) {
        return new Variant(equation, List.of());
    }
}
