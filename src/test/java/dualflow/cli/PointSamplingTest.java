package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.Npy;
import dualflow.nn.Architecture;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code sample} on flows of points. */
class PointSamplingTest {
    private static final String GAUSSIAN = """
            {"mu0": [0.5, -0.25], "sigma0": [[1, 0.5], [0.5, 2]], "weights": [1],
             "means": [[1, 2]], "covariances": [[[0.5, 0.125], [0.125, 0.25]]]}
            """;

    @TempDir
    private Path folder;

    private Path gaussian;

    @BeforeEach
    void writeGaussian() throws IOException {
        gaussian = Files.writeString(folder.resolve("gaussian.json"), GAUSSIAN);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private Invocation sample(Path flow, Path out, String... options) {
        List<String> all = new ArrayList<>(List.of("sample", "--device", "host", "--flow", flow.toString(), "--out"));
        all.add(out.toString());
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    private double[][] rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** A Gaussian is a mixture of one: means and covariances within 4.5 standard errors. */
    @ParameterizedTest
    @ValueSource(
            strings = {"--rtol 1e-5", "--solver rk4 --steps 20", "--sde 0.7 --steps 300", "--sde 2 --falling-noise"})
    void samplesHaveTheGaussiansMoments(String options) throws IOException {
        Invocation run = sample(gaussian, out("s.csv"), ("--n 4000 " + options).split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("4000 samples of a Gaussian, written to ");
        assertThat(Files.readAllLines(out("s.csv")).get(0)).isEqualTo("x1,x2");
        double[][] x = rows(out("s.csv"));
        double[] mean = {1, 2};
        double[][] covariance = {{0.5, 0.125}, {0.125, 0.25}};
        for (int i = 0; i < 2; i++) {
            int row = i;
            double average = Arrays.stream(x).mapToDouble(r -> r[row]).average().orElseThrow();
            assertThat(average).isCloseTo(mean[i], within(4.5 * Math.sqrt(covariance[i][i] / 4000)));
            for (int j = 0; j < 2; j++) {
                int column = j;
                double product = Arrays.stream(x)
                        .mapToDouble(r -> (r[row] - mean[row]) * (r[column] - mean[column]))
                        .average()
                        .orElseThrow();
                double variance = covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j];
                assertThat(product).isCloseTo(covariance[i][j], within(4.5 * Math.sqrt(variance / 4000)));
            }
        }
    }

    @Test
    void aSampleDependsOnItsNumberAndTheSeedAlone() throws IOException {
        sample(gaussian, out("many.csv"), "--n", "1200");
        sample(gaussian, out("few.csv"), "--count", "2");
        assertThat(rows(out("few.csv"))).isDeepEqualTo(Arrays.copyOf(rows(out("many.csv")), 2));
        sample(gaussian, out("few.csv"), "--n", "2", "--seed", "7");
        assertThat(rows(out("few.csv"))[0]).isNotEqualTo(rows(out("many.csv"))[0]);
    }

    @Test
    void withoutNoiseTheStochasticEquationIsEulersMethod() throws IOException {
        sample(gaussian, out("sde.csv"), "--n", "3", "--sde", "0", "--steps", "9");
        sample(gaussian, out("ode.csv"), "--n", "3", "--solver", "euler", "--steps", "9");
        assertThat(rows(out("sde.csv"))).isDeepEqualTo(rows(out("ode.csv")));
        sample(gaussian, out("sde.csv"), "--n", "3", "--sde", "1", "--steps", "9");
        double[][] three = rows(out("sde.csv"));
        assertThat(three[0]).isNotEqualTo(rows(out("ode.csv"))[0]);
        sample(gaussian, out("sde.csv"), "--n", "1001", "--sde", "1", "--steps", "9");
        assertThat(Arrays.copyOf(rows(out("sde.csv")), 3)).isDeepEqualTo(three);
    }

    /** Velocities trained by maximum likelihood or with transported pairs say nothing of the score. */
    @ParameterizedTest
    @ValueSource(strings = {"--loss=likelihood", "--coupling=ot"})
    void scoresAreNotMadeUp(String how) {
        Path run = train("toy", how, "--width=4", "--blocks=1", "--batch=8", "--held-out=4");
        assertThat(sample(run, out("ode.csv"), "--n", "2").exitCode()).isZero();
        Invocation sde = sample(run, out("sde.csv"), "--n", "2", "--sde", "1");
        assertThat(sde.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(sde.sentences()).last().asString().contains("does not tell the score");
    }

    @Test
    void averageVelocitiesCarryInOneStepOrByASolver() throws IOException {
        Path run = train("toy", "--loss=meanflow", "--width=4", "--blocks=1", "--batch=8", "--held-out=4");
        for (String how : List.of("--steps=1", "--steps=4", "--rtol=1e-3", "--solver=euler --steps=1", "--sde=0.5")) {
            Path samples = out(how.replace(' ', '_') + ".csv");
            assertThat(sample(run, samples, ("--n=2 " + how).split(" ")).exitCode())
                    .isZero();
        }
        assertThat(rows(out("--steps=1.csv"))).isNotEqualTo(rows(out("--solver=euler_--steps=1.csv")));
    }

    @Test
    void arraysHaveTheNumbersOfTables() throws IOException {
        sample(gaussian, out("s.csv"), "--n", "3");
        assertThat(sample(gaussian, out("s.npy"), "--n", "3").exitCode()).isZero();
        assertThat(Npy.read(out("s.npy")).header().shape()).containsExactly(3L, 2L);
        double[] numbers = Npy.read(out("s.npy")).doubles();
        double[][] rows = rows(out("s.csv"));
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i]).isEqualTo(rows[i / 2][i % 2]);
        }
    }

    /** Networks of both Gaussian trainings; that of one number in place of the option as an argument. */
    @Test
    void trainedNetworksOfPointsAreSampled() throws IOException {
        Path one = train("gaussian1d", "--width=4");
        Invocation run = Invocation.of(
                "sample",
                "--device",
                "host",
                one.toString(),
                "--out",
                out("s.csv").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(rows(out("s.csv"))).hasDimensions(1000, 1);
        Path two = train("gaussian2d", "--width=4", "--blocks=1");
        assertThat(sample(two, out("s.csv"), "--n", "5").exitCode()).isZero();
        assertThat(rows(out("s.csv"))).hasDimensions(5, 2);
        assertThat(Invocation.of(
                                "likelihood",
                                "--device=host",
                                "--flow=" + two,
                                "--points=" + out("s.csv"),
                                "--out=" + out("l.csv"))
                        .exitCode())
                .isZero();
        assertThat(Files.readAllLines(out("l.csv"))).hasSize(6);
    }

    /** The velocity (E[x1 | x] - x)/(1 - t) of a network that predicts x1 does not exist at t = 1, where the later half of solvers asks for it. */
    @Test
    void predictionsOfDataHaveNoVelocityAtTheEnd() throws IOException {
        Path two = train("gaussian2d", "--width=4", "--blocks=1", "--predict=x1");
        Invocation euler = sample(two, out("s.csv"), "--n", "2", "--solver", "euler", "--steps", "9");
        assertThat(euler.exitCode()).as(euler.err()).isZero();
        Invocation run = sample(two, out("t.csv"), "--n", "2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).last().asString().contains("has no velocity everywhere", "t = 1.0");
        assertThat(out("t.csv")).doesNotExist();
    }

    private Path train(String what, String... options) {
        Path run = folder.resolve(what);
        List<String> all = new ArrayList<>(List.of("train", what, "--device=host", "--steps=2", "--out=" + run));
        all.addAll(List.of(options));
        assertThat(Invocation.of(all.toArray(String[]::new)).exitCode()).isZero();
        return run;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--n 0|--n is 0; 1 to 50000000 samples of 2 numbers can be made at once.",
                "--solver rk4|does not estimate its error",
                "--steps 0|takes 1 to",
                "--steps 3 --rtol 1e-3|leave one of them out",
                "--rtol 1|above 0 and below 1",
                "--falling-noise|is of --sde",
                "--sde 1 --rtol 1e-3|leave --solver and --rtol out",
                "--sde 1 --solver rk4|leave --solver and --rtol out",
                "--sde -1|the noise is from 0 to 1000",
                "--size 28|--size is of images",
                "--solver newton|there is no 'newton'"
            })
    void optionsThatDoNotFitAreRefused(String options, String message) {
        Invocation run = sample(gaussian, out("s.csv"), options.split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
        assertThat(out("s.csv")).doesNotExist();
    }

    @Test
    void oneFlowAndAFileForPointsAreNeeded() throws IOException {
        Invocation none = Invocation.of("sample", "--out", out("s.csv").toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.sentences()).singleElement().asString().contains("Name a flow");
        Invocation both = sample(gaussian, out("s.csv"), gaussian.toString());
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(both.sentences()).singleElement().asString().contains("leave one of them out");
        Invocation other = sample(gaussian, out("s.txt"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("go to a file .csv or .npy");
        Path occupied = Files.createDirectory(out("folder.csv"));
        assertThat(sample(gaussian, occupied).exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
    }

    @Test
    void filesThatAreNoFlowAreRefused() throws IOException {
        Path wrong = Files.writeString(out("wrong.json"), GAUSSIAN.replace("0.25]]]", "-1]]]"));
        Invocation run = sample(wrong, out("s.csv"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).last().asString().contains("The mixture in " + wrong);
        Invocation missing = sample(out("missing.json"), out("s.csv"));
        assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Path unknown = WeightsFile.withMetadata(
                out("unknown.safetensors"), Architecture.named("mlp").with("width", "4"), "path", "winding");
        Invocation winding = sample(unknown, out("s.csv"));
        assertThat(winding.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(winding.sentences()).last().asString().contains("name the path 'winding'; there are [linear, ");
    }

    @Test
    void optionsOfPointsAreNotOfImages() {
        Path unet = WeightsFile.write(
                out("unet.safetensors"), Architecture.named("flow-unet").with("base_channels", "1"));
        Invocation run = sample(unet, out("images"), "--solver", "rk4");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("are of points");
    }
}
