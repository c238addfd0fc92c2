package dualflow.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.FormulaException;
import dualflow.syntax.ParsedFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of formulas at given numbers, beside values by hand. */
class FormulaValueTest {
    private static final String GIVEN = """
            given d, K in 2..2; n in 3..3; t: time; x: R^d; A: R^(d, d); S: spd(d); a: R; s: R+; w: simplex(K); m[K]: R; k: index(n)
            given z ~ normal(d); q ~ normal(0, 1); c ~ categorical(w); g ~ signs(d); u ~ sphere(d); l ~ uniform
            let v(x, t) = t x
            let r(x) = sin(x[1]) x[2]^2
            let Y = m[c] + sqrt(s) q
            let X = (1-t) z + t x
            let b[i in 1..n] = i^2
            """;

    private static final double T = 0.25;
    private static final double A0 = -1.5;
    private static final double S0 = 0.5;
    private static final double[] X = {0.5, -1.5};
    private static final double[] W = {0.3, 0.7};
    private static final double[] M = {-1, 2};

    private static Map<String, Quantity> numbers() {
        Map<String, Quantity> numbers = new LinkedHashMap<>();
        numbers.put("t", Quantity.of(T));
        numbers.put("x", new Quantity(Shape.of(2), X));
        numbers.put("A", new Quantity(Shape.of(2, 2), new double[] {1, 2, 3, 4}));
        numbers.put("S", new Quantity(Shape.of(2, 2), new double[] {2, 1, 1, 3}));
        numbers.put("a", Quantity.of(A0));
        numbers.put("s", Quantity.of(S0));
        numbers.put("w", new Quantity(Shape.of(2), W));
        numbers.put("m", new Quantity(Shape.of(2), M));
        numbers.put("k", Quantity.of(1)); // the second of three
        return numbers;
    }

    private static double[] value(String formula) {
        ParsedFile parsed = ClaimFileParser.parse(
                new SourceText("formula", GIVEN + "claim it: " + formula + " = " + formula + "\n"));
        assertThat(parsed.errors()).isEmpty();
        Statement claim = parsed.claims().get(0);
        ClaimProgram program = new ClaimProgram(claim);
        Map<String, Integer> sizes = Map.of("d", 2, "K", 2, "n", 3);
        List<Variant> variants = List.of(Variant.of(claim.equation()));
        program.check(sizes, variants);
        try (HostDevice device = new HostDevice()) {
            Mode mode = new Mode(device, DType.FLOAT64, 1, Mode.Rounding.NONE, 0);
            return program.evaluate(mode, sizes, variants, List.of(numbers()))
                    .sides()
                    .get(0)
                    .get(0)
                    .left()[0];
        }
    }

    private static double normal(double x, double mean, double variance) {
        return StrictMath.exp(-(x - mean) * (x - mean) / (2 * variance)) / StrictMath.sqrt(2 * Math.PI * variance);
    }

    /** E[max(a q, t)^2] = t^2 P + a^2 (Q + u phi(u)) with u = t/|a|, P = Phi(u) and Q = 1 - P; P by tables of 17 digits. */
    private static double maxSquared() {
        double u = T / -A0;
        double p = 0.5661838326109037;
        return T * T * p + A0 * A0 * (1 - p + u * normal(u, 0, 1));
    }

    /** E[z_i z_j cos(x' z)] = (delta_ij - x_i x_j) e^(-|x|^2/2). */
    private static double moment(int i, int j) {
        return ((i == j ? 1 : 0) - X[i] * X[j]) * StrictMath.exp(-1.25);
    }

    private static Arguments is(String formula, double... expected) {
        return Arguments.of(formula, expected);
    }

    static Stream<Arguments> formulas() {
        double root = StrictMath.exp(0.5 * T * T);
        double density = W[0] * normal(A0, M[0], S0) + W[1] * normal(A0, M[1], S0);
        double posterior = W[0] * normal(A0, M[0], S0) / density;
        return Stream.of(
                is("x' A x", 5.5),
                is("x x'", 0.25, -0.75, -0.75, 2.25),
                is("A' x", -4, -5),
                is("|x|^2", 2.5),
                is("2 I x - x", 0.5, -1.5),
                is("[A, x; x', 1][3, 1..2]", 0.5, -1.5),
                is("A^2", 7, 10, 15, 22),
                is("solve(A, A x)", 0.5, -1.5),
                is("det(A)", -2),
                is("logdet(S)", StrictMath.log(5)),
                is("tril(A)", 1, 0, 3, 4),
                is("S^(1/2) S^(1/2)", 2, 1, 1, 3),
                is("s^(1/d)", StrictMath.sqrt(S0)),
                is("s^(3/n)", S0),
                is("s^(1/(n - 1))", StrictMath.sqrt(S0)),
                is("diag(x)", 0.5, 0, 0, -1.5),
                is("total(A)", 10),
                is("sum_{i in 1..d} sum_{j != i} A[i, j]", 5),
                is("sum_j w[j] m[j]", 0.3 * -1 + 0.7 * 2),
                is("prod_{i in 1..n} b[i]", 36),
                is("b[k]", 4),
                is("sum_{i in 2..n} (b[i] - b[i-1])", 8),
                is("sum_{i in 1..k} b[i]", 5),
                is("prod_{i in 1..k} (i + 1)", 6),
                is("[x[i] x[j] + i]_{i in 1..d, j in 1..d}", 1.25, 0.25, 1.25, 4.25),
                is("max(x)", 0.5),
                is("max_j m[j]", 2),
                is("logsumexp_j m[j]", StrictMath.log(StrictMath.exp(-1) + StrictMath.exp(2))),
                is("grad_x(x' A x)", -6.5, -9.5),
                is("hess_x(x' A x)", 2, 5, 5, 8),
                is("lap_x(|x|^2)", 4),
                is("jac(r)(x)", StrictMath.cos(0.5) * 2.25, StrictMath.sin(0.5) * -3),
                is("lap(r)(x)", -StrictMath.sin(0.5) * 2.25 + 2 * StrictMath.sin(0.5)),
                is("div_x(A x)", 5),
                is("jvp(r)(x; x)", StrictMath.cos(0.5) * 2.25 * 0.5 + StrictMath.sin(0.5) * 4.5),
                is("partial_t(v)(x, t)", 0.5, -1.5),
                is("d/dt exp(t^2)", 0.5 * StrictMath.exp(0.0625)),
                is("d/da (d/da a^3)", -9),
                is("pow(x, 3)", 0.125, -3.375),
                is("pow(x, ones(d) + ones(d))", 0.25, 2.25),
                is("jac_x(pow(x, -1))", -4, 0, 0, -1 / 2.25),
                is("grad_x(total(reciprocal(x)))", -4, -1 / 2.25),
                is("expm1(x) + ones(d)", StrictMath.exp(0.5), StrictMath.exp(-1.5)),
                is("d/da log1p(a^2)", -3 / 3.25),
                is("e^t - exp t", 0),
                is("d/dt (2 e^(2 t))", 4 * StrictMath.exp(0.5)),
                is("sin t^2 - sin(t^2)", 0),
                is("2 - t", 1.75),
                is("flow(v; 0 -> t)(x)", 0.5 * root, -1.5 * root),
                is("flow(v; t -> 0)(x)", 0.5 / root, -1.5 / root),
                is("jac(flow(v; 0 -> t))(x)", root, 0, 0, root),
                is("integral_{l in 0..t} exp(l)", StrictMath.exp(T) - 1),
                is("integral_{l in t..0} l x", -0.5 * T * T * 0.5, 0.5 * T * T * 1.5),
                is("E[z z']", 1, 0, 0, 1),
                is("E[(z' A z)^2]", 25 + 30 + 29), // tr(A)^2 + |A|^2 + tr(A A)
                is("E[(g' x)^4]", 3 * 6.25 - 2 * (0.0625 + 5.0625)),
                is("E[u u']", 0.5, 0, 0, 0.5),
                is("E[l^3]", 0.25),
                is("Cov[X]", 0.5625, 0, 0, 0.5625),
                is("E[z | X = x]", 0.5, -1.5), // (x - t x) / (1 - t)
                is("E[Y]", 1.1),
                is("Var[Y]", S0 + 0.3 * 1 + 0.7 * 4 - 1.21),
                is("p_Y(a)", density),
                is("log(p_Y(a))", StrictMath.log(density)),
                is("P[c = 1 | Y = a]", posterior),
                is("E[m[c] | Y = a]", -posterior + 2 * (1 - posterior)),
                is("E[exp(q)]", StrictMath.exp(0.5)),
                is("E[|q|]", StrictMath.sqrt(2 / Math.PI)),
                is("E[relu(q + a)]", normal(A0, 0, 1) + A0 * (1 - 0.9331927987311419)), // phi(a) + a Phi(a)
                is("E[max(a q, t)^2]", maxSquared()),
                is("E[sign(q - a) relu(q)]", 1 / StrictMath.sqrt(2 * Math.PI)),
                is("E[relu(x' z)]", StrictMath.sqrt(2.5) / StrictMath.sqrt(2 * Math.PI)),
                is("E[exp(x' z)]", StrictMath.exp(1.25)),
                is("E[z exp(x' z)]", 0.5 * StrictMath.exp(1.25), -1.5 * StrictMath.exp(1.25)),
                is("E[z z' cos(x' z)]", moment(0, 0), moment(0, 1), moment(1, 0), moment(1, 1)),
                is("E[exp(4 q)]", StrictMath.exp(8)),
                is("E[cos(q)^2]", 0.5 + 0.5 * StrictMath.exp(-2)));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void equalsTheValueByHand(String formula, double... expected) {
        double[] value = value(formula);
        double scale = 1;
        for (double number : expected) {
            scale = Math.max(scale, Math.abs(number));
        }
        assertThat(value).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(value[i]).as("entry %d", i).isEqualTo(expected[i], within(4e-14 * scale));
        }
    }

    @Test
    void theLogarithmOfANegativeNumberHasNoDerivative() {
        assertThat(value("log(a)")).containsExactly(Double.NaN);
        assertThat(value("d/da log(a)")).containsExactly(Double.NaN);
        assertThat(value("d/da log1p(a)")).containsExactly(Double.NaN);
        assertThat(value("jvp(logdet)(A; A)")).containsExactly(Double.NaN);
    }

    @Test
    void aMatrixThatIsSingularButForRoundingHasNoInverse() {
        assertThat(value("inv(x x' + 1e-17 A)")).containsOnly(Double.NaN);
        assertThat(value("(x x')^(-1)")).containsOnly(Double.NaN);
        assertThat(value("inv(x x' + 1e-8 I)")).doesNotContain(Double.NaN);
    }

    @Test
    void anIndexOutsideItsFamilyIsRefused() {
        assertThatThrownBy(() -> value("b[k-1]"))
                .isInstanceOf(FormulaException.class)
                .hasMessage("'k - 1' runs over 0..2, outside 1..n");
        assertThatThrownBy(() -> value("sum_{i in 1..n} b[i+1]"))
                .isInstanceOf(FormulaException.class)
                .hasMessage("'i + 1' runs over 2..4, outside 1..n");
    }
}
