package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

    /** The end of an index's range is a number that is changed like others. */
    @Test
    void changedRangesAreTried() {
        String text = """
                given n in 2..3; a[n]: time; i: index(n)
                let b[i] = prod_{j in 1..i} a[j]
                claim step: b[2] = b[1] a[2]
                claim rest: sum_{i in 1..n} (1 - a[i]) prod_{l in i+1..n} a[l] = 1 - b[n]
                """;
        try (HostDevice host = new HostDevice()) {
            List<ClaimReport> reports = file(text).check(host, 1);
            assertThat(reports).extracting(ClaimReport::finding).containsExactly(Finding.HOLDS, Finding.HOLDS);
        }
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

    /** In parts of the larger side, by the largest entry: of opposite sides 2, of a side that is 0 one, of both zero 0. */
    @Test
    void relativeDifferenceIsThatOfTheSides() {
        assertThat(relativeDifference("x = -x")).isEqualTo(2);
        assertThat(relativeDifference("3 x = 4 x")).isCloseTo(0.25, within(1e-15));
        assertThat(relativeDifference("0 * S = S")).isEqualTo(1);
        assertThat(relativeDifference("a = a + 1e-6 * a")).isCloseTo(1e-6, within(1e-11));
        assertThat(relativeDifference("A B x = A (B x)")).isBetween(0.0, 1e-12);
        assertThat(relativeDifference("tr(A B - B A) = 0")).isZero();
        assertThat(relativeDifference("0 * x = 0 * y")).isZero();
        assertThat(relativeDifference("(a + y' y) x = a x = -a x")).isBetween(1.0, 2.0);
        for (String none : List.of("|x + y| <= |x| + |y|", "exp(h) = 1 + h + O(h^2)", "log(-a^2 - 1) = a")) {
            assertThat(check(none, CheckSettings.quick(1)).relativeDifference()).isEmpty();
        }
    }

    /** The magnitude is far greater than the sides, and their relative difference is not. */
    @Test
    void relativeDifferenceIsLargeWhereTheResidualIsSmall() {
        ClaimReport report = check("1e6 + a - 1e6 = 2 a", CheckSettings.quick(1));
        assertThat(report.residual()).isLessThan(1e-5);
        assertThat(report.relativeDifference().orElseThrow()).isCloseTo(0.5, within(1e-6));
    }

    private static double relativeDifference(String claim) {
        return check(claim, CheckSettings.quick(1)).relativeDifference().orElseThrow();
    }

    /** What is computed from constants alone has their magnitude. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sin(pi) = 0; HOLDS",
                "sin(3.14159265) = 0; FAILS",
                "sin(pi) = 1e-8; FAILS",
                "sin(pi) = 1e-10; UNDECIDED",
                "cos(pi/2) = 0; HOLDS",
                "exp(1) - 2.718281828459045 = 0; HOLDS",
                "exp(1) - 2.71828182 = 0; FAILS",
                "sqrt(2)^2 - 2 = 0; HOLDS",
                "2^(1/2) * 2^(1/2) - 2 = 0; HOLDS",
                "0.1 + 0.2 - 0.3 = 0; HOLDS",
                "|ones(3)|^2 - 3 = 0; HOLDS",
                "det(pi I(2)) - pi^2 = 0; HOLDS",
                "expm(logm(2 I(2))) - 2 I(2) = 0; HOLDS",
                "sum_{i in 1..2} sqrt(i)^2 - 3 = 0; HOLDS",
                "E[z^4] - 3 = 0; HOLDS",
                "E[z^4] - 3.0000001 = 0; FAILS",
                "integral_{s in 0..pi} sin(s) - 2 = 0; HOLDS",
                "tanh(log(pi)) - (pi^2 - 1)/(pi^2 + 1) = 0; HOLDS",
            })
    void constantsHaveTheirMagnitude(String claim, Finding finding) {
        try (HostDevice host = new HostDevice()) {
            ClaimReport report = file("given z ~ normal(0, 1)\nclaim c: " + claim)
                    .check(host, CheckSettings.quick(1))
                    .get(0);
            assertThat(report.finding()).as("%s", report).isEqualTo(finding);
        }
    }

    /** Two flows are each one operation, and their difference is another. */
    @Test
    void differencesOfFlowsHaveTheirMagnitude() {
        String flow = "given u: field(2); v: R^2\nclaim c: ";
        try (HostDevice host = new HostDevice()) {
            ClaimReport group = file(flow + "flow(u; 0 -> 1)(v) - flow(u; 1/2 -> 1)(flow(u; 0 -> 1/2)(v)) = 0")
                    .check(host, CheckSettings.quick(1))
                    .get(0);
            assertThat(group.finding()).as("%s", group).isEqualTo(Finding.HOLDS);
            assertThat(group.relativeDifference()).hasValue(0);
        }
    }

    @Test
    void constantsHaveTheirMagnitudeInFloat32() {
        CheckSettings settings = new CheckSettings(1, 24, CheckSettings.Depth.QUICK, true);
        ClaimReport report = check("sin(pi) = 0 * a", settings);
        assertThat(report.finding()).isEqualTo(Finding.HOLDS);
        String note = report.notes().get(report.notes().size() - 1);
        assertThat(note).startsWith("in float32: largest residual ");
        assertThat(Double.parseDouble(note.replaceAll(".*at most (\\S+) of.*", "$1")))
                .isLessThan(10);
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
