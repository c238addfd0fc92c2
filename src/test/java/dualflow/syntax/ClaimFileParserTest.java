package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ErrorCases;
import dualflow.testing.ErrorCases.ErrorCase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimFileParserTest {
    static List<ErrorCase> syntaxErrors() throws IOException {
        return ErrorCases.read("syntax.txt");
    }

    static List<ErrorCase> typeErrors() throws IOException {
        return ErrorCases.read("types.txt");
    }

    private static String messages(String text) {
        ParsedFile file = Trees.parse(text);
        return file.errors().stream()
                .map(error -> error.show(file.source()))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    @ParameterizedTest
    @MethodSource("syntaxErrors")
    void errorNamesPlaceAndExpectation(ErrorCase error) {
        assertThat(messages(error.text())).isEqualTo(error.message());
    }

    @ParameterizedTest
    @MethodSource("typeErrors")
    void errorOfTypesIsNoneOfSyntax(ErrorCase error) {
        assertThat(messages(error.text())).isEmpty();
    }

    @Test
    void corpusParses() throws IOException {
        List<String> claims = new ArrayList<>();
        for (SourceText source : Trees.corpus()) {
            ParsedFile file = ClaimFileParser.parse(source);
            assertThat(file.errors())
                    .extracting(error -> error.show(source))
                    .as(source.name())
                    .isEmpty();
            file.claims().forEach(claim -> claims.add(source.name() + "," + claim.id()));
        }
        List<String> expected = Files.readAllLines(Trees.CORPUS.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',', line.indexOf(',') + 1)))
                .toList();
        assertThat(claims).hasSize(401).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void claimHasAllThatIsWritten() {
        Statement claim = Trees.claims("""
                from "a book"
                given d in 1..3; x: R^d; t: time
                section "One"
                let f(t) = t x
                claim a-1-b "(4)": f(t) = x <= 2 x   # not so
                    where t = 1, |x|^2 <= 1
                    instead: f(1) = x
                    expect corrected
                section "Two"
                let f(t) = 2 t
                claim b: f(1) = 2 expect holds
                """).get(0);
        assertThat(claim.id()).isEqualTo("a-1-b");
        assertThat(claim.title()).isEqualTo("(4)");
        assertThat(claim.source()).isEqualTo("a book");
        assertThat(claim.section()).isEqualTo("One");
        assertThat(claim.equation()).extracting(Statement.Relation::isEquality).containsExactly(true, false);
        assertThat(FormulaText.of(claim.equation())).isEqualTo("f(t) = x <= 2 x");
        assertThat(claim.where())
                .extracting(Statement.Restriction::comparison)
                .containsExactly(Statement.Comparison.EQUAL, Statement.Comparison.AT_MOST);
        assertThat(claim.instead()).map(FormulaText::of).contains("f(1) = x");
        assertThat(claim.expected()).contains("corrected");
        assertThat(claim.scope().symbols()).extracting(Symbol::name).containsExactly("d", "x", "t", "f");
    }

    @Test
    void scopeOfAClaimHasWhatStandsBeforeIt() {
        List<Statement> claims = Trees.claims("""
                given x: R
                claim a: x = x
                let y = x
                claim b: y = x
                section "s"
                given z: R
                claim c: z = y
                section "t"
                claim d: x = y
                """);
        assertThat(claims)
                .extracting(claim ->
                        claim.scope().symbols().stream().map(Symbol::name).toList())
                .containsExactly(List.of("x"), List.of("x", "y"), List.of("x", "y", "z"), List.of("x", "y"));
        assertThat(claims.get(0).scope().find("y")).isEmpty();
    }

    @Test
    void orderedTimesKnowTheirChain() {
        Scope scope = Trees.claims("given q < r < t: time; s: R+\nclaim a: q <= t")
                .get(0)
                .scope();
        assertThat(scope.find("r"))
                .get()
                .isInstanceOfSatisfying(
                        Symbol.Given.class, r -> assertThat(r.ordered()).containsExactly("q", "r", "t"));
        assertThat(scope.find("s"))
                .get()
                .isInstanceOfSatisfying(
                        Symbol.Given.class, s -> assertThat(s.ordered()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "R^d -> R|x",
                "(R^d, R^d, R, R) -> R|x theta y arg4",
                "(time, time) -> R|t t2",
                "(spd(d), y: R^d) -> R|arg1 y",
                "field(d)|x t",
                "map(d, 2)|x",
            })
    void argumentsHaveNames(String type, String names) {
        Scope scope = Trees.claims("given d in 1..2; f: " + type + "\nclaim a: f = f")
                .get(0)
                .scope();
        Symbol.Given f = (Symbol.Given) scope.find("f").orElseThrow();
        assertThat(((Symbol.FunctionType) f.type()).names()).isEqualTo(List.of(names.split(" ", -1)));
    }

    @Test
    void allErrorsOfAFileAreReported() {
        ParsedFile file = Trees.parse("""
                given d in 1..3; x: R^e; y: R^d
                let f(z) = z + w
                claim a: x = y
                claim b: f(y) = y
                clam c: y = y
                    instead: y = 2 y
                claim d: y = (y
                claim e: y = y
                """);
        assertThat(file.errors())
                .extracting(error -> file.source().line(error.span().from()) + " " + error.getMessage())
                .containsExactly(
                        "1 'e' is no dimension",
                        "2 'w' is not declared",
                        "5 'clam' stands where a statement or a declaration begins",
                        "8 ')' is missing: this bracket is never closed; found 'claim'");
        assertThat(file.claims()).extracting(Statement::id).containsExactly("e");
    }

    @Test
    void whatRestsOnAWrongDeclarationIsLeftOutSilently() {
        assertThat(messages("""
                given d in 3..1; x: R^d; mu[d]: R^d
                lett b = x
                let c = b x
                claim a: sum_k mu[k] = b c x
                """).lines().filter(line -> line.startsWith("case")))
                .containsExactly(
                        "case.claims:1:12: a range of dimensions is written 1..4, from at least 1",
                        "case.claims:2:1: 'lett' stands where a statement or a declaration begins");
    }

    @Test
    void sameIdTwiceIsRefused() {
        assertThat(messages("given x: R\nclaim a-1: x = x\nclaim a-1: x = x"))
                .contains("3:7: there is a claim 'a-1' already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claim a: x = x expect true|a verdict is expected here; found 'true'",
                "given y[3] ~ normal(2)|a random quantity is no family",
                "given a < b: index(3)|only numbers can be ordered by '<'",
                "given y: map|map needs dimensions",
                "given y: (map(2)) -> R|a function cannot stand here",
                "given y: R^2000|a whole number of at most 1000",
                "let f(x, x) = x|'x' stands here twice",
                "claim a: E[x, x] = x|']' is missing, which closes E[; found ','",
                "claim a: P[x] = x|a probability is written P[c = k | X = x]; found ']'",
                "claim a: integral_s x = x|an integral has bounds",
                "claim a: sum x = x|'sum' needs its index",
                "claim a: 1e999 = x|this number is too large",
                "instead: x = x|'instead' belongs below a claim",
                "section x|a section has a title",
                "from x|the source is a text",
                "claim a: x = x y = x|'y' is not declared",
            })
    void otherErrorsAreNamed(String line, String message) {
        assertThat(messages("given x: R\n" + line)).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"(", "-", "|", "[", "'sum_{i in 1..2} '", "x^", "'log '", "'2 * -'", "'x log '", "'[1, '", "<"})
    void deepNestingIsRefused(String part) {
        assertThat(messages("given x: R\nclaim a: x = " + part.repeat(2000) + "x\nclaim b: x = x"))
                .contains("this is nested more than ")
                .hasSizeLessThan(1000);
    }

    @Test
    void longChainsOfOperatorsAndDefinitionsAreRefused() {
        assertThat(messages("given x: R\nclaim a: x" + " + x".repeat(5000) + " = x"))
                .contains("nested more than 400")
                .hasSizeLessThan(1000);
        StringBuilder lets = new StringBuilder("let a0 = 1\n");
        for (int i = 1; i < 1000; i++) {
            lets.append("let a" + i + " = a" + (i - 1) + " a" + (i - 1) + "\n");
        }
        assertThat(messages(lets.toString())).contains("definitions put in");
        assertThat(messages("given x: R\nclaim a: x" + " + x".repeat(300) + " = x"))
                .isEmpty();
    }

    @Test
    void tooLongFileIsRefused() {
        assertThat(messages("x".repeat(1_000_001))).contains("a file has at most 1000000 characters");
    }

    @Test
    void atMostAHundredErrorsAreReported() {
        assertThat(Trees.parse("let x = \n".repeat(5000)).errors()).hasSize(100);
    }

    @Test
    void lineGoesOnWhereItMust() {
        assertThat(Trees.claims("""
                given x, y: R^2; X ~ normal(2)
                claim a:
                    x
                    + y
                    = y + [
                  1; 2
                ]
                claim b: E[X
                   | X
                   = x]
                   <= x +
                   y
                """)).hasSize(2);
    }

    @Test
    void everyRandomQuantityIsRead() {
        Scope scope = Trees.claims("""
                given d, n in 1..3; w: simplex(n); m: R^d; S: spd(d)
                given a ~ normal(d); b ~ normal(m, S); c ~ categorical(w); e ~ points(n, d+1); s ~ signs(d); u ~ sphere(d); l ~ uniform
                claim a: m = m
                """).get(0).scope();
        assertThat(scope.symbols().stream()
                        .filter(Symbol.Random.class::isInstance)
                        .map(symbol -> ((Symbol.Random) symbol)
                                .distribution()
                                .getClass()
                                .getSimpleName()))
                .containsExactly("StandardNormal", "Normal", "Categorical", "Points", "Signs", "Sphere", "Uniform");
        assertThat(scope.find("e").map(e -> ((Symbol.Points) ((Symbol.Random) e).distribution()).size()))
                .isEqualTo(Optional.of(Dimension.of("d").plus(Dimension.ONE)));
    }
}
