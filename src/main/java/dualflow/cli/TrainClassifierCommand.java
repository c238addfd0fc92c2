package dualflow.cli;

import dualflow.data.CelebaAttributes;
import dualflow.data.ImageFolder;
import dualflow.data.Safetensors;
import dualflow.data.Sha256;
import dualflow.nn.Architecture;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.ResNet50;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.ClassificationObjective;
import dualflow.train.Dataset;
import dualflow.train.LearningRate;
import dualflow.train.TrainingSettings;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train classifier}. */
@Command(
        name = "classifier",
        mixinStandardHelpOptions = true,
        description = {
            "The classifier of the attributes of faces, a residual network of 50 layers.",
            "",
            "As published: AdamW, learning rate 2e-4, batches of 128, 20 epochs, images resized and cut to 64 x 64 pixels, from"
                    + " torchvision's weights for ImageNet, which --weights names; the seed is 42069, where the published"
                    + " code has none."
        })
final class TrainClassifierCommand extends TrainingCommand {
    private static final int EPOCHS = 20;
    private static final String LAST_LAYER = "fc.";

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "A folder of images: PNG, JPEG or BMP files.")
    private Path images;

    @Option(
            names = "--attributes",
            required = true,
            paramLabel = "FILE",
            description = "Their attributes, as in CelebA's list_attr_celeba.txt.")
    private Path attributes;

    @Option(
            names = "--size",
            paramLabel = "S",
            defaultValue = "64",
            description = "Height and width to which images are resized and cut (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "64",
            description = "Channels of the network's first convolution (default: ${DEFAULT-VALUE}).")
    private int baseChannels;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Begin with these weights, a safetensors file of torchvision's resnet50; the last layer is drawn where it"
                            + " has other outputs (default: draw all).")
    private Path weights;

    private ImageFolder folder;

    private TrainClassifierCommand() {}

    private ImageFolder folder() {
        if (folder == null) {
            folder = ImageFolder.open(images, 3, size);
        }
        return folder;
    }

    @Override
    TrainingSettings published() {
        int batch = batch(128);
        return new TrainingSettings(
                Adam.adamW(),
                LearningRate.constant(2e-4),
                Optional.empty(),
                Optional.empty(),
                Math.max(1, EPOCHS * (long) (folder().count() / Math.max(1, batch))),
                batch,
                DType.FLOAT32,
                42069);
    }

    @Override
    Task task(TrainingSettings settings) {
        CelebaAttributes list = CelebaAttributes.read(attributes);
        int outputs = list.names().size();
        Dataset targets = Dataset.rows(list.targets(folder().files()), outputs);
        Architecture architecture = Architecture.named("resnet50")
                .with("outputs", Integer.toString(outputs))
                .with("base_channels", Integer.toString(baseChannels));
        Map<String, String> data = new LinkedHashMap<>();
        data.put("images", folder().digest());
        data.put("image size", Integer.toString(size));
        data.put("attributes", Sha256.of(attributes));
        data.put(TrainedClassifier.NAMES, String.join(",", list.names()));
        data.put("first weights", weights == null ? "drawn" : Sha256.of(weights));
        List<Path> files = new ArrayList<>(List.of(attributes));
        Optional<Path> first = Optional.ofNullable(weights);
        first.ifPresent(files::add);
        return new Task(
                architecture,
                new ClassificationObjective(
                        new ResNet50(outputs, baseChannels),
                        Batches.of(Dataset.of(folder()), settings.batch(), settings.seed()),
                        Batches.of(targets, settings.batch(), settings.seed())),
                data,
                files,
                first.map(file -> pretrained(file, architecture.model().specification(), settings)));
    }

    private Function<Device, Parameters> pretrained(Path file, Specification all, TrainingSettings settings) {
        boolean isWhole = hasLastLayer(file, all);
        Specification read = isWhole ? all : withoutLastLayer(all);
        if (!isWhole) {
            err().println("the last layer is drawn, as that of " + file + " has other outputs");
        }
        return device -> all.draw(device, settings.dtype(), settings.seed())
                .with(Weights.read(file, read, device, settings.dtype()).parameters());
    }

    private static boolean hasLastLayer(Path file, Specification all) {
        try (Safetensors entries = Safetensors.open(file)) {
            return all.parameters().stream()
                    .filter(parameter -> parameter.name().startsWith(LAST_LAYER))
                    .allMatch(parameter -> entries.names().contains(parameter.name())
                            && hasItsOutputs(entries.header(parameter.name()).shape(), parameter));
        }
    }

    private static boolean hasItsOutputs(List<Long> shape, Parameter parameter) {
        return !shape.isEmpty() && shape.get(0) == parameter.shapeInPyTorch().dims()[0];
    }

    private static Specification withoutLastLayer(Specification all) {
        return new Specification(all.parameters().stream()
                .filter(parameter -> !parameter.name().startsWith(LAST_LAYER))
                .toList());
    }
}
