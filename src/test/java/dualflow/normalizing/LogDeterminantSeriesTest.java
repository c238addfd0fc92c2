package dualflow.normalizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.device.host.HostDevice;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expectations over random signs are taken exactly, as means over all 2^d vectors of signs, and over the number of terms as sums. */
class LogDeterminantSeriesTest {
    private static final int D = 3;
    private static final int ROWS = 2;
    private static final double LIPSCHITZ = 0.7;

    private final HostDevice device = new HostDevice();
    private Arena arena;
    private Tensor x;
    private LinearMap f;

    /** sin(x M) of norm at most 0.7, for M with rows and columns of absolute sum 0.7. */
    @BeforeEach
    void open() {
        arena = device.arena();
        Tensor m = device.tensor(
                DType.FLOAT64, Shape.of(D, D), 0.25, -0.375, 0.0625, 0.25, 0.25, -0.1875, -0.1875, 0.0625, 0.4375);
        x = device.tensor(DType.FLOAT64, Shape.of(ROWS, D), 0.25, -1, 0.5, 1.5, 0.125, -0.75);
        f = Autodiff.linearize((UnaryOperator<Tensor>) at -> Ops.sin(Ops.matmul(at, m)), x)
                .map();
    }

    @AfterEach
    void close() {
        arena.close();
        device.close();
    }

    private static double[] numbers(Tensor t) {
        return t.value().toDoubles();
    }

    /** All sign vectors, [8, 2, 3]: the same for each row. */
    private Tensor allSigns() {
        double[] signs = new double[8 * ROWS * D];
        for (int i = 0; i < signs.length; i++) {
            int vector = i / (ROWS * D);
            signs[i] = (vector >> (i % D) & 1) == 0 ? 1 : -1;
        }
        return device.tensor(DType.FLOAT64, Shape.of(8, ROWS, D), signs);
    }

    @Test
    void partialSumsApproachTheDeterminantWithinTheirBound() {
        double[] exact = numbers(LogDeterminantSeries.exact(f, x));
        double last = Double.POSITIVE_INFINITY;
        for (int terms : new int[] {1, 2, 5, 10, 20, 80}) {
            double[] partial = numbers(LogDeterminantSeries.truncated(f, x, terms));
            double bound = LogDeterminantSeries.remainder(LIPSCHITZ, D, terms);
            assertThat(partial).containsExactly(exact, within(bound + 1e-14));
            assertThat(bound).isLessThan(last);
            last = bound;
        }
        assertThat(last).isLessThan(1e-12);
        assertThat(numbers(LogDeterminantSeries.truncated(f, x, 1))).isNotEqualTo(exact);
    }

    @Test
    void hutchinsonIsUnbiased() {
        for (int terms : new int[] {1, 2, 5}) {
            assertThat(numbers(LogDeterminantSeries.hutchinson(f, allSigns(), terms)))
                    .containsExactly(numbers(LogDeterminantSeries.truncated(f, x, terms)), within(1e-14));
        }
        // A single probe is not exact.
        double one = numbers(LogDeterminantSeries.hutchinson(f, Ops.slice(allSigns(), -3, 0, 1), 5))[0];
        assertThat(Math.abs(one - numbers(LogDeterminantSeries.truncated(f, x, 5))[0]))
                .isGreaterThan(1e-3);
    }

    @Test
    void rouletteIsUnbiasedForTheWholeSeries() {
        double[] exact = numbers(LogDeterminantSeries.exact(f, x));
        for (int certain : new int[] {0, 2}) {
            for (double p : new double[] {0.25, 0.5}) {
                double[] mean = new double[ROWS];
                for (int drawn = 1; drawn <= 110; drawn++) {
                    double probability = p * Math.pow(1 - p, drawn - 1);
                    double[] estimate = numbers(LogDeterminantSeries.roulette(f, allSigns(), certain, drawn, p));
                    for (int i = 0; i < ROWS; i++) {
                        mean[i] += probability * estimate[i];
                    }
                }
                assertThat(mean).containsExactly(exact, within(1e-12));
            }
        }
        // Its gradient is unbiased with it, and cutting it off without weights would be biased.
        double cut = numbers(LogDeterminantSeries.truncated(f, x, 1))[0];
        assertThat(Math.abs(cut - exact[0])).isGreaterThan(0.02);
    }

    @Test
    void numbersOfTermsAreGeometric() {
        double p = 0.25;
        assertThat(LogDeterminantSeries.drawnTerms(0, p)).isEqualTo(1);
        assertThat(LogDeterminantSeries.drawnTerms(p - 1e-12, p)).isEqualTo(1);
        assertThat(LogDeterminantSeries.drawnTerms(p + 1e-12, p)).isEqualTo(2);
        assertThat(LogDeterminantSeries.drawnTerms(1 - 0x1p-53, p)).isBetween(100, 200);
        double[] uniforms = new Draws(3).uniforms(0, 0, 40_000);
        int[] counts = new int[5];
        for (double u : uniforms) {
            counts[Math.min(4, LogDeterminantSeries.drawnTerms(u, p))]++;
        }
        double[] expected = {0, p, p * (1 - p), p * (1 - p) * (1 - p), Math.pow(1 - p, 3)};
        for (int n = 1; n < 5; n++) {
            double error = Math.sqrt(expected[n] * (1 - expected[n]) / uniforms.length);
            assertThat((double) counts[n] / uniforms.length).isCloseTo(expected[n], within(4 * error));
        }
    }

    /** Over the steps of a training the estimate of a residual map is exact on average; a step gives the same bits again. */
    @Test
    void residualMapsInTrainingAreUnbiased() {
        InvertibleResidual exact = new InvertibleResidual(2, 6, 1, 0.8, InvertibleResidual.Determinant.EXACT);
        InvertibleResidual roulette = new InvertibleResidual(2, 6, 1, 0.8, InvertibleResidual.Determinant.ROULETTE);
        Parameters drawn = exact.specification().draw(device, DType.FLOAT64, 4);
        Parameters parameters = drawn.withTensors(
                drawn.tensors().stream().map(p -> Ops.scale(p, 4)).toList());
        Tensor points = device.tensor(DType.FLOAT64, Shape.of(1, 2), 0.5, -0.25);
        int steps = 1000;
        double sum = 0;
        double squares = 0;
        double value =
                numbers(exact.forward(Pass.training(parameters, 1, 0), points).logDeterminant())[0];
        for (int step = 0; step < steps; step++) {
            double estimate = numbers(
                    roulette.forward(Pass.training(parameters, 1, step), points).logDeterminant())[0];
            sum += estimate - value;
            squares += (estimate - value) * (estimate - value);
        }
        double deviation = Math.sqrt(squares / steps);
        assertThat(deviation).isGreaterThan(0.01);
        assertThat(sum / steps).isCloseTo(0, within(4 * deviation / Math.sqrt(steps)));
        assertThat(numbers(roulette.forward(Pass.training(parameters, 1, 7), points)
                        .logDeterminant()))
                .isEqualTo(numbers(roulette.forward(Pass.training(parameters, 1, 7), points)
                        .logDeterminant()));
        assertThat(numbers(roulette.forward(Pass.evaluation(parameters), points).logDeterminant())[0])
                .isEqualTo(value);
    }

    @Test
    void rejectsWhatGivesNoSeries() {
        assertThatThrownBy(() -> LogDeterminantSeries.truncated(f, x, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a series has 1 term or more, got 0");
        assertThatThrownBy(() -> LogDeterminantSeries.drawnTerms(0.5, 1))
                .hasMessage("the probability to stop lies between 0 and 1, got 1.0");
        assertThatThrownBy(() -> LogDeterminantSeries.remainder(1, 2, 5))
                .hasMessage("the series converges for a Lipschitz constant in (0, 1), got 1.0");
    }
}
