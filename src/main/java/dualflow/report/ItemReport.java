package dualflow.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a report has of one of the paper's tables and figures.
 *
 * @param item the table or figure
 * @param status whether it was computed
 * @param reason why it was not, a sentence or two; "" where it was
 * @param command that computes it, word by word; empty where there is none
 * @param run how it was computed
 * @param tables what was found, as tables
 * @param figures what was found, as drawings
 * @param printed what the command says of it
 */
public record ItemReport(
        PaperItem item,
        Status status,
        String reason,
        List<String> command,
        Run run,
        List<ReportTable> tables,
        List<ReportFigure> figures,
        String printed) {
    /**
     * How an item was computed.
     *
     * @param seed of its random draws, where it has some
     * @param device where it was computed and why there; "" where the command chooses none
     * @param seconds that it took
     */
    public record Run(OptionalLong seed, String device, double seconds) {
        static final Run NONE = new Run(OptionalLong.empty(), "", 0);

        /** What follows the command in a sentence. */
        String words() {
            return (seed.isPresent() ? ", seed " + seed.getAsLong() : "")
                    + String.format(Locale.ROOT, ", in %.1f s", seconds)
                    + (device.isEmpty() ? "" : ", on " + device); // last, as it says why there
        }
    }

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
        return new ItemReport(item, status, reason, command, Run.NONE, List.of(), List.of(), "");
    }

    /**
     * An item that was computed.
     *
     * @param item the table or figure
     * @param folder where its results are
     * @param command that computed it
     * @param run how it was computed
     * @param printed what the command says of it
     * @return the report
     * @throws dualflow.data.BadFileException if a file of the results is missing or damaged
     */
    public static ItemReport of(PaperItem item, ResultFolder folder, List<String> command, Run run, String printed) {
        List<ReportFigure> figures = item.drawings().stream()
                .flatMap(drawing -> folder.figure(drawing).stream())
                .toList();
        String undrawn = figures.size() < item.drawings().size() ? "This machine cannot draw its figures." : "";
        return new ItemReport(item, Status.DONE, undrawn, command, run, PaperTables.of(item, folder), figures, printed);
    }
}
