package dualflow.train;

import static dualflow.testing.ArrayErrors.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.nn.Parameters;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PyTorch's optimisers, clipping, moving average and schedules, step by step for 20 steps. */
class OptimizerTest {
    private static final int STEPS = 20;
    private static final double TOLERANCE = 1e-14; // a few roundings in each of 20 steps
    private static final Draws DRAWS = new Draws(3);
    private static final GoldenCsv GOLDEN = GoldenCsv.read("train/optimizer");

    private final Device device = new HostDevice();

    @AfterEach
    void closeDevice() {
        device.close();
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of("Adam", Adam.adam(), Schedule.constant(1e-3), null),
                Arguments.of(
                        "Adam with decay", new Adam(0.5, 0.75, 0.125, 0.25, false), Schedule.constant(0.0625), null),
                Arguments.of("AdamW", Adam.adamW(), Schedule.constant(1e-3), null),
                Arguments.of(
                        "AdamW with everything",
                        new Adam(0.9, 0.999, 1e-8, 0.125, true),
                        (Schedule) k -> 0.5 / (k + 1.0),
                        new NormClipping(1)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyStepMatchesGolden(String name, Adam optimizer, Schedule schedule, NormClipping clipping) {
        GoldenCsv.Case golden = GOLDEN.at(name);
        Parameters parameters = numbers((stream, count) -> symmetric("start " + stream, 0, count));
        Parameters average = parameters;
        Adam.State state = optimizer.start(parameters);
        for (int k = 0; k < STEPS; k++) {
            int step = k;
            Parameters gradient = numbers((stream, count) -> {
                double[] g = symmetric("gradient " + stream, (long) step * count, count);
                for (int i = 0; i < count; i++) {
                    g[i] = Math.scalb(g[i], -(step / 2));
                }
                return g;
            });
            if (clipping != null) {
                NormClipping.Clipped clipped = clipping.apply(gradient);
                gradient = clipped.gradient();
                assertThat(error(clipped.norm().value().toDoubles(), golden.values("norm " + k)))
                        .isLessThanOrEqualTo(TOLERANCE);
            }
            Adam.Next next = optimizer.step(state, parameters, gradient, schedule.at(k));
            state = next.state();
            parameters = next.parameters();
            requireEqual(golden, "", k, parameters);
            if (golden.has("average weight 0")) {
                average = new MovingAverage(0.75).next(average, parameters);
                requireEqual(golden, "average ", k, average);
            }
        }
        assertThat(state.step()).isEqualTo(STEPS);
    }

    @Test
    void schedulesMatchGolden() {
        Schedule cosine = Schedule.cosine(2e-4, 1e-5, 15);
        assertThat(error(rates(cosine), GOLDEN.at("cosine").values("rates"))).isLessThanOrEqualTo(TOLERANCE);
        assertThat(error(
                        rates(Schedule.constant(1).warmUp(5)),
                        GOLDEN.at("warm-up").values("rates")))
                .isLessThanOrEqualTo(TOLERANCE);
        assertThat(error(
                        rates(cosine.warmUp(5)),
                        GOLDEN.at("cosine with warm-up").values("rates")))
                .isLessThanOrEqualTo(TOLERANCE);
        assertThat(cosine.at(1000)).isEqualTo(1e-5);
    }

    @Test
    void anUnclippedGradientStaysItself() {
        Parameters gradient = numbers((stream, count) -> symmetric(stream, 0, count));
        NormClipping.Clipped clipped = new NormClipping(100).apply(gradient);
        assertThat(clipped.gradient().get("weight").value().toDoubles())
                .isEqualTo(gradient.get("weight").value().toDoubles());
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> new NormClipping(0)).hasMessageContaining("positive norm");
        assertThatThrownBy(() -> new MovingAverage(1.5)).hasMessageContaining("at least 0 and below 1, got 1.5");
        assertThatThrownBy(() -> new MovingAverage(1)).hasMessageContaining("would stay at the first parameters");
        assertThatThrownBy(() -> Schedule.cosine(1, 0, 0)).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> Schedule.constant(1).warmUp(0)).hasMessageContaining("at least 1 step");
    }

    private static void requireEqual(GoldenCsv.Case golden, String prefix, int step, Parameters parameters) {
        for (String name : parameters.names()) {
            String quantity = prefix + name + " " + step;
            assertThat(error(parameters.get(name).value().toDoubles(), golden.values(quantity)))
                    .as(quantity)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static double[] rates(Schedule schedule) {
        double[] rates = new double[16];
        for (int k = 0; k < rates.length; k++) {
            rates[k] = schedule.at(k);
        }
        return rates;
    }

    private static double[] symmetric(String stream, long first, int count) {
        double[] numbers = DRAWS.uniforms(Draws.stream(stream), first, count);
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * numbers[i] - 1;
        }
        return numbers;
    }

    private interface Numbers {
        double[] of(String name, int count);
    }

    private Parameters numbers(Numbers numbers) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", device.tensor(DType.FLOAT64, Shape.of(3, 4), numbers.of("weight", 12)));
        tensors.put("bias", device.tensor(DType.FLOAT64, Shape.of(4), numbers.of("bias", 4)));
        return new Parameters(tensors);
    }
}
