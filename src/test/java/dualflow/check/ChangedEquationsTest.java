package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.check.ChangedEquations.Change;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol.Definition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedEquationsTest {
    private static final String GIVEN = "given d in 1..3; x, y: R^d; A, B: R^(d, d); S: spd(d); f: map(d, d); a: R\n";

    private static List<String> changes(String equation) {
        Statement claim = Inputs.claim(GIVEN + "claim c: " + equation);
        return new ChangedEquations(claim.scope(), new RandomNumbers(1, "test"))
                .ofEquation(claim).stream().map(Change::words).toList();
    }

    @Test
    void eachTermFactorNumberAndArgumentIsChanged() {
        assertThat(changes("2 A f(x) - y = 0 * y"))
                .contains(
                        "sign: 2 A f(x) - y -> 2 A f(x) + y",
                        "dropped term: 2 A f(x) - y -> 2 A f(x)",
                        "dropped term: 2 A f(x) - y -> -y",
                        "number: 2 -> 3",
                        "transpose: A -> A'",
                        "order: 2 A f(x) -> f(x) (2 A)",
                        "dropped factor: 2 A -> A",
                        "doubled argument: f(x) -> f(2 x)")
                .doesNotContain("transpose: f -> f'", "number: 0 -> 1");
    }

    @Test
    void functionsAndPowersAreDropped() {
        assertThat(changes("det(A B) = a^2"))
                .contains("dropped function: det(A B) -> A B", "power: a^2 -> a", "number: 2 -> 3");
    }

    /** det(A') = det(A). */
    @Test
    void whatATransposeDoesNotChangeIsNotTransposed() {
        assertThat(changes("det(S) = tr(A)")).doesNotContain("transpose: S -> S'", "transpose: A -> A'");
    }

    @Test
    void misprintsOfSignAndTransposeComeFirst() {
        List<String> changes = changes("A x - B y = S x'  x");
        assertThat(changes.get(0)).startsWith("sign: A x - B y -> -");
        List<String> kinds =
                changes.stream().map(each -> each.split(":", -1)[0]).distinct().toList();
        assertThat(kinds).containsSubsequence("sign", "transpose", "dropped term", "order", "dropped factor");
    }

    @Test
    void theSidesOfAnInequalityAreExchanged() {
        assertThat(changes("0 <= x' S x")).hasSize(1);
    }

    @Test
    void definitionsAreChanged() {
        Statement claim = Inputs.claim(GIVEN + "let g(x) = A x + y\nclaim c: jac(g)(x) = A");
        Definition g = (Definition) claim.scope().find("g").orElseThrow();
        List<Change> changes = new ChangedEquations(claim.scope(), new RandomNumbers(1, "test")).ofDefinition(g, claim);
        assertThat(changes).extracting(Change::words).contains("sign in g: A x + y -> A x - y");
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.variant().equation()).isEqualTo(claim.equation());
            assertThat(change.variant().changed()).hasSize(1);
            assertThat(change.variant().changed().get(0).body()).isNotEqualTo(g.body());
        });
    }

    @Test
    void aChangedEquationDiffersInOnePlace() {
        Statement claim = Inputs.claim(GIVEN + "claim c: A x + S y = 2 B x");
        assertThat(new ChangedEquations(claim.scope(), new RandomNumbers(1, "test")).ofEquation(claim))
                .hasSizeGreaterThan(15)
                .allSatisfy(change -> {
                    String text = StatementText.equation(change.variant().equation(), claim.scope());
                    assertThat(text).isNotEqualTo("A x + S y = 2 B x");
                });
    }
}
