package dualflow.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.syntax.Builtins;
import dualflow.syntax.Dimension;
import dualflow.syntax.FormulaException;
import dualflow.syntax.OpenFormula;
import dualflow.syntax.SourceText;
import dualflow.syntax.Symbol;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
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

class FormulaProgramTest {
    private static FormulaProgram parse(String text) {
        return new FormulaProgram(OpenFormula.parse(new SourceText("expression", text), Map.of()));
    }

    private static double value(String source, double... values) {
        try (Device device = new HostDevice()) {
            List<Tensor> x = Arrays.stream(values)
                    .mapToObj(v -> (Tensor) device.scalar(DType.FLOAT64, v))
                    .toList();
            return parse(source).apply(x).value().toDouble();
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
        "1/2x, 0.5",
        "x^2(3 x), 3",
        "2**-3x, 0.125",
        "(x)(x + 1), 2",
        "x x (x + x), 2",
        "sin x - sin(x), 0",
        "|x - 3|, 2",
        "'<[x; 2], [3; x]>', 5",
        "'sum_{i in 1..4} i x^i', 10",
        "d/dx x^3, 3",
        "'$\\frac{x + 1}{2}^2 + e^{0}$', 2",
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
        "digamma(x)/4, -0.271465219946618",
        "logndtr(x), -0.2569942668383652",
        "erfcx(x), 0.5069376502931448",
        "gelu(x), 0.5800294857173489",
        "ceil(x), 1",
        "tan(x), 0.9315964599440725",
        "sinh(x), 0.82231673193582998",
        "cosh(x), 1.2946832846768448",
        "ln(x), -0.2876820724517809",
        "log2(x), -0.41503749927884381",
        "cbrt(x), 0.90856029641606983",
        "'hypot(x, 1)', 1.25",
        "'atan2(x, 1)', 0.64350110879328439",
        "'dot([x; 2], [4; x])', 4.5",
        "'sum([x; 2; x])', 3.5",
    })
    void functionsAreTheOps(String source, double expected) {
        assertThat(value(source, 0.75)).isCloseTo(expected, within(4e-16));
    }

    @Test
    void whiteSpaceDoesNotMatter() {
        assertThat(value("\tx  +\n2* x ", 1)).isEqualTo(3);
    }

    static List<String> functions() {
        return Builtins.all().stream()
                .filter(it -> (it.kind() == Builtins.Kind.ELEMENTARY && it.isReserved())
                        || List.of(
                                        "max", "min", "pow", "atan", "asin", "acos", "tan", "sinh", "cosh", "log2",
                                        "cbrt", "atan2", "hypot", "erfinv", "ndtr", "ndtri", "floor", "round")
                                .contains(it.name()))
                .map(Builtins.Builtin::name)
                .toList();
    }

    /** Each function is the op of its name, by that op's golden values. */
    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionHasItsGoldenValues(String name) {
        GoldenCsv.Case golden = GoldenCsv.read("op/"
                        + Map.of("max", "maximum", "min", "minimum", "lgamma", "log_gamma")
                                .getOrDefault(name, name))
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
        assertThat(parse("y_1*sin(x) - y_1*b2").names()).containsExactly("y_1", "x", "b2");
        assertThat(value("y - 2*x", 7, 3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|0|a quantity is expected here; the text ends",
                "x +|3|a quantity is expected here; the text ends",
                "x*(+)|4|a quantity is expected here; found ')'",
                "x*(/)|3|a quantity is expected here; found '/'",
                "(x|2|')' is missing: this bracket is never closed; the text ends",
                "x)|1|an operator or the end is expected here; found ')'",
                "1 y/2x|0|a / b c can be read in two ways",
                "x/-2(x)|0|a / b c can be read in two ways",
                "2y(3)|1|there is no function 'y'",
                "(x)2|3|a number stands before what it multiplies; found '2'",
                "x * * 2|4|a quantity is expected here; found '*'",
                "x *** 2|4|a quantity is expected here; found '*'",
                "sin|0|'sin' is a function, a value is needed",
                "max(x)|0|'max' takes 2 arguments, here are 1",
                "sin(x, x)|0|'sin' takes 1 argument, here are 2",
                "x + foo(2)|4|there is no function 'foo'",
                ".|0|'.' has no meaning here",
                "x + 1e400|4|this number is too large",
                "x + \u00e9|4|'\u00e9' has no meaning here",
                "x + O(h)|6|'h' is not declared",
                "I|0|the size of I is not known here",
                "dot(x, 2)|0|dot of R and R",
                "hypot([x; 1], 2)|0|hypot of R^2 and R",
                "atan2(x)|0|'atan2' takes 2 arguments, here are 1",
                "x + [x; 2]|0|these cannot be added: 'x' is R, '[x; 2]' is R^2",
                "grad(x)|0|grad takes a function, 'x' is a value",
                "$x + \\foo$|5|the macro \\foo is not known",
            })
    void wrongExpressionNamesPositionAndExpectation(String source, int position, String message) {
        assertThatThrownBy(() -> parse(source))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        FormulaException.class, e -> assertThat(e.span().from()).isEqualTo(position));
    }

    @Test
    void functionThatIsNotThereIsSuggested() {
        assertThatThrownBy(() -> parse("2 sni(x)"))
                .isInstanceOfSatisfying(
                        FormulaException.class,
                        e -> assertThat(e.show(new SourceText("expression", "2 sni(x)"))
                                        .lines())
                                .containsExactly(
                                        "expression:1:3: there is no function 'sni'",
                                        "  2 sni(x)",
                                        "    ^^^",
                                        "  hint: did you mean 'sin'?"));
    }

    @Test
    void longExpressionIsMarkedInExcerpt() {
        String text = "x+".repeat(100) + "$" + "+x".repeat(100);
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(FormulaException.class, e -> {
            List<String> lines =
                    e.show(new SourceText("expression", text)).lines().toList();
            assertThat(lines).hasSizeGreaterThanOrEqualTo(3).allMatch(line -> line.length() < 250);
            assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('$');
            assertThat(lines.get(1)).startsWith("  ...").endsWith("...");
        });
    }

    @ParameterizedTest
    @CsvSource({"(,5000", "-,5000", "(,1500", "-,1500", "sin(,300", "x+,1300", "x^,300", "'sin ',2000"})
    void deepAndLongExpressionsAreRefused(String part, int times) {
        assertThatThrownBy(() -> parse(part.repeat(times) + "x")).isInstanceOf(FormulaException.class);
    }

    /** In a thread of the least stack that Java is run with: sums do not recurse into their terms. */
    @ParameterizedTest
    @CsvSource({"+x,1000", "*x,1"})
    void longSumsAndProductsAreEvaluated(String part, double expected) throws InterruptedException {
        double[] found = new double[1];
        Thread thread = new Thread(null, () -> found[0] = value("x" + part.repeat(999), 1), "small", 512 << 10);
        thread.start();
        thread.join();
        assertThat(found[0]).isEqualTo(expected);
    }

    @Test
    void vectorsAndMatricesAreQuantitiesToo() {
        Symbol.Simple vector = new Symbol.Simple(Symbol.Kind.VECTOR, List.of(Dimension.of(2)));
        Symbol.Simple matrix = new Symbol.Simple(Symbol.Kind.MATRIX, List.of(Dimension.of(2), Dimension.of(2)));
        FormulaProgram program = new FormulaProgram(OpenFormula.parse(
                new SourceText("expression", "x' A x + grad_x(pow(x, 3)' x)[2]"), Map.of("x", vector, "A", matrix)));
        assertThat(program.names()).containsExactly("x", "A");
        try (Device device = new HostDevice()) {
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(2), new double[] {1, -2});
            Tensor a = device.tensor(DType.FLOAT64, Shape.of(2, 2), new double[] {1, 2, 3, 4});
            // 1 - 4 - 6 + 16, and 4 (-2)^3
            assertThat(program.apply(List.of(x, a)).value().toDouble()).isEqualTo(7 - 32);
            assertThatThrownBy(() -> program.apply(List.of(a, x))).isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void rejectsWrongNumberOfValues() {
        assertThatThrownBy(() -> parse("x*y").apply(List.of())).isInstanceOf(ShapeException.class);
    }

    @Test
    void vectorsAndMatricesAreValuesToo() {
        try (HostDevice device = new HostDevice()) {
            Tensor x = device.scalar(DType.FLOAT64, 3);
            assertThat(parse("[x; 2 x; x^2]").apply(List.of(x)).value().toDoubles())
                    .containsExactly(3, 6, 9);
            assertThat(parse("[x, 2; 1, x]").apply(List.of(x)).shape()).isEqualTo(Shape.of(2, 2));
        }
    }
}
