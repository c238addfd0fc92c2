package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.images.ImageStatistics;
import dualflow.nn.Architecture;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Table5CommandTest {
    private static final LabelledImages IMAGES = SyntheticImages.of(40, 16, 16);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(IMAGES, folder);
    }

    private Invocation table5(String... options) {
        List<String> all = new ArrayList<>(List.of("reproduce", "table5", "--images"));
        all.addAll(List.of(folder.resolve("images").toString(), "--labels"));
        all.add(folder.resolve("labels").toString());
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    /** The threes, with the narrowest network, unless the options say otherwise. */
    private Invocation small(String... options) {
        Map<String, String> all =
                new LinkedHashMap<>(Map.of("--device", "host", "--digit", "3", "--base-channels", "2", "--batch", "8"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return table5(all.entrySet().stream()
                .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                .toArray(String[]::new));
    }

    private static List<String> rows(Path out) throws IOException {
        return Files.readAllLines(out.resolve("table5.csv"));
    }

    private static double number(List<String> rows, String of, int column) {
        String row =
                rows.stream().filter(r -> r.startsWith(of + ",")).findFirst().orElseThrow();
        return Double.parseDouble(row.split(",", -1)[column]);
    }

    @Test
    void trainsAndComparesProductsWithDifferences() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = small("--steps", "8", "--samples", "4", "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("trained here on 20 images labelled 3 of images, for 8 steps of 8"))
                .anyMatch(line -> line.startsWith("the paper trained on the 5421 fives of MNIST's training split"))
                .anyMatch(line -> line.matches("exact JVPs 4 -?[01]\\.\\d{4} .*"))
                .contains("the paper's forward differences 320 0.8674")
                .anyMatch(line -> line.matches("central differences, float64, epsilon 1e-5 \\S+ \\S+"));
        assertThat(run.err()).contains("a step takes ", "so the training ends in about ");
        List<String> rows = rows(out);
        assertThat(rows.get(0)).isEqualTo("of,samples,correlation,standard_error,low,high,effective_count");
        IdxImages threes = IMAGES.withLabels(3).images();
        double empirical =
                new ImageStatistics(threes).pearson(8 * 16 + 14, 8 * 16 + 15).orElseThrow();
        assertThat(number(rows, "images", 2)).isCloseTo(empirical, within(1e-12));
        assertThat(number(rows, "images", 1)).isEqualTo(20);
        assertThat(number(rows, "forward difference", 2)).isCloseTo(number(rows, "jvp", 2), within(0.05));
        assertThat(ImageIO.read(out.resolve("samples.png").toFile()).getWidth()).isEqualTo(2 * (5 * 16 + 2) + 2);
        assertThat(ImageIO.read(out.resolve("derivative.png").toFile()).getHeight())
                .isGreaterThan(500);
        assertThat(out.resolve("loss.png")).exists();
        assertThat(Files.readAllLines(out.resolve("loss.csv"))).hasSize(9);
        assertThat(Files.readString(out.resolve("run.json")))
                .contains("\"sha256\"", "forward differences, float32, epsilon 1e-3, median error", "\"seed\" : 42");
    }

    @Test
    void theWrittenModelGivesTheSameTable() throws IOException {
        Path out = folder.resolve("out");
        assertThat(small("--steps", "3", "--samples", "3", "--out", out.toString())
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        Path again = folder.resolve("again");
        Invocation run = small("--checkpoint", out.toString(), "--samples", "3", "--out", again.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(rows(again)).isEqualTo(rows(out));
        assertThat(run.out()).contains("the weights are those of " + out.resolve("model.safetensors"));
        assertThat(again.resolve("model.safetensors")).doesNotExist();
    }

    @Test
    void aTrainingGoesOn() throws IOException {
        Path straight = folder.resolve("straight");
        assertThat(small("--steps", "4", "--samples", "3", "--out", straight.toString())
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        Path out = folder.resolve("out");
        assertThat(small("--steps", "3", "--samples", "3", "--out", out.toString())
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        Invocation same = small("--steps", "4", "--samples", "3", "--out", out.toString());
        assertThat(same.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(same.sentences()).last().asString().contains("go on with --resume " + out);
        Invocation other = small("--steps", "4", "--samples", "3", "--lr", "1e-3", "--resume", out.toString());
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("is of another run");
        Invocation on = small("--steps", "4", "--samples", "3", "--resume", out.toString());
        assertThat(on.exitCode()).as(on.err()).isEqualTo(ExitCode.OK);
        assertThat(on.err()).contains("going on from ", "checkpoint-00000003");
        assertThat(rows(out)).isEqualTo(rows(straight));
    }

    @Test
    void severalDirectionsAreOneCluster() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = small("--steps", "2", "--samples", "4", "--directions", "3", "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words()).anyMatch(line -> line.contains("3 directions at each sample"));
        List<String> rows = rows(out);
        assertThat(number(rows, "jvp", 1)).isEqualTo(4);
        double r = number(rows, "jvp", 2);
        double error = number(rows, "jvp", 3);
        assertThat(number(rows, "jvp", 6)).isCloseTo(Math.pow((1 - r * r) / error, 2), withinPercentage(1e-9));
    }

    @Test
    void nothingIsWrittenWithoutAFolder() throws IOException {
        assertThat(small("--steps", "1", "--samples", "2").exitCode()).isEqualTo(ExitCode.OK);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of("--samples 1", ExitCode.USAGE, "--samples is 1; a correlation takes 2 to"),
                Arguments.of("--directions 0", ExitCode.USAGE, "--directions is 0; each sample takes 1 to 1000"),
                Arguments.of("--samples 20000 --directions 501", ExitCode.USAGE, "all samples together 10000000"),
                Arguments.of("--checkpoint a --resume b", ExitCode.USAGE, "leave one of them out"),
                Arguments.of("--resume nowhere", ExitCode.BAD_INPUT, "There is no folder nowhere"),
                Arguments.of("--base-channels 0", ExitCode.USAGE, "base_channels"),
                Arguments.of("--steps 0", ExitCode.USAGE, "A training has 1 to"),
                Arguments.of("--lr 0", ExitCode.USAGE, "positive and finite"),
                Arguments.of("--batch 21", ExitCode.USAGE, "21"),
                Arguments.of("--digit 5", ExitCode.BAD_INPUT, "No image is labelled 5"),
                Arguments.of("--checkpoint nowhere.safetensors", ExitCode.BAD_INPUT, "nowhere.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsASentence(String options, int exitCode, String sentence) {
        Invocation run = small(options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.sentences()).singleElement().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void imagesTooSmallForThePixelsAreRefused() throws IOException {
        SyntheticImages.write(SyntheticImages.of(40, 16, 15), folder);
        Invocation run = small();
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("16 x 15 pixels", "columns 14 and 15");
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        Path file = WeightsFile.write(folder.resolve("mlp.safetensors"), Architecture.named("mlp1d"));
        Invocation run = small("--checkpoint", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("mlp1d", "makes no images");
    }

    @Test
    void weightsForOtherImagesAreRefused() {
        Path file = WeightsFile.flowUNet(folder.resolve("colour.safetensors"), 3);
        Invocation run = small("--checkpoint", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("makes images of 3 channels", "have 1");
    }
}
