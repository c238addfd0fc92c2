package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reverse mode, differences, and the forms in which the command explain shows them. */
class ExplainedFormsTest {
    @TempDir
    Path folder;

    private static Invocation explain(String... args) {
        List<String> all = new ArrayList<>(List.of("explain", "--device", "host"));
        all.addAll(List.of(args));
        return Invocation.of(all.toArray(String[]::new));
    }

    @Test
    void reverseModeIsTheLinearProgramTransposed() {
        Invocation run = explain("x*sin(y) + exp(-x^2)", "--at", "x=3,y=2", "--reverse");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "v1 = sin(y) 0.9092974268",
                        "r1 = cos(y) -0.4161468365",
                        "w1Dot = yDot * r1",
                        "w8Dot = w4Dot + w7Dot",
                        "operation cotangent",
                        "w8Bar = 1 1",
                        "w6Bar = w7Bar * v5 0.0001234098041",
                        "xBar = w5Bar * r2 -0.0007404588245",
                        "xBar += w2Bar * v1 0.908556968",
                        "yBar = w1Bar * r1 -1.24844051",
                        "value 2.72801569",
                        "gradient in x 0.908556968 by reverse mode; one pass of forward mode gives the same",
                        "gradient in y -1.24844051 by reverse mode; one pass of forward mode gives the same",
                        "r1 to r2 are coefficients of the derivative, computed beside the expression itself.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"r1*exp(x)*sin(x)|r1=1,x=2|rr1 is a coefficient of", "r+sin(x)|r=1,x=2|r1 is a coefficient of"})
    void coefficientsAreToldFromVariables(String source, String at, String start) {
        assertThat(explain(source, "--at", at, "--reverse").words())
                .last()
                .asString()
                .isEqualTo(start + " the derivative, computed beside the expression itself.");
    }

    @Test
    void reverseModeStandsBesideForwardModeWhereThereIsADirection() {
        Invocation run = explain("x*y", "--at", "x=3,y=2", "--along", "y=1", "--reverse");
        assertThat(run.words())
                .containsSubsequence(
                        "v1 = x * y 6 3 x * yDot",
                        "operation tangent along y=1",
                        "w1Dot = xDot * y 0",
                        "w2Dot = x * yDot 3",
                        "first derivative 3 exact, by forward mode");
    }

    @Test
    void gradientsOfVectorsAndMatricesHaveTheirShapes() {
        Invocation run = explain("x' A x", "--at", "x=[1,2],A=[3,0;1,2]", "--reverse");
        assertThat(run.words())
                .anyMatch(line ->
                        line.startsWith("gradient in x [8, 9] by reverse mode; 2 passes of forward mode")) // (A + A') x
                .anyMatch(line -> line.startsWith("gradient in A [1, 2; 2, 4] by reverse mode; 4 passes")); // x x'
    }

    @Test
    void kinksHaveNoGradient() {
        Invocation run = explain("abs(x)*y", "--at", "x=0,y=1", "--reverse");
        assertThat(run.words())
                .contains("v1 has a kink here, where there is no gradient: reverse mode takes the convention that the"
                        + " slope of abs at 0 is taken as 0. With --along each side of a direction is shown.");
    }

    /** Of x^3 at 1: 3 h + h^2 forward, h^2 central, until rounding takes over. */
    @Test
    void differencesHaveErrorsAndTheLeastIsMarked() {
        Invocation run = explain("x^3", "--at", "x=1", "--differences");
        assertThat(run.words())
                .contains(
                        "step h forward difference error central difference error",
                        "1e-01 3.31 3.1e-01 3.01 1.0e-02",
                        "1e-02 3.0301 3.0e-02 3.0001 1.0e-04")
                .filteredOn(line -> line.matches("1e-.* least( .*)?"))
                .hasSizeBetween(1, 2)
                .anyMatch(line -> line.matches("1e-0[78] .* [0-9.]+e-0[789] least .*"))
                .anyMatch(line -> line.matches("1e-0[56] .* [0-9.]+e-1[0-3] least"));
    }

    @Test
    void atAKinkDifferencesHaveNoError() {
        Invocation run = explain("abs(x)", "--at", "x=0", "--differences");
        assertThat(run.words())
                .contains(
                        "Differences of the value; there is no one derivative here to compare them with:", "1e-01 1 0")
                .noneMatch(line -> line.contains("least"));
    }

    @Test
    void valueMayBeAVector() {
        Invocation run = explain("[x*y; sin(x)]", "--at", "x=0,y=2", "--along", "x=1", "--order", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .contains(
                        "value [0, 0]",
                        "first derivative [2, 1] exact, by forward mode",
                        "second derivative [0, 0] exact, by forward mode");
        assertThat(explain("[abs(x); x]", "--at", "x=0").words())
                .containsSubsequence(
                        "first derivative [0, 1] by forward mode: see below",
                        "from the left [-1, 1] exact, of the piece at x - h xDot",
                        "from the right [1, 1] exact, of the piece at x + h xDot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"norm(x)|x=[0,0]|x=[3,4]|5", "hypot(x, y)|x=0,y=0|x=1|1", "norm(x - y)|x=[1,2],y=[1,2]|y=[0,2]|2"})
    void normsHaveTwoSidesAtZero(String source, String at, String along, String slope) {
        Invocation run = explain(source, "--at", at, "--along", along);
        assertThat(run.words())
                .containsSubsequence(
                        "first derivative 0 by forward mode: see below",
                        "from the left -" + slope + " exact, of the piece at x - h xDot",
                        "from the right " + slope + " exact, of the piece at x + h xDot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*sin(y) + exp(-x^2)", "abs(x)/y", "[x; y]", "1/x^2"})
    void jsonIsWellFormed(String source) throws IOException {
        String at = source.contains("y") ? "x=0,y=2" : "x=0";
        Invocation run = explain(source, "--at", at, "--along", "x=1", "--reverse", "--differences", "--json");
        List<String> keys = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(run.out())) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT ? -1 : 0;
                if (depth == 1 && token == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                }
            }
        }
        assertThat(keys)
                .containsExactly(
                        "expression",
                        "dtype",
                        "device",
                        "at",
                        "along",
                        "value",
                        "derivatives",
                        "programs",
                        "differences",
                        "reverse",
                        "notes");
    }

    @Test
    void jsonHasAllDigits() {
        Invocation run = explain("sin(x)", "--at", "x=1", "--json");
        assertThat(run.words()).contains("\"value\" : 0.8414709848078965,", "\"byForwardMode\" : 0.5403023058681398");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x*sin(y) + exp(-x^2)|x=3,y=2",
                "x' A x/(1 + norm(x))|x=[1,2],A=[3,0;1,2]",
                "sqrt(sigma_1)*y^-3|sigma_1=2,y=1e-9",
                "log(abs(x))|x=0",
            })
    void latexIsBalanced(String source, String at) {
        String name = at.substring(0, at.indexOf('='));
        String along = at.contains("[") ? "x=[1,0]" : name + "=1";
        Invocation run = explain(source, "--at", at, "--along", along, "--order", "2", "--reverse", "--latex");
        String latex = run.out().lines().filter(line -> !line.startsWith("%")).reduce("", (a, b) -> a + b + "\n");
        assertThat(latex).contains("\\begin{aligned}").doesNotContain("_Dot", "E-", "infinity");
        int depth = 0;
        for (int i = 0; i < latex.length(); i++) {
            depth += latex.charAt(i) == '{' ? 1 : latex.charAt(i) == '}' ? -1 : 0;
            assertThat(depth).isNotNegative();
        }
        assertThat(depth).isZero();
        assertThat(count(latex, "\\\\left[(|]")).isEqualTo(count(latex, "\\\\right[)|]"));
        for (String environment : List.of("aligned", "pmatrix")) {
            assertThat(count(latex, "\\\\begin\\{" + environment)).isEqualTo(count(latex, "\\\\end\\{" + environment));
        }
        assertThat(count(latex, "\\\\\\[")).isEqualTo(count(latex, "\\\\\\]"));
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void latexHasTheRules() {
        Invocation run = explain("x^2*sin(x)", "--at", "x=1", "--latex");
        assertThat(run.words())
                .contains(
                        "x &= 1 & \\dot{x} &= 1 \\\\",
                        "v_{2} &= \\sin\\left(x\\r"
                                + "ight) = 0.8414709848 & \\dot{v}_{2} &= \\dot{x} \\cdot \\cos\\left(x\\r"
                                + "ight) = 0.5403023059 \\\\");
    }

    @Test
    void pageNeedsNoNetwork() throws IOException {
        Path page = folder.resolve("page.html");
        Invocation run = explain(
                "x*sin(y) + abs(x)",
                "--at",
                "x=0,y=2",
                "--along",
                "x=1",
                "--order",
                "2",
                "--reverse",
                "--differences",
                "--html",
                page.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        String html = Files.readString(page);
        assertThat(html.replace("http://www.w3.org/1998/Math/MathML", ""))
                .doesNotContain("http", "src=", "href=", "@import");
        assertThat(html)
                .contains("prefers-color-scheme: dark", "<svg", "<math", "class=\"node kink\"", "from the left");
        for (String element :
                List.of("details", "summary", "div", "table", "tr", "td", "th", "svg", "g", "code", "ul", "li")) {
            assertThat(count(html, "<" + element + "[ >]")).as(element).isEqualTo(count(html, "</" + element + ">"));
        }
        // two variables and six operations; the rules of both orders are there to be unfolded
        assertThat(count(html, "<details class=\"step\" data-name=")).isEqualTo(6);
        assertThat(html).contains("v2Dot = xDot * v1 = 0.9092974268");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--json --latex|--json and --latex are two forms of the same; choose one.",
                "--rounding --reverse|--rounding prints tables of its own; leave out --reverse, or run explain twice.",
                "--rounding --json|--rounding prints tables of its own; leave out --json, or run explain twice.",
            })
    void optionsThatDoNotFitAreOneSentence(String options, String sentence) {
        List<String> args = new ArrayList<>(List.of("x^2", "--at", "x=1"));
        args.addAll(List.of(options.split(" ", -1)));
        Invocation run = explain(args.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).containsExactly(sentence);
    }

    @Test
    void pageThatCannotBeWrittenIsRefusedFirst() {
        Invocation run = explain("x^2", "--at", "x=1", "--html", folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void differencesOfSeveralVariablesNeedADirection() {
        assertThat(explain("x*y", "--at", "x=3,y=1", "--reverse", "--differences")
                        .sentences())
                .containsExactly("The variables x, y may move along many directions; give one, such as --along x=1.");
    }

    /** The functions of expressions are those of claim files: identities between them hold there. */
    @Test
    void functionsAreThoseOfClaimFiles() throws IOException {
        Path claims = folder.resolve("functions.claims");
        Files.writeString(claims, """
                given x: R
                given y: R
                claim tangent: tan(x) = sin(x)/cos(x)
                claim slope: d/dx tan(x) = 1 + tan(x)^2
                claim hyperbola: cosh(x)^2 - sinh(x)^2 = 1
                claim logarithms: ln(1 + x^2) = log2(1 + x^2)*log(2)
                claim root: cbrt(x)^3 = x
                claim polar: hypot(x, y)*sin(atan2(y, x)) = y
                given d in 2..3
                given u: R^d
                given v: R^d
                claim product: dot(u, v) = u' v
                claim wrong: tan(x) = sinh(x)
                """);
        Invocation run = Invocation.of("check", claims.toString(), "--device", "host");
        assertThat(run.words()).contains("fails wrong").anyMatch(line -> line.contains("7 hold, 0 corrected, 1 fail"));
    }
}
