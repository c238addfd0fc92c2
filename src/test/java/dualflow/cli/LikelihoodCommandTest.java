package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.closedform.MixtureFlow;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.random.Draws;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodCommandTest {
    private static final int POINTS = 12;
    private static final String MIXTURE = """
            {"mu0": [0.5, -0.25], "sigma0": [[1, 0.5], [0.5, 2]], "weights": [0.25, 0.75],
             "means": [[1, 0], [-1, 2]], "covariances": [[[1, 0], [0, 1]], [[0.5, 0.125], [0.125, 0.25]]]}
            """;

    @TempDir
    private Path folder;

    private Path mixture;
    private final double[] numbers = new Draws(3).normals(0, 0, 2 * POINTS);

    @BeforeEach
    void writeMixture() throws IOException {
        mixture = Files.writeString(folder.resolve("mixture.json"), MIXTURE);
    }

    private Path out() {
        return folder.resolve("out.csv");
    }

    private Path csv(String... lines) throws IOException {
        return Files.write(folder.resolve("points.csv"), List.of(lines));
    }

    private Path points() throws IOException {
        return csv(IntStream.range(0, POINTS)
                .mapToObj(i -> numbers[2 * i] + "," + numbers[2 * i + 1])
                .toArray(String[]::new));
    }

    private Invocation likelihood(Path flow, Path points, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "likelihood", "--device", "host", "--flow", flow.toString(), "--points", points.toString(), "--out"));
        all.add(out().toString());
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    /** The cells of a column of the output; empty ones are NaN. */
    private double[] column(int column) throws IOException {
        return Files.readAllLines(out()).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[column])
                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                .toArray();
    }

    private double[] exact() {
        MixtureFlow flow = new MixtureInput(mixture).read();
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> flow.at(1).logDensity(new double[] {numbers[2 * i], numbers[2 * i + 1]}))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"dopri5,1e-10", "tsit5,1e-10", "dop853,1e-10", "bosh3,1e-8"})
    void exactTraceGivesTheMixturesDensity(String solver, String tolerance) throws IOException {
        Invocation run = likelihood(mixture, points(), "--solver", solver, "--rtol", tolerance);
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] exact = exact();
        for (int i = 0; i < POINTS; i++) {
            assertThat(column(0)[i]).isCloseTo(exact[i], within(solver.equals("bosh3") ? 1e-6 : 1e-9));
        }
        assertThat(column(1)).containsOnly(Double.NaN);
        assertThat(Files.readAllLines(out()).get(0)).isEqualTo("logDensity,standardError");
        assertThat(run.out()).startsWith("12 points, mean log-density -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hutchinson", "hutch++"})
    void estimatesAreWithinTheirStandardErrors(String trace) throws IOException {
        Invocation run = likelihood(mixture, points(), "--trace", trace, "--probes", "60", "--sketch", "1");
        if (trace.equals("hutchinson")) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            run = likelihood(mixture, points(), "--trace", trace, "--probes", "60");
        }
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[] exact = exact();
        for (int i = 0; i < POINTS; i++) {
            double error = column(1)[i];
            assertThat(error).isPositive();
            assertThat(column(0)[i]).as("point %d", i).isCloseTo(exact[i], within(4.5 * error + 1e-6));
        }
    }

    @Test
    void signsOfAPointDependOnItsNumberAndTheSeedAlone() throws IOException {
        String[] options = {"--trace", "hutchinson", "--steps", "20"};
        likelihood(mixture, points(), options);
        double[] all = column(0);
        assertThat(column(1)).containsOnly(Double.NaN); // one solve
        likelihood(mixture, csv(numbers[0] + "," + numbers[1]), options);
        assertThat(column(0)).containsExactly(all[0]);
        likelihood(mixture, points(), "--trace", "hutchinson", "--steps", "20", "--seed", "7");
        assertThat(column(0)).isNotEqualTo(all);
    }

    @Test
    void namesOfColumnsAndArraysAreRead() throws IOException {
        Path named = csv("a, b", numbers[0] + ", " + numbers[1], "");
        likelihood(mixture, named);
        double[] ofCsv = column(0);
        Path npy = folder.resolve("points.npy");
        Npy.write(npy, NumericArray.of(Arrays.copyOf(numbers, 2), 1, 2));
        assertThat(likelihood(mixture, npy).exitCode()).isZero();
        assertThat(column(0)).isEqualTo(ofCsv);
        Npy.write(npy, NumericArray.of(Arrays.copyOf(numbers, 3), 1, 3));
        Invocation run = likelihood(mixture, npy);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("has the shape [1, 3]; points of this flow are [n, 2].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2/3|Line 2 of %s has 1 number where a point has 2.",
                "a,b/1,2/3,4,5|Line 3 of %s has 3 numbers where a point has 2.",
                "1,2/3,x|Line 2 of %s has 'x' where a number is expected.",
                "1,2/3,NaN|Line 2 of %s has NaN, which is not finite in float64.",
                "1,\"2/3,4|The file %s is no table of comma-separated values: ",
                "a,b|The file %s holds no points: write one a line, its 2 numbers with commas between."
            })
    void badLinesAreNamed(String lines, String message) throws IOException {
        Path file = csv(lines.split("/"));
        Invocation run = likelihood(mixture, file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains(message.formatted(file));
        assertThat(out()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trace trace|there are exact, hutchinson and hutch++",
                "--probes 3|the exact trace has no random signs",
                "--solver rk4|does not estimate its error",
                "--steps 0|takes 1 to",
                "--steps 3 --rtol 1e-3|leave one of them out",
                "--rtol 0|above 0 and below 1",
                "--trace hutchinson --probes 0|at least 1",
                "--base-channels 8|has none",
                "--label 3|has none",
                "--images x|Name the points by --points, or the images by --images; one of the two.",
                "--count 3|--labels, --digit, --size and --count are of --images."
            })
    void optionsThatDoNotFitAreRefused(String options, String message) throws IOException {
        Invocation run = likelihood(mixture, points(), options.split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeAnythingRuns() throws IOException {
        Path points = points();
        Invocation run = Invocation.of(
                "likelihood",
                "--flow",
                mixture.toString(),
                "--points",
                points.toString(),
                "--out",
                points.resolve("out.csv").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.err()).doesNotContain("solves");
    }

    @Test
    void imagesHaveADensityUnderATrainedNetwork() throws IOException {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Path npy = folder.resolve("images.npy");
        Npy.write(npy, NumericArray.of(new Draws(5).normals(0, 0, 2 * 256), 2, 1, 16, 16));
        String[] options = {"--steps", "2", "--solver", "rk4"};
        Invocation whole = likelihood(file, npy, options);
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        double[] exact = column(0);
        List<String> estimate = Arrays.stream(options).collect(Collectors.toCollection(ArrayList::new));
        estimate.addAll(List.of("--trace", "hutchinson", "--probes", "30"));
        assertThat(likelihood(file, npy, estimate.toArray(String[]::new)).exitCode())
                .isZero();
        for (int i = 0; i < 2; i++) {
            assertThat(column(0)[i]).isCloseTo(exact[i], within(4.5 * column(1)[i] + 1e-4));
        }
        Npy.write(npy, NumericArray.of(new Draws(5).normals(0, 0, 2 * 64), 2, 64));
        Invocation run = likelihood(file, npy, options);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("images of this network are [n, 1, rows, columns]");
    }

    private Invocation ofImages(Path file, String... options) throws IOException {
        SyntheticImages.write(SyntheticImages.of(6, 16, 16), folder);
        List<String> all =
                new ArrayList<>(List.of("likelihood", "--device", "host", "--flow", file.toString(), "--images"));
        all.addAll(List.of(folder.resolve("images").toString(), "--out", out().toString(), "--steps", "2"));
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    private String labels() {
        return folder.resolve("labels").toString();
    }

    /** Dequantised images are points like others, and 255 brightnesses apart are as many times 1/255. */
    @Test
    void bitsPerDimensionAreThoseOfTheDequantisedImages() throws IOException {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Invocation run = ofImages(file, "--labels", labels(), "--count", "3", "--trace", "hutchinson", "--probes", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out()).get(0))
                .isEqualTo("image,label,logDensity,standardError,bitsPerDimension,bitsStandardError");
        assertThat(column(1)).containsExactly(3, 7, 3);
        double[] logDensity = column(2);
        double[] bits = column(4);
        for (int i = 0; i < 3; i++) {
            assertThat(bits[i]).isCloseTo((Math.log(255) - logDensity[i] / 256) / Math.log(2), within(1e-12));
            assertThat(column(5)[i]).isCloseTo(column(3)[i] / 256 / Math.log(2), within(1e-15));
        }
        assertThat(run.out())
                .matches(
                        "3 images as \\(k \\+ u - 1/2\\)/255, k from 0 to 255 and u uniform: [0-9.]+ bits per dimension,"
                                + " standard error [0-9.]+, of which [0-9.]+ from the random signs\nWritten: .*out.csv\n");
        assertThat(ofImages(file, "--labels", labels(), "--digit", "7", "--solver", "euler", "--trace", "hutchinson")
                        .exitCode())
                .isZero();
        assertThat(column(1)).containsExactly(7, 7, 7);
        assertThat(column(5)).containsOnly(Double.NaN);
    }

    /** What the file of a network says it was trained on decides how brightnesses are made continuous. */
    @Test
    void aNetworkTrainedOnDequantisedImagesIsGivenSuch() throws IOException {
        SyntheticImages.write(SyntheticImages.of(6, 16, 16), folder);
        Invocation training = Invocation.of(
                "train",
                "mnist",
                "--device=host",
                "--images=" + folder.resolve("images"),
                "--labels=" + labels(),
                "--digit=3,7",
                "--dequantise",
                "--conditional",
                "--base-channels=2",
                "--batch=2",
                "--steps=2",
                "--out=" + folder.resolve("run"));
        assertThat(training.exitCode()).as(training.err()).isZero();
        String[] options = {"--count", "2", "--trace", "hutchinson"};
        Invocation run = ofImages(folder.resolve("run"), options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 images as (k + u)/256, k from 0");
        double[] all = column(2);
        for (int i = 0; i < 2; i++) {
            assertThat(column(4)[i]).isCloseTo((Math.log(256) - all[i] / 256) / Math.log(2), within(1e-12));
        }
        assertThat(ofImages(folder.resolve("run"), "--count", "2", "--trace", "hutchinson", "--label", "7")
                        .exitCode())
                .isZero();
        assertThat(column(2)).isNotEqualTo(all);
        run = ofImages(folder.resolve("run"), "--label", "4");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--label is 4; the network of").contains("knows the labels [3, 7].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--count 7|--count is 7, and 6 images of",
                "--count 0|--count is at least 1, not 0.",
                "--digit 3|--digit chooses by labels: name their file by --labels.",
                "--label 3|knows none: train one with 'train mnist --conditional'.",
                "--guidance 2|--guidance is towards a label: name it by --label."
            })
    void imagesThatDoNotFitAreRefused(String options, String message) throws IOException {
        Path file = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Invocation run = ofImages(file, options.split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
        assertThat(out()).doesNotExist();
    }
}
