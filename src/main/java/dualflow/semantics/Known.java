package dualflow.semantics;

import dualflow.syntax.Formula;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Scope;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the formulas of a scope, whatever the numbers: found once, and used by all evaluations. */
final class Known {
    final Scope scope;
    final FreeNames names;

    /** Whether every operation is one op where it is written: none is put in its place, and equal subterms are computed each by itself. */
    final boolean isAsWritten;

    /** Of means, what must be known before they are computed, by all that it depends on. */
    final Map<Object, Means.Probe> probes = new HashMap<>();

    /** Whether what is defined by each name is a function. */
    final Map<String, Boolean> functions = new HashMap<>();

    private final IdentityHashMap<Formula, Optional<String>> texts = new IdentityHashMap<>();

    Known(Scope scope) {
        this(scope, false);
    }

    private Known(Scope scope, boolean isAsWritten) {
        this.scope = scope;
        this.names = new FreeNames(scope);
        this.isAsWritten = isAsWritten;
    }

    /** For formulas whose operations are shown. */
    static Known asWritten(Scope scope) {
        return new Known(scope, true);
    }

    /** A text that formulas of equal values share: the canonical one, or one for each formula; empty where the value must not be kept. */
    Optional<String> text(Formula formula) {
        Optional<String> text = texts.get(formula);
        if (text == null) {
            text = blends(formula)
                    ? Optional.empty()
                    : Optional.of(isAsWritten ? "formula " + texts.size() : FormulaText.of(formula));
            texts.put(formula, text);
        }
        return text;
    }

    private static boolean blends(Formula formula) {
        return formula instanceof Formula.Blend || formula.hasPart(Known::blends);
    }
}
