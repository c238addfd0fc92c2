package dualflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
    private static double value(String source, double... values) {
        try (Device device = new HostDevice()) {
            List<Tensor> x = Arrays.stream(values)
                    .mapToObj(v -> (Tensor) device.scalar(DType.FLOAT64, v))
                    .toList();
            return Expression.parse(source).apply(x).value().toDouble();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x + 2*3, 7", // x = 1
        "x - 2 - 3, -4",
        "2 - x - 3, -2",
        "8 / 2 / x, 4",
        "2^3^x, 8",
        "2^3^2 * x, 512",
        "-x^2, -1",
        "(-x)^2, 1",
        "2^-x, 0.5",
        "-2*-x, 2",
        "3*-x, -3",
        "--x, 1",
        "2*(x + 3), 8",
        "1.5e1*x + .5 - 2., 13.5",
        "pi*x - pi, 0",
        "e^x, 2.718281828459045",
        "2*e - 2*e*x, 0",
        "2 * 3 + x*0, 6",
        "6 / 4 + x*0, 1.5",
        "2**3**2*x, 512",
        "2 ** -x, 0.5",
        "-x**2, -1",
        "+x, 1",
        "x + +x - +-x, 3",
        "+2^+x, 2",
        "2x, 2",
        "-2x, -2",
        "2x^3, 2",
        "2.5x*2x, 5",
        "2(x + 3)^2, 32",
        "3*2(x), 6",
        "6/x*2x, 12",
        "2x/4, 0.5",
        "2pi*x - 2*pi, 0",
        "2exp(x) - 2*e, 0",
        "2e1x, 20",
        "2(3(x)), 6",
    })
    void operatorsBindAsUsual(String source, double expected) {
        assertThat(value(source, 1)).isCloseTo(expected, within(1e-15 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({
        "abs(-x), 0.75",
        "cos(x), 0.7316888688738209",
        "erf(x), 0.7111556336535151",
        "exp(x), 2.117000016612675",
        "expm1(x), 1.117000016612675",
        "log(x), -0.2876820724517809",
        "log1p(x), 0.5596157879354227",
        "'max(x, 0.5)', 0.75",
        "'min(x, 0.5)', 0.5",
        "'pow(x, 3)', 0.421875",
        "reciprocal(x), 1.3333333333333333",
        "relu(-x), 0",
        "sigmoid(x), 0.679178699175393",
        "sin(x), 0.6816387600233342",
        "softplus(x), 1.1368710061148998",
        "sqrt(x), 0.8660254037844386",
        "tanh(x), 0.6351489523872873",
    })
    void functionsAreTheOps(String source, double expected) {
        assertThat(value(source, 0.75)).isCloseTo(expected, within(4e-16));
    }

    @Test
    void whiteSpaceDoesNotMatter() {
        assertThat(value("\tx  +\n2* x ", 1)).isEqualTo(3);
    }

    static List<String> functions() {
        return Expression.functions();
    }

    /** Each function is the op of its name, by that op's golden values. */
    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionHasItsGoldenValues(String name) {
        GoldenCsv.Case golden = GoldenCsv.read(
                        "op/" + Map.of("max", "maximum", "min", "minimum").getOrDefault(name, name))
                .at("float64 tangents");
        boolean isUnary = golden.has("x");
        double[] a = golden.vector(isUnary ? "x" : "a");
        double[] b = golden.vector(isUnary ? "x" : "b");
        double[] y = golden.vector("y");
        String source = isUnary ? name + "(x)" : name + "(x, y)";
        for (int i = 0; i < y.length; i++) {
            double found = isUnary ? value(source, a[i]) : value(source, a[i], b[i]);
            assertThat(found).as("%s at %s, %s", name, a[i], b[i]).isCloseTo(y[i], within(4 * Math.ulp(y[i])));
        }
    }

    @Test
    void variablesKeepTheOrderOfTheirFirstUse() {
        Expression expression = Expression.parse("y_1*sin(x) - y_1*b2");
        assertThat(expression.variables()).containsExactly("y_1", "x", "b2");
        assertThat(value("y - 2*x", 7, 3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|0|a number, a variable, a function, '-' or '(' was expected, but the expression ends",
                "x +|3|a number, a variable, a function, '-' or '(' was expected, but the expression ends",
                "x*(+)|4|a number, a variable, a function, '-' or '(' was expected, but there is ')'",
                "x*(/)|3|a number, a variable, a function, '-' or '(' was expected, but there is '/'",
                "(x|2|an operator or ')' was expected, but the expression ends",
                "x)|1|an operator or the end was expected, but there is ')'",
                "2 x|2|an operator or the end was expected, but there is 'x'",
                "1/2x|3|an operator was expected, as what follows the divisor may be meant to belong to it or not",
                "x/-2(x)|4|an operator was expected, as what follows the divisor",
                "x^2y|3|an operator was expected, as what follows the exponent may be meant to belong to it or not",
                "2**-3x|5|an operator was expected, as what follows the exponent",
                "2x(3)|1|a function was expected, but there is no 'x'",
                "(x)2|3|an operator or the end was expected, but there is '2'",
                "(x)(x)|3|an operator or the end was expected, but there is '('",
                "x * * 2|4|but there is '*'",
                "x *** 2|4|but there is '*'",
                "x y|2|an operator or the end was expected, but there is 'y'",
                "sin x|4|'(' after the function sin was expected, but there is 'x'",
                "max(x)|5|an operator, or ',' and argument 2 of 2 of max was expected, but there is ')'",
                "sin(x, x)|5|an operator, or ')' after the argument of sin was expected, but there is ','",
                "x + foo(2)|4|a function was expected, but there is no 'foo'",
                "pi(2)|0|an operator was expected after 'pi', which is not a function",
                ".|1|a digit after the decimal point was expected, but the expression ends",
                "x + 1e400|4|a number of at most",
                "x + \u00e9|4|but there is '\u00e9'",
            })
    void wrongExpressionNamesPositionAndExpectation(String source, int position, String what) {
        assertThatThrownBy(() -> Expression.parse(source))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageStartingWith("At position " + (position + 1) + " of the expression, ")
                .hasMessageContaining(what);
    }

    @Test
    void caretStandsBelowThePosition() {
        assertThatThrownBy(() -> Expression.parse("x*(/)"))
                .isInstanceOfSatisfying(
                        ExpressionException.class,
                        e -> assertThat(e.marked().lines()).containsExactly("  x*(/)", "     ^"));
    }

    @Test
    void longExpressionIsMarkedInExcerpt() {
        assertThatThrownBy(() -> Expression.parse("x+".repeat(100) + "$" + "+x".repeat(100)))
                .isInstanceOfSatisfying(ExpressionException.class, e -> {
                    List<String> lines = e.marked().lines().toList();
                    assertThat(lines).hasSize(2).allMatch(line -> line.length() < 100);
                    assertThat(lines.get(0).charAt(lines.get(1).indexOf('^'))).isEqualTo('$');
                    assertThat(lines.get(0)).startsWith("  ...").endsWith("...");
                });
    }

    @ParameterizedTest
    @CsvSource({"(,5000", "-,5000", "(,1500", "-,1500", "sin(,300"})
    void deepAndLongExpressionsAreRefused(String part, int times) {
        assertThatThrownBy(() -> Expression.parse(part.repeat(times) + "x")).isInstanceOf(ExpressionException.class);
    }

    @Test
    void longSumIsEvaluated() {
        assertThat(value("x" + "+x".repeat(999), 1)).isEqualTo(1000);
    }

    @Test
    void rejectsWrongNumberOfValues() {
        assertThatThrownBy(() -> Expression.parse("x*y").apply(List.of())).isInstanceOf(ShapeException.class);
    }
}
