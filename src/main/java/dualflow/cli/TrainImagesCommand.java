package dualflow.cli;

import dualflow.data.Images;
import dualflow.nn.Architecture;
import dualflow.train.Batches;
import dualflow.train.Dataset;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** A subcommand of {@code train} for flows of images, with the flow UNet. */
abstract class TrainImagesCommand extends TrainingCommand {
    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "64",
            description = "Channels of the network's first block (default: ${DEFAULT-VALUE}, the paper's).")
    private int baseChannels;

    /** The training on given images, from these files. */
    final Task task(TrainingSettings settings, Images images, Map<String, String> data, List<Path> files) {
        return task(baseChannels, settings, images, data, files);
    }

    /** The training of a network of a given width on given images, from these files. */
    static Task task(
            int baseChannels, TrainingSettings settings, Images images, Map<String, String> data, List<Path> files) {
        Architecture architecture = Architecture.named("flow-unet")
                .with("channels", Integer.toString(images.channels()))
                .with("base_channels", Integer.toString(baseChannels));
        Batches batches = Batches.of(Dataset.of(images), settings.batch(), settings.seed());
        return new Task(
                architecture,
                new FlowMatchingObjective(architecture.velocityModel(), Prediction.VELOCITY, batches, settings.seed()),
                data,
                files);
    }
}
