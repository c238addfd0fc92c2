package dualflow.cli;

import dualflow.data.Csv;
import dualflow.data.Quoted;
import dualflow.data.RunRecord;
import dualflow.experiment.Figure5;
import dualflow.picture.HeatMaps;
import dualflow.tensor.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure5}. */
@Command(
        name = "figure5",
        mixinStandardHelpOptions = true,
        description = {
            "Figure 5: the correlations of all labels of images with each other.",
            "",
            "Of the labels themselves, by phi and by the tetrachoric coefficient, and the partial ones given one"
                    + " label; with --flow and --classifier also of the classifier's logits, estimated from derivatives,"
                    + " all and where that of the given label hardly changes. With --out each matrix is written as CSV,"
                    + " and all as heat maps in figure5.png."
        })
final class Figure5Command extends Subcommand {
    /** How many of the strongest pairs are printed. */
    private static final int STRONGEST = 10;

    @Mixin
    private LabelList labels;

    @Mixin
    private EstimateOptions estimateOptions;

    @Option(
            names = "--given",
            paramLabel = "NAME",
            defaultValue = "Heavy_Makeup",
            description = "The label given in the partial correlations (default: ${DEFAULT-VALUE}).")
    private String given;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of estimates (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PictureFolder folder;

    private record Pair(int a, int b, double value) {}

    private Figure5Command() {}

    @Override
    public Integer call() {
        estimateOptions.require(this);
        RunRecord runRecord = new RunRecord(words());
        int third = labels.list().index(given);
        folder.requireWritable();
        Figure5 ofLabels = Figure5.compute(labels.list().names(), labels.columns(), third);
        Figure5 figure = Finite.require(
                estimateOptions.areGiven()
                        ? ofLabels.with(
                                estimateOptions.compute(labels.list(), labels.file(), third, seed, err()), given)
                        : ofLabels,
                DType.FLOAT64);
        print(figure);
        if (folder.isGiven()) {
            out().println("Written: " + String.join(", ", write(figure, runRecord)) + ".");
        }
        out().flush();
        return ExitCode.OK;
    }

    private void print(Figure5 figure) {
        List<String> names = figure.names();
        out().printf(
                        Locale.ROOT,
                        "Figure 5: correlations of %d labels of %d images%n%n",
                        names.size(),
                        labels.columns().rows());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("largest phi in size", ""));
        figure.matrices().forEach(matrix -> header.add(Quoted.plain(matrix.title())));
        rows.add(header);
        for (Pair pair : strongest(figure)) {
            List<String> row =
                    new ArrayList<>(List.of(Quoted.plain(names.get(pair.a())), Quoted.plain(names.get(pair.b()))));
            figure.matrices().forEach(matrix -> row.add(decimals(matrix.at(pair.a(), pair.b()))));
            rows.add(row);
        }
        Table.print(out(), rows);
        out().println();
        Map<String, String> constant =
                labels.constant(IntStream.range(0, names.size()).toArray());
        constant.forEach((name, value) -> out().printf(
                        Locale.ROOT,
                        "The label %s is %s in every image, so that its correlations are undefined.%n",
                        Quoted.plain(name),
                        value));
        out().println("Tetrachoric coefficients of 1 and -1 are limits: of the two ways to differ, or to agree, none"
                + " occurs.");
    }

    private static List<Pair> strongest(Figure5 figure) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < figure.names().size(); a++) {
            for (int b = 0; b < a; b++) {
                OptionalDouble phi = figure.matrices().get(0).at(a, b);
                if (phi.isPresent()) {
                    pairs.add(new Pair(b, a, phi.getAsDouble()));
                }
            }
        }
        return pairs.stream()
                .sorted((p, q) -> Double.compare(Math.abs(q.value()), Math.abs(p.value())))
                .limit(STRONGEST)
                .toList();
    }

    private static String decimals(OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%.4f", number.getAsDouble()) : "undefined";
    }

    private List<String> write(Figure5 figure, RunRecord runRecord) {
        List<String> written = new ArrayList<>();
        for (Figure5.Matrix matrix : figure.matrices()) {
            Path csv = folder.file("figure5_" + matrix.name() + ".csv");
            Csv.write(csv, header(figure), rows(figure, matrix));
            written.add(csv.toString());
        }
        written.addAll(folder.draw("figure5", () -> HeatMaps.draw("Figure 5: correlations of labels", figure), err()));
        labels.record(runRecord);
        estimateOptions.record(runRecord);
        runRecord.seed(seed).put("given", given);
        Path json = folder.file("run.json");
        runRecord.write(json);
        written.add(json.toString());
        return written;
    }

    private static List<String> header(Figure5 figure) {
        List<String> header = new ArrayList<>(List.of("label"));
        header.addAll(figure.names());
        return header;
    }

    private static List<List<Object>> rows(Figure5 figure, Figure5.Matrix matrix) {
        List<List<Object>> rows = new ArrayList<>();
        for (int a = 0; a < matrix.rows().size(); a++) {
            List<Object> row = new ArrayList<>(List.of(figure.names().get(a)));
            for (OptionalDouble value : matrix.rows().get(a)) {
                row.add(value.isPresent() ? value.getAsDouble() : null);
            }
            rows.add(row);
        }
        return rows;
    }
}
