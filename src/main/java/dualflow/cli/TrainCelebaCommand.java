package dualflow.cli;

import dualflow.data.ImageFolder;
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

/** The command {@code train celeba}. */
@Command(
        name = "celeba",
        mixinStandardHelpOptions = true,
        description = {
            "The flow from N(0, I) to the images of a folder, by the flow UNet, as for the faces of Fig. 5 and Table 6.",
            "",
            "As published: AdamW, learning rate 2e-4, batches of 128, 400,001 steps, images in colour resized and cut to 64 x 64"
                    + " pixels; the seed is 42069, where the published code has none."
        })
final class TrainCelebaCommand extends TrainImagesCommand {
    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "A folder of images: PNG, JPEG or BMP files.")
    private Path images;

    @Option(
            names = "--size",
            paramLabel = "S",
            defaultValue = "64",
            description = "Height and width to which images are resized and cut (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--channels",
            paramLabel = "C",
            defaultValue = "3",
            description = "3 for images in colour, 1 for grey (default: ${DEFAULT-VALUE}).")
    private int channels;

    private TrainCelebaCommand() {}

    @Override
    TrainingSettings published() {
        return new TrainingSettings(
                Adam.adamW(),
                LearningRate.constant(2e-4),
                Optional.empty(),
                Optional.empty(),
                400_001,
                128,
                DType.FLOAT32,
                42069);
    }

    @Override
    Task task(TrainingSettings settings) {
        ImageFolder folder = ImageFolder.open(images, channels, size);
        Map<String, String> data = new LinkedHashMap<>();
        data.put("images", folder.digest());
        data.put("image size", Integer.toString(size));
        return task(settings, folder, data, List.of());
    }
}
