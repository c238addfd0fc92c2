package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainNormalizingTest {
    @TempDir
    private Path folder;

    private static Invocation train(Path out, String... options) {
        List<String> words = new ArrayList<>(
                List.of("train", "normalizing", "--device", "host", "--blocks=2", "--batch=32", "--out=" + out));
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"realnvp", "spline", "maf", "planar", "residual"})
    void everyKindOfFlowIsTrainedAndJudged(String kind) throws IOException {
        Invocation run = train(folder, "--flow=" + kind, "--data=circles", "--width=4", "--steps=3", "--held-out=40");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("log-likelihood of 40 held-out samples", "that of a normal distribution", "samples.csv");
        assertThat(Files.readAllLines(folder.resolve("samples.csv")))
                .hasSize(41)
                .startsWith("x,y");
        assertThat(folder.resolve("run.json"))
                .content()
                .contains(
                        "\"log-likelihood\" :", "\"log-likelihood of a normal distribution\" :", "\"clip\" : \"5.0\"");
        try (Safetensors model = Safetensors.open(folder.resolve("model.safetensors"))) {
            assertThat(model.metadata())
                    .containsEntry("model", kind + "-flow")
                    .containsEntry("data", "circles")
                    .containsEntry("blocks", "2");
        }
    }

    @Test
    void aFlowOfSplinesLearnsTwoMoons() throws IOException {
        Invocation run = train(folder, "--flow=spline", "--width=16", "--steps=120", "--lr=0.01");
        assertThat(run.exitCode()).as(run.err()).isZero();
        String record = Files.readString(folder.resolve("run.json"));
        assertThat(number(record, "log-likelihood")).isGreaterThan(-1.3);
        assertThat(number(record, "log-likelihood of a normal distribution")).isBetween(-1.95, -1.8);
    }

    private static double number(String record, String key) {
        String rest = record.substring(record.indexOf("\"" + key + "\" :") + key.length() + 4);
        return Double.parseDouble(
                rest.substring(0, rest.indexOf('\n')).replace(",", "").strip());
    }

    /** Also where the log-determinant is drawn in each step. */
    @Test
    void aRunGoesOnWhereItStopped() throws IOException {
        Path straight = folder.resolve("straight");
        Path broken = folder.resolve("broken");
        String[] options = {
            "--flow=residual", "--width=4", "--determinant=roulette", "--held-out=20", "--schedule=constant"
        };
        assertThat(train(straight, with(options, "--steps=5")).exitCode()).isZero();
        assertThat(train(broken, with(options, "--steps=2")).exitCode()).isZero();
        Invocation rest = train(broken, with(options, "--steps=5", "--resume=" + broken));
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        for (String name : List.of("model.safetensors", "loss.csv", "samples.csv")) {
            assertThat(broken.resolve(name)).hasSameBinaryContentAs(straight.resolve(name));
        }
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--determinant=roulette | --determinant is of --flow residual",
                "--held-out=2 | --held-out is 2; a covariance and a standard error take 3 or more",
                "--flow=glow | there is no 'glow'; there are realnvp, spline, maf, planar, residual",
                "--data=stars | there is no 'stars'; there are eight-gaussians, two-moons",
                "--blocks=0 | A flow has 1 to 1000 blocks, got 0",
                "--width=0 | A network of a bijection has one hidden layer of width 1 or more, got 2 of width 0"
            })
    void wrongOptionsAreRefusedInASentence(String option, String sentence) {
        List<String> words =
                new ArrayList<>(List.of("train", "normalizing", "--device", "host", "--out=" + folder, option));
        Invocation run = Invocation.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(sentence);
        assertThat(folder).isEmptyDirectory();
    }
}
