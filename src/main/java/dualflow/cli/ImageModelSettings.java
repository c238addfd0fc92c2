package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.nn.ConditionalFlowUNet;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options for the size of an image network, as a mixin; the defaults are as published. */
class ImageModelSettings {
    private final Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--channels", paramLabel = "C", description = "Channels of an image (${bundle:usual.channels}).")
    final void channels(String value) {
        give("channels", value);
    }

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            description = "Channels of the first block (${bundle:usual.base_channels}).")
    final void baseChannels(String value) {
        give("base_channels", value);
    }

    @Option(
            names = "--upsampling",
            paramLabel = "KIND",
            description = "bilinear or transposed-convolution (${bundle:usual.upsampling}).")
    final void upsampling(String value) {
        give("upsampling", value);
    }

    @Option(
            names = "--image-size",
            paramLabel = "S",
            description =
                    "The size of images from which follows where there is attention (${bundle:usual.image_size}).")
    final void imageSize(String value) {
        give(Architecture.IMAGE_SIZE, value);
    }

    @Option(
            names = "--heads",
            paramLabel = "KIND",
            description =
                    "summed, as published: the scores of all heads are added up; or separate (${bundle:networks.heads}).")
    final void heads(String value) {
        give("heads", value);
    }

    @Option(
            names = "--classes",
            paramLabel = "LABELS",
            description = "The labels that the network knows, between commas (${bundle:usual.classes}).")
    final void classes(String value) {
        give(ConditionalFlowUNet.CLASSES, value);
    }

    final void give(String key, String value) {
        given.put(key, value);
    }

    /** Whether a setting was given. */
    final boolean has(String key) {
        return given.containsKey(key);
    }

    /** Whether no setting was given. */
    final boolean isEmpty() {
        return given.isEmpty();
    }

    /**
     * An architecture with the given settings.
     *
     * @throws ArchitectureException if it has no such setting, a setting is out of range, or they do not fit together
     */
    final Architecture applyTo(Architecture architecture) {
        Architecture changed = architecture;
        for (Map.Entry<String, String> setting : given.entrySet()) {
            changed = changed.with(setting.getKey(), setting.getValue());
        }
        changed.model();
        return changed;
    }

    /**
     * The network of a weights file: the one that the user names, with the size stated in the file if that is of the same network, or else
     * the one stated in the file; in either case with the given settings.
     *
     * @param file the weights
     * @param name one of {@link Architecture#names}, or null if the user gave none
     * @param unstated the network if neither specifies one
     * @throws ArchitectureException as {@link #applyTo}; or if there is no such network
     * @throws BadFileException if the user names none, and the file is damaged or states an unknown network
     */
    final Architecture of(Path file, String name, Supplier<Architecture> unstated) {
        return applyTo(name == null ? Weights.architecture(file).orElseGet(unstated) : named(file, name));
    }

    private static Architecture named(Path file, String name) {
        Architecture published = Architecture.named(name);
        try {
            return Weights.architecture(file)
                    .filter(stated -> stated.name().equals(name))
                    .orElse(published);
        } catch (BadFileException e) {
            return published; // reading the weights reports the problem, unless only the metadata are at fault
        }
    }
}
