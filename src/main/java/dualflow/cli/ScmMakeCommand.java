package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.Idx;
import dualflow.data.Json;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import dualflow.digits.DigitSample;
import dualflow.digits.DigitScm;
import dualflow.digits.DigitStructure;
import dualflow.digits.DigitVariable;
import dualflow.digits.MeasureSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code scm make}: images of a structural causal model of digits. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        description = {
            "Digits whose thickness, intensity and slant have a known causal graph, shaped from real ones.",
            "",
            "thickness-intensity is Morpho-SCM as published: thickness causes intensity. Of the others, thickness is T, intensity I and slant S:"
                    + " fork I <- T -> S, chain T -> I -> S, collider T -> I <- S, independent; each arrow has the weight 0.6"
                    + " in standard scores. Image i depends on the seed and on i alone, so that the same command with --do"
                    + " makes of image i what the intervention makes of it.",
            "",
            "Written are images-idx3-ubyte.gz, labels.csv (of each image the digit it was shaped from, its label, and each variable as assigned, as"
                    + " measured, and as standard score z), graph.json and run.json."
        })
final class ScmMakeCommand extends Subcommand {
    private static final int MOST = 1_000_000;

    @Parameters(paramLabel = "STRUCTURE", description = "thickness-intensity, fork, chain, collider or independent.")
    private DigitStructure structure;

    @Option(names = "--invert", description = "Of thickness-intensity: thick digits are dark, in place of bright.")
    private boolean invert;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description = "The digits that are shaped, an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose digits are taken (default: all).")
    private List<Integer> digits;

    @Option(
            names = "--n",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many images (default: ${DEFAULT-VALUE}).")
    private int n;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--do",
            split = ",",
            paramLabel = "NAME=VALUE",
            description =
                    "Set a variable from outside, whatever causes it: thickness in pixels, intensity between 64 and 255,"
                            + " slant in radians. Several have commas between them, or are given one by one.")
    private List<String> interventions = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for the files, made where it is missing.")
    private Path out;

    private ScmMakeCommand() {}

    @Override
    public Integer call() {
        if (n < 1 || n > MOST) {
            throw usage("--n is " + n + "; 1 to " + MOST + " images can be made.");
        }
        if (invert) {
            if (structure != DigitStructure.THICKNESS_INTENSITY) {
                throw usage("--invert is of thickness-intensity; " + structure + " has nothing to invert.");
            }
            structure = DigitStructure.THICKNESS_INTENSITY_INVERTED;
        }
        Map<DigitVariable, Double> set = interventions();
        OutputFolder folder = new OutputFolder(out);
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        ChosenImages chosen = ChosenImages.of(images, labels, digits);
        DigitSample sample = make(scm(chosen.labelled().orElseThrow()), set);
        Idx.writeImages(folder.file("images-idx3-ubyte.gz"), sample.images());
        Csv.write(folder.file("labels.csv"), sample.columns(), sample.rows());
        Json.write(folder.file("graph.json"), sample.structure().graph());
        sample.figures().forEach(record.seed(seed).put("n", n)::put);
        chosen.write(record);
        record.write(folder.file("run.json"));
        print(sample, folder);
        return ExitCode.OK;
    }

    private Map<DigitVariable, Double> interventions() {
        Map<DigitVariable, Double> set = new EnumMap<>(DigitVariable.class);
        for (String intervention : interventions) {
            String[] parts = intervention.split("=", -1);
            double value = parts.length == 2 ? Decimals.read(parts[1]) : Double.NaN;
            if (Double.isNaN(value)) {
                throw usage("--do has '" + intervention + "' where a variable and a number are expected, such as"
                        + " thickness=3.");
            }
            try {
                DigitVariable variable = DigitVariable.named(parts[0].strip());
                structure.score(variable, value);
                if (set.put(variable, value) != null) {
                    throw usage("--do gives " + variable + " twice; give it once.");
                }
            } catch (IllegalArgumentException e) {
                throw usage(e);
            }
        }
        return set;
    }

    private DigitScm scm(LabelledImages chosen) {
        try {
            return new DigitScm(structure, chosen, seed);
        } catch (IllegalArgumentException e) {
            throw new BadFileException("The images of " + images + " cannot be shaped. " + e.getMessage(), e);
        }
    }

    private DigitSample make(DigitScm scm, Map<DigitVariable, Double> set) {
        try (RunProgress progress = new RunProgress(err(), "images", n)) {
            return scm.sample(n, set, progress::at);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private void print(DigitSample sample, OutputFolder folder) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "mean", "deviation", "measured minus assigned", "deviation"));
        for (DigitVariable variable : structure.variables()) {
            MeasureSummary assigned = sample.assigned(variable);
            MeasureSummary difference = sample.difference(variable);
            rows.add(List.of(
                    variable.toString(),
                    number(assigned.mean()),
                    number(assigned.deviation()),
                    number(difference.mean()),
                    number(difference.deviation())));
        }
        Table.print(out(), rows);
        out().println(sample.vanished() + " digits vanished and were drawn again");
        out().println("Written: " + folder.file("images-idx3-ubyte.gz") + ", labels.csv, graph.json, run.json.");
        out().flush();
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.3f", x);
    }
}
