package dualflow.check;

import dualflow.syntax.FormulaText;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import java.util.List;
import java.util.stream.Collectors;

/** Claims in the notation of claim files. */
final class StatementText {
    private StatementText() {}

    /** The equation with its conditions. */
    static String of(Statement claim) {
        String conditions = claim.where().stream()
                .map(condition -> FormulaText.of(condition.left()) + " "
                        + condition.comparison().sign() + " " + FormulaText.of(condition.right()))
                .collect(Collectors.joining(", "));
        return equation(claim.equation()) + (conditions.isEmpty() ? "" : " where " + conditions);
    }

    /** The relations from left to right. */
    static String equation(List<Relation> relations) {
        StringBuilder text = new StringBuilder(FormulaText.of(relations.get(0).left()));
        relations.forEach(relation -> text.append(relation.isEquality() ? " = " : " <= ")
                .append(FormulaText.of(relation.right())));
        return text.toString();
    }
}
