package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.AtomicFile;
import dualflow.data.Safetensors;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.SyntheticImages;
import dualflow.weights.Weights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on images: small networks on small images. */
class TrainImagesTest {
    @TempDir
    private Path folder;

    private Invocation train(String what, String out, String... options) {
        List<String> words = new ArrayList<>(List.of("train", what, "--device", "host"));
        words.addAll(List.of("--out", folder.resolve(out).toString()));
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }

    private Invocation mnist(String out, Map<String, String> options) throws IOException {
        SyntheticImages.write(SyntheticImages.of(16, 16, 17), folder);
        Map<String, String> all = new TreeMap<>(Map.of("--digit", "7", "--base-channels", "2", "--batch", "4"));
        all.put("--images", folder.resolve("images").toString());
        all.put("--labels", folder.resolve("labels").toString());
        all.putAll(options);
        return train(
                "mnist",
                out,
                all.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toArray(String[]::new));
    }

    private double[] losses(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("loss.csv")).stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[1]))
                .toArray();
    }

    @Test
    void theFlowOfADigitIsLearned() throws IOException {
        Invocation run = mnist("run", Map.of("--steps", "20", "--lr", "0.01", "--ema", "0.9"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] losses = losses("run");
        assertThat(Arrays.stream(losses, 15, 20).average().orElseThrow()).isLessThan(0.9 * losses[0]);
        assertThat(run.sentences().get(0))
                .matches("a step takes [0-9,]+ multiply-adds; the run takes \\d+ MiB of the device's \\d+ MiB");
        Path model = folder.resolve("run/model.safetensors");
        assertThat(Weights.architecture(model))
                .contains(Architecture.named("flow-unet").with("base_channels", "2"));
        try (Safetensors entries = Safetensors.open(model)) {
            assertThat(entries.metadata()).containsEntry("digit", "7").containsKey("images");
            assertThat(entries.doubles("inc.bn1.num_batches_tracked")).containsExactly(20);
        }
    }

    @Test
    void withoutLabelsAllImagesAreTaken() throws IOException {
        SyntheticImages.write(SyntheticImages.of(16, 16, 17), folder);
        String images = "--images=" + folder.resolve("images");
        Invocation run = train("mnist", "run", images, "--base-channels=1", "--batch=16", "--steps=1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Invocation refused = train("mnist", "other", images, "--digit=3");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("are of labelled images: name the labels by --labels.");
    }

    @Test
    void aConditionalFlowIsLearned() throws IOException {
        Map<String, String> options = new TreeMap<>(Map.of("--steps", "20", "--lr", "0.01", "--digit", "7,3"));
        options.put("--label-dropout", "0.2");
        Invocation refused = mnist("run", options);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--label-dropout is of a network that is given labels: add --conditional.");
        options.put("--conditional", "true");
        options.put("--dequantise", "true");
        Invocation run = mnist("run", options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] losses = losses("run");
        assertThat(Arrays.stream(losses, 15, 20).average().orElseThrow()).isLessThan(0.9 * losses[0]);
        Path model = folder.resolve("run/model.safetensors");
        assertThat(Weights.architecture(model))
                .contains(Architecture.named("conditional-flow-unet")
                        .with("base_channels", "2")
                        .with("classes", "3,7"));
        try (Safetensors entries = Safetensors.open(model)) {
            assertThat(entries.metadata())
                    .containsEntry("digit", "3,7")
                    .containsEntry("label dropout", "0.2")
                    .containsEntry("pixels", "(k + u)/256");
            assertThat(entries.header("label_emb.weight").shape()).containsExactly(3L, 256L);
        }
        options.put("--label-dropout", "1");
        Invocation never = mnist("other", options);
        assertThat(never.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(never.err()).contains("with a probability above 0 and below 1, got 1.0");
    }

    @Test
    void otherImagesAreAnotherRun() throws IOException {
        assertThat(mnist("run", Map.of("--steps", "1")).exitCode()).isZero();
        String out = folder.resolve("run").toString();
        Invocation digit = mnist("run", Map.of("--steps", "2", "--digit", "3", "--resume", out));
        assertThat(digit.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(digit.err()).contains("with digit 7 where this one has 3");
        Invocation longer = mnist("run", Map.of("--steps", "2", "--resume", out));
        assertThat(longer.exitCode()).as(longer.err()).isZero();
    }

    @Test
    void imagesThatTheNetworkCannotTakeAreRefused() throws IOException {
        SyntheticImages.write(SyntheticImages.of(8), folder);
        Invocation run = train(
                "mnist",
                "run",
                "--images=" + folder.resolve("images"),
                "--labels=" + folder.resolve("labels"),
                "--digit=7",
                "--batch=2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains("needs at least 16 by 16 pixels");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeItBegins() throws IOException {
        Invocation run = mnist("run", Map.of("--base-channels", "1000"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DEVICE_FAILURE);
        assertThat(run.sentences()).hasSize(2);
        assertThat(run.sentences().get(1))
                .matches("This training takes \\d+ MiB, more than the \\d+ MiB of device host: .*");
    }

    private Path faces() throws IOException {
        Path faces = Files.createDirectory(folder.resolve("faces"));
        StringBuilder list = new StringBuilder("12\nBright Red\n");
        double[] draws = new Draws(3).uniforms(1, 0, 24);
        for (int i = 0; i < 12; i++) {
            BufferedImage image = new BufferedImage(36, 40, BufferedImage.TYPE_INT_RGB);
            boolean isBright = draws[2 * i] < 0.5;
            boolean isRed = draws[2 * i + 1] < 0.5;
            int grey = isBright ? 200 : 50;
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 36; x++) {
                    image.setRGB(x, y, isRed ? (grey + x) << 16 : (grey << 16) + ((grey + x) << 8) + grey);
                }
            }
            String name = String.format(Locale.ROOT, "%03d.png", i);
            ImageIO.write(image, "png", faces.resolve(name).toFile());
            list.append(name).append(isBright ? " 1" : " -1").append(isRed ? " 1\n" : " -1\n");
        }
        Files.writeString(folder.resolve("list.txt"), list);
        return faces;
    }

    @Test
    void theFlowOfAFolderOfImagesIsLearned() throws IOException {
        Path faces = faces();
        Invocation run = train(
                "celeba",
                "run",
                "--images=" + faces,
                "--size=16",
                "--base-channels=2",
                "--batch=4",
                "--steps=20",
                "--lr=0.005");
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] losses = losses("run");
        assertThat(Arrays.stream(losses, 15, 20).average().orElseThrow()).isLessThan(losses[0]);
        assertThat(Weights.architecture(folder.resolve("run/model.safetensors")))
                .contains(Architecture.named("flow-unet")
                        .with("base_channels", "2")
                        .with("channels", "3"));
    }

    @Test
    void theClassifierLearnsTheAttributes() throws IOException {
        Path faces = faces();
        String[] options = {
            "--images=" + faces,
            "--attributes=" + folder.resolve("list.txt"),
            "--size=32",
            "--base-channels=2",
            "--batch=6",
            "--lr=0.01"
        };
        Invocation run = train("classifier", "run", options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] losses = losses("run");
        assertThat(losses).hasSize(40); // 20 epochs of 2 batches
        assertThat(losses[0]).isBetween(0.4, 1.1); // of logits near 0 it is ln 2
        assertThat(Arrays.stream(losses, 30, 40).average().orElseThrow()).isLessThan(0.7 * losses[0]);
    }

    @Test
    void theClassifierBeginsWithOtherWeights() throws IOException {
        Path faces = faces();
        Architecture thousand =
                Architecture.named("resnet50").with("base_channels", "2").with("outputs", "1000");
        Path weights = folder.resolve("imagenet.safetensors");
        try (Device device = new HostDevice()) {
            Parameters drawn = thousand.model().specification().draw(device, DType.FLOAT32, 99);
            Weights.write(weights, thousand, drawn);
            Invocation run = train(
                    "classifier",
                    "run",
                    "--images=" + faces,
                    "--attributes=" + folder.resolve("list.txt"),
                    "--weights=" + weights,
                    "--size=32",
                    "--base-channels=2",
                    "--batch=6",
                    "--lr=1e-30",
                    "--steps=1");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("the last layer is drawn, as that of " + weights + " has other outputs");
            try (Safetensors before = Safetensors.open(weights);
                    Safetensors after = Safetensors.open(folder.resolve("run/model.safetensors"))) {
                assertThat(after.doubles("layer4.2.conv3.weight")).isEqualTo(before.doubles("layer4.2.conv3.weight"));
                assertThat(after.header("fc.weight").shape()).containsExactly(2L, 64L);
            }
        }
    }

    @Test
    void aDamagedImageEndsTheRunWithASentence() throws IOException {
        Path faces = faces();
        AtomicFile.write(faces.resolve("005.png"), out -> out.write(new byte[] {1, 2, 3}));
        Invocation run = train("celeba", "run", "--images=" + faces, "--size=16", "--base-channels=2", "--batch=12");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("005.png");
    }
}
