package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.Scope;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The symbols of its scope that a claim needs. */
final class Needs {
    /** The key of a draw in which nothing is drawn. */
    static final String NOTHING = "";

    private final List<Symbol> symbols;
    private final List<Symbol.Given> given;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> dimensions = new TreeSet<>();

    Needs(Statement claim) {
        symbols = List.copyOf(claim.scope().symbols());
        Stream.concat(claim.equation().stream(), claim.instead().stream().flatMap(List::stream))
                .forEach(relation -> {
                    mention(relation.left());
                    mention(relation.right());
                });
        claim.where().forEach(restriction -> {
            mention(restriction.left());
            mention(restriction.right());
        });
        spread();
        given = needed(Symbol.Given.class).toList();
    }

    /** All symbols of a scope. */
    Needs(Scope scope) {
        symbols = List.copyOf(scope.symbols());
        symbols.forEach(symbol -> names.add(symbol.name()));
        spread();
        given = needed(Symbol.Given.class).toList();
    }

    List<Symbol> symbols() {
        return symbols;
    }

    /** Everything that the names mention in turn. */
    private void spread() {
        int before = -1;
        while (before != names.size()) {
            before = names.size();
            for (Symbol symbol : symbols) {
                if (names.contains(symbol.name())) {
                    mention(symbol);
                }
            }
        }
    }

    private void mention(Symbol symbol) {
        if (symbol instanceof Symbol.Size) {
            dimensions.add(symbol.name());
        } else if (symbol instanceof Symbol.Given given) {
            given.family().ifPresent(this::mention);
            names.addAll(given.ordered());
            mention(given.type());
        } else if (symbol instanceof Symbol.Definition definition) {
            definition.size().ifPresent(this::mention);
            mention(definition.body());
        } else if (symbol instanceof Symbol.Random random) {
            mention(random.distribution());
        }
    }

    private void mention(Symbol.Type type) {
        if (type instanceof Symbol.Simple simple) {
            simple.sizes().forEach(this::mention);
        } else {
            Symbol.FunctionType function = (Symbol.FunctionType) type;
            function.arguments().forEach(this::mention);
            mention(function.result());
        }
    }

    private void mention(Symbol.Distribution distribution) {
        if (distribution instanceof Symbol.Normal normal) {
            mention(normal.mean());
            mention(normal.covariance());
        } else if (distribution instanceof Symbol.Categorical categorical) {
            mention(categorical.weights());
        } else if (distribution instanceof Symbol.Points points) {
            mention(points.count());
            mention(points.size());
        } else if (distribution instanceof Symbol.StandardNormal normal) {
            mention(normal.size());
        } else if (distribution instanceof Symbol.Signs signs) {
            mention(signs.size());
        } else if (distribution instanceof Symbol.Sphere sphere) {
            mention(sphere.size());
        }
    }

    private void mention(Dimension dimension) {
        dimensions.addAll(dimension.terms().keySet());
    }

    private void mention(Formula formula) {
        if (formula instanceof Formula.Name name) {
            names.add(name.name());
        } else if (formula instanceof Formula.Density density) {
            names.add(density.of());
        } else if (formula instanceof Formula.TotalDerivative total) {
            names.add(total.variable());
        } else if (formula instanceof Formula.Landau landau) {
            names.add(landau.variable());
        } else if (formula instanceof Formula.Operator operator) {
            operator.by().ifPresent(names::add);
        } else if (formula instanceof Formula.Over over) {
            over.size().ifPresent(this::mention);
        } else if (formula instanceof Formula.Entries entries) {
            entries.indices().forEach(range -> {
                mention(range.from());
                mention(range.to());
            });
        }
        for (Formula part : formula.parts()) {
            mention(part);
        }
    }

    private <T extends Symbol> Stream<T> needed(Class<T> kind) {
        return symbols.stream()
                .filter(symbol -> names.contains(symbol.name()))
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    List<Symbol.Given> given() {
        return given;
    }

    List<Symbol.Random> points() {
        return needed(Symbol.Random.class)
                .filter(random -> random.distribution() instanceof Symbol.Points)
                .toList();
    }

    List<Symbol.Definition> definitions() {
        return needed(Symbol.Definition.class).toList();
    }

    List<Symbol.Size> sizes() {
        return symbols.stream()
                .filter(symbol -> dimensions.contains(symbol.name()) || names.contains(symbol.name()))
                .filter(Symbol.Size.class::isInstance)
                .map(Symbol.Size.class::cast)
                .toList();
    }

    boolean isIndex(String key) {
        return given.stream()
                .anyMatch(each -> each.name().equals(key)
                        && each.type() instanceof Symbol.Simple simple
                        && simple.kind() == Symbol.Kind.INDEX);
    }
}
