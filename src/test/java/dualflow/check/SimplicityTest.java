package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.semantics.Quantity;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplicityTest {
    private static double cost(String declaration, double... values) {
        Shape shape = values.length == 1 ? Shape.SCALAR : values.length == 4 ? Shape.of(2, 2) : Shape.of(values.length);
        return Simplicity.cost(
                Inputs.declared("d in 1..3; x: " + declaration), Map.of("x", new Quantity(shape, values)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "-1, 1.1", "0.5, 2", "2, 2", "0.3, 3", "-0.3, 3.1", "0.123, 6"})
    void numbersByHowTheyRead(double value, double cost) {
        assertThat(cost("R", value)).isCloseTo(cost, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.25, 1", "0.3, 2", "0.31, 6"})
    void timesAreSimplestAtHalf(double value, double cost) {
        assertThat(cost("time", value)).isEqualTo(cost);
    }

    @Test
    void regularMatricesAreSimplestAtTheIdentity() {
        assertThat(cost("spd(d)", 1, 0, 0, 1)).isZero();
        assertThat(cost("spd(d)", 2, 1, 1, 2)).isEqualTo(4);
        assertThat(cost("R^(d, d)", 0, 0, 0, 0)).isZero();
        assertThat(cost("R^(d, d)", 1, 0, 0, 1)).isEqualTo(2);
        assertThat(cost("simplex(d)", 0.5, 0.5)).isZero();
        assertThat(cost("simplex(d)", 0.25, 0.75)).isEqualTo(24);
    }

    @Test
    void functionsByTheirMonomials() {
        ClaimInputs inputs = Inputs.declared("g: R -> R");
        double[] linear = {0, 1, 0, 0};
        Map<String, Quantity> row =
                Map.of("g.polynomial", new Quantity(Shape.of(1, 4), linear), "g.mix", Quantity.of(1));
        assertThat(Simplicity.cost(inputs, row)).isCloseTo(1.3, within(1e-12));
        assertThat(Simplicity.cost(inputs, Map.of("g.polynomial", row.get("g.polynomial"), "g.mix", Quantity.of(0))))
                .isEqualTo(300);
    }

    /** Whatever a draw is, some simpler one is cheaper, until it is as simple as its type allows. */
    @Test
    void drawsShrinkToTheSimplest() {
        ClaimInputs inputs = Inputs.declared(
                "d in 1..3; x: R^d; S: spd(d); N: skew(d); L: lower(d); Q: orth(d); pi: simplex(d); t: time; p: R+; k: index(d); "
                        + "f: field(d); g: field(d); M[d]: sym(d); Y ~ points(2, d)",
                "g");
        Map<String, Integer> sizes = Map.of("d", 2);
        Map<String, Quantity> row = new ClaimDraws(1, inputs)
                .batch(sizes, "main", List.of(DrawMode.GENERIC))
                .rows()
                .get(0);
        for (int step = 0; step < 500 && Simplicity.cost(inputs, row) > 0; step++) {
            double before = Simplicity.cost(inputs, row);
            row = new SimplerDraws(inputs)
                    .of(row).stream()
                            .min(java.util.Comparator.comparingDouble(each -> Simplicity.cost(inputs, each)))
                            .orElseThrow();
            assertThat(Simplicity.cost(inputs, row)).isLessThan(before);
        }
        assertThat(QuantityText.row(inputs, sizes, row))
                .isEqualTo("d = 2, x = [0, 0], S = [1, 0; 0, 1], N = [0, 0; 0, 0], L = [1, 0; 0, 1], Q = [1, 0; 0, 1], "
                        + "pi = [1/2, 1/2], t = 1/2, p = 1, k = 1, f(x, t) = (0, 0), g(x, t) = (0, 0), M[1] = [0, 0; 0, 0], "
                        + "M[2] = [0, 0; 0, 0], Y in {0, 0; 0, 0} with weights [1/2, 1/2]");
    }

    @Test
    void simplerDrawsKeepTheStructure() {
        ClaimInputs inputs = Inputs.declared("d in 1..3; S: spd(d); N: skew(d); L: lower(d); r < s: time");
        Map<String, Quantity> row = new ClaimDraws(1, inputs)
                .batch(Map.of("d", 3), "main", List.of(DrawMode.GENERIC))
                .rows()
                .get(0);
        Stream<Map<String, Quantity>> simpler = new SimplerDraws(inputs).of(row).stream();
        assertThat(simpler).hasSizeGreaterThan(30).allSatisfy(each -> {
            double[] s = each.get("S").values();
            assertThat(s).isEqualTo(SmallMatrices.transpose(s, 3));
            assertThat(SmallMatrices.eigenvalues(s, 3)[0]).isPositive();
            double[] n = each.get("N").values();
            assertThat(n).isEqualTo(SmallMatrices.lowerMirrored(n, 3, -1));
            double[] l = each.get("L").values();
            assertThat(l).isEqualTo(SmallMatrices.lowerTriangle(l, 3));
            assertThat(each.get("r").values()[0]).isLessThan(each.get("s").values()[0]);
        });
    }
}
