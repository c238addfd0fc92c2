package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output and its errors, never the speed: that of the machine may drift meanwhile, and the figures are then called unsteady. */
class BenchCommandTest {
    private static final List<String> SMALL = List.of(
            "bench",
            "--device",
            "host",
            "--model",
            "mlp2d",
            "--width",
            "16",
            "--blocks",
            "2",
            "--time-dimension",
            "8",
            "--batch",
            "3",
            "--tangents",
            "2",
            "--runs",
            "2");

    @TempDir
    private Path folder;

    private static Invocation small(String... more) {
        List<String> words = new ArrayList<>(SMALL);
        words.addAll(List.of(more));
        return Invocation.of(words.toArray(String[]::new));
    }

    @Test
    void printsTimesOpsAndErrors() {
        Invocation run = small();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        String times = "[0-9.]+ ms \\([0-9.]+ to [0-9.]+, least [0-9.]+\\), ";
        assertThat(run.words())
                .anyMatch(line -> line.matches("device host .*: the peak is that of Java's loops, not the machine's"))
                .contains("points [3, 2], 2 directions, float32")
                .anyMatch(line -> line.matches("peak [0-9.]+ GFLOP/s, copy [0-9.]+ GB/s, triad [0-9.]+ GB/s before"))
                .anyMatch(line -> line.matches("primal " + times + "[1-9][0-9]* launches"))
                .anyMatch(line -> line.matches(
                        "JVP " + times + "[0-9.]+ times the primal \\([0-9.]+ to [0-9.]+\\), [1-9][0-9]* launches"))
                .anyMatch(line -> line.matches("error primal .*, tangent .* against float64"))
                .anyMatch(line ->
                        line.matches("memory [0-9.]+ MiB at most, .* [0-9]+ bytes asked for after the warm-up"));
        assertThat(run.words())
                .contains("op launches ms GFLOP/s of peak GB/s")
                .anyMatch(line -> line.matches("mat_mul [0-9]+ [0-9.]+ [0-9.]+ [0-9]+ % [0-9.]+"));
        boolean unsteady = run.words().stream().anyMatch(line -> line.startsWith("unsteady "));
        assertThat(run.sentences())
                .hasSizeBetween(unsteady ? 2 : 0, 2)
                .allMatch(line -> line.startsWith("Measured again, as the device's own best drifted by "));
    }

    @Test
    void jsonHasTheFiguresAndTheirErrors() throws IOException {
        Path file = folder.resolve("figures.json");
        Invocation run = small("--json", file.toString());
        Map<String, Object> figures = JsonText.object(Files.readString(file));
        assertThat(figures)
                .containsEntry("batch", 3L)
                .containsEntry("tangents", 2L)
                .containsEntry("dtype", "float32")
                .containsEntry("steady", run.words().stream().noneMatch(line -> line.startsWith("unsteady ")))
                .containsKeys("drift", "peakBefore", "peakAfter", "primalLaunches", "dualLaunches", "peakBytes", "ops");
        assertThat((double) figures.get("errorPrimal")).isBetween(1e-9, 1e-4);
        assertThat((double) figures.get("errorTangent")).isBetween(1e-9, 1e-4);
        for (String key : List.of("primalMs", "dualMs", "dualOverPrimal")) {
            double median = ((Number) figures.get(key)).doubleValue();
            assertThat(median)
                    .isBetween(
                            ((Number) figures.get(key + "Low")).doubleValue(),
                            ((Number) figures.get(key + "High")).doubleValue());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--batch 0            | --batch is at least 1, not 0.",
                "--tangents 0         | --tangents is at least 1, not 0.",
                "--runs -1            | --runs is at least 1, not -1.",
                "--size 28            | --size is for networks of images, and mlp2d takes none.",
                "--heads summed       | The network mlp2d has no setting 'heads'",
                "--model unet         | There is no network 'unet'; there are",
                "--batch many         | Invalid value for option '--batch': 'many' is not a whole number.",
                "--model flow-unet --size 0 | --size is at least 1, not 0.",
            })
    void misuseIsOneSentence(String words, String sentence) {
        List<String> all = new ArrayList<>(List.of("bench", "--device", "host", "--model", "mlp2d"));
        List<String> given = List.of(words.strip().split(" +", -1));
        if (given.contains("--model")) {
            all = new ArrayList<>(List.of("bench", "--device", "host"));
        }
        all.addAll(given);
        Invocation run = Invocation.of(all.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.startsWith(sentence));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void imagesTooSmallForTheNetworkAreMisuse() {
        Invocation run =
                Invocation.of("bench", "--device", "host", "--base-channels", "1", "--size", "8", "--batch", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.contains("needs at least 16 by 16 pixels"));
    }

    @Test
    void aFolderInPlaceOfTheFileIsAnOutputFailure() {
        Invocation run = small("--json", folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.sentences()).last().asString().contains(folder.toString());
        assertThat(run.out()).as("refused before anything is measured").isEmpty();
    }

    /** By what the parts cost, never how much: the ratio is printed, and finite. */
    @Test
    void classifierAfterFlowStandsBesideItsParts() throws IOException {
        Path json = folder.resolve("attributes.json");
        Invocation run =
                Invocation.of(("bench --device host --model flow-unet --base-channels 1 --size 16 --batch 2 --runs 2"
                                + " --classifier regressor --classifier-channels 1 --steps 2 --json " + json)
                        .split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .anyMatch(line -> line.matches("the flow [0-9.]+ ms [0-9.]+ to [0-9.]+"))
                .anyMatch(line -> line.matches("classifier after flow [0-9.]+ ms [0-9.]+ to [0-9.]+"))
                .anyMatch(line -> line.matches("it, by the sum of the two [0-9.]+ [0-9.]+ to [0-9.]+"));
        assertThat(JsonText.object(Files.readString(json)))
                .containsKeys("ratio median", "ratio low", "ratio high", "flow", "classifier");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 2 | --classifier-channels and --steps are of --classifier: name it too.",
                "--classifier mlp1d | --classifier is mlp1d, which gives no attributes of images.",
                "--classifier resnet50 --tangents 2 | --classifier takes derivatives along one direction: leave"
                        + " --tangents out.",
                "--classifier resnet50 --steps 0 | --steps is at least 1, not 0.",
                "--classifier resnet50 --model mlp2d | --classifier is of images, and mlp2d makes none."
            })
    void refusesClassifiersThatDoNotFit(String options, String sentence) {
        Invocation run = Invocation.of(("bench --device host " + options).split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).hasSize(1).first().asString().isEqualTo(sentence);
    }
}
