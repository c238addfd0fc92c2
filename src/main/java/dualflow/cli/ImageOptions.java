package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Images;
import dualflow.data.LabelledImages;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ImageChoice choice;

    @Option(
            names = "--pixels",
            split = ",",
            paramLabel = "ROW:COLUMN",
            converter = Pixel.Converter.class,
            description =
                    "Two or more pixels, counted from 0 at the top left; each pair is correlated. In colour images"
                            + " ROW:COLUMN:CHANNEL.")
    private List<Pixel> pixels;

    @Option(
            names = "--region",
            paramLabel = "ROW:COLUMN,HxW",
            converter = Region.Converter.class,
            description =
                    "In place of --pixels all pixels of a region of H rows and W columns, up to 1024, with its top left"
                            + " pixel here: their matrices of correlations.")
    private Region region;

    /** Rejects fewer than two distinct pixels. */
    void requirePixels() {
        if ((pixels == null) == (region == null)) {
            throw usage(
                    region == null
                            ? "Name --pixels, such as 8:14,8:15, or a --region, such as 8:14,5x5."
                            : "--region names all pixels of a region: leave --pixels out.");
        }
        if (region != null) {
            pixels = region.pixels();
        }
        if (new LinkedHashSet<>(pixels).size() != pixels.size() || pixels.size() < 2) {
            throw usage("A correlation needs two or more different --pixels, such as 8:14,8:15.");
        }
    }

    /** The region, where one is named. */
    Optional<Region> region() {
        return Optional.ofNullable(region);
    }

    /** One of the pixels, by index. */
    Pixel pixel(int i) {
        return pixels.get(i);
    }

    /** The indices of the pixels in an image. */
    int[] indices(Images all) {
        if (region != null && !region.isIn(all)) {
            throw usage("The region " + region + " is not within the images: " + bounds(all));
        }
        for (Pixel pixel : pixels) {
            if (!pixel.isIn(all)) {
                throw usage("There is no pixel " + pixel + ": " + bounds(all));
            }
        }
        return pixels.stream().mapToInt(pixel -> pixel.index(all)).toArray();
    }

    private static String bounds(Images all) {
        return "rows go from 0 to " + (all.height() - 1) + " and columns to " + (all.width() - 1)
                + (all.channels() == 1
                        ? "."
                        : ", and a third number says which channel, 0 to " + (all.channels() - 1) + ".");
    }

    /** The images to which a learned flow is compared. */
    ChosenImages readFor(TrainedModel trained) {
        choice.require();
        ChosenImages chosen = choice.readFor(trained, images);
        requireTwo(chosen);
        return chosen;
    }

    /** The images to which a model is fitted. */
    ChosenImages readLabelled(FlowKind kind) {
        ChosenImages chosen = choice.readLabelled(images)
                .orElseThrow(() -> usage("Missing required option: '--labels=FILE'; only a learned flow needs none."));
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
