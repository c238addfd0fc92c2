package dualflow.check;

import dualflow.check.Measurement.Effort;
import dualflow.semantics.Quantity;
import dualflow.semantics.Variant;
import dualflow.syntax.Symbol.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Searches for restrictions under which an equation that fails does hold. */
final class Restrictions {
    private static final int GENERIC = 32;
    private static final int LATTICE = 16;
    private static final int FIRST = 6;
    private static final int FEWEST_OK = 8;
    private static final int CLIMBS = 8;
    private static final int MOST_PAIRS = 30;
    private static final int PAIRS_AT_A_TIME = 10;
    private static final int MOST_PAIRS_FOUND = 2;
    private static final int MOST_SHOWN = 4;
    private static final double ZERO = 1e-9;
    private static final double SAME = 1e-12;

    private record Found(String text, String family, double rank) {}

    private final Examination examination;
    private final Map<String, Integer> sizes;
    private final Counterexample counterexample;
    private final List<Variant> printed;
    private final double typical;

    /**
     * Prepares a search.
     *
     * @param examination the claim
     * @param sizes at which it fails
     * @param counterexample a restriction that this one fulfils is wrong
     */
    Restrictions(Examination examination, Map<String, Integer> sizes, Counterexample counterexample) {
        this.examination = examination;
        this.sizes = sizes;
        this.counterexample = counterexample;
        printed = List.of(examination.printed());
        typical = Statistics.median(examination
                .measurement()
                .measure(
                        sizes,
                        printed,
                        examination.draws().batch(sizes, "restrict", Collections.nCopies(FIRST, DrawMode.GENERIC)),
                        Effort.RESIDUALS)
                .get(0)
                .scale);
    }

    /** The restrictions that were found, such as "S diagonal, or where K = 1". */
    Optional<String> find() {
        List<Found> found = lowestSizes();
        List<SpecialCase> cases = SpecialCases.of(examination.inputs());
        for (SpecialCase each : notClearlyFailing(cases)) {
            boolean isCovered =
                    found.stream().anyMatch(other -> other.family.equals(each.family()) && other.rank < each.rank());
            if (found.size() < MOST_SHOWN && !isCovered && holds(each)) {
                found.add(new Found(each.text(), each.family(), each.rank()));
            }
        }
        if (found.isEmpty()) {
            found.addAll(pairs(cases));
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(
                        ", or where ",
                        found.stream().limit(MOST_SHOWN).map(Found::text).toList()));
    }

    /** The sizes that need only be 1. */
    private List<Found> lowestSizes() {
        List<Found> found = new ArrayList<>();
        for (Size size : examination.program().sizes()) {
            if (size.least() == 1 && sizes.get(size.name()) > 1 && holdsAt(size)) {
                found.add(new Found(size.name() + " = 1", size.name(), 0));
            }
        }
        return found;
    }

    private boolean holdsAt(Size size) {
        Map<String, Integer> lowest = new LinkedHashMap<>(sizes);
        lowest.put(size.name(), 1);
        if (counterexample.sizes().get(size.name()) == 1) {
            return false;
        }
        if (!examination.program().accepts(lowest, printed.get(0))) {
            return false;
        }
        Optional<Batch> batch =
                examination.admissibleDraws(lowest, new int[1]).map(each -> each.only(DrawMode.GENERIC));
        return batch.isPresent() && holds(lowest, batch.get(), Optional.empty());
    }

    private boolean holds(Map<String, Integer> at, Batch batch, Optional<SpecialCase> restriction) {
        MeasuredEquation measured = examination
                .measurement()
                .measure(at, printed, batch, Effort.SCREEN)
                .get(0);
        if (measured.any(DrawClass.BAD)) {
            return false;
        }
        if (examination.isInequality()) {
            RandomNumbers random = examination.draws().random("climb with restriction");
            Batch climbed = new Climb(examination)
                    .climb(
                            at,
                            printed.get(0),
                            batch,
                            measured,
                            CLIMBS,
                            row -> restriction
                                    .map(each -> each.change().apply(row, random))
                                    .orElse(row));
            if (climbed.size() > 0
                    && !examination
                            .measurement()
                            .measure(at, printed, climbed, Effort.SCREEN)
                            .get(0)
                            .all(DrawClass.OK)) {
                return false;
            }
        }
        List<DrawClass> generic =
                Arrays.stream(batch.generic()).mapToObj(measured::classOf).toList();
        long ok = generic.stream().filter(type -> type == DrawClass.OK).count();
        long admissible =
                generic.stream().filter(type -> type != DrawClass.INADMISSIBLE).count();
        return ok == admissible && ok >= FEWEST_OK && measured.isMostlyNotZero(ZERO);
    }

    /** The cases that the counterexample does not fulfil, without those in which a few draws fail at once. */
    private List<SpecialCase> notClearlyFailing(List<SpecialCase> all) {
        List<SpecialCase> cases =
                all.stream().filter(each -> !isFulfilled(each)).toList();
        if (cases.isEmpty()) {
            return cases;
        }
        List<Map<String, Quantity>> rows = cases.stream()
                .flatMap(each -> draws(each, FIRST, 0).rows().stream())
                .toList();
        boolean[][] wrong =
                new ClearMistakes(examination.evaluator(), sizes, printed, ClearMistakes.CLEARLY, typical).in(rows);
        return plausible(IntStream.range(0, cases.size())
                .filter(i -> IntStream.range(FIRST * i, FIRST * i + FIRST).noneMatch(draw -> wrong[draw][0]))
                .mapToObj(cases::get)
                .toList());
    }

    /** The cases in which the equation holds in a few draws, and not all terms are 0. */
    private List<SpecialCase> plausible(List<SpecialCase> cases) {
        if (cases.isEmpty()) {
            return cases;
        }
        List<Map<String, Quantity>> rows = cases.stream()
                .flatMap(each -> draws(each, FIRST, 0).rows().stream())
                .toList();
        MeasuredEquation measured = examination
                .measurement()
                .measure(sizes, printed, Batch.of(rows), Effort.SCREEN)
                .get(0);
        return IntStream.range(0, cases.size())
                .filter(i -> {
                    int[] draws = IntStream.range(FIRST * i, FIRST * i + FIRST).toArray();
                    return Arrays.stream(draws).anyMatch(draw -> !(measured.scale[draw] <= ZERO))
                            && Arrays.stream(draws)
                                    .mapToObj(measured::classOf)
                                    .allMatch(type -> type == DrawClass.OK || type == DrawClass.INADMISSIBLE);
                })
                .mapToObj(cases::get)
                .toList();
    }

    private boolean holds(SpecialCase special) {
        return holds(sizes, draws(special, GENERIC, LATTICE), Optional.of(special));
    }

    private Batch draws(SpecialCase special, int generic, int lattice) {
        List<DrawMode> modes = new ArrayList<>();
        for (int i = 0; i < generic + lattice; i++) {
            modes.add(i < generic ? DrawMode.GENERIC : DrawMode.LATTICE);
        }
        Batch drawn = examination.draws().batch(sizes, "restrict", modes);
        RandomNumbers random = examination.draws().random("restrict|" + special.text());
        return new Batch(
                drawn.rows().stream()
                        .map(row -> special.change().apply(row, random))
                        .toList(),
                modes);
    }

    /** Whether the counterexample itself is such a case. */
    private boolean isFulfilled(SpecialCase special) {
        RandomNumbers random = examination.draws().random("fulfilled|" + special.text());
        Map<String, Quantity> changed = special.change().apply(counterexample.row(), random);
        return changed.entrySet().stream()
                .allMatch(entry -> Residuals.largestDifference(
                                entry.getValue().values(),
                                counterexample.row().get(entry.getKey()).values())
                        < SAME);
    }

    /** Two restrictions of different quantities at once. */
    private List<Found> pairs(List<SpecialCase> cases) {
        List<SpecialCase> pairs = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            for (SpecialCase other : cases.subList(i + 1, cases.size())) {
                if (!cases.get(i).quantity().equals(other.quantity())) {
                    pairs.add(cases.get(i).and(other));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(SpecialCase::rank));
        List<Found> found = new ArrayList<>();
        int most = Math.min(MOST_PAIRS, pairs.size());
        for (int from = 0; from < most && found.size() < MOST_PAIRS_FOUND; from += PAIRS_AT_A_TIME) {
            for (SpecialCase each : notClearlyFailing(pairs.subList(from, Math.min(most, from + PAIRS_AT_A_TIME)))) {
                if (found.size() < MOST_PAIRS_FOUND && holds(each)) {
                    found.add(new Found(each.text(), each.family(), each.rank()));
                }
            }
        }
        return found;
    }
}
