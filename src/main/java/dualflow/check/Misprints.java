package dualflow.check;

import dualflow.check.ChangedEquations.What;
import dualflow.syntax.Builtins;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Application;
import dualflow.syntax.Formula.Binary;
import dualflow.syntax.Formula.Index;
import dualflow.syntax.Formula.Indexed;
import dualflow.syntax.Formula.Infix;
import dualflow.syntax.Formula.Literal;
import dualflow.syntax.Formula.Name;
import dualflow.syntax.Formula.Negation;
import dualflow.syntax.Formula.Over;
import dualflow.syntax.Formula.Power;
import dualflow.syntax.Formula.Transposed;
import dualflow.syntax.Scope;
import dualflow.syntax.Span;
import dualflow.syntax.Symbol.Definition;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a formula may be misprinted as, where it is changed itself and not one of its parts. */
final class Misprints {
    private static final Set<String> UNCHANGED_BY_TRANSPOSE = Set.of("det", "logdet", "tr");

    /** One misprint of a formula. */
    record Misprint(What what, Formula to) {}

    private final Scope scope;

    Misprints(Scope scope) {
        this.scope = scope;
    }

    /**
     * All misprints of a formula.
     *
     * @param formula the formula
     * @param isValue whether it stands for a value, not a function or an index
     */
    List<Misprint> of(Formula formula, boolean isValue) {
        Span span = formula.span();
        List<Misprint> misprints = new ArrayList<>();
        if (formula instanceof Binary binary && binary.infix().isSum()) {
            boolean isPlus = binary.infix() == Infix.PLUS;
            Infix other = isPlus ? Infix.MINUS : Infix.PLUS;
            misprints.add(new Misprint(What.SIGN, new Binary(span, other, binary.left(), binary.right())));
            misprints.add(new Misprint(What.TERM, binary.left()));
            misprints.add(new Misprint(What.TERM, isPlus ? binary.right() : new Negation(span, binary.right())));
        } else if (formula instanceof Binary binary && binary.infix() == Infix.TIMES) {
            misprints.add(new Misprint(What.TRANSPOSE, transposedProduct(binary)));
            misprints.add(new Misprint(What.ORDER, new Binary(span, Infix.TIMES, binary.right(), binary.left())));
            misprints.add(new Misprint(What.FACTOR, binary.right()));
            misprints.add(new Misprint(What.FACTOR, binary.left()));
        } else if (formula instanceof Negation negation) {
            misprints.add(new Misprint(What.SIGN, negation.of()));
        } else if (formula instanceof Transposed transposed) {
            misprints.add(new Misprint(What.TRANSPOSE, transposed.of()));
        } else if (formula instanceof Literal literal && literal.value() != 0) {
            misprints.add(new Misprint(What.NUMBER, plusOne(literal)));
        } else if (formula instanceof Power power) {
            misprints.add(new Misprint(What.POWER, power.base()));
        } else if (formula instanceof Application application) {
            ofApplication(application, misprints);
        } else if (formula instanceof Indexed indexed) {
            ofIndices(indexed, misprints);
        } else if (formula instanceof Over over && over.except().isPresent()) {
            misprints.add(new Misprint(
                    What.INDEX,
                    new Over(
                            span,
                            over.reduction(),
                            over.index(),
                            over.range(),
                            Optional.empty(),
                            over.size(),
                            over.body())));
        }
        if (isValue && canBeTransposed(formula)) {
            misprints.add(new Misprint(What.TRANSPOSE, new Transposed(span, formula)));
        }
        return misprints;
    }

    private static Formula transposedProduct(Binary product) {
        return product.right() instanceof Transposed right
                ? new Binary(product.span(), Infix.TIMES, right.of(), new Transposed(product.span(), product.left()))
                : new Transposed(product.span(), product);
    }

    private static Literal plusOne(Literal literal) {
        double value = literal.value() + 1;
        String text = literal.isWhole() ? Long.toString((long) value) : QuantityText.number(value);
        return new Literal(literal.span(), text, value);
    }

    private void ofApplication(Application application, List<Misprint> misprints) {
        if (isBuiltIn(application.function())) {
            if (application.arguments().size() == 1) {
                misprints.add(
                        new Misprint(What.FUNCTION, application.arguments().get(0)));
            }
            return;
        }
        for (int i = 0; i < application.arguments().size(); i++) {
            Formula argument = application.arguments().get(i);
            if (!(argument instanceof Literal)) {
                Formula doubled =
                        new Binary(argument.span(), Infix.TIMES, new Literal(argument.span(), "2", 2), argument);
                misprints.add(new Misprint(What.ARGUMENT, FormulaParts.replaced(application, List.of(i + 1), doubled)));
            }
        }
    }

    /** Two indices exchanged, and each one that is not a number as the number 1. */
    private static void ofIndices(Indexed indexed, List<Misprint> misprints) {
        List<Index> indices = indexed.indices();
        if (indices.stream().anyMatch(index -> index.to().isPresent())) {
            return;
        }
        if (indices.size() == 2) {
            List<Index> exchanged = List.of(indices.get(1), indices.get(0));
            misprints.add(new Misprint(What.INDEX, new Indexed(indexed.span(), indexed.of(), exchanged)));
        }
        for (int i = 0; i < indices.size(); i++) {
            Formula index = indices.get(i).from();
            if (!(index instanceof Literal)) {
                misprints.add(new Misprint(
                        What.INDEX, FormulaParts.replaced(indexed, List.of(i + 1), new Literal(index.span(), "1", 1))));
            }
        }
    }

    /** Whether a transpose below the first argument of a function changes nothing. */
    static boolean hideTranspose(Formula formula) {
        return formula instanceof Application application
                && application.function() instanceof Name name
                && UNCHANGED_BY_TRANSPOSE.contains(name.name())
                && isAtom(application.arguments().get(0));
    }

    private static boolean isAtom(Formula formula) {
        return formula instanceof Name || formula instanceof Indexed || formula instanceof Application;
    }

    private boolean canBeTransposed(Formula formula) {
        if (formula instanceof Name name) {
            return !isBuiltIn(name) && !isFunction(name);
        }
        return isAtom(formula);
    }

    private boolean isBuiltIn(Formula formula) {
        return formula instanceof Name name
                && scope.find(name.name()).isEmpty()
                && Builtins.find(name.name().replace(".", "")).isPresent();
    }

    private boolean isFunction(Name name) {
        return scope.find(name.name())
                .filter(symbol -> (symbol instanceof Given given && given.type() instanceof FunctionType)
                        || (symbol instanceof Definition definition
                                && definition.parameters().isPresent()))
                .isPresent();
    }
}
