package dualflow.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.device.host.HostDevice;
import dualflow.semantics.Mode.Rounding;
import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.ParsedFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs from tapes has the bits of what is interpreted, and flows within integrals have their values. */
class RepeatedEvaluationTest {
    private static final String GIVEN = """
            given d in 1..3; t: time; x: R^d; A: R^(d, d)
            given z ~ normal(d)
            let f(x, t) = tanh(A x + t x)
            let g(x, t) = -2 x
            """;

    private static final Map<String, Integer> SIZES = Map.of("d", 2);

    private static List<Map<String, Quantity>> draws(int count) {
        List<Map<String, Quantity>> draws = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            draws.add(Map.of(
                    "t", Quantity.of(0.2 + 0.01 * i),
                    "x", new Quantity(Shape.of(2), new double[] {0.5 - 0.1 * i, -1.5}),
                    "A", new Quantity(Shape.of(2, 2), new double[] {1, 0.2 * i, -0.3, 0.4})));
        }
        return draws;
    }

    private static ClaimProgram program(String formula, List<Variant> into) {
        ParsedFile parsed = ClaimFileParser.parse(
                new SourceText("formula", GIVEN + "claim it: " + formula + " = " + formula + "\n"));
        assertThat(parsed.errors()).isEmpty();
        Statement claim = parsed.claims().get(0);
        ClaimProgram program = new ClaimProgram(claim);
        into.add(Variant.of(claim.equation()));
        program.check(SIZES, into);
        return program;
    }

    private static Sides values(String formula, Rounding rounding, int draws, int... before) {
        List<Variant> variants = new ArrayList<>();
        try (HostDevice host = new HostDevice();
                ClaimProgram program = program(formula, variants)) {
            for (int count : before) {
                program.evaluate(
                        new Mode(host, DType.FLOAT64, 1, Rounding.MAGNITUDE, 0), SIZES, variants, draws(count));
            }
            return program.evaluate(new Mode(host, DType.FLOAT64, 1, rounding, 0), SIZES, variants, draws(draws))
                    .sides()
                    .get(0)
                    .get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A x t + sin(x)",
                "flow(f; 0 -> t)(x)",
                "jac(flow(f; 0 -> t))(x) x",
                "jac_x(jac_x(flow(f; 0 -> t))(x) x) x",
                "integral_{s in 0..t} f(flow(f; 0 -> s)(x), s)",
                "integral_{s in 0..t} jac(flow(f; 0 -> s))(x) x",
                "E[exp(tanh(x' z)) z' z] x"
            })
    void evaluationsDoNotDependOnThoseBefore(String formula) {
        for (Rounding rounding : List.of(Rounding.NONE, Rounding.MAGNITUDE)) {
            Sides first = values(formula, rounding, 3);
            Sides later = values(formula, rounding, 3, 5, 5);
            Sides among = values(formula, rounding, 50);
            for (int draw = 0; draw < 3; draw++) {
                assertThat(later.left()[draw]).containsExactly(first.left()[draw]);
                assertThat(among.left()[draw]).containsExactly(first.left()[draw]);
            }
            for (int draw = 0; draw < later.magnitude().length; draw++) {
                assertThat(later.magnitude()[draw]).isEqualTo(first.magnitude()[draw]);
                assertThat(among.magnitude()[draw]).isEqualTo(first.magnitude()[draw]);
            }
        }
    }

    /** The flow of -2 x is e^(-2 (s - r)) x. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "integral_{s in 0..t} flow(g; 0 -> s)(x)",
                "-integral_{s in t..0} flow(g; 0 -> s)(x)",
                "exp(-2 t) integral_{s in 0..t} exp(2 s) flow(g; s -> 0)(flow(g; 0 -> s)(x))",
                "exp(2 t) integral_{s in 0..t} exp(-2 t) flow(g; 0 -> s)(x)"
            })
    void flowsWithinIntegralsHaveTheirValues(String formula) {
        Sides values = values(formula, Rounding.NONE, 3);
        for (int i = 0; i < 3; i++) {
            double t = draws(3).get(i).get("t").values()[0];
            double[] x = draws(3).get(i).get("x").values();
            double factor = (1 - StrictMath.exp(-2 * t)) / 2;
            assertThat(values.left()[i][0]).isCloseTo(factor * x[0], within(1e-15));
            assertThat(values.left()[i][1]).isCloseTo(factor * x[1], within(1e-15));
        }
    }

    @Test
    void aFlowMayBeginAtTheEndOfAnIntegral() {
        Sides values = values("integral_{s in 0..t} flow(g; t -> s)(x)", Rounding.NONE, 3);
        for (int i = 0; i < 3; i++) {
            double t = draws(3).get(i).get("t").values()[0];
            double factor = (StrictMath.exp(2 * t) - 1) / 2; // flow(g; t -> s) is e^(2 (t - s))
            assertThat(values.left()[i][1])
                    .isCloseTo(factor * draws(3).get(i).get("x").values()[1], within(1e-14));
        }
    }
}
