package dualflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockMixtureVelocityTest {
    /** More than the coordinates in blocks, of which a few more are taken to fill a vector. */
    private static final int D = 12;

    private static final double[] LOGITS = {0.5, -0.25, 0.125};
    private static final double[] MEANS = new Draws(7).normals(0, 0, 3 * D);
    private static final double[] NOISES = {0.25, 0.5, 0.125};

    /** Blocks of coordinates 2 and 10, of 5, and none. */
    private static final List<Integer> SIZES = List.of(2, 1, 0);

    private static final double[] OTHERS = new double[3 * D];
    private static final double[] LAMBDAS = {2, 0.75, 3};

    /** A turn by the angle of a triangle of sides 3, 4 and 5, and none. */
    private static final double[] VECTORS = new double[3 * D];

    static {
        Arrays.fill(OTHERS, 1);
        OTHERS[2] = 0;
        OTHERS[10] = 0;
        OTHERS[D + 5] = 0;
        VECTORS[2 * 3] = 0.6;
        VECTORS[2 * 3 + 1] = -0.8;
        VECTORS[10 * 3] = 0.8;
        VECTORS[10 * 3 + 1] = 0.6;
        VECTORS[5 * 3 + 2] = 1;
    }

    private final Device device = new HostDevice();
    private final Arena arena = device.arena();

    @AfterEach
    void close() {
        arena.close();
        device.close();
    }

    private Tensor tensor(double[] values, int... shape) {
        return device.tensor(DType.FLOAT64, Shape.of(shape), values);
    }

    private BlockMixtureVelocity block(double... noises) {
        return new BlockMixtureVelocity(
                tensor(LOGITS, 3),
                tensor(MEANS, 3, D),
                tensor(OTHERS, 3, D),
                tensor(noises, 3),
                SIZES,
                tensor(LAMBDAS, 3),
                tensor(VECTORS, D, 3));
    }

    /** The same with full covariances, c P + V diag(lambda) V^T. */
    private MixtureVelocity full() {
        double[] covariances = new double[3 * D * D];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    double sum = i == j ? OTHERS[k * D + i] * NOISES[k] : 0;
                    for (int l = k == 0 ? 0 : 2; l < (k == 0 ? 2 : k == 1 ? 3 : 2); l++) {
                        sum += VECTORS[i * 3 + l] * LAMBDAS[l] * VECTORS[j * 3 + l];
                    }
                    covariances[(k * D + i) * D + j] = sum;
                }
            }
        }
        double[] identity = new double[D * D];
        for (int i = 0; i < D; i++) {
            identity[i * (D + 1)] = 1;
        }
        return new MixtureVelocity(
                tensor(LOGITS, 3),
                tensor(MEANS, 3, D),
                tensor(covariances, 3, D, D),
                tensor(new double[D], D),
                tensor(identity, D, D));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.75, 1})
    void equalsTheVelocityOfTheFullCovariances(double time) {
        Tensor x = tensor(new Draws(1).normals(0, 0, 5 * D), 5, D);
        Tensor dx = tensor(new Draws(1).normals(1, 0, 5 * D), 5, D);
        Tensor t = device.scalar(DType.FLOAT64, time);
        Dual expected = Autodiff.jvp(y -> full().velocity(t, y), x, dx);
        Dual actual = Autodiff.jvp(y -> block(NOISES).velocity(t, y), x, dx);
        assertThat(actual.primal().value().toDoubles())
                .containsExactly(expected.primal().value().toDoubles(), offset(1e-13));
        assertThat(actual.tangent().value().toDoubles())
                .containsExactly(expected.tangent().value().toDoubles(), offset(1e-13));
    }

    @Test
    void takesATimeForEachRow() {
        double[] times = {0, 0.25, 0.5, 0.875, 1};
        double[] points = new Draws(2).normals(0, 0, 5 * D);
        double[] together = block(NOISES)
                .velocity(tensor(times, 5, 1), tensor(points, 5, D))
                .value()
                .toDoubles();
        double[] expected = full().velocity(tensor(times, 5, 1), tensor(points, 5, D))
                .value()
                .toDoubles();
        assertThat(together).containsExactly(expected, offset(1e-13));
    }

    @Test
    void singularComponentsHaveNoVelocityAtTheEnd() {
        BlockMixtureVelocity singular = block(0.25, 0, 0.125);
        assertThat(singular.isSingular()).isTrue();
        assertThat(block(NOISES).isSingular()).isFalse();
        Tensor x = tensor(new double[D], 1, D);
        double[] before = singular.velocity(device.scalar(DType.FLOAT64, 0.875), x)
                .value()
                .toDoubles();
        assertThat(Arrays.stream(before)).allMatch(Double::isFinite);
        assertThatExceptionOfType(NotPositiveDefiniteException.class)
                .isThrownBy(() -> singular.velocity(device.scalar(DType.FLOAT64, 1), x));
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block(0.25, -1, 0.125))
                .withMessageContaining("a variance (noise) is -1.0");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> block(NOISES).velocity(device.scalar(DType.FLOAT64, 0), tensor(new double[3], 1, 3)));
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> new BlockMixtureVelocity(
                        tensor(LOGITS, 3),
                        tensor(MEANS, 3, D),
                        tensor(OTHERS, 3, D),
                        tensor(NOISES, 3),
                        SIZES,
                        tensor(LAMBDAS, 3),
                        tensor(VECTORS, 3, D)))
                .withMessageContaining("matrix V");
    }
}
