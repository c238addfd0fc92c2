package dualflow.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was found out about the paper: claims, tables and figures, and the record of the run.
 *
 * @param claims in the order of their sources
 * @param leftOut what was not checked and why, in sentences; "" where all was
 * @param items the paper's tables and figures, all of them
 * @param record the values of the run's record by their keys
 */
public record Report(List<ReportedClaim> claims, String leftOut, List<ItemReport> items, Map<String, Object> record) {
    /** The key of the record under which the tables and figures are. */
    public static final String ITEMS = "items";

    /** What a report is called. */
    static final String TITLE = "Causality–Δ, checked and recomputed";

    /** What a report is of, and what it is for. */
    static final String ABOUT =
            "Claims, tables and figures of “Causality–Δ: Jacobian-Based Dependency Analysis in Flow Matching Models” (arXiv"
                    + " 2602.02793v1), of its published code and of the documents that it rests on. Claims are checked against exact derivatives,"
                    + " and each verdict follows from the error that was measured in this run.";

    /** How many claims have which verdict, in the order in which verdicts first occur. */
    Map<String, Long> verdicts() {
        return claims.stream()
                .collect(Collectors.groupingBy(ReportedClaim::verdict, LinkedHashMap::new, Collectors.counting()));
    }

    /** The claims by the documents that they are from. */
    Map<String, List<ReportedClaim>> byOrigin() {
        return claims.stream()
                .collect(Collectors.groupingBy(ReportedClaim::origin, LinkedHashMap::new, Collectors.toList()));
    }

    /** The claims that are about one of the paper's tables and figures. */
    List<ReportedClaim> concerning(PaperItem item) {
        return claims.stream().filter(item::concerns).toList();
    }

    /** How many of the items have a status. */
    long count(ItemReport.Status status) {
        return items.stream().filter(item -> item.status() == status).count();
    }

    /**
     * What was found, in a sentence or two.
     *
     * @return how many claims have which verdict, and how many items were computed
     */
    public String summary() {
        String verdicts = verdicts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().replaceFirst("^(hold|fail)s$", "$1"))
                .collect(Collectors.joining(", "));
        return (claims.isEmpty()
                        ? "No claims were checked."
                        : claims.size() + (claims.size() == 1 ? " claim: " : " claims: ") + verdicts + ".")
                + " Tables and figures of the paper: " + count(ItemReport.Status.DONE) + " done, "
                + count(ItemReport.Status.SKIPPED) + " skipped, " + count(ItemReport.Status.FAILED) + " failed, "
                + count(ItemReport.Status.NO_RESULT) + " without a result to compute.";
    }

    /** The words of a command as they are typed. */
    static String typed(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w./:,=~+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
