package dualflow.cli;

import dualflow.experiment.Table5;
import dualflow.report.ItemReport;
import dualflow.report.ItemReport.Status;
import dualflow.report.PaperItem;
import dualflow.report.ResultFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The paper's tables and figures of a report: each is what the command {@code reproduce} writes into a folder. */
final class ReportItems {
    private final ReportData data;
    private final Path checkpoint;
    private final List<String> device;
    private final Path work;
    private final PrintWriter err;
    private Path trained; // where Table 5 has left its network
    private int worst = ExitCode.OK;

    /**
     * Nothing yet.
     *
     * @param data what there is of data
     * @param checkpoint a trained network for the digits; null to train one
     * @param device the options that choose the device
     * @param work a folder for the results
     * @param err receives the progress
     */
    ReportItems(ReportData data, Path checkpoint, List<String> device, Path work, PrintWriter err) {
        this.data = data;
        this.checkpoint = checkpoint;
        this.device = device;
        this.work = work;
        this.err = err;
    }

    /** The greatest exit code of the commands that were run. */
    int worst() {
        return worst;
    }

    /**
     * Computes what can be computed.
     *
     * @param isWanted which items are asked for
     * @return all items
     */
    List<ItemReport> compute(Predicate<PaperItem> isWanted) {
        List<ItemReport> reports = new ArrayList<>();
        for (PaperItem item : PaperItem.values()) {
            reports.add(compute(item, isWanted.test(item)));
        }
        return reports;
    }

    private ItemReport compute(PaperItem item, boolean isWanted) {
        if (item.source() == PaperItem.Source.NO_RESULT) {
            return ItemReport.without(item, Status.NO_RESULT, item.remark(), List.of());
        }
        List<String> command = command(item, Path.of("DIR"));
        if (!isWanted) {
            return ItemReport.without(item, Status.SKIPPED, "It was not asked for: --only names others.", command);
        }
        if (!hasData(item)) {
            return ItemReport.without(
                    item,
                    Status.SKIPPED,
                    "It needs data: name a folder with " + item.source().data() + " by --data.",
                    command);
        }
        err.println(item.label() + ": " + item.subject());
        err.flush();
        Path folder = work.resolve(item.word());
        StringWriter out = new StringWriter();
        StringWriter said = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(new Tee(err, said), true));
        long start = System.nanoTime();
        List<String> words = command(item, folder);
        int exitCode = commandLine.execute(words.subList(1, words.size()).toArray(String[]::new));
        double seconds = (System.nanoTime() - start) / 1e9;
        worst = Math.max(worst, exitCode);
        if (exitCode != ExitCode.OK) {
            String why = said.toString().lines().reduce("", (before, line) -> line);
            return ItemReport.without(item, Status.FAILED, why + " (Exit code " + exitCode + ".)", command);
        }
        if (item == PaperItem.TABLE_5) {
            trained = folder;
        }
        ItemReport.Run run = new ItemReport.Run(seed(commandLine, item), device(said), seconds);
        try {
            return ItemReport.of(item, new ResultFolder(folder), command, run, printed(out));
        } catch (RuntimeException e) { // one item's fault does not take the others with it
            Failure failure = Failure.of(e);
            worst = Math.max(worst, failure.exitCode());
            return ItemReport.without(item, Status.FAILED, failure.message(), command);
        }
    }

    private boolean hasData(PaperItem item) {
        return switch (item.source()) {
            case DIGITS -> data.hasDigits();
            case LABELS -> data.attributes().isPresent();
            default -> true;
        };
    }

    /** The command that computes an item; where data are missing, under the names that they usually have. */
    private List<String> command(PaperItem item, Path folder) {
        List<String> words = new ArrayList<>(List.of("tools/dualflow", "reproduce", item.word()));
        if (item.source() == PaperItem.Source.LABELS) {
            words.addAll(List.of("--attributes", file(data.attributes().orElse(Path.of("list_attr_celeba.txt")))));
        } else {
            words.addAll(device);
        }
        if (item.source() == PaperItem.Source.DIGITS) {
            words.addAll(List.of("--images", file(data.images().orElse(Path.of("t10k-images-idx3-ubyte.gz")))));
            words.addAll(List.of("--labels", file(data.digits().orElse(Path.of("t10k-labels-idx1-ubyte.gz")))));
            words.addAll(List.of("--samples", Integer.toString(Table5.PAPER_SAMPLES)));
            if (checkpoint != null) {
                words.addAll(List.of("--checkpoint", file(checkpoint)));
            } else if (item == PaperItem.FIGURE_3 && trained != null) {
                boolean shown = !folder.startsWith(work);
                words.addAll(List.of("--checkpoint", file(shown ? Path.of("DIR-OF-TABLE5") : trained)));
            }
        }
        if (item.isDrawn()) {
            words.addAll(List.of("--format", "svg,png")); // of which the report takes the one that suits it
        }
        words.addAll(List.of("--out", file(folder)));
        return words;
    }

    private static String file(Path path) {
        return path.toString();
    }

    /** The seed that the command used, which its options know. */
    private static OptionalLong seed(CommandLine commandLine, PaperItem item) {
        CommandLine used =
                commandLine.getSubcommands().get("reproduce").getSubcommands().get(item.word());
        OptionSpec option = used.getCommandSpec().findOption("--seed");
        return option != null && option.getValue() instanceof Long seed ? OptionalLong.of(seed) : OptionalLong.empty();
    }

    /** The device that the command says it has chosen, and why; "" where it chooses none. */
    private static String device(StringWriter said) {
        return said.toString()
                .lines()
                .filter(line -> line.startsWith("device "))
                .map(line -> line.substring("device ".length()))
                .findFirst()
                .orElse("");
    }

    /** What the command says, without the names of files that are on their way. */
    private static String printed(StringWriter out) {
        return out.toString()
                .lines()
                .filter(line -> !line.startsWith("Written: "))
                .collect(Collectors.joining("\n"));
    }
}
