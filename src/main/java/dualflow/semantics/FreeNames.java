package dualflow.semantics;

import dualflow.syntax.Formula;
import dualflow.syntax.Scope;
import dualflow.syntax.Symbol;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names on which the meaning of a formula depends, through all definitions. */
final class FreeNames {
    private final Scope scope;
    private final IdentityHashMap<Formula, Set<String>> ofFormula = new IdentityHashMap<>();
    private final Map<String, Set<String>> ofName = new HashMap<>();
    private final IdentityHashMap<Formula, Boolean> averaging = new IdentityHashMap<>();

    FreeNames(Scope scope) {
        this.scope = scope;
    }

    /** The names that a formula depends on, those of the definitions among them. */
    Set<String> of(Formula formula) {
        Set<String> known = ofFormula.get(formula);
        if (known != null) {
            return known;
        }
        List<? extends Formula> all = formula instanceof Formula.Binary binary ? binary.fromWithin() : List.of(formula);
        for (Formula each : all) {
            if (!ofFormula.containsKey(each)) {
                ofFormula.put(each, find(each));
            }
        }
        return ofFormula.get(formula);
    }

    private Set<String> find(Formula formula) {
        Set<String> names = new TreeSet<>();
        if (formula instanceof Formula.Name name) {
            names.addAll(of(name.name()));
        } else if (formula instanceof Formula.Density density) {
            names.addAll(of(density.of()));
            names.removeIf(this::isRandom); // averaged over within
        } else if (formula instanceof Formula.TotalDerivative total) {
            names.add(total.variable());
        } else if (formula instanceof Formula.Landau landau) {
            names.add(landau.variable());
        } else if (formula instanceof Formula.Operator operator) {
            operator.by().ifPresent(names::add); // of a formula, by a quantity
        }
        if (formula instanceof Formula.Mean mean) {
            mean.body().forEach(part -> names.addAll(of(part)));
            mean.conditions().forEach(condition -> names.addAll(of(condition.quantity())));
            names.removeIf(this::isRandom); // averaged over within
            mean.conditions().forEach(condition -> names.addAll(of(condition.value())));
            return names;
        }
        for (Formula part : formula.parts()) {
            names.addAll(of(part));
        }
        if (formula instanceof Formula.Over over) {
            Set<String> body = new LinkedHashSet<>(of(over.body()));
            body.remove(over.index());
            names.clear();
            names.addAll(body);
            over.range().ifPresent(range -> names.addAll(both(range)));
            over.except().ifPresent(except -> names.addAll(of(except)));
            if (over.reduction() == Formula.Reduction.SOFTMAX) {
                names.add(over.index());
            }
        } else if (formula instanceof Formula.Integral integral) {
            names.remove(integral.variable());
        } else if (formula instanceof Formula.Entries entries) {
            entries.indices().forEach(range -> names.remove(range.index()));
            entries.indices().forEach(range -> names.addAll(both(range)));
        }
        return names;
    }

    /** Whether a formula takes a mean, itself or in a definition. */
    boolean averages(Formula formula) {
        Boolean known = averaging.get(formula);
        if (known == null) {
            known = findAverage(formula);
            averaging.put(formula, known);
        }
        return known;
    }

    private boolean findAverage(Formula formula) {
        if (formula instanceof Formula.Mean || formula instanceof Formula.Density) {
            return true;
        }
        if (formula instanceof Formula.Name name
                && scope.find(name.name()).orElse(null) instanceof Symbol.Definition definition) {
            return averages(definition.body());
        }
        return formula.hasPart(this::averages);
    }

    private boolean isRandom(String name) {
        return scope.find(name).orElse(null) instanceof Symbol.Random;
    }

    /** The random quantities on which formulas depend, in the order in which they were declared. */
    List<Symbol.Random> sources(Set<String> names) {
        return scope.symbols().stream()
                .filter(symbol -> names.contains(symbol.name()))
                .filter(Symbol.Random.class::isInstance)
                .map(Symbol.Random.class::cast)
                .toList();
    }

    private Set<String> both(Formula.IndexRange range) {
        Set<String> names = new TreeSet<>(of(range.from()));
        names.addAll(of(range.to()));
        return names;
    }

    /** The names that a name depends on, itself among them. */
    Set<String> of(String name) {
        Set<String> known = ofName.get(name);
        if (known != null) {
            return known;
        }
        ofName.put(name, Set.of(name)); // a definition never mentions itself
        Set<String> names = new TreeSet<>(List.of(name));
        Symbol symbol = scope.find(name).orElse(null);
        if (symbol instanceof Symbol.Definition definition) {
            Set<String> body = new TreeSet<>(of(definition.body()));
            definition.parameters().ifPresent(body::removeAll);
            definition.index().ifPresent(body::remove);
            names.addAll(body);
        } else if (symbol instanceof Symbol.Random random) {
            if (random.distribution() instanceof Symbol.Normal normal) {
                names.addAll(of(normal.mean()));
                names.addAll(of(normal.covariance()));
            } else if (random.distribution() instanceof Symbol.Categorical categorical) {
                names.addAll(of(categorical.weights()));
            }
        }
        ofName.put(name, names);
        return names;
    }
}
