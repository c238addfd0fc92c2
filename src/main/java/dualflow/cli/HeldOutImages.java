package dualflow.cli;

import dualflow.data.Safetensors;
import dualflow.train.Dequantisation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select images to find the likelihood of, as a mixin. */
final class HeldOutImages {
    private static final int USUAL = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description =
                    "Images in place of points: an IDX file, plain or .gz, or a folder of PNG, JPEG or BMP files.")
    private Path images;

    @Option(names = "--labels", paramLabel = "FILE", description = "Their labels, an IDX file.")
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
            description = "Resize the images of a folder to S pixels and cut the square in the middle out.")
    private Integer size;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many images, the first ones (default: 100, or all).")
    private Integer count;

    /** Whether images are named. */
    boolean areGiven() {
        return images != null;
    }

    /** Refuses options that do not fit together. */
    void require() {
        if (images == null && (labels != null || digits != null || size != null || count != null)) {
            throw usage("--labels, --digit, --size and --count are of --images.");
        }
        if (digits != null && labels == null) {
            throw usage("--digit chooses by labels: name their file by --labels.");
        }
        if (count != null && count < 1) {
            throw usage("--count is at least 1, not " + count + ".");
        }
    }

    /** The images. */
    ChosenImages readFor(TrainedModel model) {
        ChosenImages chosen =
                ChosenImages.read(images, labels, digits, model.architecture().channels(), size);
        model.requireChannels(chosen.images(), images);
        return chosen;
    }

    /** How many of these images. */
    int count(ChosenImages chosen) {
        int there = chosen.images().count();
        if (count != null && count > there) {
            throw usage("--count is " + count + ", and " + there + " images of " + images + " are chosen.");
        }
        return count == null ? Math.min(USUAL, there) : count;
    }

    /** What a network's images hold, as the file of its weights says. */
    static Dequantisation dequantisation(TrainedModel model) {
        try (Safetensors file = Safetensors.open(model.file())) {
            boolean dequantised =
                    Dequantisation.INTERVALS.toString().equals(file.metadata().get(TrainImagesCommand.PIXELS));
            return dequantised ? Dequantisation.INTERVALS : Dequantisation.AROUND_BRIGHTNESSES;
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
