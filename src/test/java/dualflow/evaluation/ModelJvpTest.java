package dualflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.cost.ModelCost;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Initialisation;
import dualflow.nn.Parameters;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelJvpTest {
    private static final Architecture UNET =
            Architecture.of(Map.of("model", "flow-unet", "base_channels", "2", "channels", "2"));

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of(UNET, Shape.of(5, 2, 16, 18), 5, Shape.of(1, 16, 18, 2)),
                Arguments.of(
                        Architecture.of(Map.of("model", "resnet50", "base_channels", "1", "outputs", "3")),
                        Shape.of(3, 3, 8, 9),
                        1,
                        Shape.of(1, 8, 9, 3)),
                Arguments.of(
                        Architecture.of(Map.of("model", "mlp2d", "width", "6", "dimension", "3")),
                        Shape.of(4, 3),
                        1,
                        Shape.of(1, 3)));
    }

    private static ModelJvp jvp(Architecture architecture, Shape samples, int times, int directions) {
        return new ModelJvp(
                architecture,
                DType.FLOAT64,
                samples,
                drawn("x", samples.size()),
                new Draws(1).uniforms(Draws.stream("t"), 0, times),
                directions,
                drawn("v", directions * samples.size()));
    }

    private static double[] drawn(String name, int count) {
        return new Initialisation.Normal().draw(new Draws(1), Draws.stream(name), count);
    }

    private static ModelJvp.Result computed(ModelJvp jvp, long memory) {
        try (Device device = new HostDevice(memory)) {
            Parameters parameters = jvp.architecture().model().specification().draw(device, DType.FLOAT64, 2);
            return jvp.on(device, parameters);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void littleMemoryChangesNoBit(Architecture architecture, Shape samples, int times, Shape one) {
        ModelJvp jvp = jvp(architecture, samples, times, 3);
        ModelJvp.Result whole = computed(jvp, Long.MAX_VALUE);
        for (int directions = 1; directions <= 2; directions++) {
            long memory = new ModelCost(architecture, one, DType.FLOAT64)
                    .dual(directions)
                    .bytes();
            ModelJvp.Result inParts = computed(jvp, memory);
            assertThat(inParts.shape()).isEqualTo(whole.shape());
            assertThat(inParts.primal()).isEqualTo(whole.primal());
            assertThat(inParts.tangents()).isEqualTo(whole.tangents());
        }
        assertThatThrownBy(() -> computed(
                        jvp,
                        new ModelCost(architecture, one, DType.FLOAT64).dual(1).bytes() - 1))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("would need");
    }

    @Test
    void directionsShareOneEvaluation() {
        Shape samples = Shape.of(5, 2, 16, 18);
        ModelCost one = new ModelCost(UNET, Shape.of(1, 16, 18, 2), DType.FLOAT64);
        assertThat(jvp(UNET, samples, 1, 1).multiplyAdds())
                .isEqualTo(5 * one.dual(1).multiplyAdds());
        assertThat(jvp(UNET, samples, 1, 3).multiplyAdds())
                .isEqualTo(5 * one.dual(3).multiplyAdds());
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> jvp(UNET, Shape.of(5, 16, 18, 2), 1, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("takes images [B, 2, H, W], not the shape [5, 16, 18, 2]");
        assertThatThrownBy(() -> jvp(UNET, Shape.of(5, 2, 16, 18), 2, 1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 times do not fit");
        assertThatThrownBy(() -> jvp(UNET, Shape.of(5, 2, 16, 18), 1, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("0 directions");
        ModelJvp small = jvp(UNET, Shape.of(5, 2, 15, 18), 1, 1);
        assertThatThrownBy(small::requireFit)
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at least 16 by 16 pixels");
    }
}
