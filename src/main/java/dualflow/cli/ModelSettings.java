package dualflow.cli;

import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.nn.Sequential;
import dualflow.tensor.Shape;
import picocli.CommandLine.Option;

/** The options for the size of a network, as a mixin; the defaults are as published. */
final class ModelSettings extends ImageModelSettings {
    @Option(names = "--labels", paramLabel = "N", description = "Rows of the table of labels (${bundle:usual.labels}).")
    void labels(String value) {
        give("labels", value);
    }

    @Option(
            names = "--outputs",
            paramLabel = "N",
            description = "How many numbers are given for an image (${bundle:usual.outputs}).")
    void outputs(String value) {
        give("outputs", value);
    }

    @Option(names = "--width", paramLabel = "N", description = "Numbers in each hidden layer (${bundle:usual.width}).")
    void width(String value) {
        give("width", value);
    }

    @Option(names = "--blocks", paramLabel = "N", description = "How many blocks (${bundle:usual.blocks}).")
    void blocks(String value) {
        give("blocks", value);
    }

    @Option(
            names = "--layers",
            paramLabel = "TEXT",
            description = "What goes in and the layers in order, between bars, affine maps by name and two lengths"
                    + " (${bundle:usual.layers}).")
    void layers(String value) {
        give(Sequential.LAYERS, value);
    }

    @Option(names = "--dimension", paramLabel = "N", description = "Numbers in a sample (${bundle:usual.dimension}).")
    void dimension(String value) {
        give("dimension", value);
    }

    @Option(
            names = "--time-dimension",
            paramLabel = "N",
            description = "Numbers in the embedding of the time (${bundle:usual.time_dimension}).")
    void timeDimension(String value) {
        give("time_dimension", value);
    }

    /**
     * A network for images of a given size.
     *
     * @param name one of {@link Architecture#names}
     * @param size height and width of the images, or null if the user gave none
     * @throws ArchitectureException as {@link #applyTo}; or if there is no such network, or a size is given for one that does not take
     *     images
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
            if (architecture.settings().containsKey(Architecture.IMAGE_SIZE) && !has(Architecture.IMAGE_SIZE)) {
                architecture = architecture.with(Architecture.IMAGE_SIZE, Integer.toString(size));
            }
        }
        return applyTo(architecture);
    }

    /**
     * The shape of one sample.
     *
     * @param size height and width of the images, or null for those of the paper
     */
    static Shape sample(Architecture architecture, Integer size) {
        int channels = architecture.channels();
        if (architecture.sampleAxes() == 1) {
            return Shape.of(channels);
        }
        int side = size != null ? size : architecture.publishedImageSize();
        return Shape.of(side, side, channels);
    }
}
