package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.RunRecord;
import dualflow.data.Safetensors;
import dualflow.data.Sha256;
import dualflow.images.GaussianImageFlow;
import dualflow.images.ImageFlow;
import dualflow.images.ImageStatistics;
import dualflow.images.MixtureImageFlow;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a flow of images, a trained one or one that is fitted to images in closed form, as a mixin. */
final class FlowSource {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "FILE|KIND",
            description =
                    "A safetensors file of a trained network, or the folder of its training. Or gaussian, a linear"
                            + " flow, or mixture, both fitted to --images.")
    private String flow;

    @Mixin
    private ImageNetworkOptions network;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Height and width of the images of a trained network (default: as its file says, or else 28"
                    + " for grey and 64 for colours).")
    private Integer size;

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "With --flow gaussian or mixture, the images to fit: an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--labels", paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are taken (default: all).")
    private List<Integer> digits;

    /**
     * A flow and the shape of its images.
     *
     * @param flow the flow
     * @param image [rows, columns, channels]
     */
    record Made(ImageFlow flow, Shape image) {}

    /** The kind of flow; refuses options that do not go with it. */
    FlowKind kind() {
        FlowKind kind = FlowKind.named(flow);
        boolean isLearned = kind == FlowKind.LEARNED;
        if (isLearned && !Files.exists(Values.path(flow))) {
            throw usage("For '--flow' there is no '" + flow
                    + "'; there are gaussian, mixture and files of trained networks.");
        }
        if (isLearned && (images != null || labels != null || digits != null)) {
            throw usage(
                    "--images, --labels and --digit are of --flow gaussian and mixture; a trained flow needs none.");
        }
        if (!isLearned && (images == null || labels == null)) {
            throw usage("--flow " + flow + " is fitted to --images with --labels: name both files.");
        }
        if (!isLearned && (size != null || network.areGiven())) {
            throw usage(
                    "--size, --model and its settings are those of a file of weights; --flow " + flow + " has none.");
        }
        if (size != null && (size < 1 || size > 1024)) {
            throw usage("--size is " + size + "; images have 1 to 1024 rows.");
        }
        return kind;
    }

    /** The flow; the weights of a trained one live in the currently open arena. */
    Made make(Device device, DType dtype, PrintWriter err) {
        FlowKind kind = kind();
        if (kind == FlowKind.LEARNED) {
            TrainedModel model = network.at(Values.path(flow));
            int side = size == null ? statedSize(model).orElseGet(model::usualSize) : size;
            Shape image = Shape.of(side, side, model.architecture().channels());
            return new Made(model.flow(device, dtype, image, err), image);
        }
        ChosenImages chosen = ChosenImages.of(images, labels, digits);
        if (chosen.images().count() < 2) {
            throw new BadFileException("Only one image of " + images + " is chosen: a covariance needs two or more.");
        }
        return new Made(
                kind == FlowKind.GAUSSIAN
                        ? new GaussianImageFlow(new ImageStatistics(
                                chosen.labelled().orElseThrow().images()))
                        : new MixtureImageFlow(chosen.labelled().orElseThrow()),
                chosen.images().shape());
    }

    /** What determines the flow, as text. */
    String identity() {
        return kind() == FlowKind.LEARNED
                ? Sha256.of(network.at(Values.path(flow)).file()) + (size == null ? "" : " of " + size)
                : flow.toLowerCase(Locale.ROOT) + " " + Sha256.of(images) + " " + Sha256.of(labels) + " " + digits;
    }

    void write(RunRecord record) {
        if (kind() == FlowKind.LEARNED) {
            record.input(network.at(Values.path(flow)).file());
        } else {
            record.input(images).input(labels);
        }
    }

    /** Height and width of the images of its training, if its file says them. */
    static Optional<Integer> statedSize(TrainedModel model) {
        try (Safetensors entries = Safetensors.open(model.file())) {
            return Optional.ofNullable(entries.metadata().get(TrainedClassifier.IMAGE_SIZE))
                    .filter(text -> text.matches("[0-9]{1,4}"))
                    .map(Integer::valueOf);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
