package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dualflow.report.XmlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String MATRICES = """
            from "A paper"
            given d in 1..3;  A, B: R^(d,d);  x: R^d
            section "Products"
            claim product "(1)": (A B)' = A' B'
                instead: (A B)' = B' A'
            claim trace "(2)": tr(A B) = tr(B A)
            claim square: (A + B)^2 = A^2 + 2 A B + B^2
                expect fails
            claim bound: |x|^2 <= 1 + |x|^4
            claim same: x = x
                expect vacuous
            """;

    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = written("matrices.claims", MATRICES);
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Invocation check(String... args) {
        List<String> all = new ArrayList<>(List.of("check", "--device", "host"));
        all.addAll(List.of(args));
        return Invocation.of(all.toArray(String[]::new));
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    @Test
    void lastLineCountsTheVerdicts() {
        Invocation run = check(file);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.sentences()).isEmpty();
        assertThat(last(run.words()))
                .matches("checked 5 claims on host float64 in \\d+\\.\\d s: 2 hold, 1 corrected, 1 fail, 0 undefined, 0"
                        + " undecided, 1 vacuous");
    }

    @Test
    void aClaimIsPrintedWithItsNumbersItsCounterexampleAndWhatRepeatsIt() {
        List<String> words =
                check(file, "--only", "product", "--seed", "7", "--draws", "8").words();
        assertThat(words.get(0)).isEqualTo(file + ": A paper: Products");
        assertThat(words.get(1)).isEqualTo("corrected product, (1)");
        assertThat(words.get(2)).isEqualTo("(A B)' = A' B'");
        assertThat(words.get(3)).matches("residual \\S+, relative difference \\S+, rounding level \\S+, 96 draws");
        assertThat(words.get(4)).startsWith("counterexample: d = 2, A = [");
        assertThat(words.get(5)).startsWith("left side: [");
        assertThat(words.get(6)).startsWith("right side: [");
        assertThat(words.get(7)).isEqualTo("instead: (A B)' = B' A'");
        assertThat(words).contains("again: tools/dualflow check " + file + " --only product --seed 7 --draws 8");
        assertThat(last(words)).startsWith("checked 1 claim ").contains(" 1 corrected, ");
    }

    @Test
    void theCommandThatRepeatsItGivesTheSameCounterexample() {
        assertThat(check(file, "--only", "square", "--seed", "7").words())
                .filteredOn(line -> line.matches("(counterexample|left side|right side): .*"))
                .hasSize(3)
                .isEqualTo(check(file, "--seed", "7").words().stream()
                        .dropWhile(line -> !line.startsWith("fails square"))
                        .filter(line -> line.matches("(counterexample|left side|right side): .*"))
                        .limit(3)
                        .toList());
    }

    @Test
    void aVerdictThatIsNotExpectedIsAFailedCheck() throws IOException {
        String other = written("other.claims", "given x: R\nclaim a: 2 x = x + x\n    expect fails\n");
        Invocation run = check(other);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.words()).contains("holds a; expected: fails", "not as expected: a");
    }

    @Test
    void whatFailsOrIsUndefinedWithoutBeingExpectedIsAFailedCheck() throws IOException {
        String fails = written("fails.claims", "given x: R\nclaim a: 2 x = x\n");
        assertThat(check(fails).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        String undefined = written("undefined.claims", "given x: R\nclaim a: log(x) = log(x)\n");
        assertThat(check(undefined).exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        String expected = written("expected.claims", "given x: R\nclaim a: log(x) = log(x)\n    expect undefined\n");
        assertThat(check(expected).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void onlyTakesSeveralClaimsOfSeveralFiles() throws IOException {
        String other = written("other.claims", "given x: R\nclaim twice: 2 x = x + x\nclaim half: x = 2 x\n");
        Invocation run = check(file, other, "--only", "twice,trace");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .contains("holds trace, (2)", "holds twice")
                .filteredOn(line -> line.contains("claims on"))
                .singleElement()
                .asString()
                .startsWith("checked 2 claims ");
    }

    @Test
    void unknownClaimIsMisuse() {
        Invocation run = check(file, "--only", "trase");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).containsExactly("There is no claim 'trase'; perhaps 'trace' is meant.");
        assertThat(check(file, "--explain", "everything").sentences())
                .containsExactly("There is no claim 'everything'; there are product, trace, square, bound, same.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void tooFewDrawsAreMisuse() {
        Invocation run = check(file, "--draws", "3");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences())
                .singleElement()
                .asString()
                .startsWith("--draws is 3")
                .endsWith(".");
    }

    @Test
    void noFileIsMisuse() {
        assertThat(check().exitCode()).isEqualTo(ExitCode.USAGE);
    }

    /** A wrong verdict, a wrong type and a wrong letter in one file, and another wrong file: all is said at once. */
    @Test
    void allErrorsOfAllFilesAreSaidInOneRun() throws IOException {
        String first = written("first.claims", """
                given d in 1..3; x, y: R^d
                claim a: x y = 1
                claim b: x = mux
                claim c: x + = y
                """);
        String second =
                written("second.claims", "given d in 1..3; x, y: R^d\nlet z = x y\nclaim a: z = 1\nclaim b: z = 2\n");
        Invocation run = check(first, file, second);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith(folder.toString())))
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(first + ":2:10: these cannot be multiplied"),
                        line -> assertThat(line).startsWith(first + ":3:14: ").contains("'mux'"),
                        line -> assertThat(line).startsWith(first + ":4:14: "),
                        line -> assertThat(line).startsWith(second + ":2:9: these cannot be multiplied"));
        assertThat(run.sentences())
                .contains(
                        "  claim a: x y = 1",
                        "           ^^^",
                        "  hint: inner product: x' y; outer product: x y'; entry by entry: x .* y");
    }

    @Test
    void whatIsNoClaimFileIsSaidInASentence() throws IOException {
        String empty = written("empty.claims", "");
        String comment = written("comment.claims", "# nothing yet\ngiven x: R\n");
        String latin = Files.write(
                        folder.resolve("latin.claims"), "claim ä: 1 = 1".getBytes(StandardCharsets.ISO_8859_1))
                .toString();
        String binary = Files.write(folder.resolve("binary"), new byte[] {'c', 'l', 0, 1, 2})
                .toString();
        String missing = folder.resolve("missing.claims").toString();
        Invocation run = check(empty, comment, latin, binary, missing, folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences())
                .containsExactly(
                        empty + " has no claim: write one, such as claim a: 1 + 1 = 2.",
                        comment + " has no claim: write one, such as claim a: 1 + 1 = 2.",
                        latin + " is no text in UTF-8: name another file, or save it in that encoding.",
                        binary + " is no text in UTF-8: name another file, or save it in that encoding.",
                        "There is no file " + missing + ": check the path.",
                        folder + " is a folder where a file is needed: name a file in it.");
    }

    @Test
    void aByteOrderMarkAndOtherLineEndsAreNoErrors() throws IOException {
        String windows = written("windows.claims", "\uFEFFgiven x: R\r\nclaim a: 2 x = x + x\r\n");
        assertThat(check(windows).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void jsonIsAListOfReports() throws IOException {
        Path json = folder.resolve("new/report.json");
        assertThat(check(file, "--json", json.toString()).exitCode()).isEqualTo(ExitCode.OK);
        Map<String, String> values = json(json);
        assertThat(values)
                .containsEntry("/0/file", file)
                .containsEntry("/0/id", "product")
                .containsEntry("/0/source", "A paper")
                .containsEntry("/0/statement", "(A B)' = A' B'")
                .containsEntry("/0/verdict", "corrected")
                .containsEntry("/0/draws", "144")
                .containsEntry("/0/instead", "(A B)' = B' A'")
                .containsEntry("/1/verdict", "holds")
                .containsEntry("/1/counterexample", "null")
                .containsEntry("/1/instead", "null")
                .containsEntry("/2/verdict", "fails")
                .containsKeys("/0/seconds", "/0/counterexample/left", "/0/counterexample/right")
                .doesNotContainKey("/5/id");
        assertThat(values.get("/0/counterexample/values")).startsWith("d = 2, A = [");
        assertThat(Double.parseDouble(values.get("/0/residual"))).isGreaterThan(0.1);
        assertThat(Double.parseDouble(values.get("/0/relativeDifference"))).isBetween(1.0, 2.0);
        assertThat(Double.parseDouble(values.get("/1/relativeDifference"))).isLessThan(1e-12);
        assertThat(values).containsEntry("/3/relativeDifference", "null"); // an inequality
        assertThat(Double.parseDouble(values.get("/1/roundingLevel"))).isBetween(1e-16, 1e-14);
        assertThat(values.keySet().stream().filter(key -> key.matches("/1/[^/]+")))
                .containsExactly(
                        "/1/file",
                        "/1/id",
                        "/1/source",
                        "/1/statement",
                        "/1/verdict",
                        "/1/residual",
                        "/1/relativeDifference",
                        "/1/roundingLevel",
                        "/1/draws",
                        "/1/counterexample",
                        "/1/instead",
                        "/1/seconds",
                        "/1/error");
    }

    @Test
    void whatIsNotFiniteIsNullInJson() throws IOException {
        String never = written("never.claims", "given x: R\nclaim a: log(-x^2 - 1) = 0\n    expect undefined\n");
        Path json = folder.resolve("report.json");
        assertThat(check(never, "--json", json.toString()).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(json(json)).containsEntry("/0/verdict", "undefined").containsEntry("/0/residual", "null");
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeAnythingIsChecked() {
        Invocation run = check(file, "--json", folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).singleElement().asString().contains(folder.toString());
    }

    @Test
    void claimFilesAreNotWrittenOver() throws IOException {
        String before = Files.readString(Path.of(file));
        String other = folder.resolve("report").toString();
        for (List<String> words : List.of(
                List.of(file, "--json", file),
                List.of(
                        file,
                        "--html",
                        folder.resolve("../" + folder.getFileName() + "/matrices.claims")
                                .toString()),
                List.of(file, "--json", other, "--html", other))) {
            Invocation run = check(words.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.sentences())
                    .containsExactly("The result would be written over " + words.get(words.size() - 1)
                            + ", which is named twice: name another file.");
        }
        assertThat(Path.of(file)).hasContent(before);
        assertThat(Path.of(other)).doesNotExist();
    }

    /** Files of one name in two folders. */
    @Test
    void reportsNameFilesAsTheyWereNamed() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        String text = "given x: R\nclaim a: 2 x = x + x\n";
        String first = written("a.claims", text);
        String second = Files.writeString(inner.resolve("a.claims"), text).toString();
        Path json = folder.resolve("report.json");
        assertThat(check(first, second, "--json", json.toString()).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(json(json)).containsEntry("/0/file", first).containsEntry("/1/file", second);
    }

    @Test
    void aRemainderInWhatIsNotSmallIsAnErrorOfTypes() throws IOException {
        String order = written("order.claims", "given h: R\nclaim a: exp(h) = 1 + h + O(h^2)\n");
        Invocation run = check(order);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).startsWith(order + ":2:27: O(h^2) needs 'h: small'");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void typesAreListedWithoutAnythingBeingChecked() throws IOException {
        String types = written("types.claims", """
                given d in 1..3;  K in 2..3;  mu[K], x: R^d;  S: spd(d);  f: map(d);  k: index(K)
                given c ~ signs(d);  z ~ normal(0, S)
                let y = z + mu[1]
                let g[k](x) = x' mu[k]
                section "Scaled"
                let s = 2 x
                claim a: f(s) = f(s + s)
                """);
        Invocation run = check("--types", types);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.words())
                .containsExactly(
                        types + ": Scaled",
                        "d 1..3",
                        "K 2..3",
                        "mu[K] R^d, a family of K [2, 1]",
                        "x R^d [1]",
                        "S spd(d) [1, 1]",
                        "f (R^d) -> R",
                        "k index(K)",
                        "c random, R^d [1]",
                        "z random, R^d [1]",
                        "y random, R^d [1]",
                        "g[k](x) (R^d) -> R, a family of K",
                        "s R^d [1]");
    }

    @Test
    void anErrorInADefinitionThatNoClaimUsesShowsWithTheTypes() throws IOException {
        String unused = written("unused.claims", "given d in 1..3; x: R^d\nlet z = x x\nclaim a: x = 2 x\n");
        Invocation run = check("--types", unused);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).startsWith(unused + ":2:9: these cannot be multiplied");
    }

    @Test
    void latexReadsBackAsTheSameClaims() throws IOException {
        Invocation run = check("--latex", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words().get(0)).matches("claim product \"\\(1\\)\": \\$.*A.*B.*\\$");
        String declarations = MATRICES.lines().limit(3).collect(Collectors.joining("\n", "", "\n"));
        String back = written("latex.claims", declarations + run.out());
        assertThat(check("--latex", back).out()).isEqualTo(run.out());
        assertThat(check(back).words())
                .filteredOn(line -> line.startsWith("checked"))
                .singleElement()
                .asString()
                .endsWith(": 2 hold, 1 corrected, 1 fail, 0 undefined, 0 undecided, 1 vacuous");
    }

    @Test
    void whatChecksNothingWritesNoReports() {
        Invocation run =
                check("--types", file, "--json", folder.resolve("x.json").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).containsExactly("--types checks nothing: leave out --json, --html and --explain.");
        assertThat(check("--latex", file, "--explain", "trace").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void htmlIsOnePageWithMathematicsAndNoNetwork() throws Exception {
        Path page = folder.resolve("page.html");
        assertThat(check(file, "--html", page.toString()).exitCode()).isEqualTo(ExitCode.OK);
        String html = Files.readString(page);
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("<h3><span class=\"verdict corrected\">corrected</span> product, (1)</h3>")
                .contains("<code>(A B)' = A' B'</code>")
                .contains("<code>|x|^2 &lt;= 1 + |x|^4</code>")
                .contains("left side <code>[")
                .contains("default-src 'none'")
                .contains("5 claims on host float64")
                .doesNotContain("<script", "href", "src=", "<link", "@import", "url(");
        assertThat(html.split("<math ", -1)).hasSize(1 + 6); // five equations and a corrected one
        assertThat(XmlDocument.of(html).elements("article")).hasSize(5);
    }

    @Test
    void explainListsTheOperationsOfBothSidesAtTheCounterexample() {
        Invocation run = check(file, "--explain", "square");
        List<String> words = run.words();
        assertThat(words).contains("The last one subtracts the right side from the left.");
        String counterexample = words.stream()
                .filter(line -> line.startsWith("counterexample: "))
                .findFirst()
                .orElseThrow()
                .replace("counterexample: ", "");
        assertThat(words)
                .contains("operations at " + counterexample + ":", "v1 = A + B " + valueOf(words, "v1 = A + B"));
        assertThat(words)
                .filteredOn(line -> line.startsWith("checked 1 claim "))
                .hasSize(1);
    }

    private static String valueOf(List<String> words, String operation) {
        return words.stream()
                .filter(line -> line.startsWith(operation + " ["))
                .findFirst()
                .orElseThrow()
                .substring(operation.length() + 1);
    }

    /** The last operation's value is the difference of the sides that the counterexample prints. */
    @Test
    void theLastOperationIsTheDifferenceOfTheSides() throws IOException {
        String numbers = written("numbers.claims", "given x: R\nclaim a: x^2 = x + 1\n    expect fails\n");
        List<String> words = check(numbers, "--explain", "a").words();
        double left = number(words, "left side: ");
        double right = number(words, "right side: ");
        int end = words.indexOf("The last one subtracts the right side from the left.");
        assertThat(words.get(end - 1)).endsWith(" " + Math.round(left - right));
        assertThat(left).isNotEqualTo(right);
    }

    private static double number(List<String> words, String before) {
        return Double.parseDouble(words.stream()
                .filter(line -> line.startsWith(before))
                .findFirst()
                .orElseThrow()
                .substring(before.length()));
    }

    @Test
    void manyOperationsAreCutShort() throws IOException {
        String flow = written(
                "flow.claims", "given x: R^1; f: field(1)\nclaim a: flow(f; 0 -> 1)(x) = x\n    expect fails\n");
        List<String> words = check(flow, "--explain", "a").words();
        assertThat(words).filteredOn(line -> line.matches("v[0-9]+ = .*")).hasSize(80);
        assertThat(words)
                .filteredOn(line -> line.matches("\\.\\.\\. [0-9]+ operations are left out \\.\\.\\."))
                .hasSize(1);
    }

    @Test
    void inFloat32ResidualsAreInItsOwnLevelsAndTheVerdictIsTheSame() {
        List<String> single =
                check(file, "--only", "trace,square", "--dtype", "float32").words();
        assertThat(single)
                .filteredOn(line -> line.matches("in float32: largest residual \\d.*"))
                .hasSize(2);
        assertThat(single).contains("holds trace, (2)");
        assertThat(levels(single, 0)).isBetween(0.0, 10.0);
        assertThat(levels(single, 1)).isGreaterThan(1e4);
        assertThat(check(file, "--only", "trace,square").words())
                .filteredOn(line -> !line.startsWith("checked"))
                .isEqualTo(single.stream()
                        .filter(line -> !line.startsWith("in float32") && !line.startsWith("checked"))
                        .toList());
    }

    private static double levels(List<String> words, int which) {
        return words.stream()
                .filter(line -> line.startsWith("in float32"))
                .map(line -> line.replaceAll(".*at most (\\S+) of.*", "$1"))
                .mapToDouble(Double::parseDouble)
                .toArray()[which];
    }

    /** The changed equations have other exponents, some of which no matrix has. */
    @Test
    void powersOfMatricesCanBeChanged() throws IOException {
        String roots = written("roots.claims", """
                given d in 1..2;  S, T: spd(d)
                let A = S^(-1/2) (S^(1/2) T S^(1/2))^(1/2) S^(-1/2)
                claim map: A S A = T
                """);
        Invocation run = check(roots);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words()).contains("holds map");
    }

    /** Every value under its JSON pointer. */
    private static Map<String, String> json(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }
}
