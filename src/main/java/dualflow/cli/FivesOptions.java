package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Images;
import dualflow.experiment.Table5;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose the images of Table 5 and Figure 3, as a mixin. */
final class FivesOptions {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "PATH",
            description = "MNIST's images, an IDX file, plain or .gz; or other images, also a folder of them.")
    private Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Their labels, an IDX file. Without it all are taken.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            defaultValue = "5",
            description = "The labels whose images are taken, where there are labels (default: ${DEFAULT-VALUE}).")
    private List<Integer> digits;

    /** The file or folder of the images. */
    Path images() {
        return images;
    }

    /**
     * Reads the images.
     *
     * @throws BadFileException if they lack the paper's two pixels
     */
    ChosenImages read() {
        ChosenImages chosen = ChosenImages.read(images, labels, digits, 1, null);
        Images all = chosen.images();
        if (all.height() <= Table5.ROW || all.width() <= Table5.COLUMN + 1) {
            throw new BadFileException("The images of " + images + " have " + all.height() + " x " + all.width()
                    + " pixels, and Table 5 is of those in row " + Table5.ROW + ", columns " + Table5.COLUMN + " and "
                    + (Table5.COLUMN + 1) + ": take larger images, or the command correlate for other pixels.");
        }
        return chosen;
    }
}
