package dualflow.cli;

import dualflow.data.LabelledImages;
import dualflow.data.Sha256;
import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train mnist}. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        description = {
            "The flow from N(0, I) to images of one digit of Table 5, by the flow UNet.",
            "",
            "As published: AdamW, learning rate 2e-4, batches of 64, 10,001 steps; the seed is 42069, where the published code"
                    + " has none."
        })
final class TrainMnistCommand extends TrainImagesCommand {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "FILE",
            description = "Images, an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--digit",
            paramLabel = "LABEL",
            defaultValue = "5",
            description = "The label whose images are learned (default: ${DEFAULT-VALUE}).")
    private int digit;

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
        LabelledImages chosen = LabelledImages.read(images, labels).withLabels(digit);
        Map<String, String> data = new LinkedHashMap<>();
        data.put("images", Sha256.of(images));
        data.put("labels", Sha256.of(labels));
        data.put("digit", Integer.toString(digit));
        return task(settings, chosen.images(), data, List.of(images, labels));
    }
}
