package dualflow.report;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a report has of one of the paper's tables and figures.
 *
 * @param item the table or figure
 * @param status whether it was computed
 * @param reason why it was not, a sentence or two; "" where it was
 * @param command that computes it, word by word; empty where there is none
 * @param seed of its random draws, where it has some
 * @param seconds that it took
 * @param tables what was found, as tables
 * @param figures what was found, as drawings
 * @param printed what the command says of it
 */
public record ItemReport(
        PaperItem item,
        Status status,
        String reason,
        List<String> command,
        OptionalLong seed,
        double seconds,
        List<ReportTable> tables,
        List<ReportFigure> figures,
        String printed) {
    /** Whether a table or figure was computed. */
    public enum Status {
        /** It was. */
        DONE("done"),
        /** It was not, as data are missing or it was not asked for. */
        SKIPPED("skipped"),
        /** It was tried, and failed. */
        FAILED("failed"),
        /** There is no result that could be computed. */
        NO_RESULT("no result");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * An item that was not computed.
     *
     * @param item the table or figure
     * @param status why not
     * @param reason why not, in a sentence or two
     * @param command that computes it; empty where there is none
     * @return the report
     */
    public static ItemReport without(PaperItem item, Status status, String reason, List<String> command) {
        return new ItemReport(item, status, reason, command, OptionalLong.empty(), 0, List.of(), List.of(), "");
    }

    /**
     * An item that was computed.
     *
     * @param item the table or figure
     * @param folder where its results are
     * @param command that computed it
     * @param seed of its random draws, where it has some
     * @param seconds that it took
     * @param printed what the command says of it
     * @return the report
     * @throws dualflow.data.BadFileException if a file of the results is missing or damaged
     */
    public static ItemReport of(
            PaperItem item,
            ResultFolder folder,
            List<String> command,
            OptionalLong seed,
            double seconds,
            String printed) {
        List<ReportFigure> figures = item.drawings().stream()
                .flatMap(drawing -> folder.figure(drawing).stream())
                .toList();
        String undrawn = figures.size() < item.drawings().size() ? "This machine cannot draw text, so figures are left out." : "";
        return new ItemReport(
                item,
                Status.DONE,
                undrawn,
                command,
                seed,
                seconds,
                PaperTables.of(item, folder),
                figures,
                printed);
    }
}
