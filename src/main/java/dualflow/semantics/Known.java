package dualflow.semantics;

import dualflow.syntax.Formula;
import dualflow.syntax.Scope;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the formulas of a scope, whatever the numbers: found once, and used by all evaluations. */
final class Known {
    final Scope scope;
    final FreeNames names;

    /** Of means, what must be known before they are computed, by all that it depends on. */
    final Map<Object, Means.Probe> probes = new HashMap<>();

    /** Whether what is defined by each name is a function. */
    final Map<String, Boolean> functions = new HashMap<>();

    /** The canonical text of each formula; empty where its value must not be shared. */
    final IdentityHashMap<Formula, Optional<String>> texts = new IdentityHashMap<>();

    Known(Scope scope) {
        this.scope = scope;
        this.names = new FreeNames(scope);
    }
}
