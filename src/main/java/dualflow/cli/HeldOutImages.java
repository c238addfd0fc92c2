package dualflow.cli;

import dualflow.data.Safetensors;
import dualflow.train.Dequantisation;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ImageChoice choice;

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
        if (images == null && (choice.isGiven() || count != null)) {
            throw usage("--labels, --digit, --size and --count are of --images.");
        }
        choice.require();
        if (count != null && count < 1) {
            throw usage("--count is at least 1, not " + count + ".");
        }
    }

    /** The images. */
    ChosenImages readFor(TrainedModel model) {
        return choice.readFor(model, images);
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
