package dualflow.check;

import dualflow.semantics.ClaimProgram;
import dualflow.syntax.Formula;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Comparison;
import dualflow.syntax.Symbol;
import dualflow.syntax.Symbol.FunctionType;
import dualflow.syntax.Symbol.Given;
import dualflow.syntax.Symbol.Kind;
import dualflow.syntax.Symbol.Simple;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is drawn for a claim.
 *
 * @param given the given quantities
 * @param points the random points
 * @param fixed the names whose values a condition sets, so that what is drawn for them has no effect
 * @param averaged the functions that are cubics in every draw
 * @param integrated the functions that are networks in every draw
 */
record ClaimInputs(
        List<Given> given,
        List<Symbol.Random> points,
        Set<String> fixed,
        Set<String> averaged,
        Set<String> integrated) {

    /** What a claim needs; its types have been checked before. */
    static ClaimInputs of(Statement claim, ClaimProgram program) {
        Set<String> fixed = claim.where().stream()
                .filter(condition -> condition.comparison() == Comparison.EQUAL)
                .map(condition -> ((Formula.Name) condition.left()).name())
                .collect(Collectors.toCollection(TreeSet::new));
        return new ClaimInputs(
                program.given(),
                program.points(),
                fixed,
                program.usage().averaged(),
                program.usage().integrated());
    }

    /** The given quantities whose values no condition sets. */
    List<Given> free() {
        return given.stream().filter(each -> !fixed.contains(each.name())).toList();
    }

    /** Those that a draw of {@link DrawMode#EDGE} can have at their edge. */
    List<Given> withEdges() {
        return given.stream()
                .filter(each -> !(each.type() instanceof Simple simple) || hasEdge(simple.kind()))
                .toList();
    }

    private static boolean hasEdge(Kind kind) {
        return switch (kind) {
            case SMALL, ORTH, UNIT, INDEX -> false;
            default -> true;
        };
    }

    boolean isNetwork(Given function) {
        return function.type() instanceof FunctionType && integrated.contains(function.name());
    }
}
