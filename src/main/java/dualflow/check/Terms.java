package dualflow.check;

import dualflow.syntax.Formula;
import dualflow.syntax.Statement.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terms of sums. */
final class Terms {
    /** A term and its sign, 1 or -1. */
    record Term(int sign, Formula formula) {}

    private Terms() {}

    /** The terms that a formula adds and subtracts. */
    static List<Term> of(Formula formula, int sign) {
        if (formula instanceof Formula.Binary binary && binary.infix().isSum()) {
            List<Term> terms = new ArrayList<>(of(binary.left(), sign));
            terms.addAll(of(binary.right(), binary.infix() == Formula.Infix.PLUS ? sign : -sign));
            return terms;
        }
        if (formula instanceof Formula.Negation negation) {
            return of(negation.of(), -sign);
        }
        return List.of(new Term(sign, formula));
    }

    /** The terms of left - right, without those that are the number 0. */
    static List<Term> of(Relation relation) {
        List<Term> terms = new ArrayList<>(of(relation.left(), 1));
        terms.addAll(of(relation.right(), -1));
        terms.removeIf(term -> isZero(term.formula()));
        return terms;
    }

    /** Whether it is the number 0. */
    static boolean isZero(Formula formula) {
        return formula instanceof Formula.Literal literal && literal.value() == 0;
    }

    /** The term O(h^p) of an equation. */
    static Optional<Formula.Landau> order(List<Relation> equation) {
        return equation.stream()
                .flatMap(relation -> of(relation).stream())
                .map(Term::formula)
                .filter(Formula.Landau.class::isInstance)
                .map(Formula.Landau.class::cast)
                .findFirst();
    }
}
