package dualflow.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReverseExplanationTest {
    private static final List<String> NAMES = List.of("x", "y");

    private final HostDevice device = new HostDevice();
    private final TensorFunction program =
            x -> Ops.add(Ops.multiply(x.get(0), Ops.sin(x.get(1))), Ops.exp(Ops.negate(x.get(0))));

    @AfterEach
    void close() {
        device.close();
    }

    private Tensor scalar(double value) {
        return device.scalar(DType.FLOAT64, value);
    }

    private List<Tensor> point() {
        return List.of(scalar(0.7), scalar(-1.3));
    }

    private ReverseExplanation explained() {
        return ReverseExplanation.of(program, NAMES, point(), List.of(scalar(0.2), scalar(0.5)));
    }

    private static double number(Tensor x) {
        return x.value().toDouble();
    }

    private static List<String> texts(List<ReverseExplanation.Line> lines) {
        return lines.stream()
                .map(line -> line.name() + (line.adds() ? " += " : " = ") + line.formula())
                .toList();
    }

    @Test
    void gradientEqualsGrad() {
        List<Tensor> gradient = Autodiff.grad(program, point());
        ReverseExplanation explained = explained();
        for (int k = 0; k < 2; k++) {
            assertThat(number(explained.gradient().get(k))).isEqualTo(number(gradient.get(k)));
            assertThat(explained.difference(k)).isLessThan(1e-15);
        }
    }

    @Test
    void lastTangentEqualsJvp() {
        List<ReverseExplanation.Line> linear = explained().linear();
        Dual dual = Autodiff.jvp(program, point(), List.of(scalar(0.2), scalar(0.5)));
        assertThat(number(linear.get(linear.size() - 1).value())).isEqualTo(number(dual.tangent()));
    }

    /** What the program itself applies has the names that forward mode gives it; what the rules apply begins with r. */
    @Test
    void programAndItsTransposeAreWritten() {
        ReverseExplanation explained = explained();
        assertThat(explained.primal())
                .extracting(operation -> operation.name() + " = " + operation.formula())
                .containsExactly(
                        "v1 = sin(y)", "r1 = cos(y)", "v2 = x * v1", "v3 = -x", "v4 = exp(v3)", "v5 = v2 + v4");
        assertThat(Explanation.of(program, NAMES, point(), Arrays.asList(scalar(1), null), 1)
                        .steps())
                .extracting(step -> step.name() + " = " + step.operation())
                .containsExactly("v1 = sin(y)", "v2 = x * v1", "v3 = -x", "v4 = exp(v3)", "v5 = v2 + v4");
        assertThat(texts(explained.linear()))
                .containsExactly(
                        "w1Dot = yDot * r1",
                        "w2Dot = xDot * v1",
                        "w3Dot = x * w1Dot",
                        "w4Dot = w2Dot + w3Dot",
                        "w5Dot = -xDot",
                        "w6Dot = w5Dot * v4",
                        "w7Dot = w4Dot + w6Dot");
        assertThat(explained.resultName()).isEqualTo("w7Bar");
        assertThat(texts(explained.transposed()))
                .containsExactly(
                        "w4Bar = w7Bar",
                        "w6Bar = w7Bar",
                        "w5Bar = w6Bar * v4",
                        "xBar = -w5Bar",
                        "w2Bar = w4Bar",
                        "w3Bar = w4Bar",
                        "w1Bar = x * w3Bar",
                        "xBar += w2Bar * v1",
                        "yBar = w1Bar * r1");
    }

    @Test
    void gradientOfAVectorIsThatOfItsSum() {
        Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
        Tensor b = device.tensor(DType.FLOAT64, Shape.of(2, 1), 5, 6);
        ReverseExplanation explained = ReverseExplanation.of(
                x -> Ops.matmul(x.get(0), x.get(1)), List.of("A", "b"), List.of(a, b), Collections.nCopies(2, null));
        assertThat(explained.isOfSum()).isTrue();
        assertThat(explained.gradient().get(0).value().toDoubles()).containsExactly(5, 6, 5, 6);
        assertThat(explained.gradient().get(1).value().toDoubles()).containsExactly(4, 6);
        assertThat(explained.byForwardMode().get(1).value().toDoubles()).containsExactly(4, 6);
    }

    @Test
    void kinksHaveTheirConventions() {
        ReverseExplanation explained = ReverseExplanation.of(
                x -> Ops.abs(Ops.sin(x.get(0))), List.of("x"), List.of(scalar(0)), Collections.nCopies(1, null));
        assertThat(explained.conventions()).containsExactly(Map.entry("v2", "the slope of abs at 0 is taken as 0"));
    }

    @Test
    void namesOfVariablesAreAvoided() {
        ReverseExplanation explained = ReverseExplanation.of(
                x -> Ops.sin(Ops.multiply(x.get(0), Ops.multiply(x.get(1), x.get(2)))),
                List.of("w1", "v1", "r1"),
                List.of(scalar(1), scalar(2), scalar(3)),
                Collections.nCopies(3, null));
        assertThat(explained.primal()).extracting(Operation::name).containsExactly("vv1", "vv2", "vv3", "rr1");
        assertThat(explained.linear())
                .extracting(ReverseExplanation.Line::name)
                .allMatch(name -> name.matches("ww[0-9]Dot"));
    }

    @Test
    void whatDoesNotMoveHasTheGradientZero() {
        ReverseExplanation explained = ReverseExplanation.of(
                x -> Ops.sign(x.get(0)), List.of("x"), List.of(scalar(2)), Collections.nCopies(1, null));
        assertThat(explained.resultName()).isEmpty();
        assertThat(explained.transposed()).isEmpty();
        assertThat(number(explained.gradient().get(0))).isZero();
    }

    @Test
    void rejectsShapeMismatch() {
        Tensor pair = device.tensor(DType.FLOAT64, Shape.of(2), 1, 2);
        assertThatThrownBy(() -> ReverseExplanation.of(program, NAMES, point(), List.of(pair, scalar(1))))
                .isInstanceOf(ShapeException.class);
    }
}
