package dualflow.check;

import dualflow.check.ChangedEquations.Change;
import dualflow.check.ChangedEquations.What;
import dualflow.semantics.ClaimProgram;
import dualflow.semantics.Evaluated;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.UndecidedException;
import dualflow.semantics.Variant;
import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Binary;
import dualflow.syntax.Formula.Landau;
import dualflow.syntax.Formula.Literal;
import dualflow.syntax.Statement;
import dualflow.syntax.Statement.Relation;
import dualflow.tensor.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A right claim with one thing changed, and what the check says about it. The change stands on one side of an equation that holds, so the changed equation
 * holds exactly where the value of that side is the same: what the check should find is known from values alone.
 */
final class ChangedClaims {
    private static final long FRESH_SEED = 20_261_130;
    private static final double SAME = 1e-10;
    private static final double DIFFERENT = 1e-7;
    private static final double COARSE = 0x1p-3; // values of what is small
    private static final double FINE = 0x1p-8;
    private static final double SHORT_OF_ORDER = 0.15;

    /** What a change does to the sides of its equation. */
    enum Effect {
        /** Where the change stands the value is the same in all draws, as S' for a symmetric S. */
        NONE("without effect"),
        /** The value changes where the change stands, but that of the side does not, as det(B A) for det(A B). */
        LOST("true all the same"),
        /** The side has another value, or none. */
        VALUE("changes a value"),
        /** Too small to be told from rounding by values alone. */
        UNCLEAR("not told by values");

        final String words;

        Effect(String words) {
            this.words = words;
        }
    }

    /**
     * What was found out about one change.
     *
     * @param file the claim's file
     * @param claim the right claim
     * @param what what is changed
     * @param words the change
     * @param effect what it does
     * @param difference the largest change of the sides, in parts of them
     * @param report what the check says about the changed equation
     */
    record Outcome(
            String file, String claim, What what, String words, Effect effect, double difference, ClaimReport report) {
        boolean isAsItShould() {
            return switch (effect) {
                case NONE, LOST -> report.finding() != Finding.FAILS;
                case VALUE -> report.finding() == Finding.FAILS;
                case UNCLEAR -> true;
            };
        }
    }

    private final String file;
    private final Statement claim;
    private final ClaimProgram program;
    private final List<Map<String, Integer>> tuples;
    /** The changes of each kind that are left, in a random order. */
    private final Map<What, List<Change>> left = new EnumMap<>(What.class);

    private int next;

    /**
     * The changes of a claim.
     *
     * @param file its file
     * @param claim a right claim of one relation
     * @param first the kind with which {@link #next} begins
     */
    ChangedClaims(String file, Statement claim, int first) {
        this.file = file;
        this.claim = claim;
        this.next = first;
        program = new ClaimProgram(claim);
        tuples = SizeTuples.tried(program.sizes());
        tuples.forEach(sizes -> program.check(sizes, List.of(Variant.of(claim.equation()))));
        boolean hasRemainder = Terms.order(claim.equation()).isPresent();
        new ChangedEquations(claim.scope(), new RandomNumbers(FRESH_SEED, file + " " + claim.id()))
                .ofEquation(claim).stream()
                        // Without its remainder it is no equation up to an order.
                        .filter(change ->
                                Terms.order(change.variant().equation()).isPresent() == hasRemainder)
                        .forEach(change -> left.computeIfAbsent(change.what(), what -> new ArrayList<>())
                                .add(change));
    }

    /** The equation that is right, if it is of one relation: the one behind {@code instead}, where the printed one is corrected. */
    static Optional<Statement> right(Statement claim, String verdict) {
        Optional<List<Statement.Relation>> equation = switch (verdict) {
            case "holds" -> Optional.of(claim.equation());
            case "corrected" -> claim.instead();
            default -> Optional.empty();
        };
        return equation.filter(relations -> relations.size() == 1).map(relations -> with(claim, relations));
    }

    private static Statement with(Statement claim, List<Statement.Relation> equation) {
        return new Statement(
                claim.id(),
                claim.span(),
                claim.title(),
                claim.source(),
                claim.section(),
                equation,
                claim.where(),
                Optional.empty(),
                Optional.empty(),
                claim.scope());
    }

    /** Whether something rests on a resolution, so that a check takes long. */
    boolean isLong() {
        return !program.usage().approximations().isEmpty();
    }

    /** A further change whose types fit, of the next kind of which one is left. */
    Optional<Change> next() {
        What[] kinds = What.values();
        for (int i = 0; i < kinds.length; i++) {
            List<Change> changes = left.getOrDefault(kinds[next++ % kinds.length], new ArrayList<>());
            while (!changes.isEmpty()) {
                Change change = changes.remove(0);
                if (fits(change)) {
                    return Optional.of(change);
                }
            }
        }
        return Optional.empty();
    }

    private boolean fits(Change change) {
        return tuples.stream()
                .allMatch(sizes -> program.accepts(sizes, change.variant())
                        // A number is its own transpose.
                        && !(change.what() == What.TRANSPOSE && program.accepts(sizes, change.asNumber())));
    }

    /** Checks the changed equation in full. */
    Outcome outcome(Change change, Device device) {
        try {
            return checked(change, device);
        } catch (RuntimeException e) {
            throw new AssertionError(file + ", " + claim.id() + ", " + change.words(), e);
        }
    }

    private Outcome checked(Change change, Device device) {
        Statement changed = with(claim, change.variant().equation());
        double[] difference = new double[1];
        Effect effect;
        try {
            effect = effect(change, device, difference);
        } catch (UndecidedException e) { // what stands side by side need not have values where each alone has one
            effect = Effect.UNCLEAR;
        }
        return new Outcome(
                file,
                claim.id(),
                change.what(),
                change.words(),
                effect,
                difference[0],
                new Judge(device, CheckSettings.full(1)).check(file, changed));
    }

    /** By values alone, in draws that the check does not make. */
    private Effect effect(Change change, Device device, double[] difference) {
        Examination examination = new Examination(claim, device, CheckSettings.quick(FRESH_SEED));
        boolean canBlend = tuples.stream().allMatch(sizes -> program.accepts(sizes, change.blend()));
        List<Variant> variants = Stream.of(
                        examination.printed(), change.variant(), canBlend ? change.blend() : change.variant())
                .map(ChangedClaims::withoutRemainder)
                .toList();
        Optional<Landau> remainder = Terms.order(claim.equation());
        if (remainder.isPresent()) {
            return effect(examination, variants, remainder.get(), difference);
        }
        boolean isUnclear = false;
        boolean isLost = false;
        for (Map<String, Integer> sizes : examination.tuples()) {
            List<Map<String, Quantity>> rows = rows(examination, sizes);
            if (!rows.isEmpty()) {
                Evaluated values = examination.evaluator().magnitudes(sizes, variants, rows);
                double changed = largestDifference(values, 1);
                difference[0] = Double.isNaN(changed) ? changed : Math.max(difference[0], changed);
                isUnclear |= changed > SAME;
                isLost |= !(largestDifference(values, 2) <= SAME);
            }
        }
        if (!(difference[0] <= DIFFERENT)) {
            return Effect.VALUE;
        }
        return isUnclear ? Effect.UNCLEAR : isLost ? Effect.LOST : Effect.NONE;
    }

    /** Up to terms of the order of the remainder. */
    private static Effect effect(
            Examination examination, List<Variant> variants, Landau remainder, double[] difference) {
        double coarse = 0;
        double fine = 0;
        for (Map<String, Integer> sizes : examination.tuples()) {
            List<Map<String, Quantity>> rows = rows(examination, sizes);
            rows.forEach(row -> row.put(remainder.variable(), Quantity.of(COARSE)));
            coarse = Math.max(coarse, largestDifference(examination.evaluator().magnitudes(sizes, variants, rows), 1));
            rows.forEach(row -> row.put(remainder.variable(), Quantity.of(FINE)));
            fine = Math.max(fine, largestDifference(examination.evaluator().magnitudes(sizes, variants, rows), 1));
        }
        difference[0] = fine;
        if (fine <= SAME * FINE) {
            return coarse <= SAME ? Effect.NONE : Effect.LOST;
        }
        double order = Math.log(coarse / fine) / Math.log(COARSE / FINE);
        return order < remainder.power() - SHORT_OF_ORDER ? Effect.VALUE : Effect.LOST;
    }

    private static List<Map<String, Quantity>> rows(Examination examination, Map<String, Integer> sizes) {
        return examination
                .admissibleDraws(sizes, new int[1])
                .map(batch -> batch.only(DrawMode.GENERIC).rows())
                .orElse(List.of());
    }

    /** The largest change from the first equation to another, in all draws in which the first one has a value. */
    private static double largestDifference(Evaluated values, int other) {
        Sides printed = values.sides().get(0).get(0);
        double typical = typical(values);
        double largest = 0;
        for (int draw = 0; draw < printed.left().length; draw++) {
            if (values.admissible()[draw] && Double.isFinite(Residuals.largest(printed, draw))) {
                double relative = difference(printed, values.sides().get(other).get(0), draw, typical);
                largest = Double.isNaN(relative) ? relative : Math.max(largest, relative);
            }
        }
        return largest;
    }

    /** The typical magnitude of what the printed and the changed equation add up. */
    private static double typical(Evaluated values) {
        double largest = 0;
        for (int i = 0; i < 2; i++) {
            Sides sides = values.sides().get(i).get(0);
            double[] magnitudes = IntStream.range(0, sides.left().length)
                    .mapToDouble(draw -> Residuals.scale(sides, draw))
                    .filter(Double::isFinite)
                    .toArray();
            largest = Math.max(largest, magnitudes.length == 0 ? 0 : Statistics.median(magnitudes));
        }
        return largest;
    }

    /** Without the term O(h^p), which has no value. */
    private static Variant withoutRemainder(Variant variant) {
        return Variant.of(variant.equation().stream()
                .map(relation -> new Relation(
                        relation.span(), relation.isEquality(), relation.left(), withoutRemainder(relation.right())))
                .toList());
    }

    private static Formula withoutRemainder(Formula side) {
        if (side instanceof Landau) {
            return new Literal(side.span(), "0", 0);
        }
        return side instanceof Binary sum && sum.right() instanceof Landau ? sum.left() : side;
    }

    /** The change of both sides, in parts of the larger one; where both are what is left of terms that cancel, in parts of these. */
    private static double difference(Sides printed, Sides changed, int draw, double typical) {
        double values = Math.max(Residuals.largest(printed, draw), Residuals.largest(changed, draw));
        // A 0 of another shape is 0 as well.
        double change =
                printed.shape().equals(changed.shape()) ? Residuals.change(printed, draw, changed, draw) : values;
        return change / Math.max(values, 1e-4 * typical + Double.MIN_NORMAL);
    }

    /** A table by kind, and what is not as it should be. */
    static String table(List<Outcome> outcomes) {
        StringBuilder text = new StringBuilder();
        text.append("| kind | changes | of a value | fails | undefined | undecided | vacuous | holds | without effect |"
                + " true all the same | not told by values |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (What what : What.values()) {
            text.append(row(
                    what.words(),
                    outcomes.stream().filter(each -> each.what() == what).toList()));
        }
        text.append(row("all", outcomes));
        return text.toString();
    }

    private static String row(String kind, List<Outcome> outcomes) {
        List<Outcome> effective =
                outcomes.stream().filter(each -> each.effect() == Effect.VALUE).toList();
        List<Object> cells = new ArrayList<>(List.of(kind, outcomes.size(), effective.size()));
        for (Finding finding :
                List.of(Finding.FAILS, Finding.UNDEFINED, Finding.UNDECIDED, Finding.VACUOUS, Finding.HOLDS)) {
            cells.add(effective.stream()
                    .filter(each -> each.report().finding() == finding)
                    .count());
        }
        for (Effect effect : List.of(Effect.NONE, Effect.LOST, Effect.UNCLEAR)) {
            cells.add(outcomes.stream().filter(each -> each.effect() == effect).count());
        }
        return cells.stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** One line. */
    static String line(Outcome outcome) {
        return String.join(
                "; ",
                Arrays.asList(
                        outcome.file(),
                        outcome.claim(),
                        outcome.words(),
                        outcome.effect().words + " (" + outcome.difference() + ")",
                        outcome.report().finding().word(),
                        outcome.report().statement(),
                        String.join(" / ", outcome.report().notes())));
    }
}
