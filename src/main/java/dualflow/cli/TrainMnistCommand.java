package dualflow.cli;

import dualflow.data.Idx;
import dualflow.data.LabelledImages;
import dualflow.data.Sha256;
import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train mnist}. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        description = {
            "The flow from N(0, I) to images of digits, by default the one of Table 5, by the flow UNet.",
            "",
            "As published: AdamW, learning rate 2e-4, batches of 64, 10,001 steps; the seed is 42069, where the published code"
                    + " has none."
        })
final class TrainMnistCommand extends TrainImagesCommand {
    private static final double LABEL_DROPOUT = 0.1;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description = "Images, an IDX file, plain or .gz.")
    private Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Their labels, an IDX file. Without it all images are taken.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are learned, where there are labels (default: 5).")
    private List<Integer> digits;

    @Option(
            names = "--conditional",
            description =
                    "Give the network the images' labels, so that --label chooses among them in the commands sample and likelihood.")
    private boolean conditional;

    @Option(
            names = "--label-dropout",
            paramLabel = "P",
            description =
                    "The probability with which the label of an image is left out, so that the flow of all images is learned too,"
                            + " with --conditional (default: 0.1).")
    private Double labelDropout;

    private TrainMnistCommand() {}

    @Override
    TrainingSettings published() {
        return new TrainingSettings(
                Adam.adamW(),
                LearningRate.constant(2e-4),
                Optional.empty(),
                Optional.empty(),
                10_001,
                64,
                DType.FLOAT32,
                42069);
    }

    @Override
    Task task(TrainingSettings settings) {
        if (labels == null) {
            return unlabelled(settings);
        }
        int[] wanted = (digits == null ? List.of(5) : digits)
                .stream().distinct().sorted().mapToInt(digit -> digit).toArray();
        LabelledImages chosen = LabelledImages.read(images, labels).withLabels(wanted);
        Map<String, String> data = new LinkedHashMap<>();
        data.put("images", Sha256.of(images));
        data.put("labels", Sha256.of(labels));
        data.put("digit", Arrays.stream(wanted).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        List<Path> files = List.of(images, labels);
        if (conditional) {
            return conditionalTask(settings, chosen, labelDropout == null ? LABEL_DROPOUT : labelDropout, data, files);
        }
        if (labelDropout != null) {
            throw usage("--label-dropout is of a network that is given labels: add --conditional.");
        }
        return task(settings, chosen.images(), data, files);
    }

    private Task unlabelled(TrainingSettings settings) {
        if (digits != null || conditional || labelDropout != null) {
            throw usage(
                    "--digit, --conditional and --label-dropout are of labelled images: name the labels by --labels.");
        }
        Map<String, String> data = new LinkedHashMap<>();
        data.put("images", Sha256.of(images));
        return task(settings, Idx.readImages(images), data, List.of(images));
    }
}
