package dualflow.causal;

import dualflow.dependency.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A causal test: the table of rows of several structures in one world, and what its numbers say.
 *
 * @param rows the rows, structure by structure
 */
public record CausalTest(List<CausalRow> rows) {
    /** Correlations that differ by less are the same in these sentences, and one below it is none; estimates may differ by their errors too. */
    private static final double SAME = 0.02;

    private static final double ERRORS = 4;

    /**
     * Copies the rows.
     *
     * @param rows the rows
     */
    public CausalTest {
        rows = List.copyOf(rows);
    }

    /**
     * The structures of the table.
     *
     * @return in their order
     */
    public List<Structure> structures() {
        return rows.stream().map(CausalRow::structure).distinct().toList();
    }

    /**
     * The row of a structure under a treatment; of those with thresholds the one with the smallest that keeps anything.
     *
     * @param structure a structure of the table
     * @param treatment the treatment
     * @return the row; empty if there is none
     */
    public Optional<CausalRow> row(Structure structure, Treatment treatment) {
        return rows.stream()
                .filter(row -> row.structure() == structure && row.treatment() == treatment)
                .reduce((row, next) -> next.kept() > 0 ? next : row);
    }

    /**
     * The largest distance of an estimate from its limit.
     *
     * @return in standard errors; empty where no row has both
     */
    public OptionalDouble largestError() {
        return rows.stream()
                .map(CausalRow::standardErrors)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(error -> Math.abs(error.getAsDouble()))
                .max();
    }

    /**
     * What conditioning can tell apart: structures whose ends are correlated or not alike, before and after conditioning on Z, look alike.
     *
     * @return for each pattern a sentence with its structures
     */
    public List<String> patterns() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Structure structure : structures()) {
            Optional<Boolean> before = row(structure, Treatment.OBSERVED).flatMap(CausalTest::correlated);
            Optional<Boolean> after = row(structure, Treatment.DO_DIRECTION).flatMap(CausalTest::correlated);
            groups.computeIfAbsent(pattern(before, after), key -> new ArrayList<>())
                    .add(structure.id());
        }
        return groups.entrySet().stream()
                .map(group -> String.join(", ", group.getValue()) + ": " + group.getKey()
                        + (group.getValue().size() > 1 ? "; conditioning cannot tell these apart" : ""))
                .toList();
    }

    private static String pattern(Optional<Boolean> before, Optional<Boolean> after) {
        return "the ends are " + word(before) + " before conditioning on Z and " + word(after) + " after it";
    }

    private static String word(Optional<Boolean> correlated) {
        return correlated.map(yes -> yes ? "correlated" : "uncorrelated").orElse("undefined");
    }

    /**
     * Whether a do-direction is a do(): the estimates along do-directions beside the slab's, which condition, and the samples under do(Z).
     *
     * @return two sentences with the structures in which it agrees with each
     */
    public List<String> doDirections() {
        return List.of(
                agreement(Treatment.SLAB, "the narrowest slab (conditioning)"),
                agreement(Treatment.INTERVENTION, "the true do(Z)"));
    }

    /**
     * Where the norm of the row J^k says nothing.
     *
     * @return a sentence; empty if the norm varies in all structures
     */
    public Optional<String> rowNorms() {
        List<String> allOrNone = structures().stream()
                .filter(structure -> rows.stream()
                        .filter(row -> row.structure() == structure && row.treatment() == Treatment.ROW_NORM)
                        .allMatch(row -> row.kept() == 0 || row.kept() == 1))
                .map(Structure::id)
                .toList();
        return allOrNone.isEmpty()
                ? Optional.empty()
                : Optional.of("The norm |J^k| keeps all points or none in " + String.join(", ", allOrNone)
                        + ", so that it conditions on nothing there");
    }

    /**
     * All that the numbers say.
     *
     * @return sentences
     */
    public List<String> findings() {
        List<String> findings = new ArrayList<>(patterns());
        findings.addAll(doDirections());
        rowNorms().ifPresent(findings::add);
        return findings;
    }

    private String agreement(Treatment other, String name) {
        Map<Boolean, List<String>> agree = structures().stream()
                .collect(Collectors.partitioningBy(
                        structure -> agrees(row(structure, Treatment.DO_DIRECTION), row(structure, other)),
                        Collectors.mapping(Structure::id, Collectors.toList())));
        return "A do-direction gives what " + name + " gives in " + listed(agree.get(true))
                + ", and another correlation in " + listed(agree.get(false));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** By the limit where it is known, else by whether the 95 % interval leaves 0 out. */
    private static Optional<Boolean> correlated(CausalRow row) {
        return row.limit().isPresent()
                ? Optional.of(Math.abs(row.limit().getAsDouble()) > SAME)
                : row.estimate().map(estimate -> !estimate.covers(0));
    }

    /** By the limits where both are known, else by the estimates. */
    private static boolean agrees(Optional<CausalRow> a, Optional<CausalRow> b) {
        OptionalDouble limit = a.map(CausalRow::limit).orElse(OptionalDouble.empty());
        OptionalDouble other = b.map(CausalRow::limit).orElse(OptionalDouble.empty());
        if (limit.isPresent() && other.isPresent()) {
            return Math.abs(limit.getAsDouble() - other.getAsDouble()) <= SAME;
        }
        Optional<Estimate> first = a.flatMap(CausalRow::estimate);
        Optional<Estimate> second = b.flatMap(CausalRow::estimate);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        double error = Math.hypot(first.get().standardError(), second.get().standardError());
        return Math.abs(first.get().value() - second.get().value()) <= Math.max(SAME, ERRORS * error);
    }
}
