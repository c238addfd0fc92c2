package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionalFlowUNetTest extends ModelContract {
    private static final ConditionalFlowUNet SMALL =
            new ConditionalFlowUNet(new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR), List.of(3, 7));

    @Override
    String golden() {
        return "layer/conditional_flow_unet";
    }

    @Override
    ConditionalFlowUNet model(GoldenCsv.Case golden) {
        boolean labels = golden.name().equals("labels");
        FlowUNet.Upsampling upsampling = golden.name().equals("transposed")
                ? FlowUNet.Upsampling.TRANSPOSED_CONVOLUTION
                : FlowUNet.Upsampling.BILINEAR;
        return new ConditionalFlowUNet(
                new FlowUNet(labels ? 1 : 2, labels ? 4 : 8, upsampling),
                IntStream.range(0, labels ? 3 : 2).boxed().toList());
    }

    @Override
    List<String> inputs() {
        return List.of("t", "x", "label");
    }

    @Override
    Tensor apply(Layer model, Pass pass, List<Tensor> inputs) {
        return ((ConditionalVelocityModel) model).velocity(pass, inputs.get(0), inputs.get(1), inputs.get(2));
    }

    private static Tensor images(Device device) {
        double[] pixels = new double[2 * 16 * 16];
        Arrays.setAll(pixels, i -> i % 7 - 3);
        return device.tensor(DType.FLOAT64, Shape.of(2, 16, 16, 1), pixels);
    }

    /** With the row of the label, and of none, added to the embedding of the time through the bias of its last layer. */
    @Test
    void aLabelIsARowOfTheTable() {
        try (Device device = new HostDevice()) {
            Parameters parameters = SMALL.specification().draw(device, DType.FLOAT64, 1);
            Tensor t = device.scalar(DType.FLOAT64, 0.25);
            Tensor x = images(device);
            Tensor bias = parameters.get("time_mlp.lin2.bias");
            Parameters plain = new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR)
                    .specification()
                    .draw(device, DType.FLOAT64, 1);
            int row = 0;
            for (Tensor velocity : List.of(
                    SMALL.guided(3, 1).velocity(Pass.evaluation(parameters), t, x),
                    SMALL.guided(7, 1).velocity(Pass.evaluation(parameters), t, x),
                    SMALL.velocity(Pass.evaluation(parameters), t, x))) {
                Tensor label = Ops.gather(parameters.get("label_emb.weight"), List.of(row++));
                Parameters shifted = plain.with(new Parameters(Map.of(
                        "time_mlp.lin2.bias",
                        Ops.add(bias, Ops.reshape(label, bias.shape())).value())));
                Tensor expected =
                        new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR).velocity(Pass.evaluation(shifted), t, x);
                double[] numbers = velocity.value().toDoubles();
                double[] exact = expected.value().toDoubles();
                for (int i = 0; i < exact.length; i++) {
                    assertThat(numbers[i]).isCloseTo(exact[i], within(1e-12));
                }
            }
            assertThat(row).isEqualTo(3);
        }
    }

    @Test
    void guidanceIsALine() {
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(SMALL.specification().draw(device, DType.FLOAT64, 1));
            Tensor t = device.scalar(DType.FLOAT64, 0.25);
            Tensor x = images(device);
            double[] none = SMALL.velocity(pass, t, x).value().toDoubles();
            double[] one = SMALL.guided(7, 1).velocity(pass, t, x).value().toDoubles();
            double[] three = SMALL.guided(7, 3).velocity(pass, t, x).value().toDoubles();
            assertThat(one).isNotEqualTo(none);
            for (int i = 0; i < one.length; i++) {
                assertThat(three[i]).isEqualTo(none[i] + 3 * (one[i] - none[i]));
            }
            assertThat(SMALL.guided(7, 0).velocity(pass, t, x).value().toDoubles())
                    .isEqualTo(none);
        }
    }

    /** Each image has the label of its own. */
    @Test
    void labelsMayDifferBetweenImages() {
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(SMALL.specification().draw(device, DType.FLOAT64, 1));
            Tensor t = device.scalar(DType.FLOAT64, 0.25);
            Tensor x = images(device);
            Tensor y = device.tensor(DType.FLOAT64, Shape.of(2, 1, 1, 3), 1, 0, 0, 0, 1, 0);
            double[] both = SMALL.velocity(pass, t, x, y).value().toDoubles();
            double[] first = SMALL.given(SMALL.label(3, device, DType.FLOAT64))
                    .velocity(pass, t, x)
                    .value()
                    .toDoubles();
            double[] second = SMALL.guided(7, 1).velocity(pass, t, x).value().toDoubles();
            assertThat(Arrays.copyOf(both, 256)).isEqualTo(Arrays.copyOf(first, 256));
            assertThat(Arrays.copyOfRange(both, 256, 512)).isEqualTo(Arrays.copyOfRange(second, 256, 512));
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (Device device = new HostDevice()) {
            Pass pass = Pass.evaluation(SMALL.specification().draw(device, DType.FLOAT64, 1));
            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            for (Shape shape : List.of(Shape.of(2), Shape.of(2, 1, 1, 2))) {
                assertThatThrownBy(() -> SMALL.velocity(pass, t, images(device), device.fill(DType.FLOAT64, shape, 1)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining(
                                "weights of the 3 rows of the table, [3] or [..., 1, 1, 3], got the shape " + shape);
            }
            Tensor other = device.fill(DType.FLOAT64, Shape.of(3, 1, 1, 3), 1);
            assertThatThrownBy(() -> SMALL.velocity(pass, t, images(device), other))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("labels of shape [3, 1, 1, 3] do not fit samples of shape [2, 16, 16, 1]");
            assertThatThrownBy(() -> SMALL.guided(5, 1))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("there is no label 5; the labels of this network are [3, 7]");
            assertThatThrownBy(() -> new ConditionalFlowUNet(new FlowUNet(1), List.of(1, 1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("one label or more, each once, got [1, 1]");
        }
    }

    @Test
    void classesAreASetting() {
        Architecture architecture = Architecture.named("conditional-flow-unet")
                .with("base_channels", "2")
                .with("classes", "3,7");
        assertThat(architecture.velocityModel()).isEqualTo(SMALL);
        assertThat(Architecture.of(architecture.metadata())).isEqualTo(architecture);
        for (String wrong : List.of("", "3,", "3,3", "-1", "a", "01")) {
            assertThatThrownBy(() -> Architecture.named("conditional-flow-unet").with("classes", wrong))
                    .isInstanceOf(ArchitectureException.class)
                    .hasMessageContaining("is '" + wrong + "'; it must be different whole numbers between commas");
        }
    }
}
