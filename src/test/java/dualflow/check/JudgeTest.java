package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.data.BadFileException;
import dualflow.device.host.HostDevice;
import dualflow.syntax.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final String GIVEN =
            "given d in 1..3; x, y: R^d; A, B: R^(d, d); S: spd(d); f: map(d, d); a: R; t: time; h: small; g: map(d)\n";

    private static ClaimFile file(String text) {
        return ClaimFile.of(new SourceText("test.claims", text));
    }

    private static ClaimReport full(String claim) {
        return check(claim, CheckSettings.full(1));
    }

    private static ClaimReport check(String claim, CheckSettings settings) {
        try (HostDevice host = new HostDevice()) {
            return file(GIVEN + "claim c: " + claim).check(host, settings).get(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(A B)' = B' A'; HOLDS",
                "(A B)' = A' B'; FAILS",
                "(A B)' = A' B'  instead: (A B)' = B' A'; CORRECTED",
                "log(a) = log(a^3)/3; UNDEFINED",
                "x = y where a <= -1, 1 <= a; UNDEFINED",
                "x + 1e-11 * x = x; UNDECIDED",
                "S x = S' x  instead: S' x = S x; VACUOUS",
                "x' S y <= (x' S x + y' S y)/2; HOLDS",
                "x' S y <= (x' S x + y' S y)/3; FAILS",
                "x x' <= S; FAILS",
                "0 * S <= S; HOLDS",
                "exp(h) = 1 + h + O(h^2); HOLDS",
                "exp(h) = 1 + h + O(h^3); FAILS",
                "1/(1 - h) = 1 + h + h^3 + O(h^3)  instead: 1/(1 - h) = 1 + h + h^2 + O(h^3); CORRECTED",
            })
    void verdicts(String claim, Finding finding) {
        assertThat(full(claim).finding()).isEqualTo(finding);
    }

    /** What runs from 2 instead of 1, a power of another exponent: nothing stands between the two whose value could be taken. */
    @Test
    void aChangeThatCannotBeBlendedIsComparedAsItIs() {
        assertThat(full("sum_{i in 1..d} (x[i] - x[i]) = 0").finding()).isEqualTo(Finding.HOLDS);
        assertThat(full("A^2 - A A = 0").finding()).isEqualTo(Finding.HOLDS);
    }

    /** Changed equations hold too, but the terms are not 0, or a number among them is an index. */
    @Test
    void whatIsTrueWhateverIsChangedHolds() {
        String sum = "given n in 2..3; l[n]: R; z: R^2\nlet g[k](z) = softmax_k(l[k] z[1])\n";
        String entries =
                "given f: R -> R; g: R -> R; z: R^2\nlet h(z) = [f(z[1]); g(z[2])]\nlet G = jac(h)(z)' jac(h)(z)\n";
        try (HostDevice host = new HostDevice()) {
            assertThat(file(sum + "claim c: sum_k grad(g[k])(z) = 0")
                            .check(host, 1)
                            .get(0)
                            .finding())
                    .isEqualTo(Finding.HOLDS);
            assertThat(file(entries + "claim c: G = diag(diag(G))")
                            .check(host, 1)
                            .get(0)
                            .finding())
                    .isEqualTo(Finding.HOLDS);
        }
    }

    @Test
    void counterexamplesAreSmall() {
        Counterexample found = full("A B = B A").counterexample().orElseThrow();
        assertThat(found.sizes()).containsExactly(java.util.Map.entry("d", 2));
        assertThat(found.text()).startsWith("d = 2, A = [").doesNotContain(".");
        assertThat(found.left()).isNotEqualTo(found.right());
        assertThat(full("|x + y| = |x| + |y|").counterexample().orElseThrow().text())
                .isEqualTo("d = 1, x = [1], y = [-1]");
    }

    @Test
    void smallMistakesAreShownWithEnoughDigits() {
        Counterexample found = full("a + 1e-6 * a = a").counterexample().orElseThrow();
        assertThat(found.text()).isEqualTo("a = 1");
        assertThat(found.left()).isEqualTo("1.000001");
        assertThat(found.right()).isEqualTo("1");
    }

    @Test
    void saysWhereAWrongEquationDoesHold() {
        assertThat(full("A' = A").notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("it does hold where")
                        .contains("A symmetric")
                        .doesNotContain("A diagonal"));
        assertThat(full("jac(f)(x) x = f(x)").notes())
                .anySatisfy(note -> assertThat(note).contains("f linear").doesNotContain("f affine"));
    }

    /** A restriction that the counterexample itself fulfils is none. */
    @Test
    void saysNothingWhereItNeverHolds() {
        assertThat(full("a = a + 1").notes()).noneMatch(note -> note.startsWith("it does hold"));
    }

    @Test
    void saysWhatHoldsTooWhenChanged() {
        assertThat(full("tr(A B) = tr(B A)").notes())
                .anyMatch(note -> note.startsWith("holds too when changed: order"));
        assertThat(full("S x = S' x + 0 * x").notes()).noneMatch(note -> note.contains("transpose: S -> S'"));
    }

    @Test
    void saysWhichDefinitionsAreNotTested() {
        try (HostDevice host = new HostDevice()) {
            ClaimReport report = file(GIVEN + "let v(x) = f(x) + y\nlet w = 2 a\nclaim c: w jac(v)(x) = w jac(f)(x)")
                    .check(host, 1)
                    .get(0);
            assertThat(report.finding()).isEqualTo(Finding.HOLDS);
            assertThat(report.notes()).anyMatch(note -> note.startsWith("not tested") && note.endsWith("w"));
        }
    }

    @Test
    void specialPointsAreNotes() {
        assertThat(full("a/t * t = a").notes())
                .anyMatch(note -> note.startsWith("not finite at") && note.contains("t = 0"));
    }

    @Test
    void seedsGiveOtherDrawsAndTheSameVerdict() {
        ClaimReport first = check("(A B)' = A' B'", CheckSettings.quick(1));
        ClaimReport second = check("(A B)' = A' B'", CheckSettings.quick(2));
        assertThat(second.finding()).isEqualTo(first.finding());
        assertThat(second.residual()).isNotEqualTo(first.residual());
    }

    @Test
    void moreDrawsAreMoreDraws() {
        CheckSettings more = new CheckSettings(1, 40, CheckSettings.Depth.QUICK);
        assertThat(check("x + y = y + x", more).draws()).isEqualTo(3 * (12 + 40 + 12));
        assertThatThrownBy(() -> new CheckSettings(1, 3, CheckSettings.Depth.QUICK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 draws");
    }

    /** Claims side by side give what they give one after another. */
    @Test
    void reportsDoNotDependOnThreads() {
        ClaimFile all = file(
                GIVEN
                        + "claim a: (A B)' = A' B'\nclaim b: tr(A B) = tr(B A)\nclaim c: |x + y| <= |x| + |y|\nclaim e: exp(a) = 1 + a");
        try (HostDevice host = new HostDevice()) {
            List<ClaimReport> together = all.check(host, 1);
            for (int i = 0; i < together.size(); i++) {
                ClaimReport alone = new Judge(host, CheckSettings.full(1))
                        .check("test.claims", all.claims().get(i));
                assertThat(together.get(i))
                        .usingRecursiveComparison()
                        .ignoringFields("seconds")
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void allErrorsOfTypesAreShown() {
        ClaimFile wrong = file(GIVEN + "claim a: x y = 1\nclaim b: x = x\nclaim c: A x = x'");
        try (HostDevice host = new HostDevice()) {
            assertThatThrownBy(() -> wrong.check(host, 1))
                    .isInstanceOfSatisfying(
                            ClaimFileException.class,
                            errors -> assertThat(errors.messages())
                                    .hasSize(2)
                                    .satisfies(messages ->
                                            assertThat(messages.get(0)).startsWith("test.claims:2:10:"))
                                    .satisfies(messages ->
                                            assertThat(messages.get(1)).startsWith("test.claims:4:10:")));
        }
    }

    @Test
    void errorsOfSyntaxAreShownWhenAFileIsRead() {
        assertThatThrownBy(() -> file("given d in 1..3\nclaim a: d = = d"))
                .isInstanceOf(ClaimFileException.class)
                .hasMessageContaining("test.claims:2:");
    }

    @Test
    void claimsAreChosenByName() {
        ClaimFile all = file(GIVEN + "claim a: x = x\nclaim b: y = y");
        assertThat(all.only(List.of("b")).claims()).hasSize(1);
        assertThatThrownBy(() -> all.only(List.of("e")))
                .isInstanceOf(BadFileException.class)
                .hasMessage("test.claims has no claim 'e'; it has a, b.");
    }

    @Test
    void whatIsExpectedDecidesWhatIsAsExpected() {
        ClaimReport fails = check("A B = B A", CheckSettings.quick(1));
        assertThat(fails.isAsExpected()).isFalse();
        ClaimReport expected = check("A B = B A expect fails", CheckSettings.quick(1));
        assertThat(expected.expected()).isEqualTo(Optional.of("fails"));
        assertThat(expected.isAsExpected()).isTrue();
        assertThat(check("x = x + 0 * y", CheckSettings.quick(1)).isAsExpected())
                .isTrue();
    }
}
