package dualflow.check;

import dualflow.check.Terms.Term;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Application;
import dualflow.syntax.Formula.Indexed;
import dualflow.syntax.Formula.Name;
import dualflow.syntax.Scope;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import dualflow.syntax.Symbol.Definition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Whether two sides are the same once definitions are put in: by their terms, each spelled out in full. */
final class Expansion {
    private static final int LONGEST = 20_000;

    private final Scope scope;
    private boolean isTooLong;

    private Expansion(Scope scope) {
        this.scope = scope;
    }

    /** Whether both sides of every relation have the same terms. */
    static boolean sidesAreTheSame(Statement claim) {
        return claim.equation().stream().allMatch(relation -> new Expansion(claim.scope()).isTheSame(relation));
    }

    private boolean isTheSame(Relation relation) {
        List<String> terms = new ArrayList<>();
        Terms.of(relation).forEach(term -> cancel(term, terms));
        return terms.isEmpty() && !isTooLong;
    }

    /** Removes the same term with the other sign, or adds the term; that of a definition by the terms of its body. */
    private void cancel(Term term, List<String> terms) {
        Optional<Definition> definition = plain(term.formula(), Map.of());
        if (definition.isPresent()) {
            Terms.of(definition.get().body(), term.sign()).forEach(each -> cancel(each, terms));
            return;
        }
        String spelled = expand(term.formula(), Map.of());
        if (!terms.remove(-term.sign() + spelled)) {
            terms.add(term.sign() + spelled);
        }
    }

    /** The definition of a name that has neither index nor parameters. */
    private Optional<Definition> plain(Formula formula, Map<String, String> bound) {
        return value(formula, bound)
                .filter(each -> each.index().isEmpty() && each.parameters().isEmpty());
    }

    private String expand(Formula formula, Map<String, String> bound) {
        if (isTooLong) {
            return "";
        }
        String text = spelled(formula, bound);
        isTooLong |= text.length() > LONGEST;
        return text;
    }

    private String spelled(Formula formula, Map<String, String> bound) {
        if (formula instanceof Name name) {
            return plain(name, bound)
                    .map(each -> expand(each.body(), bound))
                    .orElse(bound.getOrDefault(name.name(), name.name()));
        }
        if (formula instanceof Indexed indexed && indexed.indices().size() == 1) {
            Optional<Definition> family = value(indexed.of(), bound)
                    .filter(each ->
                            each.index().isPresent() && each.parameters().isEmpty());
            if (family.isPresent()) {
                return member(family.get(), indexed, List.of(), bound);
            }
        }
        if (formula instanceof Application application) {
            Formula function = application.function();
            if (function instanceof Indexed indexed && indexed.indices().size() == 1) {
                Optional<Definition> family = value(indexed.of(), bound)
                        .filter(each ->
                                each.index().isPresent() && each.parameters().isPresent());
                if (family.isPresent()) {
                    return member(family.get(), indexed, application.arguments(), bound);
                }
            }
            Optional<Definition> definition = value(function, bound)
                    .filter(each -> each.index().isEmpty() && each.parameters().isPresent());
            if (definition.isPresent()) {
                return applied(definition.get(), new LinkedHashMap<>(bound), application.arguments(), bound);
            }
        }
        return node(formula, inside(formula, bound));
    }

    private String member(Definition family, Indexed indexed, List<Formula> arguments, Map<String, String> bound) {
        Map<String, String> inner = new LinkedHashMap<>(bound);
        inner.put(family.index().orElseThrow(), expand(indexed.indices().get(0).from(), bound));
        return applied(family, inner, arguments, bound);
    }

    /** A definition's body, in which symbols that it mentions take their values where it is used. */
    private String applied(
            Definition definition, Map<String, String> inner, List<Formula> arguments, Map<String, String> bound) {
        List<String> parameters = definition.parameters().orElse(List.of());
        for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
            inner.put(parameters.get(i), expand(arguments.get(i), bound));
        }
        return expand(definition.body(), inner);
    }

    private Optional<Definition> value(Formula formula, Map<String, String> bound) {
        return Optional.of(formula)
                .filter(Name.class::isInstance)
                .map(name -> ((Name) name).name())
                .filter(name -> !bound.containsKey(name))
                .flatMap(scope::find)
                .filter(Definition.class::isInstance)
                .map(Definition.class::cast);
    }

    /** What names stand for inside a formula that binds a variable. */
    private static Map<String, String> inside(Formula formula, Map<String, String> bound) {
        List<String> binds = binds(formula);
        if (binds.stream().noneMatch(bound::containsKey)) {
            return bound;
        }
        Map<String, String> inner = new LinkedHashMap<>(bound);
        binds.forEach(inner::remove);
        return inner;
    }

    private static List<String> binds(Formula formula) {
        if (formula instanceof Formula.Over over) {
            return List.of(over.index());
        }
        if (formula instanceof Formula.Integral integral) {
            return List.of(integral.variable());
        }
        if (formula instanceof Formula.Entries entries) {
            return entries.indices().stream().map(Formula.IndexRange::index).toList();
        }
        return List.of();
    }

    private String node(Formula formula, Map<String, String> bound) {
        StringJoiner parts = new StringJoiner(",", "(", ")");
        for (Formula part : formula.parts()) {
            parts.add(expand(part, bound));
        }
        return formula.getClass().getSimpleName() + attributes(formula, bound) + parts;
    }

    /** What tells formulas of a kind apart beside their parts. */
    private String attributes(Formula formula, Map<String, String> bound) {
        if (formula instanceof Formula.Literal literal) {
            return Double.toString(literal.value());
        } else if (formula instanceof Formula.Operator operator) {
            return operator.derivation() + operator.by().orElse("");
        } else if (formula instanceof Formula.Density density) {
            return density.of();
        } else if (formula instanceof Formula.Binary binary) {
            return binary.infix().sign();
        } else if (formula instanceof Indexed indexed) {
            return indexed.indices().stream()
                    .map(index -> index.to().isPresent())
                    .toList()
                    .toString();
        } else if (formula instanceof Application application) {
            return application.groups().stream().map(List::size).toList().toString();
        } else if (formula instanceof Formula.Blocks blocks) {
            return blocks.rows().stream().map(List::size).toList().toString();
        } else if (formula instanceof Formula.Entries entries) {
            return entries.indices().stream()
                    .map(each -> each.index() + expand(each.from(), bound) + expand(each.to(), bound))
                    .toList()
                    .toString();
        } else if (formula instanceof Formula.Over over) {
            return over.reduction()
                    + over.index()
                    + over.range().isPresent()
                    + over.except().isPresent();
        } else if (formula instanceof Formula.Integral integral) {
            return integral.variable();
        } else if (formula instanceof Formula.Mean mean) {
            return mean.averaging().word() + mean.body().size();
        } else if (formula instanceof Formula.TotalDerivative total) {
            return total.variable();
        } else if (formula instanceof Formula.Landau landau) {
            return landau.variable() + landau.power();
        }
        return "";
    }
}
