package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.nn.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleCommandTest {
    @TempDir
    private Path folder;

    private Invocation sample(Path file, String... options) {
        List<String> all = new ArrayList<>(List.of("sample", file.toString(), "--device", "host", "--steps", "4"));
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private NumericArray numbers() {
        return Npy.read(out().resolve("samples.npy"));
    }

    @Test
    void writesASheetAndTheNumbersInPyTorchsOrder() throws IOException {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 3);
        Invocation run = sample(file, "--count", "5", "--size", "17", "--out", out().toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(numbers().header().shape()).containsExactly(5L, 3L, 17L, 17L);
        assertThat(ImageIO.read(out().resolve("samples.png").toFile()).getWidth())
                .isEqualTo(3 * (17 * 4 + 2) + 2);
        assertThat(Files.readString(out().resolve("run.json"))).contains("\"sha256\"", "\"steps\" : 4");
        assertThat(run.err()).contains("skipped, as the model does not use them: label_emb.weight");
    }

    /** An image depends only on the seed and its index: not on how many are made. */
    @Test
    void imagesDependOnTheirNumberAlone() {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        sample(file, "--count", "2", "--size", "16", "--out", out().toString());
        double[] two = numbers().doubles();
        sample(file, "--count", "65", "--size", "16", "--out", out().toString());
        assertThat(Arrays.copyOf(numbers().doubles(), two.length)).isEqualTo(two);
        sample(file, "--count", "2", "--size", "16", "--seed", "43", "--out", out().toString());
        assertThat(numbers().doubles()).isNotEqualTo(two);
    }

    @Test
    void theFolderOfATrainingStandsForItsModel() {
        WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        assertThat(sample(folder, "--count", "1", "--out", out().toString()).exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(numbers().header().shape()).containsExactly(1L, 1L, 28L, 28L);
    }

    /** As those of the published code, whose weights are without metadata of ours. */
    @Test
    void theNetworkOfAFileThatNamesNoneIsSaid() {
        Architecture narrow = Architecture.named("attention-unet")
                .with("base_channels", "32")
                .with("image_size", "32")
                .with("heads", "separate");
        Path named = WeightsFile.write(folder.resolve("named.safetensors"), narrow);
        sample(named, "--count", "1", "--out", out().toString());
        double[] expected = numbers().doubles();
        Path unnamed = WeightsFile.unnamed(folder.resolve("unnamed.safetensors"), narrow);
        String[] settings = {"--model", "attention-unet", "--base-channels", "32", "--image-size", "32"};
        Invocation run =
                sample(unnamed, with(settings, "--heads", "separate", "--count", "1", "--out", out().toString()));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(numbers().header().shape()).containsExactly(1L, 3L, 32L, 32L);
        assertThat(numbers().doubles()).isEqualTo(expected);
        sample(unnamed, with(settings, "--count", "1", "--out", out().toString()));
        assertThat(numbers().doubles()).isNotEqualTo(expected);
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of("--count 0", ExitCode.USAGE, "--count is 0"),
                Arguments.of("--count 10001", ExitCode.USAGE, "1 to 10000 images"),
                Arguments.of("--size 0", ExitCode.USAGE, "--size is 0"),
                Arguments.of("--model resnet50", ExitCode.USAGE, "The network resnet50 makes no images"),
                Arguments.of("--model unet", ExitCode.USAGE, "here is no network 'unet'; there are flow-unet"),
                Arguments.of("--heads separate", ExitCode.USAGE, "flow-unet has no setting 'heads'"),
                Arguments.of("--base-channels 4", ExitCode.BAD_INPUT, "does not fit the model"),
                Arguments.of("--label 3", ExitCode.USAGE, "knows none: train one with 'train mnist --conditional'."),
                Arguments.of("--guidance 2", ExitCode.USAGE, "--guidance is towards a label: name it by --label."),
                Arguments.of("--label x", ExitCode.USAGE, "--label"),
                Arguments.of("--size 15", ExitCode.BAD_INPUT, "at least 16"));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsASentence(String options, int exitCode, String sentence) {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Invocation run = sample(file, (options + " --out " + out()).split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.sentences()).last().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theFolderIsAskedFor() {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Invocation run = sample(file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).singleElement().asString().contains("'--out=DIR'");
    }

    @Test
    void aClassifierMakesNoImages() {
        Path file = WeightsFile.write(
                folder.resolve("classifier.safetensors"),
                Architecture.named("resnet50").with("base_channels", "1"));
        Invocation run = sample(file, "--out", out().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("resnet50", "makes no images");
    }

    private double[] ofLabel(Path file, String... options) {
        Invocation run = sample(file, with(options, "--count", "2", "--size", "16", "--out", out().toString()));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return numbers().doubles();
    }

    @Test
    void aLabelAndGuidanceChooseWhatIsMade() throws IOException {
        Path file = WeightsFile.write(
                folder.resolve("model.safetensors"),
                Architecture.named("conditional-flow-unet")
                        .with("base_channels", "2")
                        .with("classes", "3,7"));
        double[] all = ofLabel(file);
        double[] seven = ofLabel(file, "--label", "7");
        assertThat(seven).isNotEqualTo(all);
        assertThat(ofLabel(file, "--label", "7", "--guidance", "1")).isEqualTo(seven);
        assertThat(ofLabel(file, "--label", "7", "--guidance", "0")).isEqualTo(all);
        assertThat(ofLabel(file, "--label", "7", "--guidance", "2")).isNotEqualTo(seven);
        assertThat(ofLabel(file, "--label", "3")).isNotEqualTo(seven);
        assertThat(Files.readString(out().resolve("run.json"))).contains(", label 3\"");
        Invocation run = sample(file, "--label", "4", "--out", out().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--label is 4; the network of " + file + " knows the labels [3, 7].");
        run = sample(file, "--label", "3", "--guidance", "NaN", "--out", out().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--guidance is NaN; it is a finite number.");
    }
}
