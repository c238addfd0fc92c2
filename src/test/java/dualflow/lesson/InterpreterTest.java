package dualflow.lesson;

import static dualflow.lesson.Interpreter.add;
import static dualflow.lesson.Interpreter.cos;
import static dualflow.lesson.Interpreter.derivative;
import static dualflow.lesson.Interpreter.exp;
import static dualflow.lesson.Interpreter.linearize;
import static dualflow.lesson.Interpreter.multiply;
import static dualflow.lesson.Interpreter.negate;
import static dualflow.lesson.Interpreter.sin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.lesson.Interpreter.Plain;
import dualflow.lesson.Interpreter.Primitive;
import dualflow.lesson.Interpreter.Value;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lesson's engine beside dualflow's, bit by bit, and the answers to the exercises of lesson 3. */
class InterpreterTest {
    private static final double[] POINTS = {-1.75, 0.3, 1, 2.5};
    private static final int MOST_DERIVATIVES = 4;

    static Stream<Arguments> programs() {
        return Stream.of(
                program("e^x sin x", x -> multiply(exp(x), sin(x)), x -> Ops.multiply(Ops.exp(x), Ops.sin(x))),
                program(
                        "x cos(x^2) + x",
                        x -> add(multiply(x, cos(multiply(x, x))), x),
                        x -> Ops.add(Ops.multiply(x, Ops.cos(Ops.multiply(x, x))), x)),
                program("e^(-x^2)", x -> exp(negate(multiply(x, x))), x -> Ops.exp(Ops.negate(Ops.multiply(x, x)))),
                program(
                        "sin(cos(sin x)) - x^3",
                        x -> add(sin(cos(sin(x))), negate(multiply(multiply(x, x), x))),
                        x -> Ops.add(Ops.sin(Ops.cos(Ops.sin(x))), Ops.negate(Ops.multiply(Ops.multiply(x, x), x)))));
    }

    private static Arguments program(String name, UnaryOperator<Value> here, UnaryOperator<Tensor> there) {
        return Arguments.of(name, here, there);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void everyDerivativeHasTheBitsOfDualflow(String name, UnaryOperator<Value> here, UnaryOperator<Tensor> there) {
        try (Device device = new HostDevice()) {
            Tensor one = device.scalar(DType.FLOAT64, 1);
            for (double point : POINTS) {
                UnaryOperator<Value> f = here;
                UnaryOperator<Tensor> g = there;
                for (int order = 0; order <= MOST_DERIVATIVES; order++) {
                    double expected =
                            g.apply(device.scalar(DType.FLOAT64, point)).value().toDouble();
                    assertThat(number(f.apply(new Plain(point))))
                            .as("derivative %d at %s", order, point)
                            .isEqualTo(expected);
                    UnaryOperator<Tensor> lower = g;
                    f = derivative(f);
                    g = x -> Autodiff.jvp(lower, x, one).tangent();
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void linearProgramHasTheBitsOfDualflow(String name, UnaryOperator<Value> here, UnaryOperator<Tensor> there) {
        try (Device device = new HostDevice()) {
            Tensor v = device.scalar(DType.FLOAT64, 0.7);
            for (double point : POINTS) {
                var map = Autodiff.linearize(there, device.scalar(DType.FLOAT64, point))
                        .map();
                var program = linearize(here, new Plain(point));
                assertThat(number(program.apply(new Plain(0.7))))
                        .isEqualTo(map.apply(List.of(v)).value().toDouble());
                assertThat(number(program.applyTranspose(new Plain(0.7))))
                        .isEqualTo(map.applyTranspose(v).get(0).value().toDouble());
            }
        }
    }

    @Test
    void whatDoesNotDependHasTheDerivativeZero() {
        assertThat(number(derivative(x -> new Plain(3)).apply(new Plain(1)))).isZero();
        assertThat(number(linearize(x -> new Plain(3), new Plain(1)).applyTranspose(new Plain(1))))
                .isZero();
    }

    /** (e^x - e^-x) / 2. */
    @Test
    void hyperbolicSineDiffersFromItsSecondDerivativeInNothing() {
        UnaryOperator<Value> sinh = x -> multiply(new Plain(0.5), add(exp(x), negate(exp(negate(x)))));
        assertThat(number(sinh.apply(new Plain(1.5)))).isCloseTo(Math.sinh(1.5), within(1e-15));
        assertThat(number(derivative(sinh).apply(new Plain(1.5)))).isCloseTo(Math.cosh(1.5), within(1e-15));
        assertThat(number(derivative(derivative(sinh)).apply(new Plain(1.5))))
                .isEqualTo(number(sinh.apply(new Plain(1.5))));
    }

    /** The second: the transposed program is a program like any other. Of e^x sin x it is 2 e^x cos x. */
    @Test
    void forwardOverReverseIsTheSecondDerivative() {
        UnaryOperator<Value> f = x -> multiply(exp(x), sin(x));
        UnaryOperator<Value> gradient = x -> linearize(f, x).applyTranspose(new Plain(1));
        assertThat(number(derivative(gradient).apply(new Plain(0.5))))
                .isCloseTo(2 * Math.exp(0.5) * Math.cos(0.5), within(1e-15));
    }

    /** An interpreter below all derivatives, which passes on what it counts. */
    private static final class Count extends Interpreter.Trace {
        private final Map<Primitive, Integer> counts = new EnumMap<>(Primitive.class);

        private record Counted(Interpreter.Trace trace, Value value) implements Value {}

        @Override
        Value apply(Primitive primitive, List<Value> x) {
            counts.merge(primitive, 1, Integer::sum);
            Value[] inner = x.stream()
                    .map(v -> v instanceof Counted counted ? counted.value() : v)
                    .toArray(Value[]::new);
            return new Counted(this, Interpreter.bind(primitive, inner));
        }
    }

    /**
     * e^x, sin x and their product; with the derivative also cos x, two products for the functions, two for the product, and a sum. The rules,
     * applied to lists of steps on paper, give the numbers of higher derivatives, about three times as many each time.
     */
    @Test
    void countsPrimitives() {
        List<Integer> counts = new ArrayList<>();
        UnaryOperator<Value> f = x -> multiply(exp(x), sin(x));
        for (int order = 0; order <= 5; order++) {
            counts.add(primitivesOf(f));
            f = derivative(f);
        }
        assertThat(counts).containsExactly(3, 9, 27, 78, 222, 630);
    }

    private static int primitivesOf(UnaryOperator<Value> f) {
        Count count = new Count();
        assertThat(f.apply(new Count.Counted(count, new Plain(1)))).isInstanceOf(Count.Counted.class);
        return count.counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double number(Value value) {
        return ((Plain) value).number();
    }
}
