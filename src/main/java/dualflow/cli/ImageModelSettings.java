package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that say how large a network of images is, as a mixin; those that are not given are as published. */
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
     * An architecture with what was given.
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
     * The network of a file of weights: the one that the user names, in the size that the file states if it is of the same, or else the one
     * that the file states; with what was given.
     *
     * @param file the weights
     * @param name one of {@link Architecture#names}, or null where the user gave none
     * @param unstated the network where neither says which
     * @throws ArchitectureException as {@link #applyTo}; or there is no such network
     * @throws BadFileException if the user names none, and the file is damaged or states a network that there is not
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
            return published; // reading the weights says what is wrong, unless it is the metadata alone
        }
    }
}
