package dualflow.nn;

import static dualflow.testing.ArrayErrors.dot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Device device = new HostDevice();

    /** A layer with one parameter of each layout, and a buffer. */
    private static final Layer LAYER = () -> Specification.of(
            Parameter.trained("linear", Layout.LINEAR, new Initialisation.Uniform(1), 2, 3),
            Parameter.trained("kernel", Layout.CONVOLUTION, new Initialisation.Normal(), 2, 3, 4, 5),
            Parameter.trained("scale", Layout.IDENTITY, new Initialisation.Constant(1), 3),
            Parameter.buffer("count", 7));

    private static final Specification SPECIFICATION =
            Specification.NONE.and("a", LAYER).and("b", LAYER);

    @AfterEach
    void closeDevice() {
        device.close();
    }

    @Test
    void namesShapesAndCountsAreThoseOfAStateDict() {
        assertThat(SPECIFICATION.names())
                .containsExactly(
                        "a.linear", "a.kernel", "a.scale", "a.count", "b.linear", "b.kernel", "b.scale", "b.count");
        assertThat(SPECIFICATION.trainedNames()).hasSize(6).doesNotContain("a.count", "b.count");
        assertThat(SPECIFICATION.trainedCount()).isEqualTo(2 * (6 + 120 + 3));
        assertThat(SPECIFICATION.parameters().get(0).shapeInPyTorch()).isEqualTo(Shape.of(3, 2));
        assertThat(SPECIFICATION.parameters().get(1).shapeInPyTorch()).isEqualTo(Shape.of(5, 4, 2, 3));
        assertThatThrownBy(() -> Specification.NONE.and("a", LAYER).and("a", LAYER))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("a.linear is stated twice");
    }

    @Test
    void layoutsMoveEachNumberToItsPlace() {
        int[] dims = {5, 4, 2, 3}; // O, C, kh, kw
        double[] file = new double[120];
        for (int i = 0; i < file.length; i++) {
            file[i] = i;
        }
        Tensor own = Layout.CONVOLUTION.fromPyTorch(device.tensor(DType.FLOAT64, Shape.of(dims), file));
        assertThat(own.shape())
                .isEqualTo(Shape.of(2, 3, 4, 5))
                .isEqualTo(Layout.CONVOLUTION.fromPyTorch(Shape.of(dims)));
        double[] values = own.value().toDoubles();
        for (int o = 0; o < 5; o++) {
            for (int c = 0; c < 4; c++) {
                for (int y = 0; y < 2; y++) {
                    for (int x = 0; x < 3; x++) {
                        assertThat(values[((y * 3 + x) * 4 + c) * 5 + o])
                                .isEqualTo(file[((o * 4 + c) * 2 + y) * 3 + x]);
                    }
                }
            }
        }
        assertThat(Layout.CONVOLUTION.toPyTorch(own).value().toDoubles()).isEqualTo(file);
        assertThatThrownBy(() -> Layout.LINEAR.toPyTorch(own))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 axes");
    }

    @Test
    void aStateDictComesBackAsItWent() {
        Parameters parameters = SPECIFICATION.draw(device, DType.FLOAT32, 5);
        Map<String, Tensor> file = SPECIFICATION.toPyTorch(parameters);
        assertThat(file.keySet()).containsExactlyElementsOf(SPECIFICATION.names());
        assertThat(file.get("b.kernel").shape()).isEqualTo(Shape.of(5, 4, 2, 3));
        Map<String, Tensor> more = new LinkedHashMap<>(file);
        more.put("label_emb.weight", device.scalar(DType.FLOAT32, 0));
        Parameters again = SPECIFICATION.fromPyTorch(more);
        assertThat(again.names()).containsExactlyElementsOf(SPECIFICATION.names());
        requireSame(again, parameters);
    }

    @Test
    void drawsDependOnSeedAndNameAlone() {
        Parameters parameters = SPECIFICATION.draw(device, DType.FLOAT64, 5);
        requireSame(
                Specification.NONE
                        .and("b", LAYER)
                        .draw(device, DType.FLOAT64, 5)
                        .under("b"),
                parameters.under("b"));
        assertThat(numbers(parameters.get("a.linear"))).isNotEqualTo(numbers(parameters.get("b.linear")));
        assertThat(numbers(SPECIFICATION.draw(device, DType.FLOAT64, 6).get("a.linear")))
                .isNotEqualTo(numbers(parameters.get("a.linear")));
        assertThat(numbers(parameters.get("a.count"))).containsExactly(7);
        assertThat(numbers(parameters.get("a.scale"))).containsOnly(1);
        assertThat(Arrays.stream(numbers(parameters.get("a.linear")))).allMatch(u -> Math.abs(u) <= 1);
    }

    @Test
    void initialisationsHaveTheirMoments() {
        Draws draws = new Draws(9);
        double[] uniform = Initialisation.fanIn(16).draw(draws, 1, 100_000);
        assertThat(Arrays.stream(uniform)).allMatch(u -> Math.abs(u) <= 0.25);
        assertThat(dot(uniform, uniform) / uniform.length).isCloseTo(0.25 * 0.25 / 3, withinPercentage(2));
        double[] normal = new Initialisation.Normal().draw(draws, 1, 100_000);
        assertThat(dot(normal, normal) / normal.length).isCloseTo(1, withinPercentage(2));
    }

    @Test
    void tensorsAndNamesConvertBothWays() {
        Parameters parameters = SPECIFICATION.draw(device, DType.FLOAT64, 5);
        requireSame(parameters.withTensors(parameters.tensors()), parameters);
        Tensor zeros = device.fill(DType.FLOAT64, Shape.of(3), 0);
        Parameters replaced = parameters.with(new Parameters(Map.of("b.scale", zeros)));
        assertThat(replaced.get("b.scale")).isSameAs(zeros);
        assertThat(numbers(parameters.get("b.scale"))).containsOnly(1);
        assertThat(replaced.names()).containsExactlyElementsOf(parameters.names());
        assertThat(replaced.only(List.of("b.scale", "a.count")).names()).containsExactly("b.scale", "a.count");
    }

    @Test
    void errorsNameTheFirstThatDiffers() {
        Parameters parameters = SPECIFICATION.draw(device, DType.FLOAT64, 5);
        Map<String, Tensor> file = SPECIFICATION.toPyTorch(parameters);
        file.put("a.kernel", file.get("a.linear"));
        file.remove("b.linear");
        assertThatThrownBy(() -> SPECIFICATION.fromPyTorch(file))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("a.kernel has shape [3, 2], the model needs [5, 4, 2, 3]");
        file.put("a.kernel", SPECIFICATION.toPyTorch(parameters).get("a.kernel"));
        assertThatThrownBy(() -> SPECIFICATION.fromPyTorch(file))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("b.linear of shape [3, 2] is missing");
        assertThatThrownBy(() -> SPECIFICATION.requireFit(parameters.under("a")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("a.linear of shape [2, 3] is missing");
        assertThatThrownBy(() -> parameters.get("c")).hasMessageContaining("parameter c is missing");
        assertThatThrownBy(
                        () -> Pass.evaluation(parameters).under("a").under("b").get("c"))
                .hasMessageContaining("parameter a.b.c is missing");
        assertThatThrownBy(() -> parameters.withTensors(List.of())).hasMessageContaining("8 parameters");
        assertThatThrownBy(() -> parameters.with(new Parameters(Map.of("a.scale", parameters.get("a.linear")))))
                .hasMessageContaining("a.scale has shape [3] and cannot be replaced by a tensor of shape [2, 3]");
    }

    @Test
    void layersRefuseWhatDoesNotFit() {
        Parameters parameters = Specification.NONE
                .and("linear", new Linear(3, 2))
                .and("batch", new BatchNorm(3))
                .and("group", new GroupNorm(1, 3))
                .draw(device, DType.FLOAT64, 0);
        Pass pass = Pass.evaluation(parameters);
        Tensor four = device.fill(DType.FLOAT64, Shape.of(2, 4), 1);
        assertThatThrownBy(() -> new Linear(3, 2).apply(pass.under("linear"), four))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 inputs");
        assertThatThrownBy(() -> new BatchNorm(3).apply(pass.under("batch"), four))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 channels");
        assertThatThrownBy(() -> new GroupNorm(1, 3).apply(pass.under("group"), four))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("3 channels");
        assertThatThrownBy(() -> new GroupNorm(2, 3)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new MultiheadAttention(5, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new SinusoidalTimeEmbedding(8, 1).apply(four)).isInstanceOf(ShapeException.class);
    }

    private static double[] numbers(Tensor tensor) {
        return tensor.value().toDoubles();
    }

    private static void requireSame(Parameters actual, Parameters expected) {
        assertThat(actual.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(numbers(actual.get(name))).as(name).isEqualTo(numbers(expected.get(name)));
        }
    }
}
