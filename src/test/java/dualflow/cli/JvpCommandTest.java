package dualflow.cli;

import static dualflow.testing.ArrayErrors.dot;
import static dualflow.testing.ArrayErrors.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.ArrayHeader;
import dualflow.data.ElementType;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.Safetensors;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Initialisation;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvpCommandTest {
    private static final int SEED = 3;

    @TempDir
    private Path folder;

    private Path path(String name) {
        return folder.resolve(name);
    }

    private String save(String name, double[] values, int... shape) {
        Npy.write(path(name), NumericArray.of(values, shape));
        return path(name).toString();
    }

    private double[] result(String name) {
        return Npy.read(path("out").resolve(name + ".npy")).doubles();
    }

    private ArrayHeader header(String name) {
        return Npy.header(path("out").resolve(name + ".npy"));
    }

    private static double[] drawn(String name, int count) {
        return new Initialisation.Uniform(1).draw(new Draws(SEED), Draws.stream(name), count);
    }

    private Invocation jvp(Object... more) {
        List<String> words =
                new ArrayList<>(List.of("jvp", path("model.safetensors").toString(), "--device", "host"));
        Arrays.stream(more).map(Object::toString).forEach(words::add);
        return Invocation.of(words.toArray(String[]::new));
    }

    /** A narrow flow UNet whose file states its architecture. */
    private void writeUnet() {
        write(Architecture.named("flow-unet").with("base_channels", "2").with("channels", "2"));
    }

    private void write(Architecture architecture) {
        try (Device device = new HostDevice()) {
            Parameters drawn = architecture.model().specification().draw(device, DType.FLOAT64, 5);
            Weights.write(path("model.safetensors"), architecture, drawn);
        }
    }

    /**
     * PyTorch's output, and its gradient x_bar = J^T y_bar: for any v, the scalar product of J v with y_bar equals that of v with x_bar. The
     * golden files have it for a v drawn by name.
     */
    @ParameterizedTest
    @CsvSource({
        "flow_unet, file, flow_unet_file, flow-unet --channels 3 --base-channels 8",
        "flow_unet, file transposed, flow_unet_file_transposed,"
                + " flow-unet --channels 3 --base-channels 8 --upsampling transposed-convolution",
        "resnet50, file 31, resnet50_file_31, resnet50 --outputs 3 --base-channels 4"
    })
    void weightsThatPyTorchWroteGiveItsOutputAndDerivatives(String golden, String name, String file, String model)
            throws IOException {
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(Path.of("reference-data/layer/" + file + ".safetensors.gz")))) {
            Files.copy(in, path("model.safetensors"));
        }
        GoldenCsv.Case expected = GoldenCsv.read("layer/" + golden).at(name);
        int[] shape =
                Arrays.stream(expected.vector("x shape")).mapToInt(d -> (int) d).toArray();
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        List<Object> words = new ArrayList<>(List.of(
                "--x",
                save("x.npy", drawn(name + " x", size), shape),
                "--along",
                save("v.npy", drawn(name + " x_bar r", size), shape),
                "--out",
                path("out"),
                "--model"));
        words.addAll(List.of(model.split(" ")));
        if (!golden.equals("resnet50")) {
            double[] t = expected.values("t");
            words.addAll(List.of("--t", save("t.npy", t, t.length)));
        }
        Invocation run = jvp(words.toArray());
        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);

        double[] primal = result("primal");
        double[] sample = expected.values("y");
        double[] places = drawn(name + " y at", sample.length);
        for (int i = 0; i < sample.length; i++) {
            int at = sample.length == primal.length ? i : (int) Math.floor((1 + places[i]) / 2 * primal.length);
            assertThat(primal[at]).isCloseTo(sample[i], within(1e-10 * max(sample)));
        }
        assertThat(norm(primal)).isCloseTo(expected.scalar("y norm"), within(1e-10 * norm(primal)));
        double[] tangent = result("tangent");
        double[] yBar = drawn(name + " y bar", tangent.length);
        double scale = norm(tangent) * norm(yBar);
        assertThat(dot(yBar, tangent)).isCloseTo(expected.scalar("x_bar product"), within(1e-10 * scale));
        assertThat(header("primal").shape()).isEqualTo(header("tangent").shape());
    }

    private static double max(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @Test
    void theFileSaysWhichNetworkItIs() {
        writeUnet();
        double[] x = drawn("x", 2 * 2 * 16 * 17);
        String points = save("x.npy", x, 2, 2, 16, 17);
        String along = save("v.npy", drawn("v", x.length), 2, 2, 16, 17);
        Invocation run = jvp("--x", points, "--along", along, "--t", "0.5", "--out", path("out"));
        assertThat(run.sentences())
                .containsExactly(path("model.safetensors") + ": skipped, as the model does not use them:"
                        + " label_emb.weight, source_label_emb.weight, target_label_emb.weight");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .startsWith(
                        "model flow-unet (channels 2, base channels 2, upsampling bilinear), "
                                + path("model.safetensors"),
                        "points [2, 2, 16, 17], t = 0.5")
                .last()
                .isEqualTo("Written: " + path("out/primal.npy") + ", " + path("out/tangent.npy") + ", "
                        + path("out/run.json") + ".");
        ArrayHeader float64 = ArrayHeader.of(ElementType.FLOAT64, 2, 2, 16, 17);
        assertThat(header("primal")).isEqualTo(float64);
        assertThat(header("tangent")).isEqualTo(float64);
        assertThat(path("out/run.json"))
                .content()
                .contains("\"base_channels\" : \"2\"")
                .contains("\"sha256\"")
                .contains("\"source_label_emb.weight\"");
    }

    @Test
    void severalDirectionsAreEachAsByItself() {
        writeUnet();
        int size = 2 * 16 * 16;
        String points = save("x.npy", drawn("x", 3 * size), 3, 2, 16, 16);
        double[] v = drawn("v", 2 * 3 * size);
        String times = save("t.npy", new double[] {0.25, 0.5, 1}, 3);
        String along = save("v.npy", v, 2, 3, 2, 16, 16);
        jvp("--x", points, "--along", along, "--t", times, "--out", path("out"));
        assertThat(header("tangent").shape()).containsExactly(2L, 3L, 2L, 16L, 16L);
        double[] both = result("tangent");
        double[] primal = result("primal");
        for (int k = 0; k < 2; k++) {
            double[] one = Arrays.copyOfRange(v, k * 3 * size, (k + 1) * 3 * size);
            jvp("--x", points, "--along", save("v.npy", one, 3, 2, 16, 16), "--t", times, "--out", path("out"));
            assertThat(result("tangent")).isEqualTo(Arrays.copyOfRange(both, k * one.length, (k + 1) * one.length));
            assertThat(result("primal")).isEqualTo(primal);
        }
    }

    @Test
    void eachPointHasItsTime() {
        write(Architecture.named("mlp1d").with("width", "4"));
        String points = save("x.npy", new double[] {0.5, 0.5}, 2, 1);
        String along = save("v.npy", new double[] {1, 1}, 2, 1);
        jvp("--x", points, "--along", along, "--t", save("t.npy", new double[] {0.25, 0.75}, 2), "--out", path("out"));
        double[] each = result("primal");
        for (int i = 0; i < 2; i++) {
            jvp("--x", points, "--along", along, "--t", 0.25 + 0.5 * i, "--out", path("out"));
            assertThat(result("primal")).containsExactly(each[i], each[i]);
        }
        assertThat(each[0]).isNotEqualTo(each[1]);
    }

    @Test
    void derivativeMatchesFiniteDifference() {
        write(Architecture.named("mlp2d").with("width", "8").with("time_dimension", "6"));
        double[] x = {0.25, -0.5, 1, 0.75};
        double[] v = {1, 0.5, -0.25, 2};
        double step = 1e-5;
        double[][] around = new double[2][];
        for (int side = 0; side < 2; side++) {
            double[] moved = x.clone();
            for (int i = 0; i < x.length; i++) {
                moved[i] += (2 * side - 1) * step * v[i];
            }
            jvp("--x", save("x.npy", moved, 2, 2), "--along", save("v.npy", v, 2, 2), "--t", 0.3, "--out", path("out"));
            around[side] = result("primal");
        }
        jvp("--x", save("x.npy", x, 2, 2), "--along", save("v.npy", v, 2, 2), "--t", 0.3, "--out", path("out"));
        double[] tangent = result("tangent");
        for (int i = 0; i < x.length; i++) {
            double difference = (around[1][i] - around[0][i]) / (2 * step);
            assertThat(tangent[i]).isCloseTo(difference, within(1e-9));
        }
    }

    @Test
    void formatAndFolderOfARun() {
        write(Architecture.named("mlp1d").with("width", "4"));
        String points = save("x.npy", new double[] {0.5}, 1, 1);
        Invocation run = Invocation.of(
                "jvp",
                folder.toString(),
                "--device",
                "host",
                "--x",
                points,
                "--along",
                points,
                "--t",
                "1",
                "--out",
                path("out").toString(),
                "--dtype",
                "float32");
        assertThat(run.err()).doesNotContain("skipped");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(header("tangent")).isEqualTo(ArrayHeader.of(ElementType.FLOAT32, 1, 1));
    }

    @Test
    void withoutAFolderTheNormsAreShown() {
        write(Architecture.named("mlp1d").with("width", "4"));
        String points = save("x.npy", new double[] {0.5}, 1, 1);
        Invocation run = jvp("--x", points, "--along", save("v.npy", new double[10], 10, 1, 1), "--t", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("tangent  10 directions, norm 0.00000, ").contains(", ...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "4 | none.npy | v.npy | 0.5 | | none.npy",
                "4 | x.npy | none.npy | 0.5 | | none.npy",
                "4 | nan.npy | v.npy | 0.5 | | holds NaN at [1, 1, 0, 2]; numbers must be finite.",
                "4 | x.npy | nan.npy | 0.5 | | holds NaN at [1, 1, 0, 2]",
                "4 | huge.npy | v.npy | 0.5 | --dtype float32 | holds 1.0E300 at [0, 0, 0, 0], which float32 cannot",
                "4 | x.npy | other.npy | 0.5 | | has the shape [2, 2, 16, 17] and does not fit the points of the shape"
                        + " [2, 2, 16, 16]: give directions of that shape, or several with an axis before it.",
                "4 | x.npy | k0.npy | 0.5 | | holds no numbers, but an array of the shape [0, 2, 2, 16, 16].",
                "4 | empty.npy | empty.npy | 0.5 | | holds no numbers",
                "4 | three.npy | three.npy | 0.5 | | takes images [B, 2, H, W], not the shape [2, 3, 16, 16].",
                "4 | flat.npy | flat.npy | 0.5 | | takes images [B, 2, H, W], not the shape [4].",
                "4 | scalar.npy | scalar.npy | 0.5 | | holds a single number without axes; points need an axis of samples in",
                "4 | scalar.npy | one.npy | 0.5 | | holds a single number without axes",
                "4 | x.npy | scalar.npy | 0.5 | | has the shape [] and does not fit the points of the shape [2, 2, 16, 16]",
                "4 | one.npy | scalar.npy | 0.5 | | has the shape [] and does not fit the points of the shape [1]",
                "4 | deep.npy | deep.npy | 0.5 | | [1, 1, 1, 1, 1, 1, 1, 1, 1, 1",
                "4 | small.npy | small.npy | 0.5 | | needs at least 16 by 16 pixels, got the shape [1, 2, 2, 2]",
                "4 | x.npy | v.npy | times.npy | | has the shape [3]: give one time, or [2], one for each point.",
                "2 | x.npy | v.npy | noon | | --t is a number or the name of an npy file, and 'noon' is neither.",
                "2 | x.npy | v.npy | NaN | | --t is a finite number, not NaN.",
                "2 | x.npy | v.npy | | | depends on the time: say which by --t",
                "2 | x.npy | v.npy | 0.5 | --model resnet50 | The network resnet50 knows no time: leave --t out.",
                "2 | x.npy | v.npy | 0.5 | --model vgg | There is no network 'vgg'",
                "2 | x.npy | v.npy | 0.5 | --width 3 | The network flow-unet has no setting 'width'",
                "4 | x.npy | v.npy | 0.5 | --base-channels 4 | its entry \"inc.conv1.weight\" has the shape [2, 2, 3, 3]"
                        + " and the model needs [4, 2, 3, 3]; its metadata say that it is of the network flow-unet"
                        + " (channels 2, base channels 2, upsampling bilinear).",
                "4 | flat2.npy | flat2.npy | 0.5 | --model mlp2d | needs an entry \"in_projection.weight\" of shape"
                        + " [1024, 2], and there is none; its metadata say that it is of the network flow-unet"
            })
    void rejectsWhatDoesNotFit(int exitCode, String x, String v, String t, String more, String sentence) {
        writeUnet();
        double[] points = drawn("x", 2 * 2 * 16 * 16);
        save("x.npy", points, 2, 2, 16, 16);
        save("v.npy", points, 2, 2, 16, 16);
        save("other.npy", new double[2 * 2 * 16 * 17], 2, 2, 16, 17);
        save("k0.npy", new double[0], 0, 2, 2, 16, 16);
        save("empty.npy", new double[0], 0, 2, 16, 16);
        save("three.npy", new double[2 * 3 * 16 * 16], 2, 3, 16, 16);
        save("flat.npy", new double[4], 4);
        save("flat2.npy", new double[4], 2, 2);
        save("scalar.npy", new double[] {1});
        save("one.npy", new double[] {1}, 1);
        int[] axes = new int[70];
        Arrays.fill(axes, 1);
        save("deep.npy", new double[] {1}, axes);
        save("small.npy", new double[8], 1, 2, 2, 2);
        save("times.npy", new double[3], 3);
        double[] broken = points.clone();
        broken[16 * 16 * 3 + 2] = Double.NaN;
        save("nan.npy", broken, 2, 2, 16, 16);
        broken[0] = 1e300;
        broken[16 * 16 * 3 + 2] = 0;
        save("huge.npy", broken, 2, 2, 16, 16);
        List<Object> words = new ArrayList<>(List.of("--x", path(x), "--along", path(v), "--out", path("out")));
        if (t != null) {
            words.addAll(List.of("--t", t.endsWith(".npy") ? path(t) : t));
        }
        if (more != null) {
            words.addAll(List.of(more.split(" ")));
        }
        Invocation run = jvp(words.toArray());
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.sentences()).singleElement().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
        assertThat(path("out/primal.npy")).doesNotExist();
    }

    /** The weights of a perceptron, as PyTorch would save its state dict, with a description beside them. */
    @Test
    void runsAListOfLayersThatAFileBesideTheWeightsDescribes() throws IOException {
        Architecture described = Architecture.named("sequential").with("layers", "x,t | 0 3 4 | tanh | 2 4 2 no-bias");
        write(described);
        Path plain = path("plain.safetensors");
        try (Device device = new HostDevice()) {
            Parameters drawn = described.model().specification().draw(device, DType.FLOAT64, 5);
            Safetensors.write(plain, Weights.arrays(described.model().specification(), drawn), Map.of());
        }
        String x = save("x.npy", drawn("x", 6), 3, 2);
        String v = save("v.npy", drawn("v", 6), 3, 2);
        Invocation stated = jvp("--x", x, "--along", v, "--t", 0.25, "--out", path("out"));
        double[] expected = result("tangent");
        assertThat(stated.exitCode()).isZero();

        String[] run = {
            "jvp",
            plain.toString(),
            "--device",
            "host",
            "--x",
            x,
            "--along",
            v,
            "--t",
            "0.25",
            "--out",
            path("out").toString()
        };
        assertThat(Invocation.of(run).sentences().get(0)).contains("name no network: say which it is of by --model");
        Files.writeString(path("plain.json"), """
                {"input": ["x", "t"],
                 "layers": [{"linear": "0", "in": 3, "out": 4}, "tanh", {"linear": "2", "in": 4, "out": 2, "bias": false}]}
                """);
        assertThat(Invocation.of(run).out())
                .contains("model    sequential (layers x,t | 0 3 4 | tanh | 2 4 2 no-bias), ");
        assertThat(result("tangent")).isEqualTo(expected);

        Files.writeString(path("plain.json"), """
                {"input": ["x", "t"], "layers": [{"linear": "0", "in": 3, "out": 4}, "tanh"]}
                """);
        Invocation wrong = Invocation.of(run);
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.sentences().get(0))
                .contains("plain.json describes no network: the layer 0 takes a sample of 2 numbers beside the time");
    }

    @Test
    void aFileWithoutANameMustBeNamed() {
        try (Device device = new HostDevice()) {
            Architecture small = Architecture.named("mlp1d").with("width", "4");
            Parameters drawn = small.model().specification().draw(device, DType.FLOAT64, 5);
            Map<String, NumericArray> arrays = Weights.arrays(small.model().specification(), drawn);
            Safetensors.write(path("model.safetensors"), arrays, Map.of("model", "of mine"));
        }
        String points = save("x.npy", new double[] {0.5}, 1, 1);
        Invocation other = jvp("--x", points, "--along", points, "--t", "1");
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("there is no network 'of mine'");
        assertThat(jvp("--x", points, "--along", points, "--t", "1", "--model", "mlp1d", "--width", "4")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aResultThatOverflowsIsNotWritten() {
        Architecture small = Architecture.named("mlp1d").with("width", "4");
        try (Device device = new HostDevice()) {
            Map<String, Tensor> large = new LinkedHashMap<>();
            for (Parameter parameter : small.model().specification().parameters()) {
                large.put(parameter.name(), device.fill(DType.FLOAT64, parameter.shape(), 1e20));
            }
            Weights.write(path("model.safetensors"), small, new Parameters(large));
        }
        String points = save("x.npy", new double[] {1}, 1, 1);
        Invocation run = jvp("--x", points, "--along", points, "--t", "1", "--dtype", "float32", "--out", path("out"));
        assertThat(run.sentences())
                .containsExactly(
                        "The result is not finite in float32, which ends at 3.4e38: primal at [0, 0] is infinity;"
                                + " choose --dtype float64.");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(path("out/primal.npy")).doesNotExist();
        assertThat(jvp("--x", points, "--along", points, "--t", "1").exitCode()).isEqualTo(ExitCode.OK);
    }
}
