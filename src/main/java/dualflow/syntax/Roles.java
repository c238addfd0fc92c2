package dualflow.syntax;

import java.util.List;
import java.util.Optional;

/** What a formula is as far as its reading depends on it: a function or a value, random or not, and how far its indices run. */
final class Roles {
    private final Names names;

    Roles(Names names) {
        this.names = names;
    }

    boolean declaresFunction(Symbol symbol) {
        if (symbol instanceof Symbol.Given given) {
            return given.type() instanceof Symbol.FunctionType;
        }
        return symbol instanceof Symbol.Definition let && (let.parameters().isPresent() || isFunction(let.body()));
    }

    boolean declaresRandom(Symbol symbol) {
        return symbol instanceof Symbol.Random
                || (symbol instanceof Symbol.Definition let && mentionsRandom(let.body()));
    }

    /** Whether a formula is a function: a name in front of a bracket is applied if it is one, and multiplied if not. */
    boolean isFunction(Formula formula) {
        if (formula instanceof Formula.Operator || formula instanceof Formula.Density) {
            return true;
        }
        if (formula instanceof Formula.Name name) {
            String plain = name.name();
            return names.isDeclared(plain)
                    ? names.isFunction(plain) && names.family(plain).isEmpty()
                    : isEntrywise(plain) || Builtins.isFunction(plain);
        }
        if (formula instanceof Formula.Indexed indexed) {
            return indexed.of() instanceof Formula.Name name
                    && names.isFunction(name.name())
                    && names.family(name.name()).isPresent();
        }
        if (formula instanceof Formula.Application application) {
            return isFunctionOf(application);
        }
        if (formula instanceof Formula.Over over) {
            return isFunction(over.body());
        }
        boolean combines = formula instanceof Formula.Binary
                || formula instanceof Formula.Negation
                || formula instanceof Formula.Transposed
                || formula instanceof Formula.Norm
                || formula instanceof Formula.Power;
        return formula instanceof Formula.FlowMap || (combines && formula.hasPart(this::isFunction));
    }

    private static boolean isEntrywise(String name) {
        return name.endsWith(".");
    }

    /** jac(f) is a function where f is one, and so is log p, for a built-in function of functions. */
    private boolean isFunctionOf(Formula.Application application) {
        List<Formula> arguments = application.arguments();
        if (application.function() instanceof Formula.Operator) {
            return isFunction(arguments.get(0));
        }
        return application.function() instanceof Formula.Name name
                && !names.isDeclared(name.name())
                && arguments.stream().anyMatch(this::isFunction);
    }

    /** Whether something random is left in a formula; a mean takes it away. */
    boolean mentionsRandom(Formula formula) {
        if (formula instanceof Formula.Name name) {
            return names.isRandom(name.name());
        }
        return !(formula instanceof Formula.Mean) && formula.hasPart(this::mentionsRandom);
    }

    /** The size of the family whose member an index picks in a formula, else of the vector or matrix whose entry it picks. */
    Optional<Dimension> range(String index, Formula formula) {
        return range(index, formula, true).or(() -> range(index, formula, false));
    }

    private Optional<Dimension> range(String index, Formula formula, boolean ofFamilies) {
        if (formula instanceof Formula.Indexed indexed) {
            Optional<Dimension> here = sizeAt(index, indexed.indices(), axes(indexed.of(), ofFamilies));
            if (here.isPresent()) {
                return here;
            }
        }
        boolean bindsAnew = (formula instanceof Formula.Over over
                        && over.index().equals(index)
                        && over.reduction() != Formula.Reduction.SOFTMAX)
                || (formula instanceof Formula.Entries entries
                        && entries.indices().stream()
                                .anyMatch(range -> range.index().equals(index)));
        Optional<Dimension> size = Optional.empty();
        for (Formula part : bindsAnew ? List.<Formula>of() : formula.parts()) {
            size = size.isPresent() ? size : range(index, part, ofFamilies);
        }
        return size;
    }

    /** The number of members where a formula is a family, or else the lengths of its axes; nothing where it is the other one. */
    private List<Dimension> axes(Formula formula, boolean ofFamilies) {
        if (formula instanceof Formula.Name name) {
            Optional<Dimension> family = names.family(name.name());
            if (ofFamilies || family.isPresent()) {
                return ofFamilies ? family.stream().toList() : List.of();
            }
            return names.find(name.name()).map(Roles::sizes).orElse(List.of());
        }
        boolean isMember = !ofFamilies
                && formula instanceof Formula.Indexed indexed
                && indexed.of() instanceof Formula.Name family
                && names.family(family.name()).isPresent();
        return isMember ? names.find(nameOf(formula)).map(Roles::sizes).orElse(List.of()) : List.of();
    }

    private static String nameOf(Formula member) {
        return ((Formula.Name) ((Formula.Indexed) member).of()).name();
    }

    private static Optional<Dimension> sizeAt(String index, List<Formula.Index> indices, List<Dimension> sizes) {
        for (int axis = 0; axis < Math.min(sizes.size(), indices.size()); axis++) {
            Formula.Index at = indices.get(axis);
            if (at.to().isEmpty()
                    && at.from() instanceof Formula.Name variable
                    && variable.name().equals(index)) {
                return Optional.of(sizes.get(axis));
            }
        }
        return Optional.empty();
    }

    /** The lengths of a quantity's axes, where its declaration tells them. */
    private static List<Dimension> sizes(Symbol symbol) {
        if (symbol instanceof Symbol.Given given && given.type() instanceof Symbol.Simple simple) {
            return switch (simple.kind()) {
                case VECTOR, SIMPLEX, UNIT, MATRIX -> simple.sizes();
                case SYM, SPD, SKEW, ORTH, LOWER ->
                    List.of(simple.sizes().get(0), simple.sizes().get(0));
                default -> List.of();
            };
        }
        return symbol instanceof Symbol.Random random ? sizes(random.distribution()) : List.of();
    }

    private static List<Dimension> sizes(Symbol.Distribution distribution) {
        if (distribution instanceof Symbol.StandardNormal normal) {
            return List.of(normal.size());
        }
        if (distribution instanceof Symbol.Points points) {
            return List.of(points.size());
        }
        if (distribution instanceof Symbol.Signs signs) {
            return List.of(signs.size());
        }
        return distribution instanceof Symbol.Sphere sphere ? List.of(sphere.size()) : List.of();
    }
}
