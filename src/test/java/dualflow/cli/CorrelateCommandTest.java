package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dualflow.data.IdxImages;
import dualflow.data.IdxLabels;
import dualflow.data.LabelledImages;
import dualflow.nn.Architecture;
import dualflow.testing.SyntheticImages;
import dualflow.testing.TestDevices;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelateCommandTest {
    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(SyntheticImages.of(120), folder);
    }

    @Test
    void theGaussianEstimateAgreesWithTheImages() throws IOException {
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2,3:4", "--samples", "4000", "--out", results()))
                .isEqualTo(ExitCode.OK);
        String json = Files.readString(folder.resolve("results/run.json"));
        IdxImages images = SyntheticImages.of(120).images();
        double[] estimates = numbers(json, "estimate");
        double[] empirical = numbers(json, "empirical");
        double[] halfWidths = numbers(json, "halfWidth");
        assertThat(estimates).hasSize(3);
        assertThat(empirical[0]).isCloseTo(pearson(images, 6, 7), within(1e-12));
        assertThat(empirical[1]).isCloseTo(pearson(images, 6, 19), within(1e-12));
        for (int pair = 0; pair < 3; pair++) {
            assertThat(halfWidths[pair]).isBetween(0.001, 0.04);
            assertThat(estimates[pair]).isCloseTo(empirical[pair], within(2.1 * halfWidths[pair]));
        }
        assertThat(out.toString())
                .contains(
                        "Corr, un-centred",
                        "Pearson, centred, of the images",
                        "labels {3=60, 7=60}",
                        "4000",
                        "float64");
        assertThat(Files.readAllLines(folder.resolve("results/pairs.csv"))).hasSize(4);
        assertThat(ImageIO.read(folder.resolve("results/derivative.png").toFile())
                        .getWidth())
                .isGreaterThan(300);
        assertThat(json)
                .contains(
                        "\"command\"",
                        "\"sha256\"",
                        "\"seed\" : 42",
                        "\"versions\"",
                        "\"device\" : \"host",
                        "correlate");
        assertThat(list(folder.resolve("results"))).containsExactly("derivative.png", "pairs.csv", "run.json");
    }

    @Test
    void centralDifferencesGiveTheSameEstimate() throws IOException {
        String[] common = {"--flow", "mixture", "--pixels", "1:1,1:2", "--samples", "40", "--steps", "10"};
        double[] exact = estimates(common);
        double[] differences = estimates(with(common, "--method", "fd", "--epsilon", "1e-5"));
        assertThat(differences).containsExactly(exact, within(1e-8));
        assertThat(differences).isNotEqualTo(exact);
    }

    @Test
    void openClGivesTheBitsOfTheHost() throws IOException {
        String[] common = {"--flow", "gaussian", "--pixels", "1:1,1:2", "--samples", "600", "--directions", "2"};
        double[] host = estimates(common);
        out = new StringWriter();
        double[] openCl =
                estimates(with(common, "--device", TestDevices.openClInfo().id()));
        assertThat(openCl).isEqualTo(host);
    }

    @Test
    void theMixtureSaysThatTheBoundIsNoEquation() {
        assertThat(correlate("--flow", "mixture", "--digit", "3,7", "--pixels", "1:1,1:2", "--samples", "50"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("The flow is not linear", "That is measured: between 8 points")
                .contains("bounds the covariance from above", "need not equal it", "shrinkage", "Ledoit and Wolf")
                .contains("3 (weight 0.500", "second moments", "covariance of the mixture");
    }

    @Test
    void aMixtureOfOneComponentIsLinear() throws IOException {
        assertThat(correlate(
                        "--flow",
                        "mixture",
                        "--digit",
                        "3",
                        "--pixels",
                        "1:1,1:2",
                        "--samples",
                        "50",
                        "--out",
                        results()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("The flow is linear", "should agree with the mixture.", "That is measured: between 8 points")
                .doesNotContain("not linear", "need not");
        assertThat(Files.readString(folder.resolve("results/run.json"))).contains("\"nonlinearity\" : ");
    }

    @Test
    void aMixtureOfEqualComponentsIsLinear() throws IOException {
        IdxImages threes = SyntheticImages.of(20).withLabels(3).images();
        byte[] twice = Arrays.copyOf(threes.pixels(), 2 * threes.pixels().length);
        System.arraycopy(threes.pixels(), 0, twice, threes.pixels().length, threes.pixels().length);
        byte[] labels = new byte[2 * threes.count()];
        Arrays.fill(labels, threes.count(), labels.length, (byte) 7);
        SyntheticImages.write(
                new LabelledImages(
                        new IdxImages(2 * threes.count(), threes.height(), threes.width(), twice),
                        new IdxLabels(labels)),
                folder);
        assertThat(correlate("--flow", "mixture", "--pixels", "1:1,1:2", "--samples", "50"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("0 (weight 0.500", "7 (weight 0.500", "The flow is linear");
    }

    @Test
    void aPixelThatNeverMovesIsUndefined() throws IOException {
        assertThat(correlate("--flow", "gaussian", "--pixels", "0:0,1:2", "--samples", "20", "--out", results()))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("Corr, un-centred, of the derivatives  undefined")
                .doesNotContain("NaN");
        assertThat(Files.readString(folder.resolve("results/run.json"))).contains("\"estimate\" : null");
        assertThat(Files.readString(folder.resolve("results/pairs.csv"))).doesNotContain("NaN");
    }

    @Test
    void nothingIsWrittenWithoutAFolder() throws IOException {
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2", "--samples", "20"))
                .isEqualTo(ExitCode.OK);
        assertThat(list(folder)).containsExactly("images", "labels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"euler", "midpoint", "heun", "bosh3", "rk4", "tsit5", "dopri5", "dop853"})
    void everySolverRuns(String solver) {
        assertThat(correlate(
                        "--flow",
                        "gaussian",
                        "--pixels",
                        "1:1,1:2",
                        "--samples",
                        "20",
                        "--solver",
                        solver,
                        "--dtype",
                        "float32"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("float32");
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of("--pixels 1:1,9:2 --flow gaussian", "There is no pixel 9:2"),
                Arguments.of("--pixels 1:1,1:5 --flow gaussian", "There is no pixel 1:5"),
                Arguments.of("--pixels 1:1 --flow gaussian", "two or more different --pixels"),
                Arguments.of("--pixels 1:1,1:1 --flow gaussian", "two or more different --pixels"),
                Arguments.of("--pixels 1-1,1:2 --flow gaussian", "'1-1' is not a pixel"),
                Arguments.of(
                        "--pixels 1:1,1:2 --flow linear",
                        "there is no 'linear'; there are gaussian, mixture and files of trained networks."),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --solver rk5", "'--solver'"),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --method ad", "'--method'"),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --samples 1", "--samples of 2 or more"),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --samples many", "'--samples'"),
                Arguments.of(
                        "--pixels 1:1,1:2 --flow gaussian --steps 0",
                        "--steps is 0; the solver takes 1 to 1000000 steps."),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --steps 2147483647", "1 to 1000000 steps."),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --steps 99999999999", "'99999999999' is too large."),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --directions 0", "--directions is 0; 1 to 10000"),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --directions 2147483647", "1 to 10000"),
                Arguments.of("--pixels 1:1,1:2 --flow gaussian --epsilon -1", "positive --epsilon, not -1."),
                Arguments.of(
                        "--pixels 1:1,1:2 --flow gaussian --model flow-unet",
                        "--model and its settings are those of a file of weights; --flow gaussian has none."),
                Arguments.of("--pixels 1:1,1:2", "--flow"));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsASentence(String options, String sentence) {
        assertThat(correlate(options.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void derivativesThatAreNotFiniteAreNamed() {
        String options = "--pixels 1:1,1:2 --flow gaussian --method fd --epsilon 1e-320 --samples 4";
        assertThat(correlate(options.split(" ", -1))).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString())
                .contains(
                        "The numbers did not stay finite: the derivative of output 0 at sample 0 along its direction 0")
                .doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aLabelThatIsNotThereIsBadInput() {
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2", "--digit", "5"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("No image is labelled 5").hasLineCount(1);
    }

    @Test
    void filesThatLieAreBadInput() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("images"));
        Files.write(folder.resolve("images"), Arrays.copyOf(bytes, bytes.length - 7));
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2", "--out", results()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains(folder.resolve("images").toString()).hasLineCount(1);
        assertThat(list(folder.resolve("results"))).isEmpty();
    }

    @Test
    void oneImageIsTooFew() throws IOException {
        SyntheticImages.write(SyntheticImages.of(2), folder);
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2", "--digit", "3"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("needs two or more").hasLineCount(1);
        err = new StringWriter();
        assertThat(correlate("--flow", "mixture", "--pixels", "1:1,1:2")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("needs two different images").hasLineCount(1);
    }

    @Test
    void imagesTooLargeAreRefused() throws IOException {
        SyntheticImages.write(
                new LabelledImages(new IdxImages(2, 65, 64, new byte[2 * 65 * 64]), new IdxLabels(new byte[2])),
                folder);
        assertThat(correlate("--flow", "gaussian", "--pixels", "1:1,1:2")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("4160 pixels", "at most 4096").hasLineCount(1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        assertThat(correlate(
                        "--flow",
                        "gaussian",
                        "--pixels",
                        "1:1,1:2",
                        "--out",
                        folder.resolve("file/results").toString()))
                .isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(err.toString()).contains("cannot be written").hasLineCount(1);
    }

    @Test
    void aLearnedFlowIsComparedWithIdxImages() throws IOException {
        SyntheticImages.write(SyntheticImages.of(30, 16, 17), folder);
        Path model = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        String[] common = {"--flow", model.toString(), "--pixels", "1:1,1:2", "--samples", "6", "--steps", "5"};
        double[] exact = estimates(with(common, "--dtype", "float64"));
        assertThat(out.toString())
                .contains("images   30 of 16 x 17 pixels, labels {3=15, 7=15}")
                .contains("learned from N(0, I) to images: flow-unet (channels 1, base channels 2")
                .contains("5 steps of the method euler", "Pearson, centred, of the samples")
                .doesNotContain("of the mixture");
        assertThat(Files.readString(folder.resolve("results/run.json")))
                .contains("model.safetensors", "\"fitted\" : null")
                .doesNotContain("covarianceBoth");
        double[] differences = estimates(with(common, "--dtype", "float64", "--method", "fd"));
        assertThat(differences[0]).isCloseTo(exact[0], within(1e-6)).isNotEqualTo(exact[0]);
        assertThat(estimates(common)[0]).isCloseTo(exact[0], within(1e-3));
    }

    @Test
    void theNetworkOfAFileThatNamesNoneIsSaid() throws IOException {
        SyntheticImages.write(SyntheticImages.of(30, 16, 17), folder);
        Architecture narrow = Architecture.named("flow-unet").with("base_channels", "2");
        String[] common = {"--pixels", "1:1,1:2", "--samples", "4", "--steps", "3", "--flow"};
        Path named = WeightsFile.write(folder.resolve("named.safetensors"), narrow);
        double[] expected = estimates(with(common, named.toString()));
        Path unnamed = WeightsFile.unnamed(folder.resolve("unnamed.safetensors"), narrow);
        assertThat(estimates(with(common, unnamed.toString(), "--model", "flow-unet", "--base-channels", "2")))
                .isEqualTo(expected);
        assertThat(estimates(with(common, unnamed.toString(), "--base-channels", "2")))
                .isEqualTo(expected);
        assertThat(correlate(with(common, unnamed.toString()))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("does not fit the model");
    }

    @Test
    void aLearnedFlowIsComparedWithAFolder() throws IOException {
        Path model = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 3);
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 3; i++) {
            BufferedImage picture = new BufferedImage(20, 18, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(5 + i, 6, 0xFF0000 | (40 * i));
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        String[] options = {
            "--flow", model.toString(), "--pixels", "6:5:0,6:5:2,6:6:0", "--samples", "4", "--steps", "3", "--images"
        };
        assertThat(execute(with(options, pictures.toString(), "--device", "host", "--out", results())))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("images   3 of 18 x 20 pixels, 3 channels", "pixels 6:5:0 and 6:6:0");
        assertThat(numbers(Files.readString(folder.resolve("results/run.json")), "empirical")[0])
                .isCloseTo(-0.5, within(1e-12));
        assertThat(execute(with(options, pictures.toString(), "--device", "host", "--size", "16")))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("images   3 of 16 x 16 pixels, 3 channels");
        assertThat(ImageIO.read(folder.resolve("results/derivative.png").toFile())
                        .getWidth())
                .isGreaterThan(300);
    }

    static Stream<Arguments> misuseOfALearnedFlow() {
        return Stream.of(
                Arguments.of(3, "--pixels 1:1,1:2", ExitCode.BAD_INPUT, "images of 3 channels"),
                Arguments.of(1, "--pixels 1:1,1:2:1", ExitCode.USAGE, "There is no pixel 1:2:1"),
                Arguments.of(1, "--pixels 1:1,1:2 --samples 1", ExitCode.USAGE, "--samples of 2 or more"),
                Arguments.of(1, "--pixels 1:1,1:2 --digit 5", ExitCode.BAD_INPUT, "No image is labelled 5"),
                Arguments.of(1, "--pixels 1:1,1:2", ExitCode.BAD_INPUT, "at least 16"));
    }

    @ParameterizedTest
    @MethodSource("misuseOfALearnedFlow")
    void misuseOfALearnedFlowIsASentence(int channels, String options, int exitCode, String sentence) {
        Path model = WeightsFile.flowUNet(folder.resolve("model.safetensors"), channels);
        assertThat(correlate(with(options.split(" ", -1), "--flow", model.toString())))
                .isEqualTo(exitCode);
        assertThat(err.toString()).contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNoNetworkIsBadInput() {
        assertThat(correlate(
                        "--pixels",
                        "1:1,1:2",
                        "--flow",
                        folder.resolve("images").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).contains("images").hasLineCount(1);
    }

    @Test
    void aFittedFlowNeedsLabels() {
        assertThat(execute(
                        "--images", folder.resolve("images").toString(), "--flow", "gaussian", "--pixels", "1:1,1:2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'--labels=FILE'").hasLineCount(1);
    }

    /** The paper's pair of pixels, with fewer samples than the command's default. */
    @Test
    void theFivesOfMnist() throws IOException {
        String data = System.getenv("DUALFLOW_DATA");
        assumeTrue(
                data != null, "DUALFLOW_DATA is unset: name the folder that holds mnist/t10k-*.gz to run this test.");
        String[] common = {
            "--images",
            data + "/mnist/t10k-images-idx3-ubyte.gz",
            "--labels",
            data + "/mnist/t10k-labels-idx1-ubyte.gz",
            "--digit",
            "5",
            "--pixels",
            "8:14,8:15",
            "--flow",
            "gaussian"
        };
        double[] estimates = mnist(with(common, "--samples", "4000"));
        double standardError = estimates[1];
        assertThat(estimates[2]).isCloseTo(0.8805, within(0.5e-4));
        assertThat(standardError).isCloseTo((1 - 0.8805 * 0.8805) / Math.sqrt(4000), within(4e-4));
        assertThat(estimates[0]).isCloseTo(estimates[2], within(4 * standardError));
        double[] exact = mnist(with(common, "--samples", "200"));
        double[] differences = mnist(with(common, "--samples", "200", "--method", "fd"));
        assertThat(differences[0]).isCloseTo(exact[0], within(1e-7));
    }

    private double[] mnist(String... options) throws IOException {
        assertThat(execute(with(with(options, "--out"), results()))).isEqualTo(ExitCode.OK);
        String json = Files.readString(folder.resolve("results/run.json"));
        return new double[] {
            numbers(json, "estimate")[0], numbers(json, "standardError")[0], numbers(json, "empirical")[0]
        };
    }

    private double[] estimates(String... options) throws IOException {
        assertThat(correlate(with(options, "--out", results()))).isEqualTo(ExitCode.OK);
        String json = Files.readString(folder.resolve("results/run.json"));
        return new double[] {
            numbers(json, "estimate")[0], numbers(json, "halfWidth")[0], numbers(json, "secondMomentBoth")[0]
        };
    }

    private String results() {
        return folder.resolve("results").toString();
    }

    private int correlate(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        if (!all.contains("--device")) {
            all.addAll(List.of("--device", "host"));
        }
        all.addAll(List.of("--images", folder.resolve("images").toString()));
        all.addAll(List.of("--labels", folder.resolve("labels").toString()));
        return execute(all.toArray(String[]::new));
    }

    /** Without the lines that report progress and the device, which are not errors. */
    private int execute(String... options) {
        StringWriter all = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(all, true))
                .execute(with(new String[] {"correlate"}, options));
        all.toString()
                .lines()
                .filter(line -> !line.startsWith("device ") && !line.contains(" samples, "))
                .forEach(line -> err.append(line).append('\n'));
        return code;
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static double pearson(IdxImages images, int a, int b) {
        double[] x = new double[images.count()];
        double[] y = new double[images.count()];
        for (int i = 0; i < x.length; i++) {
            x[i] = images.image(i)[a];
            y[i] = images.image(i)[b];
        }
        return new PearsonsCorrelation().correlation(x, y);
    }

    /** All numbers under a key. */
    private static double[] numbers(String json, String key) throws IOException {
        List<Double> found = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric() && key.equals(parser.currentName())) {
                    found.add(parser.getDoubleValue());
                }
            }
        }
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
