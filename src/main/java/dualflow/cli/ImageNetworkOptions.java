package dualflow.cli;

import dualflow.nn.Architecture;
import dualflow.nn.ArchitectureException;
import dualflow.train.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that specify the image-generating network of a weights file, as a mixin. */
final class ImageNetworkOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The network of the weights: ${bundle:list.imageNetworks} (default: as their file says, or"
                    + " else the published flow-unet).")
    private String model;

    @Mixin
    private ImageModelSettings settings;

    /** Whether any of these options was given. */
    boolean areGiven() {
        return model != null || !settings.isEmpty();
    }

    /**
     * The trained model of a file, or of its training folder.
     *
     * @throws ParameterException if the options do not name a network that generates images, or do not fit it
     * @throws dualflow.data.BadFileException if the file does not name one, or is damaged
     */
    TrainedModel at(Path path) {
        Path file = RunFolder.model(path);
        try {
            if (model != null && !Architecture.named(model).makesImages()) {
                throw new ArchitectureException("The network " + model + " makes no images: name a UNet by --model.");
            }
            return new TrainedModel(file, settings.of(file, model, TrainedModel::unstated));
        } catch (ArchitectureException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
