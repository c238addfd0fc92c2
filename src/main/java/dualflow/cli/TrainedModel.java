package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.Images;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
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

/**
 * A weights file for the velocity of a flow of images, and its network.
 *
 * @param file the file
 * @param architecture the network
 */
record TrainedModel(Path file, Architecture architecture) {
    /** The file, or the model file in the folder of a training run, and the network that it states, or else {@link #unstated}. */
    static TrainedModel at(Path path) {
        Path file = RunFolder.model(path);
        return new TrainedModel(file, Weights.architecture(file).orElseGet(TrainedModel::unstated));
    }

    /** The paper's flow UNet with one channel, the network of the published code's checkpoints, whose metadata do not name one. */
    static Architecture unstated() {
        return Architecture.named("flow-unet");
    }

    /**
     * Checks the network.
     *
     * @throws BadFileException if it does not generate images
     */
    TrainedModel {
        if (!architecture.makesImages()) {
            throw new BadFileException("The file " + file + " is of the network " + architecture
                    + ", which makes no images: name one of a UNet.");
        }
    }

    /** Height and width of its images: from its architecture, or as in the paper. */
    int usualSize() {
        String size = architecture.settings().get(Architecture.IMAGE_SIZE);
        return size == null ? architecture.publishedImageSize() : Integer.parseInt(size);
    }

    /**
     * Requires that images have as many channels as the network generates.
     *
     * @throws BadFileException if they have a different number
     */
    void requireChannels(Images images, Path from) {
        if (images.channels() != architecture.channels()) {
            throw new BadFileException("The network of " + file + " makes images of " + architecture.channels()
                    + " channels, and those of " + from + " have " + images.channels()
                    + ": take images of the kind that it was trained on.");
        }
    }

    /**
     * The flow that generates images of a given shape; its weights live in the currently open arena. Entries of the file that the network
     * does not use are reported.
     *
     * @throws BadFileException if the weights belong to another network, or it does not accept such images
     */
    LearnedImageFlow flow(Device device, DType dtype, Shape image, PrintWriter err) {
        return flow(architecture.velocityModel(), "", device, dtype, image, err);
    }

    /**
     * The flow of a velocity that the network gives, such as that of one label.
     *
     * @param model the velocity
     * @param detail what it is, to be added to the description of the flow
     * @throws BadFileException if the weights belong to another network, or it does not accept such images
     */
    LearnedImageFlow flow(
            VelocityModel model, String detail, Device device, DType dtype, Shape image, PrintWriter err) {
        Weights weights = Weights.read(file, model.specification(), device, dtype);
        weights.skipped().ifPresent(skipped -> err.println(file + ": " + skipped));
        requireImages(model, weights.parameters(), device.fill(dtype, image.withFirst(1), 0));
        return new LearnedImageFlow(
                model,
                weights.parameters(),
                image,
                "learned from N(0, I) to images: " + architecture + ", " + file + detail);
    }

    /** A single evaluation determines what the network accepts. */
    private void requireImages(VelocityModel model, Parameters parameters, Tensor image) {
        Arena arena = image.device().arena();
        try {
            model.velocity(Pass.evaluation(parameters), image.device().scalar(image.dtype(), 0), image);
        } catch (ShapeException e) {
            throw new BadFileException(
                    "The network " + architecture + " of the file " + file + " does not fit: " + e.getMessage() + ".",
                    e);
        } finally {
            arena.close();
        }
    }
}
