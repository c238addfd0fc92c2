package dualflow.cli;

import dualflow.association.BinaryColumns;
import dualflow.data.Csv;
import dualflow.data.RunRecord;
import dualflow.experiment.AttributeEstimates;
import dualflow.experiment.Table6;
import dualflow.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code reproduce table6}. */
@Command(
        name = "table6",
        mixinStandardHelpOptions = true,
        description = {
            "Table 6: how far two labels of images go together, and given a third.",
            "",
            "Of the labels themselves, by phi and by the tetrachoric coefficient, each with its standard error by the"
                    + " delta method and by drawing the rows anew. Nothing is guessed about how the paper computed its"
                    + " number. With --flow and --classifier also of the classifier's logits, estimated from derivatives,"
                    + " all and where that of the third label hardly changes."
        })
final class Table6Command extends Subcommand {
    private static final int MOST_RESAMPLES = 100_000;

    @Mixin
    private LabelList labels;

    @Mixin
    private EstimateOptions estimateOptions;

    @Option(
            names = "--of",
            split = ",",
            arity = "1",
            paramLabel = "NAME",
            defaultValue = "Pointy_Nose,Rosy_Cheeks",
            description = "The two labels (default: ${DEFAULT-VALUE}).")
    private List<String> pair;

    @Option(
            names = "--given",
            paramLabel = "NAME",
            defaultValue = "Heavy_Makeup",
            description = "The third label (default: ${DEFAULT-VALUE}).")
    private String given;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How often the rows are drawn anew (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of these draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputFolder folder;

    private Table6Command() {}

    @Override
    public Integer call() {
        if (pair.size() != 2 || pair.get(0).equals(pair.get(1)) || pair.contains(given)) {
            throw usage(
                    "--of names two labels and --given a third, not " + String.join(",", pair) + " and " + given + ".");
        }
        if (resamples < 2 || resamples > MOST_RESAMPLES) {
            throw usage(
                    "--resamples is " + resamples + "; a standard error takes 2 to " + MOST_RESAMPLES + " of them.");
        }
        estimateOptions.require(this);
        RunRecord runRecord = new RunRecord(words());
        int first = labels.list().index(pair.get(0));
        int second = labels.list().index(pair.get(1));
        int third = labels.list().index(given);
        folder.requireWritable();
        BinaryColumns columns = labels.columns();
        Table6 table = Finite.require(Table6.compute(columns, first, second, third, resamples, seed), DType.FLOAT64);
        Optional<AttributeEstimates> estimates = estimateOptions.areGiven()
                ? Optional.of(estimateOptions.compute(labels.list(), labels.file(), third, seed, err()))
                : Optional.empty();
        Table6Report report = new Table6Report(
                table,
                pair.get(0),
                pair.get(1),
                given,
                labels.constant(first, second, third),
                estimates.map(e -> EstimatedRow.of(e, first, second, given)).orElse(List.of()));
        report.print(out());
        if (folder.isGiven()) {
            Path csv = folder.file("table6.csv");
            Csv.write(csv, Table6Report.HEADER, report.rows());
            labels.record(runRecord);
            estimateOptions.record(runRecord);
            report.put(runRecord.seed(seed));
            Path json = folder.file("run.json");
            runRecord.write(json);
            out().println("Written: " + csv + ", " + json + ".");
        }
        out().flush();
        return ExitCode.OK;
    }
}
