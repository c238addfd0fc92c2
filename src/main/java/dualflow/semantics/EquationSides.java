package dualflow.semantics;

import dualflow.syntax.Dimension;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Span;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two sides of each relation, in one draw, under a claim's conditions. */
final class EquationSides {
    private final Statement claim;
    private final Evaluator evaluator;
    private final Frame frame;

    EquationSides(Statement claim, Needs needs, Context context, List<String> keys, List<Tensor> numbers) {
        this.claim = claim;
        this.evaluator = new Evaluator(context);
        this.frame = restricted(new Frame(new DrawnQuantities(evaluator, needs).bindings(keys, numbers)));
    }

    /** The draw with what is set behind where. */
    private Frame restricted(Frame drawn) {
        Frame inner = drawn;
        for (Statement.Restriction restriction : claim.where()) {
            if (restriction.comparison() == Statement.Comparison.EQUAL) {
                String name = ((Formula.Name) restriction.left()).name();
                inner = inner.with(name, set(restriction, name, inner));
            }
        }
        return inner;
    }

    private Meaning set(Statement.Restriction restriction, String name, Frame at) {
        Symbol.Given given = (Symbol.Given) evaluator.context.scope.find(name).orElseThrow();
        Formula right = restriction.right();
        if (given.type() instanceof Symbol.Simple simple && given.family().isEmpty()) {
            ValueType type = DrawnFunctions.typeOf(simple);
            Value value = evaluator.arithmetic().fitted(evaluator.value(right, at), type);
            if (value.type().equals(type)) {
                return new Value(value.tensor(), type, Degree.NONE);
            }
            throw new FormulaException(right.span(), "'" + name + "' is " + type + ", the value " + value.type(), "");
        }
        throw new FormulaException(
                restriction.left().span(),
                "'" + name + "' is " + (given.family().isPresent() ? "a family" : "a function")
                        + ", which cannot be set by 'where'",
                "");
    }

    /** Both sides of each inequality behind where. */
    List<Tensor> restrictions() {
        List<Tensor> sides = new ArrayList<>();
        for (Statement.Restriction restriction : claim.where()) {
            if (restriction.comparison() != Statement.Comparison.EQUAL) {
                Value a = evaluator.value(restriction.left(), frame);
                Value b = evaluator.value(restriction.right(), frame);
                if (!a.type().isNumber() || !b.type().isNumber()) {
                    throw new FormulaException(restriction.left().span(), "a condition compares numbers", "");
                }
                sides.add(a.tensor());
                sides.add(b.tensor());
            }
        }
        return sides;
    }

    /** Both sides of each relation, equal in shape. */
    List<Tensor> of(List<Statement.Relation> equation) {
        List<Tensor> sides = new ArrayList<>();
        for (Statement.Relation relation : equation) {
            Formula rightSide = withoutRemainder(relation.right());
            Value left = evaluator.value(relation.left(), frame);
            Value right = evaluator.value(rightSide, frame);
            Value a = evaluator.arithmetic().fitted(left, right.type());
            Value b = evaluator.arithmetic().fitted(right, left.type());
            if (!a.type().equals(b.type())) {
                throw differ(relation, rightSide, a.type(), b.type());
            }
            if (!relation.isEquality() && a.type().isMatrix() && !a.type().isSquare()) {
                throw new FormulaException(
                        relation.span(), "'<=' of matrices compares symmetric ones, these are " + a.type(), "");
            }
            sides.add(a.tensor());
            sides.add(b.tensor());
        }
        return sides;
    }

    /** An equation's right side without its O(h^p). */
    private static Formula withoutRemainder(Formula right) {
        if (right instanceof Formula.Landau landau) {
            return new Formula.Literal(landau.span(), "0", 0);
        }
        return right instanceof Formula.Binary sum
                        && sum.infix() == Formula.Infix.PLUS
                        && sum.right() instanceof Formula.Landau
                ? sum.left()
                : right;
    }

    private static FormulaException differ(
            Statement.Relation relation, Formula rightSide, ValueType left, ValueType right) {
        String hint = "";
        if (isTranspose(left, right) || isTranspose(right, left)) {
            hint = left.isColumn() || right.isColumn()
                    ? "one side is a column, the other a row: transpose one"
                    : "one side has the shape of the transpose of the other";
        }
        Span span = relation.left().span().to(relation.right().span());
        return new FormulaException(
                span,
                "the sides differ in shape: '" + FormulaText.of(relation.left()) + "' is " + left + ", '"
                        + FormulaText.of(rightSide) + "' is " + right,
                hint);
    }

    private static boolean isTranspose(ValueType a, ValueType b) {
        if (a.isColumn()) {
            return b.isMatrix() && b.rows().equals(Dimension.ONE) && b.columns().equals(a.rows());
        }
        return a.isMatrix()
                && b.isMatrix()
                && a.rows().equals(b.columns())
                && a.columns().equals(b.rows());
    }

    /** The meanings of drawn numbers. */
    static Map<String, Tensor> byKey(List<String> keys, List<Tensor> numbers) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            all.put(keys.get(i), numbers.get(i));
        }
        return all;
    }
}
