package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Idx;
import dualflow.data.IdxImages;
import dualflow.data.NumericTable;
import dualflow.data.Quoted;
import dualflow.data.Sha256;
import dualflow.evaluation.RegressionFit;
import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.LearningRate.Course;
import dualflow.train.StandardScores;
import dualflow.train.TrainingSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train regressor}. */
@Command(
        name = "regressor",
        mixinStandardHelpOptions = true,
        description = {
            "A small convolutional network that measures numeric attributes of images, such as thickness and slant of digits.",
            "",
            "Its outputs are in the attributes' units: their means and deviations stand in the file of its weights. The last images are held"
                    + " out of the training; how much of each attribute's variance the network explains there is printed at the end.",
            "",
            "AdamW, learning rate 2e-3 down to 0 by a cosine, 3000 steps of 64 images; the seed is 42069."
        })
final class TrainRegressorCommand extends TrainingCommand {
    private static final int HELD_OUT_SHARE = 10;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description = "Images, an IDX file, plain or .gz.")
    private Path images;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description =
                    "Their attributes, comma-separated values: the names of the columns on the first line, then a row for each image in order.")
    private Path labels;

    @Option(
            names = "--targets",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "The columns to learn, between commas.")
    private List<String> targets;

    @Option(
            names = "--held-out",
            paramLabel = "N",
            description = "How many images at the end are not trained on (default: a tenth of them).")
    private Integer heldOut;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "16",
            description = "Channels of the network's first convolution (default: ${DEFAULT-VALUE}).")
    private int baseChannels;

    private RegressorData data;

    private TrainRegressorCommand() {}

    @Override
    TrainingSettings published() {
        return usual(3000, 64, 42069);
    }

    /** The settings where no option says otherwise. */
    static TrainingSettings usual(long steps, int batch, long seed) {
        return new TrainingSettings(
                Adam.adamW(),
                new LearningRate(Course.COSINE, 2e-3, 0),
                Optional.empty(),
                Optional.empty(),
                steps,
                batch,
                DType.FLOAT32,
                seed);
    }

    @Override
    Task task(TrainingSettings settings) {
        requireNames();
        IdxImages pictures = Idx.readImages(images);
        NumericTable table = NumericTable.read(labels, targets);
        if (table.rows() != pictures.count()) {
            throw new BadFileException("The file " + labels + " has " + table.rows() + " rows, and " + images
                    + " holds " + pictures.count() + " images: it has a row for each image.");
        }
        data = new RegressorData(pictures, table.values(), targets, heldOut(pictures.count()));
        requireVaried(data.scores());
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("images", Sha256.of(images));
        origin.put("labels", Sha256.of(labels));
        return data.task(baseChannels, settings, origin, List.of(images, labels));
    }

    private void requireNames() {
        if (targets.stream().distinct().count() < targets.size()) {
            throw usage("--targets names a column twice: " + String.join(",", targets) + ".");
        }
    }

    private int heldOut(int all) {
        if (heldOut != null && (heldOut < 2 || heldOut >= all)) {
            throw usage("--held-out is " + heldOut + "; of " + all + " images 2 to " + (all - 1) + " can be held out.");
        }
        return heldOut == null ? Math.max(2, all / HELD_OUT_SHARE) : heldOut;
    }

    private void requireVaried(StandardScores scores) {
        for (int i = 0; i < targets.size(); i++) {
            if (scores.deviation().get(i) == 0) {
                throw new BadFileException("The column " + Quoted.of(targets.get(i)) + " of " + labels
                        + " never varies in the images to train on: leave it out of --targets.");
            }
        }
    }

    @Override
    List<String> judge(Finished run) {
        DType dtype = run.trainer().plan().settings().dtype();
        List<RegressionFit> fits =
                Finite.require(data.fits(baseChannels, run.trainer().state().model(), run.device(), dtype), dtype);
        print(fits, data.heldOut(), out());
        for (RegressionFit fit : fits) {
            fit.rSquared().ifPresent(r -> run.record().put("R^2 of " + fit.name(), r));
        }
        return List.of();
    }

    /** Prints how well attributes are measured. */
    static void print(List<RegressionFit> fits, int heldOut, PrintWriter text) {
        text.println("on " + heldOut + " images held out:");
        Table.print(
                text,
                fits.stream()
                        .map(fit -> List.of(
                                fit.name(),
                                fit.rSquared().isPresent()
                                        ? String.format(
                                                Locale.ROOT,
                                                "R^2 %.4f",
                                                fit.rSquared().getAsDouble())
                                        : "R^2 undefined, as it never varies there",
                                String.format(Locale.ROOT, "root mean squared error %.4g", fit.rootMeanSquaredError())))
                        .toList());
    }
}
