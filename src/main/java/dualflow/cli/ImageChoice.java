package dualflow.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose among images by their labels and give those of a folder one size, as a mixin. */
final class ImageChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--labels", paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are taken (default: all).")
    private List<Integer> digits;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Resize the images of a folder to S pixels and cut the square in the middle out, as the paper"
                    + " does (default: all are of one size already).")
    private Integer size;

    /** Whether one of the options is given. */
    boolean isGiven() {
        return labels != null || digits != null || size != null;
    }

    /** Refuses digits without labels. */
    void require() {
        if (digits != null && labels == null) {
            throw new ParameterException(
                    command.commandLine(), "--digit chooses by labels: name their file by --labels.");
        }
    }

    /** The images for a network: of IDX files, or of a folder. */
    ChosenImages readFor(TrainedModel model, Path images) {
        ChosenImages chosen =
                ChosenImages.read(images, labels, digits, model.architecture().channels(), size);
        model.requireChannels(chosen.images(), images);
        return chosen;
    }

    /** The images of IDX files with their labels; nothing where these are not named. */
    Optional<ChosenImages> readLabelled(Path images) {
        return Optional.ofNullable(labels).map(named -> ChosenImages.of(images, named, digits));
    }
}
