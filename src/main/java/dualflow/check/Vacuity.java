package dualflow.check;

import dualflow.check.ChangedEquations.Change;
import dualflow.check.ChangedEquations.What;
import dualflow.check.Measurement.Effort;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Sides;
import dualflow.semantics.UndecidedException;
import dualflow.semantics.Variant;
import dualflow.syntax.FormulaException;
import dualflow.syntax.FormulaText;
import dualflow.syntax.Statement.Comparison;
import dualflow.syntax.Statement.Restriction;
import dualflow.syntax.Symbol.Definition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whether an equation that holds says something: whether it fails when it is changed. */
final class Vacuity {
    private static final int MOST_CHANGES = 16;
    /** Where a flow, an integral or a quadrature makes each evaluation long. */
    private static final int MOST_LONG_CHANGES = 8;

    private static final int CHANGES_OF_DEFINITION = 3;
    private static final int MOST_CHANGES_OF_DEFINITIONS = 18;
    private static final int FIRST_DRAWS = 6;
    private static final double WITHOUT_EFFECT = 1e-10;

    /**
     * What became of the changed equations.
     *
     * @param failed how many fail
     * @param surviving those that hold as well, although they change a value
     * @param untested the definitions in which no change fails, though some change a value
     */
    record Result(int failed, List<String> surviving, List<String> survivingInDefinitions, List<String> untested) {
        int tried() {
            return failed + surviving.size() + survivingInDefinitions.size();
        }
    }

    private final Examination examination;
    private final Map<String, Integer> sizes;
    private final Batch generic;

    Vacuity(Examination examination) {
        this.examination = examination;
        List<Map<String, Integer>> tuples = examination.tuples();
        sizes = tuples.get(Math.min(1, tuples.size() - 1));
        generic = examination.admissibleDraws(sizes, new int[1]).orElseThrow().only(DrawMode.GENERIC);
    }

    /** Tries changed forms of an equation of one relation, of the definitions that it uses, and of its conditions. */
    Result result() {
        boolean isLong = examination.evaluator().hasResolution();
        List<Change> changes = fitting(
                new ChangedEquations(
                                examination.claim().scope(), examination.draws().random("changes"))
                        .ofEquation(examination.claim()),
                isLong ? MOST_LONG_CHANGES : MOST_CHANGES);
        List<Definition> definitions =
                examination.isInequality() ? List.of() : examination.program().definitions();
        changes.addAll(fitting(
                interleaved(definitions),
                Math.min(
                        CHANGES_OF_DEFINITION * definitions.size(),
                        isLong ? MOST_LONG_CHANGES : MOST_CHANGES_OF_DEFINITIONS)));
        List<Change> alive = alive(changes);
        List<Change> effective = withEffect(alive);
        List<String> tested = changes.stream()
                .filter(change -> !alive.contains(change))
                .flatMap(change -> change.definition().stream())
                .toList();
        List<String> surviving = new ArrayList<>(words(effective, false));
        int failed = changes.size() - alive.size();
        return failed > 0
                ? new Result(failed, surviving, words(effective, true), untested(effective, tested))
                : withoutConditions(surviving, words(effective, true), untested(effective, tested));
    }

    private static List<String> words(List<Change> changes, boolean isInDefinition) {
        return changes.stream()
                .filter(change -> change.definition().isPresent() == isInDefinition)
                .map(Change::words)
                .toList();
    }

    private static List<String> untested(List<Change> effective, List<String> tested) {
        return effective.stream()
                .flatMap(change -> change.definition().stream())
                .filter(name -> !tested.contains(name))
                .distinct()
                .toList();
    }

    /** The first change of each definition, then the second of each, and so on. */
    private List<Change> interleaved(List<Definition> definitions) {
        ChangedEquations changed = new ChangedEquations(
                examination.claim().scope(), examination.draws().random("changes of definitions"));
        List<List<Change>> each = definitions.stream()
                .map(definition -> changed.ofDefinition(definition, examination.claim()))
                .toList();
        int longest = each.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(i -> each.stream().filter(list -> i < list.size()).map(list -> list.get(i)))
                .toList();
    }

    /** The first changes whose types fit, and that are evaluated as the equation itself is. */
    private List<Change> fitting(List<Change> changes, int most) {
        List<Change> fitting = new ArrayList<>();
        for (Change change : changes.subList(0, Math.min(changes.size(), 2 * most + 6))) {
            if (fitting.size() < most && fits(change)) {
                fitting.add(change);
            }
        }
        return fitting;
    }

    private boolean fits(Change change) {
        // A number is its own transpose.
        return fits(change.variant()) && !(change.what() == What.TRANSPOSE && fits(change.asNumber()));
    }

    private boolean fits(Variant variant) {
        return examination.program().accepts(sizes, variant);
    }

    /** The changes that hold in every generic draw. */
    private List<Change> alive(List<Change> changes) {
        List<Change> possible = notClearlyFailing(changes);
        if (possible.isEmpty()) {
            return possible;
        }
        List<MeasuredEquation> measured = examination
                .measurement()
                .measure(sizes, possible.stream().map(Change::variant).toList(), generic, Effort.SCREEN);
        return IntStream.range(0, possible.size())
                .filter(i -> measured.get(i).all(DrawClass.OK))
                .mapToObj(possible::get)
                .toList();
    }

    /** Leaves out those that are wrong by far in one of the first draws. */
    private List<Change> notClearlyFailing(List<Change> changes) {
        if (changes.isEmpty()) {
            return changes;
        }
        Batch first = Batch.of(generic.rows().subList(0, Math.min(FIRST_DRAWS, generic.size())));
        double typical = Statistics.median(examination
                .measurement()
                .measure(sizes, List.of(examination.printed()), first, Effort.RESIDUALS)
                .get(0)
                .scale);
        boolean[][] wrong = new ClearMistakes(
                        examination.evaluator(),
                        sizes,
                        changes.stream().map(Change::variant).toList(),
                        ClearMistakes.CLEARLY,
                        typical)
                .in(first.rows());
        return IntStream.range(0, changes.size())
                .filter(i -> Arrays.stream(wrong).noneMatch(draw -> draw[i]))
                .mapToObj(changes::get)
                .toList();
    }

    /** The changes that do change a value: S' for a symmetric S does not. */
    private List<Change> withEffect(List<Change> alive) {
        if (alive.isEmpty()) {
            return alive;
        }
        List<Variant> variants = new ArrayList<>(alive.stream()
                .map(change -> fits(change.blend()) ? change.blend() : change.variant())
                .toList());
        variants.add(examination.printed());
        Evaluated values = examination.evaluator().values(sizes, variants, generic.rows());
        Sides printed = values.sides().get(alive.size()).get(0);
        return IntStream.range(0, alive.size())
                .filter(i -> isDifferent(printed, values.sides().get(i).get(0)))
                .mapToObj(alive::get)
                .toList();
    }

    private static boolean isDifferent(Sides printed, Sides blended) {
        return !printed.shape().equals(blended.shape())
                || IntStream.range(0, printed.left().length).anyMatch(draw -> {
                    double scale = Math.max(Residuals.largest(printed, draw), Double.MIN_NORMAL);
                    return Residuals.change(printed, draw, blended, draw) > WITHOUT_EFFECT * scale;
                });
    }

    /** Where no changed equation fails, whether the claim fails without one of the conditions that set a value. */
    private Result withoutConditions(
            List<String> surviving, List<String> survivingInDefinitions, List<String> untested) {
        List<Restriction> where = examination.claim().where();
        int failed = 0;
        for (Restriction condition : where) {
            if (condition.comparison() == Comparison.EQUAL) {
                List<Restriction> others = new ArrayList<>(where);
                others.remove(condition);
                try (Examination without = examination.where(others)) {
                    Batch batch = without.draws()
                            .batch(sizes, "main", examination.modes())
                            .only(DrawMode.GENERIC);
                    boolean holds = without.measurement()
                            .measure(sizes, List.of(without.printed()), batch, Effort.SCREEN)
                            .get(0)
                            .all(DrawClass.OK);
                    if (holds) {
                        surviving.add("without 'where " + FormulaText.of(condition.left()) + " = "
                                + FormulaText.of(condition.right()) + "'");
                    } else {
                        failed++;
                    }
                } catch (FormulaException | UndecidedException e) {
                    // Without the condition it cannot be evaluated: nothing is learned.
                }
            }
        }
        return new Result(failed, surviving, survivingInDefinitions, untested);
    }
}
