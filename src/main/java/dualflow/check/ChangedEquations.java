package dualflow.check;

import dualflow.semantics.Variant;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Application;
import dualflow.syntax.Formula.Binary;
import dualflow.syntax.Formula.Indexed;
import dualflow.syntax.Formula.Infix;
import dualflow.syntax.Formula.Literal;
import dualflow.syntax.Formula.Negation;
import dualflow.syntax.Formula.Over;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Scope;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import dualflow.syntax.Symbol.Definition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Forms of an equation in which one thing is changed, as a misprint would, so that they should fail. */
final class ChangedEquations {
    /** What is changed; those that misprints are most often of come first. */
    enum What {
        SIGN("sign"),
        TRANSPOSE("transpose"),
        TERM("dropped term"),
        NUMBER("number"),
        POWER("power"),
        ORDER("order"),
        FACTOR("dropped factor"),
        FUNCTION("dropped function"),
        ARGUMENT("doubled argument"),
        INDEX("index");

        private final String words;

        What(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Puts a formula in the place that is changed. */
    interface Place {
        Variant with(Formula formula);
    }

    /**
     * One change.
     *
     * @param what what is changed
     * @param from the formula that is changed
     * @param to what it becomes
     * @param definition the definition in which it stands, if not in the equation
     * @param place where it stands
     */
    record Change(What what, Formula from, Formula to, Optional<String> definition, Place place) {
        Variant variant() {
            return place.with(to);
        }

        /** The form that differs from the equation exactly where the change has an effect. */
        Variant blend() {
            return place.with(new Formula.Blend(from.span(), from, to));
        }

        /** The form whose types fit only if what is changed is a number. */
        Variant asNumber() {
            return place.with(new Binary(from.span(), Infix.PLUS, from, new Literal(from.span(), "1", 1)));
        }

        String words() {
            return what.words + definition.map(name -> " in " + name).orElse("") + ": " + FormulaText.of(from) + " -> "
                    + FormulaText.of(to);
        }
    }

    private record Part(List<Integer> path, Formula formula, boolean isFunction, boolean isIndex) {}

    private final Misprints misprints;
    private final RandomNumbers random;

    ChangedEquations(Scope scope, RandomNumbers random) {
        misprints = new Misprints(scope);
        this.random = random;
    }

    /** Changes of an equation of one relation; of an inequality only that its sides are exchanged. */
    List<Change> ofEquation(Statement claim) {
        Relation relation = claim.equation().get(0);
        Formula left = relation.left();
        if (!relation.isEquality()) {
            return List.of(new Change(
                    What.ORDER,
                    left,
                    relation.right(),
                    Optional.empty(),
                    to -> Variant.of(List.of(new Relation(relation.span(), false, relation.right(), left)))));
        }
        Place onLeft = to -> Variant.of(List.of(new Relation(relation.span(), true, to, relation.right())));
        Place onRight = to -> Variant.of(List.of(new Relation(relation.span(), true, left, to)));
        List<Change> changes = new ArrayList<>(of(left, Optional.empty(), onLeft));
        changes.addAll(of(relation.right(), Optional.empty(), onRight));
        boolean isAgainstZero = Terms.isZero(left) || Terms.isZero(relation.right());
        if (isAgainstZero) {
            changes.removeIf(change -> change.what == What.TRANSPOSE
                    && (change.from.equals(left) || change.from.equals(relation.right())));
        }
        random.shuffle(changes);
        changes.sort(Comparator.comparing(Change::what));
        if (!isAgainstZero) {
            changes.add(0, new Change(What.SIGN, left, new Negation(left.span(), left), Optional.empty(), onLeft));
        }
        return changes;
    }

    /** Changes of the body of a definition that an equation uses. */
    List<Change> ofDefinition(Definition definition, Statement claim) {
        Place place = body -> new Variant(
                claim.equation(),
                List.of(new Definition(
                        definition.name(),
                        definition.span(),
                        definition.index(),
                        definition.size(),
                        definition.parameters(),
                        body)));
        List<Change> changes = of(definition.body(), Optional.of(definition.name()), place);
        random.shuffle(changes);
        changes.sort(Comparator.comparing(change -> change.what == What.TRANSPOSE));
        return changes;
    }

    private List<Change> of(Formula whole, Optional<String> definition, Place place) {
        List<Change> changes = new ArrayList<>();
        for (Part part : parts(whole, List.of(), false, false)) {
            // An index is no value: what is blended is the entry or member.
            List<Integer> path = part.isIndex ? entry(whole, part.path) : part.path;
            List<Integer> below = part.path.subList(path.size(), part.path.size());
            Formula from = at(whole, path);
            Place here = to -> place.with(FormulaParts.replaced(whole, path, to));
            misprints
                    .of(part.formula, !part.isFunction && !part.isIndex)
                    .forEach(misprint -> changes.add(new Change(
                            misprint.what(),
                            from,
                            FormulaParts.replaced(from, below, misprint.to()),
                            definition,
                            here)));
        }
        return changes;
    }

    private static Formula at(Formula whole, List<Integer> path) {
        return path.isEmpty() ? whole : at(whole.parts().get(path.get(0)), path.subList(1, path.size()));
    }

    /** The path to the outermost formula in whose index or range a path ends. */
    private static List<Integer> entry(Formula whole, List<Integer> path) {
        int length = 0;
        while (!isIndex(at(whole, path.subList(0, length)), path.get(length))) {
            length++;
        }
        return path.subList(0, length);
    }

    /** Whether a part is an index, or the end of an index's range. */
    private static boolean isIndex(Formula formula, int part) {
        return (formula instanceof Indexed && part > 0)
                || (formula instanceof Over over && part < over.parts().size() - 1);
    }

    private List<Part> parts(Formula formula, List<Integer> path, boolean isFunction, boolean isIndex) {
        List<Part> all = new ArrayList<>();
        all.add(new Part(path, formula, isFunction, isIndex));
        List<Formula> parts = formula.parts();
        for (int i = 0; i < parts.size(); i++) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(i);
            List<Part> below = parts(
                    parts.get(i), longer, formula instanceof Application && i == 0, isIndex || isIndex(formula, i));
            boolean hidesTranspose = i == 1 && Misprints.hideTranspose(formula);
            all.addAll(hidesTranspose ? below.subList(1, below.size()) : below);
        }
        return all;
    }
}
