package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Images;
import dualflow.data.LabelledImages;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the command correlate that select images and pixels, as a mixin. */
final class ImageOptions {
    /** The limit on d: the covariance of d pixels has d^2 elements, and its eigenvectors cost d^3 operations. */
    private static final int MOST_PIXELS = 4096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "PATH",
            description =
                    "Images: an IDX file, plain or .gz; for a learned flow also a folder of PNG, JPEG or BMP files.")
    private Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Their labels, an IDX file; not needed for a learned flow.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are taken (default: all).")
    private List<Integer> digits;

    @Option(
            names = "--size",
            paramLabel = "S",
            description =
                    "Resize the images of a folder to S pixels and cut the square in the middle out, as the paper does"
                            + " (default: all are of one size already).")
    private Integer size;

    @Option(
            names = "--pixels",
            required = true,
            split = ",",
            paramLabel = "ROW:COLUMN",
            converter = Pixel.Converter.class,
            description =
                    "Two or more pixels, counted from 0 at the top left; each pair is correlated. In colour images"
                            + " ROW:COLUMN:CHANNEL.")
    private List<Pixel> pixels;

    /** Rejects fewer than two distinct pixels. */
    void requirePixels() {
        if (new LinkedHashSet<>(pixels).size() != pixels.size() || pixels.size() < 2) {
            throw usage("A correlation needs two or more different --pixels, such as 8:14,8:15.");
        }
    }

    /** One of the pixels, by index. */
    Pixel pixel(int i) {
        return pixels.get(i);
    }

    /** The indices of the pixels in an image. */
    int[] indices(Images all) {
        for (Pixel pixel : pixels) {
            if (!pixel.isIn(all)) {
                throw usage("There is no pixel " + pixel + ": rows go from 0 to " + (all.height() - 1)
                        + " and columns to " + (all.width() - 1)
                        + (all.channels() == 1
                                ? "."
                                : ", and a third number says which channel, 0 to " + (all.channels() - 1) + "."));
            }
        }
        return pixels.stream().mapToInt(pixel -> pixel.index(all)).toArray();
    }

    /** The images to which a learned flow is compared. */
    ChosenImages readFor(TrainedModel trained) {
        if (digits != null && labels == null) {
            throw usage("--digit chooses by labels: name their file by --labels.");
        }
        ChosenImages chosen =
                ChosenImages.read(images, labels, digits, trained.architecture().channels(), size);
        trained.requireChannels(chosen.images(), images);
        requireTwo(chosen);
        return chosen;
    }

    /** The images to which a model is fitted. */
    ChosenImages readLabelled(FlowKind kind) {
        if (labels == null) {
            throw usage("Missing required option: '--labels=FILE'; only a learned flow needs none.");
        }
        ChosenImages chosen = ChosenImages.of(images, labels, digits);
        int d = chosen.images().shape().size();
        if (d > MOST_PIXELS) {
            throw new BadFileException(
                    "The images of " + images + " have " + d + " pixels, and the flow's covariance is"
                            + " computed for at most " + MOST_PIXELS + ": take smaller images.");
        }
        requireTwo(chosen);
        if (kind == FlowKind.MIXTURE) {
            LabelledImages labelled = chosen.labelled().orElseThrow();
            labelled.countByLabel().forEach((label, count) -> {
                if (count < 2 || labelled.withLabels(label).images().areEqual()) {
                    throw new BadFileException("The images of " + images + " labelled " + label
                            + " do not differ: a component of the mixture needs two different images.");
                }
            });
        }
        return chosen;
    }

    private void requireTwo(ChosenImages chosen) {
        if (chosen.images().count() < 2) {
            throw new BadFileException("Only one image of " + images + " is chosen: a covariance needs two or more.");
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
