package dualflow.nn;

import static dualflow.testing.ArrayErrors.dot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int COUNT = 10_000;
    private static final Parameters NONE = new Parameters(Map.of());

    private final Device device = new HostDevice();
    private final Dropout dropout = new Dropout(0.25);
    private final double[] numbers = new Draws(1).normals(0, 0, COUNT);
    private final Tensor x = device.tensor(DType.FLOAT64, Shape.of(COUNT), numbers);

    @AfterEach
    void closeDevice() {
        device.close();
    }

    @Test
    void dropsWithTheProbabilityAndScalesTheRest() {
        double[] y = training(5, 0, "a");
        int dropped = 0;
        for (int i = 0; i < COUNT; i++) {
            if (y[i] == 0) {
                dropped++;
            } else {
                assertThat(y[i]).isEqualTo(numbers[i] * (1 / 0.75));
            }
        }
        double deviation = Math.sqrt(0.25 * 0.75 / COUNT);
        assertThat(dropped / (double) COUNT).isCloseTo(0.25, within(4 * deviation));
    }

    @Test
    void isAFunctionOfSeedStepAndPlace() {
        assertThat(training(5, 3, "a")).isEqualTo(training(5, 3, "a"));
        double deviation = 1 / Math.sqrt(COUNT);
        for (double[] other : List.of(training(6, 3, "a"), training(5, 4, "a"), training(5, 3, "b"))) {
            assertThat(correlation(kept(training(5, 3, "a")), kept(other))).isCloseTo(0, within(4 * deviation));
        }
    }

    @Test
    void isTheIdentityOutsideTraining() {
        assertThat(dropout.apply(Pass.evaluation(NONE).under("a"), x)).isSameAs(x);
    }

    @Test
    void whatIsDroppedHasNoEffect() {
        Tensor nan = device.fill(DType.FLOAT64, x.shape(), Double.NaN);
        Dual dual = Autodiff.jvp(y -> dropout.apply(Pass.training(NONE, 5, 0).under("a"), y), nan, nan);
        double[] finite = training(5, 0, "a");
        double[] primal = dual.primal().value().toDoubles();
        double[] tangent = dual.tangent().value().toDoubles();
        for (int i = 0; i < COUNT; i++) {
            assertThat(primal[i]).isEqualByComparingTo(finite[i] == 0 ? 0.0 : Double.NaN);
            assertThat(tangent[i]).isEqualByComparingTo(finite[i] == 0 ? 0.0 : Double.NaN);
        }
    }

    @Test
    void isItsOwnDerivative() {
        Dual dual = Autodiff.jvp(y -> dropout.apply(Pass.training(NONE, 5, 3).under("a"), y), x, x);
        assertThat(dual.tangent().value().toDoubles())
                .isEqualTo(dual.primal().value().toDoubles());
    }

    @Test
    void refusesWhatIsNoProbability() {
        for (double p : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Dropout(p)).hasMessageContaining("probability");
        }
        assertThatThrownBy(() -> Pass.training(NONE, 0, -1)).hasMessageContaining("step");
    }

    private double[] training(long seed, long step, String place) {
        return dropout.apply(Pass.training(NONE, seed, step).under(place), x)
                .value()
                .toDoubles();
    }

    /** 1 and 0 for kept and dropped, standardised. */
    private static double[] kept(double[] y) {
        return Arrays.stream(y)
                .map(number -> ((number == 0 ? 0 : 1) - 0.75) / Math.sqrt(0.25 * 0.75))
                .toArray();
    }

    private static double correlation(double[] a, double[] b) {
        return dot(a, b) / a.length;
    }
}
