package dualflow.normalizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every bijection: it is one, its log-determinant is that of its exact Jacobian, and both directions are differentiable. */
class BijectionTest {
    private static final double ULP = 0x1p-52;
    private static final int POINTS = 12;

    private final HostDevice device = new HostDevice();
    private Arena arena;

    @BeforeEach
    void open() {
        arena = device.arena();
    }

    @AfterEach
    void close() {
        arena.close();
        device.close();
    }

    static Stream<Bijection> bijections() {
        return Stream.of(
                new AffineCoupling(2, Parity.EVEN, 8, 2),
                new AffineCoupling(5, Parity.ODD, 6, 1),
                new SplineCoupling(2, Parity.ODD, 8, 3, 8, 2),
                new SplineCoupling(3, Parity.EVEN, 2, 1.5, 6, 1),
                new MaskedAutoregressive(1, 3, 1),
                new MaskedAutoregressive(4, 9, 2),
                new Inverse(new MaskedAutoregressive(3, 6, 1)),
                new Planar(1),
                new Planar(4),
                new InvertibleResidual(1, 4, 1, 0.5, InvertibleResidual.Determinant.EXACT),
                new InvertibleResidual(3, 8, 2, 0.9, InvertibleResidual.Determinant.ROULETTE),
                new ActivationNorm(3),
                new Reversal(3),
                mixed());
    }

    private static Composition mixed() {
        return new Composition(List.of(
                new Planar(3),
                new AffineCoupling(3, Parity.ODD, 5, 1),
                new Inverse(new InvertibleResidual(3, 5, 1, 0.8, InvertibleResidual.Determinant.EXACT)),
                new Reversal(3),
                new MaskedAutoregressive(3, 5, 1),
                new SplineCoupling(3, Parity.EVEN, 4, 3, 5, 1),
                new ActivationNorm(3)));
    }

    /** Parameters twice as large as at the start of a training, but for a chain, whose exponentials multiply; those that start at 0 are drawn. */
    private Pass pass(Bijection bijection) {
        double size = bijection instanceof Composition ? 1 : 2;
        Parameters drawn = bijection.specification().draw(device, DType.FLOAT64, 5);
        List<Tensor> values = new ArrayList<>();
        for (String name : drawn.names()) {
            Shape shape = drawn.get(name).shape();
            Tensor extra = device.tensor(
                    DType.FLOAT64, shape, new Draws(6).normals(Draws.stream("extra " + name), 0, shape.size()));
            values.add(Ops.add(Ops.scale(drawn.get(name), size), Ops.scale(extra, 0.2)));
        }
        return Pass.evaluation(drawn.withTensors(values));
    }

    private Tensor points(Bijection bijection) {
        int d = bijection.dimension();
        double[] normals = new Draws(7).normals(Draws.stream("points"), 0, POINTS * d);
        return device.tensor(DType.FLOAT64, Shape.of(POINTS, d), normals);
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }

    private static double norm(Tensor x) {
        return Math.sqrt(numbers(Ops.sum(Ops.multiply(x, x)))[0]);
    }

    private Tensor row(Tensor x, int i) {
        int d = x.shape().dim(-1);
        return Ops.reshape(Ops.slice(x, -2, i, 1), Shape.of(d));
    }

    @ParameterizedTest
    @MethodSource("bijections")
    void eachDirectionUndoesTheOther(Bijection bijection) {
        Pass pass = pass(bijection);
        for (Bijection way : List.of(bijection, new Inverse(bijection))) {
            Tensor x = points(bijection);
            Bijection.Mapped there = way.forward(pass, x);
            Bijection.Mapped back = way.inverse(pass, there.value());
            for (int i = 0; i < POINTS; i++) {
                Tensor jacobian = Autodiff.jacobian(p -> way.forward(pass, p).value(), row(x, i));
                double condition = 1 + norm(Ops.inverse(jacobian)) * (1 + norm(jacobian));
                double size = 1 + norm(row(x, i)) + norm(row(there.value(), i));
                assertThat(norm(Ops.subtract(row(back.value(), i), row(x, i))))
                        .as("%s, point %d", way, i)
                        .isLessThanOrEqualTo(8 * ULP * size * condition);
                assertThat(numbers(back.logDeterminant())[i])
                        .isCloseTo(-numbers(there.logDeterminant())[i], within(64 * ULP * size * condition));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bijections")
    void logDeterminantIsThatOfTheExactJacobian(Bijection bijection) {
        Pass pass = pass(bijection);
        Tensor x = points(bijection);
        for (Bijection way : List.of(bijection, new Inverse(bijection))) {
            double[] together = numbers(way.forward(pass, x).logDeterminant());
            for (int i = 0; i < POINTS; i++) {
                Tensor jacobian = Autodiff.jacobian(p -> way.forward(pass, p).value(), row(x, i));
                double exact = numbers(Ops.logAbsDeterminant(jacobian))[0];
                assertThat(together[i]).as("%s, point %d", way, i).isCloseTo(exact, within(1e-12));
                // One point by itself, without an axis of points.
                assertThat(numbers(way.forward(pass, row(x, i)).logDeterminant())[0])
                        .isEqualTo(together[i]);
            }
        }
    }

    /** f(f^-1(y)) = y to the third order: derivatives along v are v, 0 and 0, also where the inverse is a limit. */
    @ParameterizedTest
    @MethodSource("bijections")
    void derivativesThroughTheInverseAreExactToThirdOrder(Bijection bijection) {
        Pass pass = pass(bijection);
        Tensor y = points(bijection);
        Tensor v = Ops.shift(Ops.scale(y, 0.5), 0.25);
        UnaryOperator<Tensor> identity = at ->
                bijection.forward(pass, bijection.inverse(pass, at).value()).value();
        UnaryOperator<Tensor> first = at -> Autodiff.jvp(identity, at, v).tangent();
        UnaryOperator<Tensor> second = at -> Autodiff.jvp(first, at, v).tangent();
        assertThat(norm(Ops.subtract(first.apply(y), v))).isLessThan(1e-12 * (1 + norm(v)));
        assertThat(norm(second.apply(y))).isLessThan(1e-10);
        assertThat(norm(Autodiff.jvp(second, y, v).tangent())).isLessThan(1e-8);
    }

    /** The gradient of the inverse's log-determinant, by reverse mode, is that of the forward one carried through the Jacobian. */
    @ParameterizedTest
    @MethodSource("bijections")
    void gradientsOfBothLogDeterminantsAgree(Bijection bijection) {
        Pass pass = pass(bijection);
        Tensor x = points(bijection);
        Tensor y = bijection.forward(pass, x).value();
        Tensor back = Autodiff.grad(at -> Ops.sum(bijection.inverse(pass, at).logDeterminant()), y);
        Tensor carried = Autodiff.vjp(p -> bijection.forward(pass, p.get(0)).value(), List.of(x), back)
                .get(0);
        Tensor there = Autodiff.grad(at -> Ops.sum(bijection.forward(pass, at).logDeterminant()), x);
        assertThat(norm(Ops.add(carried, there))).isLessThan(1e-11 * (1 + norm(there)));
    }

    @ParameterizedTest
    @MethodSource("bijections")
    void mapsOverFurtherAxes(Bijection bijection) {
        Pass pass = pass(bijection);
        Tensor x = points(bijection);
        int d = bijection.dimension();
        Tensor folded = Ops.reshape(x, Shape.of(3, POINTS / 3, d));
        Bijection.Mapped all = bijection.inverse(pass, x);
        Bijection.Mapped byAxes = bijection.inverse(pass, folded);
        Tensor byVmap = Autodiff.vmap(rows -> bijection.inverse(pass, rows).value(), folded);
        assertThat(numbers(byAxes.value())).isEqualTo(numbers(all.value()));
        assertThat(numbers(byVmap)).isEqualTo(numbers(all.value()));
        assertThat(numbers(byAxes.logDeterminant())).isEqualTo(numbers(all.logDeterminant()));
        assertThat(byAxes.logDeterminant().shape()).isEqualTo(Shape.of(3, POINTS / 3));
    }

    @ParameterizedTest
    @MethodSource("bijections")
    void rejectsPointsOfAnotherDimension(Bijection bijection) {
        Pass pass = pass(bijection);
        Tensor wrong = device.fill(DType.FLOAT64, Shape.of(2, bijection.dimension() + 1), 0);
        for (Bijection way : List.of(bijection, new Inverse(bijection))) {
            assertThatThrownBy(() -> way.forward(pass, wrong))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("a bijection of " + bijection.dimension() + " coordinates got the shape "
                            + wrong.shape() + "; the last axis must have length " + bijection.dimension());
        }
    }

    @Test
    void rejectsSettingsThatGiveNoBijection() {
        assertThatThrownBy(() -> new AffineCoupling(1, Parity.EVEN, 4, 1))
                .hasMessage("a coupling has 2 coordinates or more, got 1");
        assertThatThrownBy(() -> new SplineCoupling(1, Parity.EVEN, 4, 3, 4, 1))
                .hasMessage("a coupling has 2 coordinates or more, got 1");
        assertThatThrownBy(() -> new SplineCoupling(2, Parity.EVEN, 1, 3, 4, 1))
                .hasMessage("a spline has 2 to 999 bins on an interval of positive length, got 1 bins up to 3.0");
        assertThatThrownBy(() -> new SplineCoupling(2, Parity.EVEN, 4, 0, 4, 1))
                .hasMessage("a spline has 2 to 999 bins on an interval of positive length, got 4 bins up to 0.0");
        assertThatThrownBy(() -> new Planar(0)).hasMessage("a planar map has 1 coordinate or more, got 0");
        assertThatThrownBy(() -> new MaskedAutoregressive(0, 4, 1))
                .hasMessage("an autoregressive map has 1 coordinate or more, got 0");
        assertThatThrownBy(() -> new MaskedAutoregressive(2, 4, 0))
                .hasMessage("a network of a bijection has one hidden layer of width 1 or more, got 0 of width 4");
        for (double lipschitz : new double[] {0, 1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new InvertibleResidual(2, 4, 1, lipschitz, InvertibleResidual.Determinant.EXACT))
                    .hasMessage("x + F(x) is invertible for a Lipschitz constant of F in (0, 1), got " + lipschitz);
        }
        assertThatThrownBy(() -> new Composition(List.of(new Planar(2), new Planar(3))))
                .hasMessage("a composition has parts of one dimension, at least one part, got the dimensions [2, 3]");
        assertThatThrownBy(() -> new Composition(List.of()))
                .hasMessage("a composition has parts of one dimension, at least one part, got the dimensions []");
    }

    /** However large the weights, planar maps increase along w and residual ones are contractions from the identity. */
    @Test
    void constraintsHoldForAnyWeights() {
        Planar planar = new Planar(2);
        for (double size : new double[] {0.1, 1, 10, 100}) {
            for (long seed = 0; seed < 20; seed++) {
                Parameters drawn = planar.specification().draw(device, DType.FLOAT64, seed);
                Pass pass = Pass.evaluation(drawn.withTensors(
                        drawn.tensors().stream().map(p -> Ops.scale(p, size)).toList()));
                double[] logs = numbers(planar.forward(pass, points(planar)).logDeterminant());
                assertThat(Arrays.stream(logs)).allMatch(Double::isFinite);
            }
        }
        double lipschitz = 0.75;
        InvertibleResidual residual = new InvertibleResidual(3, 8, 2, lipschitz, InvertibleResidual.Determinant.EXACT);
        Parameters drawn = residual.specification().draw(device, DType.FLOAT64, 1);
        for (double size : new double[] {0, 1, 20}) {
            Pass pass = Pass.evaluation(drawn.withTensors(
                    drawn.tensors().stream().map(p -> Ops.scale(p, size)).toList()));
            Tensor x = points(residual);
            for (int i = 0; i < POINTS; i++) {
                Tensor f = Autodiff.jacobian(
                        p -> Ops.subtract(residual.forward(pass, p).value(), p), row(x, i));
                double norm = Math.sqrt(numbers(Ops.largestEigenvalue(Ops.matmul(Ops.transpose(f), f)))[0]);
                assertThat(norm).isLessThanOrEqualTo(lipschitz);
                assertThat(size == 20 ? norm : 1).isGreaterThan(0.02); // the bound is not a collapse
            }
        }
    }

    @Test
    void spectralNormIsBoundedFromAboveAndClosely() {
        for (int[] size : new int[][] {{2, 64}, {64, 64}, {64, 2}, {5, 7}, {1, 1}}) {
            double[] normals = new Draws(9).normals(size[0], 0, size[0] * size[1]);
            Tensor w = device.tensor(DType.FLOAT64, Shape.of(size[0], size[1]), normals);
            double exact = Math.sqrt(numbers(Ops.largestEigenvalue(Ops.matmul(Ops.transpose(w), w)))[0]);
            double bound = numbers(SpectralNorm.bound(w))[0];
            double excess = Math.pow(Math.min(size[0], size[1]), 1.0 / (4 << SpectralNorm.SQUARINGS));
            assertThat(bound).isBetween(exact * (1 - 1e-13), exact * excess * (1 + 1e-13));
            // Scaling with W holds far from 1 too.
            assertThat(numbers(SpectralNorm.bound(Ops.scale(w, 1e30)))[0]).isCloseTo(1e30 * bound, within(1e18));
        }
        Tensor zero = device.fill(DType.FLOAT64, Shape.of(3, 2), 0);
        assertThat(numbers(SpectralNorm.bound(zero))[0]).isLessThan(1e-70);
        assertThat(numbers(Autodiff.grad(SpectralNorm::bound, zero))).containsOnly(0);
    }
}
