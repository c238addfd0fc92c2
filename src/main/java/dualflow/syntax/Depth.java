package dualflow.syntax;

import java.util.IdentityHashMap;

/**
 * How deep formulas are nested, definitions put in. What is nested too deep is refused, so that programs on trees may recurse. A term or factor
 * counts as a third of a level, since evaluation does not recurse into what stands to its left.
 */
final class Depth {
    private static final int LEVEL = 3;
    private static final int MOST_TERMS = 1200;
    private static final int MOST_LEVELS = MOST_TERMS / LEVEL;

    private final Names names;
    private final IdentityHashMap<Formula, Integer> depths = new IdentityHashMap<>();

    Depth(Names names) {
        this.names = names;
    }

    /** Notes the depth of a formula whose parts were noted, and returns the formula. */
    <F extends Formula> F noted(F formula) {
        int depth = 0;
        for (Formula part : formula.parts()) {
            boolean isLeft = formula instanceof Formula.Binary binary && binary.left() == part;
            depth = Math.max(depth, (depths.containsKey(part) ? depths.get(part) : of(part)) + (isLeft ? 1 : LEVEL));
        }
        if (formula instanceof Formula.Name name) {
            depth = LEVEL + names.depth(name.name());
        }
        if (depth > MOST_TERMS) {
            throw new FormulaException(
                    formula.span(),
                    "this is nested more than " + MOST_LEVELS + " levels deep, or has more than " + MOST_TERMS
                            + " terms, definitions put in",
                    "give its parts names by let, and use fewer of them");
        }
        depths.put(formula, depth);
        return formula;
    }

    /** The depth of a formula. */
    int of(Formula formula) {
        Integer known = depths.get(formula);
        if (known == null) {
            formula.parts().forEach(this::of);
            noted(formula);
        }
        return depths.get(formula);
    }
}
