package dualflow.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.flow.ButcherTableau;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.jacobian.FirstOrder.Limit;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import dualflow.testing.TestDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstOrderTest {
    private final Device host = new HostDevice();

    @AfterEach
    void close() {
        host.close();
    }

    static List<GoldenCsv.Case> goldens() {
        return GoldenCsv.read("jacobian/mixture_second_order").cases();
    }

    /** The velocity of a golden mixture at its time, or its flow. */
    static UnaryOperator<Tensor> map(GoldenCsv.Case golden, Device device, DType dtype) {
        MixtureVelocity field = new MixtureVelocity(
                device.fill(dtype, Shape.of(3), 0),
                device.tensor(dtype, Shape.of(3, 2), golden.values("means")),
                device.tensor(dtype, Shape.of(3, 2, 2), golden.values("covariances")),
                device.fill(dtype, Shape.of(2), 0),
                device.tensor(dtype, Shape.of(2, 2), 1, 0, 0, 1));
        double end = golden.scalar("end");
        int steps = (int) golden.scalar("steps");
        Tensor t = device.scalar(dtype, end);
        OdeSolver midpoint = OdeSolver.fixed(ButcherTableau.MIDPOINT);
        return steps == 0 ? x -> field.velocity(t, x) : x -> midpoint.solve(field, x, TimeGrid.uniform(0, end, steps));
    }

    private static double norm(double... v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private static FirstOrder measure(UnaryOperator<Tensor> f, Tensor x, Tensor z) {
        return FirstOrder.measure(f, x, z, FirstOrder.Settings.tenth(-6, 1)).get(0);
    }

    private Tensor row(DType dtype, double... numbers) {
        return host.tensor(dtype, Shape.of(1, numbers.length), numbers);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void remainderAndSecondDerivativeMatchGolden(GoldenCsv.Case golden) {
        double epsilon = golden.scalar("epsilon");
        FirstOrder at = FirstOrder.measure(
                        map(golden, host, DType.FLOAT64),
                        row(DType.FLOAT64, golden.vector("x")),
                        row(DType.FLOAT64, golden.vector("z")),
                        new FirstOrder.Settings(0.1, new double[] {1e-4, epsilon, 10}))
                .get(0);
        double second = norm(golden.vector("second"));
        assertThat(at.value()).isCloseTo(norm(golden.vector("value")), within(1e-13));
        assertThat(at.first()).isCloseTo(norm(golden.vector("first")), within(1e-13));
        assertThat(at.second()).isCloseTo(second, within(1e-12));
        assertThat(at.remainders()[1]).isCloseTo(golden.scalar("remainder"), within(1e-13));
        assertThat(at.leadingTerm(1e-4)).isCloseTo(0.5e-8 * second, within(1e-20));
        assertThat(at.remainders()[0]).isCloseTo(at.leadingTerm(1e-4), within(1e-3 * at.leadingTerm(1e-4)));
    }

    /** f(x) = x^2 entry by entry: the remainder is its leading term, epsilon^2 |z^2|, and the radius 0.1 |2 x z| / |z^2|. */
    @Test
    void radiusOfAQuadraticMapIsThatOfItsLeadingTerm() {
        FirstOrder at =
                measure(x -> Ops.multiply(x, x), row(DType.FLOAT64, 1, -0.5, 2), row(DType.FLOAT64, 0.5, 1, -0.25));
        double exact = 0.1 * norm(1, -1, -1) / norm(0.25, 1, 0.0625);
        assertThat(at.second()).isCloseTo(2 * norm(0.25, 1, 0.0625), within(1e-15));
        assertThat(at.leadingRadius(0.1)).isCloseTo(exact, within(1e-15));
        assertThat(at.radius().limit()).isEqualTo(Limit.REACHED);
        assertThat(at.radius().epsilon()).isBetween(exact * (1 - 1e-12), exact * 1.0002);
    }

    @Test
    void affineMapHasNoRadiusInEitherFormat() {
        for (DType dtype : DType.values()) {
            FirstOrder at =
                    measure(x -> Ops.shift(Ops.scale(x, 1.0 / 3), 0.7), row(dtype, 0.3, -1.1), row(dtype, 0.7, 0.9));
            assertThat(at.radius().limit()).as("%s", dtype).isEqualTo(Limit.BEYOND);
            assertThat(at.radius().number()).isInfinite();
            assertThat(at.leadingRadius(0.1)).isInfinite();
            assertThat(at.floor()).isPositive().isLessThan(2 * dtype.ulp());
        }
    }

    /** A large constant hides the map: 1e6 + x in float32 is known to 0.06, so that steps below 6 say nothing. */
    @Test
    void roundingIsNamedAndGivesNoRadius() {
        UnaryOperator<Tensor> hidden = x -> Ops.shift(Ops.add(x, Ops.multiply(x, x)), 1e7);
        FirstOrder single = measure(hidden, row(DType.FLOAT32, 0.3), row(DType.FLOAT32, 0.7));
        assertThat(single.radius().limit()).isEqualTo(Limit.ROUNDING);
        assertThat(single.radius().number()).isZero();
        FirstOrder twice = measure(hidden, row(DType.FLOAT64, 0.3), row(DType.FLOAT64, 0.7));
        assertThat(twice.radius().limit()).isEqualTo(Limit.REACHED);
        assertThat(twice.radius().epsilon()).isCloseTo(0.1 * 1.6 * 0.7 / 0.49, within(1e-4));
    }

    @Test
    void directionThatDoesNothingHasNoRadius() {
        UnaryOperator<Tensor> f = x -> Ops.multiply(x, row(DType.FLOAT64, 1, 0));
        FirstOrder at = measure(f, row(DType.FLOAT64, 1, 2), row(DType.FLOAT64, 0, 1));
        assertThat(at.radius().limit()).isEqualTo(Limit.NO_DERIVATIVE);
        assertThat(at.radius().number()).isNaN();
        assertThat(at.leadingRadius(0.1)).isNaN();
    }

    /** Half the format's digits suffice for the radius itself: both formats agree on that of a mixture's flow. */
    @Test
    void formatsAgreeOnTheRadius() {
        GoldenCsv.Case golden = goldens().get(2);
        List<FirstOrder> both = new ArrayList<>();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            both.add(measure(map(golden, host, dtype), row(dtype, golden.vector("x")), row(dtype, golden.vector("z"))));
        }
        assertThat(both).allSatisfy(at -> assertThat(at.radius().limit()).isEqualTo(Limit.REACHED));
        double radius = both.get(1).radius().epsilon();
        assertThat(both.get(0).radius().epsilon()).isCloseTo(radius, within(2e-3 * radius));
    }

    @Test
    void everyDeviceGivesTheSameBits() {
        GoldenCsv.Case golden = goldens().get(1);
        List<FirstOrder> all = new ArrayList<>();
        List<Device> devices = TestDevices.all();
        for (Device device : devices) {
            all.add(FirstOrder.measure(
                            map(golden, device, DType.FLOAT32),
                            device.tensor(DType.FLOAT32, Shape.of(1, 2), golden.vector("x")),
                            device.tensor(DType.FLOAT32, Shape.of(1, 2), golden.vector("z")),
                            FirstOrder.Settings.tenth(-2, 0))
                    .get(0));
        }
        devices.forEach(Device::close);
        assertThat(all).allSatisfy(at -> {
            assertThat(at.radius()).isEqualTo(all.get(0).radius());
            assertThat(at.second()).isEqualTo(all.get(0).second());
            assertThat(at.remainders()).isEqualTo(all.get(0).remainders());
        });
    }

    @Test
    void rejectsShapesAndSettings() {
        Tensor x = row(DType.FLOAT64, 1, 2);
        assertThatThrownBy(() -> measure(y -> y, x, row(DType.FLOAT64, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 2] and [1, 1]");
        assertThatThrownBy(() -> new FirstOrder.Settings(0, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FirstOrder.Settings(0.1, new double[] {1, 0.5}))
                .hasMessageContaining("ascending");
    }
}
