package dualflow.cli;

import dualflow.data.Images;
import dualflow.data.LabelledImages;
import dualflow.nn.Architecture;
import dualflow.nn.ConditionalFlowUNet;
import dualflow.nn.ConditionalVelocityModel;
import dualflow.train.Batches;
import dualflow.train.ConditionalFlowMatchingObjective;
import dualflow.train.Dataset;
import dualflow.train.Dequantisation;
import dualflow.train.FlowMatching.Prediction;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** A subcommand of {@code train} for flows of images, with the flow UNet. */
abstract class TrainImagesCommand extends TrainingCommand {
    /** The metadata key of what a network's images hold, a {@link Dequantisation}; missing where it was trained on brightnesses. */
    static final String PIXELS = "pixels";

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "64",
            description = "Channels of the network's first block (default: ${DEFAULT-VALUE}, the paper's).")
    private int baseChannels;

    @Option(
            names = "--dequantise",
            description =
                    "Train on (k + u)/256 in place of k/255 for a brightness of k, u uniform from 0 to 1 and drawn anew in each step: the images then have"
                            + " a density, which the command likelihood finds.")
    private boolean dequantise;

    /** The training on given images, from these files. */
    final Task task(TrainingSettings settings, Images images, Map<String, String> data, List<Path> files) {
        Architecture architecture = architecture("flow-unet", baseChannels, images);
        Batches batches = batches(settings, images, data);
        return new Task(architecture, objective(architecture, batches, settings), data, files);
    }

    /** The training of a network that is given the images' labels, with some probability of none. */
    final Task conditionalTask(
            TrainingSettings settings,
            LabelledImages labelled,
            double labelDropout,
            Map<String, String> data,
            List<Path> files) {
        List<Integer> classes = List.copyOf(labelled.countByLabel().keySet());
        Architecture architecture = architecture("conditional-flow-unet", baseChannels, labelled.images())
                .with(
                        ConditionalFlowUNet.CLASSES,
                        classes.stream().map(String::valueOf).collect(Collectors.joining(",")));
        Batches batches = batches(settings, labelled.images(), data);
        double[] ofImages = IntStream.range(0, labelled.labels().count())
                .mapToDouble(labelled.labels()::label)
                .toArray();
        Batches labels = Batches.of(Dataset.rows(ofImages, 1), settings.batch(), settings.seed());
        data.put("label dropout", Double.toString(labelDropout));
        return new Task(
                architecture,
                new ConditionalFlowMatchingObjective(
                        (ConditionalVelocityModel) architecture.velocityModel(),
                        batches,
                        labels,
                        labelDropout,
                        settings.seed()),
                data,
                files);
    }

    private Batches batches(TrainingSettings settings, Images images, Map<String, String> data) {
        Batches batches = Batches.of(Dataset.of(images), settings.batch(), settings.seed());
        if (!dequantise) {
            return batches;
        }
        data.put(PIXELS, Dequantisation.INTERVALS.toString());
        return Batches.dequantised(batches, settings.seed());
    }

    /** The training of a network of a given width on given images, from these files. */
    static Task task(
            int baseChannels, TrainingSettings settings, Images images, Map<String, String> data, List<Path> files) {
        Architecture architecture = architecture("flow-unet", baseChannels, images);
        Batches batches = Batches.of(Dataset.of(images), settings.batch(), settings.seed());
        return new Task(architecture, objective(architecture, batches, settings), data, files);
    }

    private static Architecture architecture(String name, int baseChannels, Images images) {
        return Architecture.named(name)
                .with("channels", Integer.toString(images.channels()))
                .with("base_channels", Integer.toString(baseChannels));
    }

    private static FlowMatchingObjective objective(
            Architecture architecture, Batches batches, TrainingSettings settings) {
        return new FlowMatchingObjective(architecture.velocityModel(), Prediction.VELOCITY, batches, settings.seed());
    }
}
