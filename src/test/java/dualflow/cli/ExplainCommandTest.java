package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static Invocation explain(String... args) {
        List<String> all = new ArrayList<>(List.of("explain", "--device", "host"));
        all.addAll(List.of(args));
        return Invocation.of(all.toArray(String[]::new));
    }

    @Test
    void printsOneLineForEachOperation() {
        Invocation run = explain("x*sin(y) + exp(-x^2)", "--at", "x=3,y=2", "--along", "x=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "x 3 1 given by --along",
                        "y 2 0 does not move",
                        "v1 = sin(y) 0.9092974268 0 nothing in it moves",
                        "v2 = x * v1 2.72789228 0.9092974268 xDot * v1",
                        "v3 = x^2 9 6 xDot * (2 * x^(2 - 1))",
                        "v4 = -v3 -9 -6 -v3Dot",
                        "v5 = exp(v4) 0.0001234098041 -0.0007404588245 v4Dot * v5",
                        "v6 = v2 + v5 2.72801569 0.908556968 v2Dot + v5Dot",
                        "value 2.72801569",
                        "first derivative 0.908556968 exact, by forward mode")
                .anyMatch(line -> line.startsWith("central difference 0.90855696"));
    }

    @Test
    void saysThatAtan2JumpsAtItsCut() {
        Invocation run = explain("atan2(y,x)", "--at", "x=-1,y=0", "--along", "y=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains(
                        "first derivative -1 by forward mode: see below",
                        "from the left undefined not found, of the piece at x - h xDot",
                        "from the right -1 exact, of the piece at x + h xDot")
                .noneMatch(line -> line.contains("off by"));
        assertThat(explain("atan2(y,x)", "--at", "x=-1,y=0", "--along", "x=1").words())
                .contains("first derivative 0 exact, by forward mode");
    }

    /** Where there is no derivative at all, nothing has left the range of the format. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x^y|x=-2,y=3|x=1,y=1",
                "lammax(A)|A=[1,0;0,1]|A=[1,0;0,2]",
                "sqrtm(A)|A=[0,0;0,0]|A=[1,0;0,2]",
                "inv(A)|A=[1,2;2,4]|A=[1,0;0,1]"
            })
    void saysOfNoSingularPointThatItLeavesTheRange(String expression, String at, String along) {
        Invocation run = explain(expression, "--at", at, "--along", along);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("is the first operation without a finite")
                .doesNotContain("off by");
        assertThat(run.err()).doesNotContain("exact arithmetic");
    }

    @Test
    void readsTheTypographicMinusOfAPoint() {
        Invocation run = explain("x\u22121", "--at", "x=\u22122", "--along", "x=\u22123");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words()).contains("value -3", "first derivative -3 exact, by forward mode");
    }

    @Test
    void secondOrderExplainsTheProgramOfTheFirst() {
        Invocation run = explain("x*sin(y) + exp(-x^2)", "--at", "x=3,y=2", "--along", "x=1", "--order", "2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "The expression:",
                        "v6 = v2 + v5 2.72801569 0.908556968 v2Dot + v5Dot",
                        "The program that computes the first derivative, operation by operation:",
                        "v12 = v3 + v10 0.908556968 0.004195933339 v10Dot",
                        "first derivative 0.908556968 exact, by forward mode",
                        "second derivative 0.004195933339 exact, by forward mode") // (4 x^2 - 2) exp(-x^2)
                .anyMatch(line -> line.startsWith("central difference 0.0041959333"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sin(x)|xDot * cos(x)",
                "cos(x)|-xDot * sin(x)",
                "exp(x)|xDot * v1",
                "log(x)|xDot / x",
                "sqrt(x)|0.5 * (xDot / v1)",
                "1/x|-v1 * xDot / x",
                "abs(x)|select(sign(x), xDot)",
                "x*x|xDot * x + x * xDot",
                "3*x|3 * xDot",
                "x - 2|xDot",
                "x - y|xDot",
                "y - x|-xDot",
            })
    void rulesAreTheOpsOwn(String source, String rule) {
        Invocation run = explain(source, "--at", source.contains("y") ? "x=0.5,y=1" : "x=0.5", "--along", "x=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .filteredOn(line -> line.startsWith("v1 ="))
                .singleElement()
                .asString()
                .endsWith(" " + rule);
    }

    /** The series of exp(-x^2) at 0 is 1 - x^2 + x^4 / 2. */
    @Test
    void derivativesOfAPowerAtZeroEnd() {
        Invocation run = explain("x*sin(y) + exp(-x^2)", "--at", "x=0,y=2", "--along", "x=1", "--order", "4");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "second derivative -2 exact, by forward mode",
                        "third derivative 0 exact, by forward mode",
                        "fourth derivative 12 exact, by forward mode")
                .noneMatch(line -> line.contains("finite derivative"));
    }

    @Test
    void thirdDerivativeOfAProductIsExact() {
        Invocation run = explain("x^3*y", "--at", "x=2,y=5", "--along", "x=1,y=1", "--order", "3");
        // d^3/ds^3 (2 + s)^3 (5 + s) = 6 (5 + s) + 3 * 6 (2 + s) = 66 at s = 0
        assertThat(run.words()).contains("third derivative 66 exact, by forward mode");
    }

    @ParameterizedTest
    @CsvSource({"-x^2, -9", "-h*2 + x, 1", "-V - h + x, 0", "-5/x, -1.666666667"})
    void expressionMayBeginWithAMinusSign(String source, String value) {
        String at = source.contains("V") ? "x=3,V=2,h=1" : source.contains("h") ? "x=3,h=1" : "x=3";
        Invocation run = explain(source, "--at", at, "--along", "x=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words()).contains("value " + value);
    }

    /** 1e8 + 0.1 rounds to a multiple of 1.5e-8, so of 0.1 there are 0.1 / (2e8 * 2.2e-16), 6.4 digits. */
    @Test
    void roundingShowsWhatCancellationLeaves() {
        Invocation run = explain("(a + b) - a", "--at", "a=1e8,b=0.1", "--rounding");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "(a + b) - a at a=1e8,b=0.1, float64 on host",
                        "operation value magnitude digits left",
                        "a 100000000 100000000 15.7",
                        "b 0.1 0.1 15.7",
                        "v1 = a + b 100000000.1 100000000.1 15.7",
                        "v2 = v1 - a 0.09999999404 200000000.1 6.4",
                        "value 0.09999999404 6.4 digits left")
                .noneMatch(line -> line.contains("derivative"));
    }

    /** x^2 - 2 x + 1 has 0 at 1, and nothing of it is left; its derivative 2 x - 2 too. */
    @Test
    void roundingOfDerivativesIsShown() {
        Invocation run = explain("x*x - 2*x + 1", "--at", "x=1", "--order", "2", "--rounding");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "The expression:",
                        "v1 = x * x 1 2 15.4",
                        "v3 = v1 - v2 -1 4 15.1",
                        "v4 = v3 + 1 0 5 0.0",
                        "The program that computes the first derivative, operation by operation:",
                        "xDot 1 1 15.7",
                        "The program that computes the second derivative, operation by operation:",
                        "value 0 0.0 digits left",
                        "first derivative 0 0.0 digits left")
                .anyMatch(line -> line.matches("second derivative 2 15\\.[0-9] digits left"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"float32|6.9", "float64|15.7"})
    void exactNumbersHaveAllDigits(String dtype, String digits) {
        Invocation run = explain("0.5*x", "--at", "x=0", "--rounding", "--dtype", dtype);
        assertThat(run.words()).contains("v1 = 0.5 * x 0 0 " + digits, "value 0 " + digits + " digits left");
    }

    @Test
    void roundingOfDerivativesOfSeveralVariablesNeedsADirection() {
        assertThat(explain("x*y", "--at", "x=3,y=1", "--order", "2", "--rounding")
                        .sentences())
                .containsExactly("The variables x, y may move along many directions; give one, such as --along x=1.");
        assertThat(explain("x*y", "--at", "x=3,y=1", "--along", "y=1", "--rounding")
                        .words())
                .contains("x*y at x=3,y=1 along y=1, float64 on host", "first derivative 3 15.4 digits left");
    }

    @Test
    void roundingOfWhatOverflowsIsNoResult() {
        Invocation run = explain("exp(x) - 1", "--at", "x=1000", "--rounding");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.words()).contains("v1 = exp(x) infinity infinity");
        assertThat(explain("log(x)", "--at", "x=-1", "--rounding").words()).contains("v1 = log(x) undefined undefined");
    }

    @Test
    void helpIsShown() {
        Invocation run = Invocation.of("explain", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("--along", "--order", "--rounding", "--device", "softplus");
    }

    @Test
    void unknownOptionIsRefused() {
        Invocation run = explain("x", "--at", "x=3", "--along", "x=1", "--fast");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--fast");
    }

    @Test
    void float32IsComputedInFloat32() {
        Invocation run = explain("x/3", "--at", "x=1", "--along", "x=1", "--dtype", "float32");
        assertThat(run.words()).contains("value 0.3333333433");
    }

    /** x' A x along v has the derivatives x' (A + A') v and 2 v' A v. */
    @Test
    void variablesMayBeVectorsAndMatrices() {
        Invocation run = explain("x' A x", "--at", "x=[1,2],A=[3,0;1,2]", "--along", "x=[1,-1]", "--order", "2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "x' A x at x=[1,2],A=[3,0;1,2] along x=[1,-1], float64 on host",
                        "x [1, 2] [1, -1] given by --along",
                        "A [3, 0; 1, 2] 0 does not move",
                        "v2 = mat_mul(v1, A) [5, 4] [2, -2] mat_mul(v1Dot, A)",
                        "value 13",
                        "first derivative -1 exact, by forward mode",
                        "second derivative 8 exact, by forward mode")
                .anyMatch(line -> line.startsWith("central difference 8"));
    }

    @Test
    void kinksOfVectorsAreNamedToo() {
        Invocation run = explain("max([x; -x; y]) + |y|", "--at", "x=0,y=-1", "--along", "x=1");
        assertThat(run.words())
                .containsSubsequence(
                        "from the left -1 exact, of the piece at x - h xDot",
                        "from the right 1 exact, of the piece at x + h xDot")
                .anyMatch(line ->
                        line.endsWith("Forward mode gives 0, by the convention that equal greatest numbers share its"
                                + " derivative evenly."));
        assertThat(explain("sign(x)", "--at", "x=0").words())
                .contains("The first derivative is undefined on both sides: v1 = sign(x) has a kink here. Forward mode"
                        + " gives 0, by the convention that the slope of sign at 0, where it jumps, is taken as 0.");
    }

    @Test
    void roundingOfVectorsHasTheDigitsOfTheWorstNumber() {
        Invocation run = explain("total(x + y)", "--at", "x=[1e8,1],y=[-1e8,1]", "--rounding");
        assertThat(run.words()).contains("v1 = x + y [0, 2] [200000000, 2] 0.0", "v2 = sum(v1) 2 200000002 7.7");
    }

    /** The language of claim files has more than operators and functions, and LaTeX. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum_{i in 1..3} x^i|14|17", // x + x^2 + x^3 at 2
                "d/dx x^3|12|12", // 3 x^2 and 6 x
                "$\\frac{1}{2} x^{2} + \\log e$|3|2",
                "π x²/π|4|4",
                "integral_{s in 0..x} 3 s^2|8|12",
            })
    void expressionIsInTheLanguageOfClaimFiles(String source, String value, String derivative) {
        Invocation run = explain(source, "--at", "x=2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .contains("value " + value, "first derivative " + derivative + " exact, by forward mode");
    }

    @Test
    void greekVariableHasItsNameInAscii() {
        Invocation run = explain("σ^2", "--at", "σ=3");
        assertThat(run.words()).contains("sigma 3 1 given by --along", "first derivative 6 exact, by forward mode");
    }

    @Test
    void operationThatMakesNanIsNamed() {
        Invocation run = explain("2*log(x - 3)", "--at", "x=2", "--along", "x=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains("value undefined")
                .contains("v2 = log(v1) is the first operation without a finite value here: it is undefined.");
    }

    @Test
    void operationWithoutDerivativeIsNamed() {
        Invocation run = explain("1 + sqrt(x)", "--at", "x=0", "--along", "x=1");
        assertThat(run.words())
                .contains(
                        "from the left undefined not found, of the piece at x - h xDot",
                        "from the right infinity exact, of the piece at x + h xDot",
                        "The first derivative is undefined from the left and infinity from the right:"
                                + " v1 = sqrt(x) stands where its values end.",
                        "v1 = sqrt(x) is the first operation without a finite derivative here: its tangent is infinity.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abs(x)|1|0|-1|1|v1 = abs(x) has a kink here.|the slope of abs at 0 is taken as 0",
                "abs(sin(x))|1|0|-1|1|v2 = abs(v1) has a kink here.|the slope of abs at 0 is taken as 0",
                "relu(3*x)|1|0|0|3|v2 = relu(v1) has a kink here.|the slope of relu at 0 is taken as 0",
                "max(x, -2*x)|1|-0.5|-2|1|v3 = max(x, v2) has a kink here.|equal arguments of max share its derivative evenly",
                "min(x, -2*x)|1|-0.5|1|-2|v3 = min(x, v2) has a kink here.|equal arguments of min share its derivative evenly",
                "abs(x)*exp(x)|2|0|-2|2|v1 = abs(x) has a kink here.|the slope of abs at 0 is taken as 0",
            })
    void aKinkHasTwoSidesAndAConvention(
            String source, int order, String forward, String left, String right, String kink, String convention) {
        Invocation run = explain(source, "--at", "x=0", "--along", "x=1", "--order", Integer.toString(order));
        String ordinal = order == 1 ? "first" : "second";
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        ordinal + " derivative " + forward + " by forward mode: see below",
                        "from the left " + left + " exact, of the piece at x - h xDot",
                        "from the right " + right + " exact, of the piece at x + h xDot",
                        "The " + ordinal + " derivative is " + left + " from the left and " + right
                                + " from the right: " + kink + " Forward mode gives " + forward
                                + ", by the convention that " + convention + ".")
                .noneMatch(line -> line.contains("off by"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"abs(x)|0", "abs(x) + x^2|2", "max(x^2, x^2 + x)|2"})
    void aboveAJumpThereIsNoDerivative(String source, String beside) {
        Invocation run = explain(source, "--at", "x=0", "--along", "x=1", "--order", "2");
        assertThat(run.words())
                .contains("second derivative " + beside + " of both sides, by forward mode: see below")
                .contains(
                        "The second derivative is " + beside
                                + " beside the point, on both sides; at the point there is none, as the first derivative jumps.")
                .noneMatch(line -> line.contains("off by"));
    }

    /** The square root of x^2 has a kink, that of x^4 has none; forward mode meets 0 times infinity in both. */
    @ParameterizedTest
    @CsvSource({"sqrt(x^2)", "sqrt(x^4)", "sqrt(x*x)"})
    void whatForwardModeDoesNotFindIsNotExact(String source) {
        Invocation run = explain(source, "--at", "x=0", "--along", "x=1");
        assertThat(run.words())
                .contains("first derivative undefined not found by forward mode: see below")
                .anyMatch(line -> line.endsWith(
                        "is the first operation without a finite derivative here: its tangent is undefined."));
        assertThat(run.out()).doesNotContain("exact, by forward mode");
    }

    @Test
    void anInfiniteDerivativeIsNotCalledExact() {
        Invocation run = explain("log(x)", "--at", "x=1e-310", "--along", "x=1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.words()).contains("first derivative infinity not finite: see below");
    }

    @Test
    void oneVariableNeedsNoDirection() {
        Invocation run = explain("x^2", "--at", "x=3");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains("x^2 at x=3 along x=1, float64 on host", "first derivative 6 exact, by forward mode");
        assertThat(explain("x*y", "--at", "x=3,y=1").sentences())
                .containsExactly("The variables x, y may move along many directions; give one, such as --along x=1.");
    }

    @Test
    void kinksThatCancelAreNamedWhereForwardModeMissesTheDerivative() {
        Invocation run = explain("relu(x) - relu(-x)", "--at", "x=0", "--along", "x=1");
        assertThat(run.words())
                .contains("The first derivative is 1 on both sides: v1 = relu(x) has a kink here."
                        + " Forward mode gives 0, by the convention that the slope of relu at 0 is taken as 0.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"abs(x)|1", "x^2|0", "abs(x^2)|0", "max(x^2, -x^2)|0", "relu(x - 1)|0"})
    void smoothPointsSayNothingOfKinks(String source, String at) {
        Invocation run = explain(source, "--at", "x=" + at, "--along", "x=1");
        assertThat(run.out()).contains("exact, by forward mode", "off by").doesNotContain("from the left", "kink");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exp(x)|1000|float64|v1 = exp(x) leaves that range; take a point that is nearer to 1.",
                "exp(x) - exp(x)|1000|float64|v1 = exp(x) leaves that range; take a point that is nearer to 1.",
                "x*x|1e30|float32|v1 = x * x leaves that range; choose --dtype float64.",
            })
    void whatOverflowsIsNoResult(String source, String at, String dtype, String sentence) {
        Invocation run = explain(source, "--at", "x=" + at, "--along", "x=1", "--dtype", dtype);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.sentences())
                .singleElement()
                .asString()
                .contains("is not finite in " + dtype)
                .endsWith(sentence);
        assertThat(run.out()).doesNotContain("NaN", "Infinity");
    }

    @ParameterizedTest
    @CsvSource({"log(x), -infinity", "1/x, infinity", "x^-1, infinity", "log1p(x - 1), -infinity"})
    void polesAreNamed(String source, String value) {
        Invocation run = explain(source, "--at", "x=0", "--along", "x=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains("value " + value)
                .anyMatch(line ->
                        line.endsWith("is the first operation without a finite value here: it is " + value + "."));
        assertThat(run.out()).doesNotContain("NaN", "Infinity", "exact, by forward mode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x*y|x=1|x=1|The variable y has no value; add y=... to --at.",
                "x|x=1,z=2|x=1|--at names z, which does not occur in the expression; its variables are x.",
                "x|x=1|z=1|--along names z, which does not occur in the expression; its variables are x.",
                "x|x=one|x=1|--at has 'x=one' where a variable and a finite number are expected, such as x=3.",
                "x|x=1d|x=1|--at has 'x=1d' where a variable and a finite number are expected, such as x=3.",
                "x|x=0x1p3|x=1|--at has 'x=0x1p3' where a variable and a finite number are expected, such as x=3.",
                "x|x=NaN|x=1|--at has 'x=NaN' where a variable and a finite number are expected, such as x=3.",
                "x|x=1|x|--along has 'x' where a variable and a finite number are expected, such as x=3.",
                "x|x=1,x=2|x=1|--at gives x twice; give it once.",
                "x|x=[1,2|x=1|--at has 'x=[1,2' where a variable and a finite number are expected, such as x=3.",
                "x|x=[1,2;3]|x=1|--at has 'x=[1,2;3]' where a variable and a finite number are expected, such as x=3.",
                "x|x=[]|x=1|--at has 'x=[]' where a variable and a finite number are expected, such as x=3.",
                "x|2 x=1|x=1|--at has '2 x=1', but a variable's name has letters from A to Z or Greek ones, digits and _, and begins with a letter.",
                "x|größe=1|x=1|--at has 'größe=1', but a variable's name has letters from A to Z or Greek ones, digits and _, and begins with a letter.",
                "x|det=1|x=1|--at gives det a value, which is a name of the language; take another name.",
                "norm(x)|x=[1,2]|x=1|--along moves x by a number, which is a vector of 2 numbers in --at; they must be alike.",
                "x|x=1|''|--along has '' where a variable and a finite number are expected, such as x=3.",
                "3+4|x=1|x=1|The expression 3+4 has no variable, so there is nothing to differentiate.",
            })
    void badInputIsOneSentence(String source, String at, String along, String sentence) {
        Invocation run = explain(source, "--at", at, "--along", along);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).containsExactly(sentence);
    }

    @Test
    void wrongExpressionIsMarked() {
        Invocation run = explain("x*(/)", "--at", "x=1", "--along", "x=1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines())
                .startsWith("expression:1:4: a quantity is expected here; found '/'", "  x*(/)", "     ^");
    }

    @Test
    void orderOutsideTheRangeIsRefused() {
        Invocation run = explain("x", "--at", "x=1", "--along", "x=1", "--order", "5");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("--order is 5; derivatives of order 1 to 4 can be shown.");
    }
}
