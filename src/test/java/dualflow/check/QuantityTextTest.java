package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.semantics.Monomials;
import dualflow.semantics.Quantity;
import dualflow.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "-3, -3",
        "0.5, 1/2",
        "-0.5, -1/2",
        "0.123456, 0.1235",
        "1e-20, 1e-20",
        "12345678, 1.235e7",
        "NaN, nan"
    })
    void numbersAreShort(double x, String text) {
        assertThat(QuantityText.number(x)).isEqualTo(text);
    }

    @Test
    void roundingIsShownAsZero() {
        assertThat(QuantityText.of(Shape.of(2, 2), new double[] {1, 1e-17, 0.25, 2}))
                .isEqualTo("[1, 0; 0.25, 2]");
        assertThat(QuantityText.sides(Shape.SCALAR, new double[] {1e-17}, new double[] {2}))
                .containsExactly("0", "2");
    }

    @Test
    void functionsAreFormulas() {
        ClaimInputs inputs = Inputs.declared("d in 1..3; f: field(d)");
        double[] polynomial = new double[2 * 20];
        // Of x1, x2, t: the constant, then t, then x1 t as factors 0 1 3, and x2^2 as 0 2 2.
        polynomial[0] = 2;
        int[] t = {0, 0, 3};
        int[] product = {0, 1, 3};
        int[] square = {0, 2, 2};
        for (int i = 0; i < 20; i++) {
            int[] factors = Monomials.of(3).get(i);
            polynomial[i] += java.util.Arrays.equals(factors, t) ? -1 : 0;
            polynomial[i] += java.util.Arrays.equals(factors, product) ? 0.5 : 0;
            polynomial[20 + i] += java.util.Arrays.equals(factors, square) ? 1 : 0;
        }
        Map<String, Quantity> row = new LinkedHashMap<>();
        row.put("f.polynomial", new Quantity(Shape.of(2, 20), polynomial));
        row.put("f.outer", new Quantity(Shape.of(2, 4), new double[8]));
        row.put("f.mix", Quantity.of(1));
        assertThat(QuantityText.row(inputs, Map.of("d", 2), row))
                .isEqualTo("d = 2, f(x, t) = (2 - t + 1/2 x1 t, x2^2)");
    }
}
