package dualflow.cli;

import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how large a network is, as a mixin; those that are not given are as published. */
final class ModelSettings {
    private static final String IMAGE_SIZE = "image_size";

    private final Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--channels",
            paramLabel = "C",
            description = "Channels of an image (flow-unet, default 1; attention-unet, default 3).")
    void channels(String value) {
        given.put("channels", value);
    }

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            description = "Channels of the first block (both UNets and resnet50, default 64).")
    void baseChannels(String value) {
        given.put("base_channels", value);
    }

    @Option(
            names = "--upsampling",
            paramLabel = "KIND",
            description = "bilinear or transposed-convolution (flow-unet, default bilinear).")
    void upsampling(String value) {
        given.put("upsampling", value);
    }

    @Option(
            names = "--image-size",
            paramLabel = "S",
            description =
                    "The size of images from which follows where there is attention (attention-unet, default 64).")
    void imageSize(String value) {
        given.put("image_size", value);
    }

    @Option(
            names = "--labels",
            paramLabel = "N",
            description = "Rows of the table of labels (attention-unet, default 1).")
    void labels(String value) {
        given.put("labels", value);
    }

    @Option(
            names = "--heads",
            paramLabel = "KIND",
            description = "summed, as published: the scores of all heads are added up; or separate (attention-unet).")
    void heads(String value) {
        given.put("heads", value);
    }

    @Option(
            names = "--outputs",
            paramLabel = "N",
            description = "How many numbers are given for an image (resnet50, default 40).")
    void outputs(String value) {
        given.put("outputs", value);
    }

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "Numbers in each hidden layer (mlp1d, default 128; mlp2d, default 1024).")
    void width(String value) {
        given.put("width", value);
    }

    @Option(names = "--blocks", paramLabel = "N", description = "How many blocks (mlp2d, default 10).")
    void blocks(String value) {
        given.put("blocks", value);
    }

    @Option(names = "--dimension", paramLabel = "N", description = "Numbers in a sample (mlp2d, default 2).")
    void dimension(String value) {
        given.put("dimension", value);
    }

    @Option(
            names = "--time-dimension",
            paramLabel = "N",
            description = "Numbers in the embedding of the time (mlp2d, default 512).")
    void timeDimension(String value) {
        given.put("time_dimension", value);
    }

    /** Whether a setting was given. */
    boolean has(String key) {
        return given.containsKey(key);
    }

    /**
     * A network for images of a size.
     *
     * @param name one of {@link Architecture#names}
     * @param size height and width of the images, or null where the user gave none
     * @throws ArchitectureException as {@link #applyTo}; or there is no such network, or a size for one that takes no images
     */
    Architecture architecture(String name, Integer size) {
        Architecture architecture = Architecture.named(name);
        if (size != null) {
            if (size < 1) {
                throw new ArchitectureException("--size is at least 1, not " + size);
            }
            if (architecture.sampleAxes() == 1) {
                throw new ArchitectureException("--size is for networks of images, and " + name + " takes none.");
            }
            if (architecture.settings().containsKey(IMAGE_SIZE) && !has(IMAGE_SIZE)) {
                architecture = architecture.with(IMAGE_SIZE, Integer.toString(size));
            }
        }
        return applyTo(architecture);
    }

    /**
     * The shape of one sample.
     *
     * @param size height and width of the images, or null for 28 with one channel, else 64
     */
    static Shape sample(Architecture architecture, Integer size) {
        int channels = architecture.channels();
        if (architecture.sampleAxes() == 1) {
            return Shape.of(channels);
        }
        int side = size != null ? size : channels == 1 ? 28 : 64;
        return Shape.of(side, side, channels);
    }

    /**
     * An architecture with what was given.
     *
     * @throws ArchitectureException if it has no such setting, a setting is out of range, or they do not fit together
     */
    Architecture applyTo(Architecture architecture) {
        Architecture changed = architecture;
        for (Map.Entry<String, String> setting : given.entrySet()) {
            changed = changed.with(setting.getKey(), setting.getValue());
        }
        changed.model();
        return changed;
    }
}
