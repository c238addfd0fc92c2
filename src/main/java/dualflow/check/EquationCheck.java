package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.check.Tally.Case;
import dualflow.syntax.Symbol.Given;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Checks an equation or inequality by draws, and says why it holds or fails. */
final class EquationCheck {
    private static final double EQUAL = 1e-9;
    private static final int MOST_SURVIVORS = 3;

    private final Examination examination;
    private final List<Tally> tallies;
    private Optional<Vacuity.Result> changes = Optional.empty();
    private Optional<String> lost = Optional.empty();

    EquationCheck(Examination examination) {
        this.examination = examination;
        tallies = examination.variants().stream().map(variant -> new Tally()).toList();
    }

    Draft check() {
        int[] tried = {0};
        for (Map<String, Integer> sizes : examination.tuples()) {
            Optional<Batch> batch = examination.admissibleDraws(sizes, tried);
            if (batch.isEmpty()) {
                Draft draft = new Draft(Finding.UNDEFINED);
                draft.figures(Double.NaN, Double.NaN, 0, tried[0]);
                draft.say("no admissible draw: the conditions behind 'where' held in 0 of " + tried[0]
                        + " generic draws" + (sizes.isEmpty() ? "" : " at " + sizes(sizes)));
                return draft;
            }
            add(sizes, batch.get());
        }
        Tally printed = tallies.get(0);
        Draft draft = new Draft(printed.finding());
        draft.figures(printed.residual, printed.level, printed.resolution, printed.draws());
        if (!examination.isInequality() && !Double.isNaN(printed.residual)) {
            draft.relativeDifference(printed.relativeDifference);
        }
        draft.margins(tallies.stream().map(tally -> tally.margin));
        switch (draft.finding) {
            case HOLDS -> holds(draft, printed);
            case FAILS -> fails(draft, printed);
            case UNDEFINED -> undefined(draft, printed);
            default -> undecided(draft, printed);
        }
        return draft;
    }

    private static String sizes(Map<String, Integer> sizes) {
        return String.join(
                ", ",
                sizes.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .toList());
    }

    private void add(Map<String, Integer> sizes, Batch batch) {
        List<MeasuredEquation> measured =
                examination.measurement().measure(sizes, examination.variants(), batch, Effort.FULL);
        tally(sizes, batch, measured);
        if (examination.isInequality()) {
            Batch climbed = new Climb(examination)
                    .climb(
                            sizes,
                            examination.printed(),
                            batch,
                            measured.get(0),
                            Climb.ROUNDS,
                            UnaryOperator.identity());
            if (climbed.size() > 0) {
                tally(
                        sizes,
                        climbed,
                        examination.measurement().measure(sizes, examination.variants(), climbed, Effort.FULL));
            }
        }
        boolean isLast =
                sizes.equals(examination.tuples().get(examination.tuples().size() - 1));
        if (isLast && examination.settings().isFull() && tallies.get(0).finding() == Finding.HOLDS) {
            Batch generic = batch.only(DrawMode.GENERIC);
            lost = LostTerms.find(
                    examination, sizes, generic, measured.get(0).part(batch.generic()[0], generic.size()));
        }
    }

    private void tally(Map<String, Integer> sizes, Batch batch, List<MeasuredEquation> measured) {
        for (int i = 0; i < tallies.size(); i++) {
            tallies.get(i).add(sizes, batch, measured.get(i));
        }
    }

    private Optional<Finding> instead() {
        return tallies.stream().skip(1).map(Tally::finding).findFirst();
    }

    private void holds(Draft draft, Tally printed) {
        if (instead().equals(Optional.of(Finding.HOLDS))) {
            draft.finding = Finding.VACUOUS;
            draft.say("the printed equation holds, and so does the one behind 'instead': no draw tells them apart");
            sayWhatHappensAtSpecialPoints(draft, printed);
            return;
        }
        if (Expansion.sidesAreTheSame(examination.claim())) {
            draft.finding = Finding.VACUOUS;
            draft.say("both sides are the same expression once the definitions are put in");
            return;
        }
        if (!examination.settings().isFull()) {
            return;
        }
        if (lost.isPresent()) {
            draft.finding = Finding.UNDECIDED;
            draft.say(lost.get());
            return;
        }
        if (examination.claim().equation().size() == 1) {
            changes = Optional.of(new Vacuity(examination).result());
        }
        Optional<String> vacuous = changes.flatMap(result -> vacuous(result, printed));
        if (vacuous.isPresent()) {
            draft.finding = Finding.VACUOUS;
            draft.say(vacuous.get());
            return;
        }
        sayHowItHolds(draft, printed);
    }

    private static Optional<String> vacuous(Vacuity.Result result, Tally printed) {
        if (result.failed() > 0 || !printed.isZero) {
            return Optional.empty();
        }
        if (result.tried() == 0) {
            return Optional.of(
                    "every term is 0 in all draws, and nothing in the equation can be changed so that it shows");
        }
        return Optional.of("none of " + result.tried() + " changed equations fails, such as: "
                + Stream.concat(result.surviving().stream(), result.survivingInDefinitions().stream())
                        .findFirst()
                        .orElseThrow());
    }

    private void sayHowItHolds(Draft draft, Tally printed) {
        if (printed.isZero) {
            draft.say("every term is 0 in all generic draws");
        }
        sayLeftOut(draft, printed.generic(DrawClass.NOT_FINITE), "not finite");
        sayLeftOut(draft, printed.generic(DrawClass.ILL), "too badly conditioned to count");
        boolean hasQuadrature = examination.program().usage().approximations().contains("quadrature");
        for (String name : examination.inputs().averaged()) {
            draft.say("'" + name + "' ran over polynomials of degree 3"
                    + (hasQuadrature ? "" : ", for which the Gaussian means are exact"));
        }
        for (String name : examination.inputs().integrated()) {
            draft.say("'" + name + "' ran over tanh networks, which can be integrated over all of time");
        }
        if (examination.isInequality() && printed.gap < EQUAL) {
            draft.say("in every draw it holds with equality");
        }
        sayWhatHappensAtSpecialPoints(draft, printed);
        changes.ifPresent(result -> sayWhatSurvives(draft, result));
        instead().ifPresent(finding -> draft.say("the equation behind 'instead': " + finding.word()));
    }

    private static void sayLeftOut(Draft draft, int count, String why) {
        if (count > 0) {
            draft.say(count + (count == 1 ? " generic draw " : " generic draws ") + why + " left out");
        }
    }

    private static void sayWhatSurvives(Draft draft, Vacuity.Result result) {
        List<String> surviving = result.surviving();
        if (!surviving.isEmpty()) {
            int more = surviving.size() - MOST_SURVIVORS;
            draft.say("holds too when changed: "
                    + String.join("; ", surviving.subList(0, Math.min(MOST_SURVIVORS, surviving.size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        if (!result.untested().isEmpty()) {
            draft.say("not tested, since it holds too when they are changed: the definitions of "
                    + String.join(", ", result.untested()));
        }
    }

    private void sayWhatHappensAtSpecialPoints(Draft draft, Tally printed) {
        if (!printed.failingSpecial.isEmpty()) {
            draft.say("except at special points, such as " + brief(printed.failingSpecial.get(0)) + ": there it fails ("
                    + printed.failingSpecial.size() + " draws)");
        }
        List<Case> notFinite = printed.notFinite.stream()
                .filter(each -> each.mode() != DrawMode.GENERIC)
                .toList();
        if (!notFinite.isEmpty()) {
            draft.say("not finite at " + notFinite.size() + " special points, such as " + brief(notFinite.get(0)));
        }
    }

    /** A draw at an edge by the quantity that is there. */
    private String brief(Case draw) {
        List<Given> edges = examination.inputs().withEdges();
        if (draw.mode() == DrawMode.EDGE && !edges.isEmpty()) {
            Given edge = edges.get(draw.number() % edges.size());
            return String.join(", ", QuantityText.quantity(examination.inputs(), edge, draw.row()));
        }
        return text(draw);
    }

    private String text(Case draw) {
        return QuantityText.row(examination.inputs(), draw.sizes(), draw.row());
    }

    private void undefined(Draft draft, Tally printed) {
        int ok = printed.generic(DrawClass.OK);
        draft.say("not finite in " + printed.generic(DrawClass.NOT_FINITE) + " of " + printed.genericDraws()
                + " generic draws" + (ok > 0 ? "; in " + ok + " others it holds" : ""));
        Case example = printed.notFinite.stream()
                .filter(each -> each.mode() == DrawMode.GENERIC)
                .findFirst()
                .orElseThrow();
        draft.say("for example at " + text(example));
    }

    private static void undecided(Draft draft, Tally printed) {
        draft.say("of the generic draws " + printed.words()
                + String.format(
                        Locale.ROOT,
                        "; largest residual %.1e, rounding level %.1e, resolution %.1e",
                        printed.residual,
                        printed.level,
                        printed.resolution));
        if (printed.generic(DrawClass.ILL) > 0) {
            draft.say("the rounding level or the resolution is too coarse to decide");
        }
    }

    private void fails(Draft draft, Tally printed) {
        draft.say("fails in " + printed.counterexamples.size() + " of " + printed.genericDraws() + " generic draws");
        Optional<Finding> instead = instead();
        if (instead.equals(Optional.of(Finding.HOLDS))) {
            draft.finding = Finding.CORRECTED;
            draft.say(String.format(
                    Locale.ROOT,
                    "instead, it holds: %d generic draws, largest residual %.1e",
                    tallies.get(1).genericDraws(),
                    tallies.get(1).residual));
        } else {
            instead.ifPresent(finding -> draft.say("the equation behind 'instead' too: " + finding.word()));
        }
        if (!examination.settings().isFull()) {
            return;
        }
        Counterexample smallest = new SmallestCounterexample(examination, printed.failing()).find();
        draft.counterexample = Optional.of(smallest);
        Map<String, Integer> sizes = printed.counterexamples.stream()
                .map(Case::sizes)
                .max(Comparator.comparingInt(SizeTuples::sum))
                .orElseThrow();
        String found = examination.isInequality() ? "no counterexample was found where " : "it does hold where ";
        new Restrictions(examination, sizes, smallest).find().ifPresent(where -> draft.say(found + where));
    }
}
