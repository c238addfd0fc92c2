package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.CelebaAttributes;
import dualflow.data.ImageFolder;
import dualflow.data.Images;
import dualflow.data.Quoted;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.experiment.AttributeEstimates;
import dualflow.images.AttributeFlow;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of estimates from derivatives of a classifier's logits, to be set beside labels, as a mixin. */
final class EstimateOptions {
    private static final int MOST_SAMPLES = 10_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private DeviceOptions deviceOptions;

    @Option(
            names = "--flow",
            paramLabel = "PATH",
            description =
                    "A trained flow of images, a safetensors file or the folder of its training: with --classifier,"
                            + " correlations are also estimated from derivatives.")
    private Path flow;

    @Option(
            names = "--classifier",
            paramLabel = "PATH",
            description = "A trained classifier whose outputs are these labels, likewise.")
    private Path classifier;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "A folder with images of the list: the correlations of the classifier's logits of these too.")
    private Path images;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many samples, of which the paper takes 10000 (default: ${DEFAULT-VALUE}).")
    private long samples;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "99",
            description = "How many Euler steps, of which the published code takes 1499 (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Height and width of the images (default: as the flow's file says, or else as published).")
    private Integer size;

    private String computedOn;

    /** Refuses what does not go together, before anything is read. */
    void require(Subcommand asking) {
        if ((flow == null) != (classifier == null)) {
            throw usage("--flow and --classifier go together: an estimate takes derivatives of one after the other.");
        }
        if (images != null && flow == null) {
            throw usage("--images are for the logits of a classifier: name --flow and --classifier too.");
        }
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw usage("--samples is " + samples + "; a correlation takes 2 to " + MOST_SAMPLES + " of them.");
        }
        asking.requireSteps(steps);
        if (size != null && (size < 1 || size > 1024)) {
            throw usage("--size is " + size + "; images have 1 to 1024 rows.");
        }
    }

    boolean areGiven() {
        return flow != null;
    }

    /**
     * The estimates.
     *
     * @param list the labels
     * @param source their file
     * @param given the label that hardly changes
     * @throws BadFileException if flow, classifier, labels and images do not belong together; it says which
     */
    AttributeEstimates compute(CelebaAttributes list, Path source, int given, long seed, PrintWriter err) {
        TrainedModel made = TrainedModel.at(flow);
        TrainedClassifier trained = TrainedClassifier.at(classifier);
        requireOutputs(trained, list.names(), source);
        int side = size == null ? FlowSource.statedSize(made).orElseGet(made::usualSize) : size;
        int channels = made.architecture().channels();
        Shape image = Shape.of(side, side, channels);
        Optional<Images> these = Optional.ofNullable(images).map(folder -> {
            ImageFolder all = ImageFolder.open(folder, channels, side);
            list.targets(all.files()); // each has a row
            return all;
        });
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE);
                RunProgress progress = new RunProgress(
                        err,
                        "samples and images",
                        samples + these.map(Images::count).orElse(0))) {
            computedOn = device + ", " + dtype;
            AttributeFlow attributes = trained.after(made.flow(device, dtype, image, err), image, device, dtype, err);
            return AttributeEstimates.compute(
                    attributes, device, dtype, given, list.names().size(), samples, steps, these, seed, progress::at);
        }
    }

    private static void requireOutputs(TrainedClassifier trained, List<String> labels, Path source) {
        List<String> outputs = trained.names(trained.metadata().containsKey(TrainedClassifier.NAMES) ? null : labels);
        for (int i = 0; i < Math.max(outputs.size(), labels.size()); i++) {
            String there = i < outputs.size() ? Quoted.of(outputs.get(i)) : "missing";
            String here = i < labels.size() ? Quoted.of(labels.get(i)) : "missing";
            if (!there.equals(here)) {
                throw new BadFileException("The outputs of the classifier of " + trained.file()
                        + " are not the attributes of " + source + ": number " + (i + 1) + " is " + there
                        + " there and " + here + " here; take a classifier that was trained on this list.");
            }
        }
    }

    void record(RunRecord run) {
        if (areGiven()) {
            run.input(TrainedModel.at(flow).file())
                    .input(TrainedClassifier.at(classifier).file())
                    .device(computedOn)
                    .put("samples", samples)
                    .put("steps", steps);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
