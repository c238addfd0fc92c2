package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.Idx;
import dualflow.data.IdxImages;
import dualflow.digits.MeasureSummary;
import dualflow.digits.Morphometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scm measure}: the morphometry of digits as a table. */
@Command(
        name = "measure",
        mixinStandardHelpOptions = true,
        description = {
            "The measures of digits that Morpho-MNIST defines: a line for each image, in the order of the file.",
            "",
            "Area in square pixels; length of the strokes, their thickness, width and height in pixels; slant in radians, positive to the"
                    + " right; intensity from 0 to 255. An image without ink has no measures: its cells are empty."
        })
final class ScmMeasureCommand extends Subcommand {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description = "The images, an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file for the measures, CSV.")
    private Path out;

    private ScmMeasureCommand() {}

    @Override
    public Integer call() {
        AtomicFile.requireWritable(out);
        IdxImages read = Idx.readImages(images);
        List<Optional<Morphometry>> measured;
        try (RunProgress progress = new RunProgress(err(), "images", read.count())) {
            measured = Morphometry.ofAll(read, progress::at);
        } catch (IllegalArgumentException e) {
            throw new BadFileException("The images of " + images + " cannot be measured. " + e.getMessage(), e);
        }
        Csv.write(
                out,
                Morphometry.NAMES,
                measured.stream().map(ScmMeasureCommand::cells).toList());
        print(measured);
        return ExitCode.OK;
    }

    private static List<Double> cells(Optional<Morphometry> measures) {
        return measures.map(m -> Arrays.stream(m.values()).boxed().toList())
                .orElse(Collections.nCopies(Morphometry.NAMES.size(), null));
    }

    private void print(List<Optional<Morphometry>> measured) {
        List<double[]> values = measured.stream()
                .flatMap(Optional::stream)
                .map(Morphometry::values)
                .toList();
        if (!values.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("", "mean", "deviation", "least", "most"));
            for (int k = 0; k < Morphometry.NAMES.size(); k++) {
                int column = k;
                MeasureSummary spread = MeasureSummary.of(
                        values.stream().mapToDouble(v -> v[column]).toArray());
                rows.add(List.of(
                        Morphometry.NAMES.get(k),
                        number(spread.mean()),
                        number(spread.deviation()),
                        number(spread.least()),
                        number(spread.most())));
            }
            Table.print(out(), rows);
        }
        if (values.size() < measured.size()) {
            int first = IntStream.range(0, measured.size())
                    .filter(i -> measured.get(i).isEmpty())
                    .findFirst()
                    .orElseThrow();
            out().printf(
                            Locale.ROOT,
                            "%d of %d images have no ink, image %d first: their measures are undefined, their cells empty%n",
                            measured.size() - values.size(),
                            measured.size(),
                            first);
        }
        out().println("Written: " + out + ".");
        out().flush();
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }
}
