package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.check.Tally.Case;
import dualflow.semantics.Quantity;
import dualflow.semantics.Sides;
import dualflow.semantics.Variant;
import dualflow.syntax.Symbol.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Makes a counterexample small: first the sizes, then its values, one at a time, the simplest change that is still a counterexample first. */
final class SmallestCounterexample {
    private static final int MOST_SIZES = 6;
    private static final int MOST_STEPS = 60;
    private static final int CANDIDATES = 48;
    /** So many times are candidates evaluated; fewer where a flow, an integral or a quadrature makes an evaluation long. */
    private static final int MOST_TRIALS = 80;

    private static final int MOST_TRIALS_WITH_RESOLUTION = 30;
    /** Draws at an edge are shown if there is no other. */
    private static final double EDGE_COST = 1000;

    private record Candidate(Map<String, Quantity> row, double cost) {}

    /** What is shown is wrong by at least this part of what the worst draw is, so that a reader sees it. */
    private static final double PART_OF_WORST = 0.1;

    private final Examination examination;
    private final List<Case> failing;
    private final List<Variant> printed;
    private final double visible;

    /**
     * Prepares a search.
     *
     * @param examination the claim
     * @param failing all draws that fail
     */
    SmallestCounterexample(Examination examination, List<Case> failing) {
        this.examination = examination;
        this.failing = failing;
        printed = List.of(examination.printed());
        double worst = failing.stream().mapToDouble(Case::visibleGap).max().orElseThrow();
        visible = Math.min(ClearMistakes.CLEARLY, PART_OF_WORST * worst);
    }

    /** The smallest one found. */
    Counterexample find() {
        Map<String, Integer> largest = failing.stream()
                .map(Case::sizes)
                .max(Comparator.comparingInt(SizeTuples::sum))
                .orElseThrow();
        List<Size> sizes = examination.program().sizes();
        for (Map<String, Integer> tuple :
                SizeTuples.upTo(sizes, largest).stream().limit(MOST_SIZES).toList()) {
            Optional<Candidate> first = simplestAt(tuple);
            if (first.isPresent()) {
                return shown(tuple, shrunk(tuple, first.get()));
            }
        }
        Case worst = failing.stream()
                .max(Comparator.comparingDouble(Case::visibleGap))
                .orElseThrow();
        return shown(worst.sizes(), worst.row());
    }

    /** The simplest counterexample among the draws at a tuple of sizes. */
    private Optional<Candidate> simplestAt(Map<String, Integer> sizes) {
        List<Case> known = failing.stream()
                .filter(each -> each.sizes().equals(sizes) && each.visibleGap() > visible)
                .toList();
        List<Case> all = examination.tuples().contains(sizes) ? known : drawn(sizes);
        return all.stream()
                .min(Comparator.comparingDouble(each -> Simplicity.cost(examination.inputs(), each.row())
                        + (each.mode() == DrawMode.EDGE ? EDGE_COST : 0)))
                .map(each -> candidate(each.row()));
    }

    /** The counterexamples among new draws at sizes that were not tried before. */
    private List<Case> drawn(Map<String, Integer> sizes) {
        if (!examination.program().accepts(sizes, printed.get(0))) {
            return List.of();
        }
        Optional<Batch> drawn = examination.admissibleDraws(sizes, new int[1]);
        if (drawn.isEmpty()) {
            return List.of();
        }
        Batch batch = drawn.get();
        if (examination.isInequality()) {
            batch = batch.and(new Climb(examination)
                    .climb(
                            sizes,
                            printed.get(0),
                            batch,
                            measured(sizes, batch),
                            Climb.ROUNDS,
                            UnaryOperator.identity()));
        }
        Tally tally = new Tally();
        tally.add(sizes, batch, measured(sizes, batch));
        return tally.failing().stream()
                .filter(each -> each.visibleGap() > visible)
                .toList();
    }

    private Candidate candidate(Map<String, Quantity> row) {
        return new Candidate(row, Simplicity.cost(examination.inputs(), row));
    }

    private MeasuredEquation measured(Map<String, Integer> sizes, Batch batch) {
        return examination
                .measurement()
                .measure(sizes, printed, batch, Effort.SCREEN)
                .get(0);
    }

    /** Whether it is wrong, and so much that a reader sees it. */
    private boolean isCounterexample(MeasuredEquation measured, int draw) {
        return measured.classOf(draw) == DrawClass.BAD && measured.visibleGap(draw) > visible;
    }

    /** The last of ever simpler counterexamples that a thorough measurement confirms. */
    private Map<String, Quantity> shrunk(Map<String, Integer> sizes, Candidate first) {
        List<Map<String, Quantity>> steps = new ArrayList<>(List.of(first.row));
        ClearMistakes mistakes = new ClearMistakes(
                examination.evaluator(), sizes, printed, visible, measured(sizes, Batch.of(steps)).scale[0]);
        int trials = examination.evaluator().hasResolution() ? MOST_TRIALS_WITH_RESOLUTION : MOST_TRIALS;
        Candidate best = first;
        List<Candidate> open = simpler(best);
        while (!open.isEmpty() && trials > 0 && steps.size() < MOST_STEPS) {
            trials--;
            List<Candidate> some = open.subList(0, Math.min(open.size(), CANDIDATES));
            boolean[][] wrong = mistakes.in(some.stream().map(Candidate::row).toList());
            int hit = IntStream.range(0, some.size())
                    .filter(i -> wrong[i][0])
                    .findFirst()
                    .orElse(-1);
            if (hit < 0) {
                open = open.subList(some.size(), open.size());
            } else {
                best = some.get(hit);
                steps.add(best.row);
                open = simpler(best);
            }
        }
        MeasuredEquation confirmed = examination
                .measurement()
                .measure(sizes, printed, Batch.of(steps), Effort.FULL)
                .get(0);
        int last = IntStream.range(0, steps.size())
                .filter(i -> isCounterexample(confirmed, i))
                .max()
                .orElse(0);
        return steps.get(last);
    }

    /** Simpler draws, the cheapest first. */
    private List<Candidate> simpler(Candidate from) {
        return new SimplerDraws(examination.inputs())
                .of(from.row).stream()
                        .map(this::candidate)
                        .filter(candidate -> candidate.cost < from.cost - 1e-9)
                        .sorted(Comparator.comparingDouble(Candidate::cost))
                        .toList();
    }

    private Counterexample shown(Map<String, Integer> sizes, Map<String, Quantity> row) {
        List<Sides> relations = examination
                .evaluator()
                .values(sizes, printed, List.of(row))
                .sides()
                .get(0);
        // Of a chain of relations, the first whose sides differ.
        Sides shown = relations.stream()
                .filter(each -> Residuals.largestDifference(each.left()[0], each.right()[0]) > 0)
                .findFirst()
                .orElse(relations.get(0));
        List<String> sides = QuantityText.sides(shown.shape(), shown.left()[0], shown.right()[0]);
        return new Counterexample(
                sizes, row, QuantityText.row(examination.inputs(), sizes, row), sides.get(0), sides.get(1));
    }
}
