package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Safetensors;
import dualflow.images.AttributeFlow;
import dualflow.images.ImageFlow;
import dualflow.nn.Architecture;
import dualflow.nn.Classifier;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.train.RunFolder;
import dualflow.weights.Weights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A weights file of a classifier or regressor of images, and its network.
 *
 * @param file the file
 * @param architecture the network
 * @param metadata what its file says about it
 */
record TrainedClassifier(Path file, Architecture architecture, Map<String, String> metadata) {
    /** The metadata key of the names of the outputs, between commas. */
    static final String NAMES = RegressorData.TARGETS;

    /** The metadata key of height and width of the images of a training. */
    static final String IMAGE_SIZE = "image size";

    /** The file, or the model file in the folder of a training run, and the network that it states, or else the paper's. */
    static TrainedClassifier at(Path path) {
        Path file = RunFolder.model(path);
        Architecture architecture = Weights.architecture(file)
                .orElseGet(() -> Architecture.named("resnet50").with("outputs", "40"));
        try (Safetensors entries = Safetensors.open(file)) {
            return new TrainedClassifier(file, architecture, entries.metadata());
        }
    }

    /**
     * Checks the network.
     *
     * @throws BadFileException if it does not classify or measure images
     */
    TrainedClassifier {
        if (architecture.kind() != Architecture.Kind.CLASSIFIER) {
            throw new BadFileException("The file " + file + " is of the network " + architecture
                    + ", which gives no attributes of images: name one of 'train classifier' or 'train regressor'.");
        }
    }

    int outputs() {
        return Integer.parseInt(architecture.settings().get("outputs"));
    }

    /**
     * The names of the outputs: those given, or those that the file states, or their numbers.
     *
     * @param given names, or null
     * @throws BadFileException if their number is not that of the outputs, or one is there twice
     */
    List<String> names(List<String> given) {
        String stated = metadata.get(NAMES);
        List<String> names = given != null
                ? given
                : stated != null
                        ? List.of(stated.split(",", -1))
                        : IntStream.range(0, outputs())
                                .mapToObj(String::valueOf)
                                .toList();
        if (names.size() != outputs()) {
            throw new BadFileException("The network of " + file + " has " + outputs() + " outputs, and "
                    + (given == null ? "its file names " : "--attributes names ") + names.size()
                    + ": name as many attributes as there are outputs.");
        }
        if (new HashSet<>(names).size() != names.size() || names.contains("")) {
            throw new BadFileException(
                    "The attributes of the network of " + file + " need different names: name them by --attributes.");
        }
        return names;
    }

    /**
     * The attributes of the images that a flow makes; the weights live in the currently open arena.
     *
     * @throws BadFileException if the weights belong to another network, or it does not take such images
     */
    AttributeFlow after(ImageFlow flow, Shape image, Device device, DType dtype, PrintWriter err) {
        String size = metadata.get(IMAGE_SIZE);
        if (size != null && !size.equals(Integer.toString(image.dim(-3)))) {
            throw new BadFileException("The classifier of " + file + " was trained on images of " + size + " x " + size
                    + " pixels, and the flow makes them of " + image.dim(-3) + " x " + image.dim(-2)
                    + ": take one that was trained on such images.");
        }
        Classifier classifier = (Classifier) architecture.model();
        Weights weights = Weights.read(file, classifier.specification(), device, dtype);
        weights.skipped().ifPresent(skipped -> err.println(file + ": " + skipped));
        AttributeFlow attributes = new AttributeFlow(flow, image, classifier, weights.parameters());
        Arena arena = device.arena();
        try {
            // A single evaluation determines what the network accepts.
            Tensor made = attributes.attributes(device, dtype).apply(device.fill(dtype, Shape.of(1, image.size()), 0));
            if (made.shape().rank() != 2 || made.shape().dim(-1) != outputs()) {
                throw new BadFileException("The network " + architecture + " of the file " + file + " gives "
                        + made.shape() + " for one image, not " + outputs() + " attributes.");
            }
        } catch (ShapeException e) {
            throw new BadFileException(
                    "The network " + architecture + " of the file " + file + " does not take the flow's images of "
                            + image + ": " + e.getMessage() + ".",
                    e);
        } finally {
            arena.close();
        }
        return attributes;
    }
}
