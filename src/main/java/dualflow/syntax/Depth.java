package dualflow.syntax;

import java.util.IdentityHashMap;

/** How deep formulas are nested, definitions put in. What is nested too deep is refused, so that programs on trees may recurse. */
final class Depth {
    /** The most levels of a tree. */
    static final int MOST = 400;

    private final Names names;
    private final IdentityHashMap<Formula, Integer> depths = new IdentityHashMap<>();

    Depth(Names names) {
        this.names = names;
    }

    /** Notes the depth of a formula whose parts were noted, and returns the formula. */
    <F extends Formula> F noted(F formula) {
        int depth = 0;
        for (Formula part : formula.parts()) {
            depth = Math.max(depth, depths.containsKey(part) ? depths.get(part) : of(part));
        }
        depth += formula instanceof Formula.Name name ? 1 + names.depth(name.name()) : 1;
        if (depth > MOST) {
            throw new FormulaException(
                    formula.span(),
                    "this is nested more than " + MOST + " levels deep, definitions put in",
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
