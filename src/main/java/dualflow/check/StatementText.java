package dualflow.check;

import dualflow.syntax.FormulaText;
import dualflow.syntax.Scope;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import java.util.List;
import java.util.stream.Collectors;

/** Claims in the notation of claim files. */
public final class StatementText {
    private StatementText() {}

    /**
     * The equation with its conditions.
     *
     * @param claim the claim
     * @return one line
     */
    public static String of(Statement claim) {
        String conditions = claim.where().stream()
                .map(condition -> FormulaText.of(condition.left(), claim.scope()) + " "
                        + condition.comparison().sign() + " " + FormulaText.of(condition.right(), claim.scope()))
                .collect(Collectors.joining(", "));
        return equation(claim.equation(), claim.scope()) + (conditions.isEmpty() ? "" : " where " + conditions);
    }

    /**
     * The relations from left to right.
     *
     * @param relations of one equation
     * @param scope what its names stand for
     * @return one line
     */
    public static String equation(List<Relation> relations, Scope scope) {
        StringBuilder text = new StringBuilder(FormulaText.of(relations.get(0).left(), scope));
        relations.forEach(relation ->
                text.append(relation.isEquality() ? " = " : " <= ").append(FormulaText.of(relation.right(), scope)));
        return text.toString();
    }
}
