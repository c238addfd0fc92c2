package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final String FILE = """
            given d, K in 1..3; x, y: R^d; A: R^(d, d); S[K]: spd(d); h: map(d, d); t: time; w: simplex(K)
            let k(x) = jac(h)(x)
            let v = A x + y
            let C[k] = (1-t)^2 S[k]
            let q[k](z) = C[k] z
            claim c:\s""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jac(h)(x) x = k(x) x",
                "v = y + A x",
                "v - y = A x",
                "h(x) - h(x) = 0",
                "k(y) = jac(h)(y)",
                "sum_k w[k] C[k] x = sum_k w[k] ((1-t)^2 S[k]) x",
                "sum_k w[k] q[k](y) = sum_k w[k] (C[k] y)",
                "x = x",
            })
    void sameTermsOnceDefinitionsArePutIn(String equation) {
        assertThat(Expansion.sidesAreTheSame(Inputs.claim(FILE + equation))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k(x) x = k(y) x",
                "v = A x - y",
                "A x = 2 A x",
                "A x = A y",
                "sum_k w[k] C[k] = sum_k w[k] S[k]",
                "x' y = y' x",
                "h(x) + h(x) = h(x)",
            })
    void otherTerms(String equation) {
        assertThat(Expansion.sidesAreTheSame(Inputs.claim(FILE + equation))).isFalse();
    }
}
