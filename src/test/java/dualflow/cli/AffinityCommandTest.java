package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands affinity and sketch, on small mixtures. */
class AffinityCommandTest {
    private static final String MIXTURE = """
            {"mu0": [0, 0], "sigma0": [[1, 0], [0, 1]], "weights": [0.5, 0.5],
             "means": [[1, 0], [-1, 0]], "covariances": [[[0.25, 0], [0, 1]], [[0.25, 0], [0, 1]]]}
            """;
    private static final String GAUSSIAN = """
            {"mu0": [0, 0], "sigma0": [[1, 0], [0, 1]], "weights": [1],
             "means": [[1, 0]], "covariances": [[[4, 0], [0, 0.25]]]}
            """;

    @TempDir
    private Path folder;

    private Path mixture;
    private Path gaussian;

    @BeforeEach
    void write() throws IOException {
        mixture = Files.writeString(folder.resolve("mixture.json"), MIXTURE);
        gaussian = Files.writeString(folder.resolve("gaussian.json"), GAUSSIAN);
    }

    private static Invocation run(String command, Path flow, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--flow", flow.toString(), "--device", "host", "--steps", "8"));
        words.addAll(Arrays.asList(more));
        return Invocation.of(words.toArray(String[]::new));
    }

    @Test
    void radiiAreGivenByTimeAndByResponsibility() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = run("affinity", mixture, "--samples", "30", "--times", "1,0.5", "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("0.5 30 "))
                .anyMatch(line -> line.startsWith("1 30 "))
                .anyMatch(line -> line.matches("0.9 to 0.99 \\d+ .*"));
        assertThat(out.resolve("affinity.png")).isNotEmptyFile();
        assertThat(out.resolve("run.json")).content().contains("median radius");
        assertThat(Files.readAllLines(out.resolve("samples.csv"))).hasSize(61);
        List<String> remainders = Files.readAllLines(out.resolve("remainders.csv"));
        assertThat(remainders.get(0)).isEqualTo("t,epsilon,remainder5,remainder50,remainder95,leading50,floor50");
        assertThat(remainders).hasSize(1 + 2 * 37);
    }

    @Test
    void gaussianIsAffineAndRoundingIsNotTakenForARadius() {
        for (String dtype : List.of("float32", "float64")) {
            Invocation run = run("affinity", gaussian, "--samples", "10", "--times", "1", "--dtype", dtype);
            assertThat(run.exitCode()).isZero();
            assertThat(run.words()).contains("1 10 > 10 > 10 > 10 > 10 > 10 > 10 10 0");
        }
        assertThat(run("affinity", gaussian, "--samples", "10", "--times", "1", "--of", "velocity")
                        .words())
                .contains("1 10 > 10 > 10 > 10 > 10 > 10 > 10 10 0");
    }

    /** The flow to N(m, diag(4, 1/4)) has the singular values 2 and 1/2, up to the error of 200 midpoint steps. */
    @Test
    void singularValuesOfAGaussianFlowAreItsDeviations() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = Invocation.of(
                "sketch",
                "--flow",
                gaussian.toString(),
                "--device",
                "host",
                "--steps",
                "200",
                "--accuracy",
                "--out",
                out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> values = Files.readAllLines(out.resolve("singular_values.csv"));
        assertThat(Double.parseDouble(values.get(1).split(",", -1)[1])).isBetween(1.9999, 2.0001);
        assertThat(Double.parseDouble(values.get(2).split(",", -1)[1])).isBetween(0.4999, 0.5001);
        assertThat(run.words()).anyMatch(line -> line.startsWith("|J|_F^2 4.250 "));
        assertThat(out.resolve("right.npy")).isNotEmptyFile();
        assertThat(out.resolve("left.npy")).isNotEmptyFile();
        assertThat(out.resolve("traces.csv")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "affinity | --times 0 | --times has 0; a flow goes to times above 0 and at most 1.",
                "affinity | --fraction -1 | --fraction is -1; it is a positive number.",
                "affinity | --samples 0 | --samples is 0; 1 to 100000 points can be measured.",
                "affinity | --digit 5 | --images, --labels, --digit and --size are of --flow gaussian and mixture.",
                "sketch | --t 2 | --t is 2; a flow goes to times above 0 and at most 1.",
                "sketch | --rank 3 | --rank and --probes are 3 and 2; the rank is 1 or more, and there are as many probes at least and"
                        + " at most 2, the numbers of a point.",
                "sketch | --power -1 | --sample and --power are 0 or more, not 0 and -1."
            })
    void rejectsOptions(String command, String options, String sentence) {
        Invocation run = run(command, mixture, options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).containsExactly(sentence);
    }

    @Test
    void rejectsFlowsThatAreNotThere() {
        Invocation missing = run("affinity", folder.resolve("none.json"));
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("there is no");
        Invocation fitted = Invocation.of("sketch", "--flow", "gaussian", "--device", "host");
        assertThat(fitted.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(fitted.sentences())
                .containsExactly("Missing required option: '--images=FILE'; the flow is fitted to images.");
    }
}
