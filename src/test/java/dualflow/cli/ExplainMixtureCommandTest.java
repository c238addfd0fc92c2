package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainMixtureCommandTest {
    private static final String FILE = Path.of(System.getProperty("basedir", ""), "src/examples/mixture.json")
            .toString();

    private static Invocation explain(String t, String x, String... more) {
        String[] args = new String[9 + more.length - 1];
        String[] first = {"explain", "mixture", FILE, "--t", t, "--x", x, "--device=host"};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return Invocation.of(args);
    }

    /** Values of mpmath at 40 digits. */
    @Test
    void stepsArePrinted() {
        Invocation run = explain("0.5", "0.3,1.2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "1 -1.623132877 0.8049506836",
                        "1 [1.280412371, 0.193814433] [0.9402061856, 1.296907216] [-0.3402061856, 1.103092784]",
                        "E[x1 | x] = sum_k gamma_k E[x1 | x, k] [0.6137834464, 1.265686626]",
                        "v, by the program in float64 [0.6275668928, 0.1313732519]",
                        "2 [-1.333333333, 0; 0, -0.1052631579] [-0.525508414, -0.05026207137]",
                        "J, their sum [0.9511540384, 0.3342003386; 0.3342003386, -0.8840779284]",
                        "J e_1 [0.9511540384, 0.3342003386] column 1 of J is [0.9511540384, 0.3342003386]")
                .anyMatch(line -> line.matches("largest difference [0-9.]+e-1[67]"));
    }

    @Test
    void jsonHasAllDigits() {
        Invocation run = explain("0.5", "0.3,1.2", "--json");
        assertThat(run.out())
                .contains("\"responsibility\" : 0.80495068358307", "\"jacobianVectorProducts\" : [ [ 0.95115403835245");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|0.3,1.2|--t is 2; the time runs from 0 to 1.",
                "0.5|0.3,b|--x has 'b' where a finite number is expected, such as 0.5,-1.",
            })
    void badInputIsOneSentence(String t, String x, String sentence) {
        Invocation run = explain(t, x);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).containsExactly(sentence);
    }

    @Test
    void dimensionsMustFit() {
        Invocation run = explain("0.5", "0.3");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).singleElement().asString().startsWith("--x has 1 number where the mixture in ");
    }

    @Test
    void fileMustBeThere() {
        Invocation run = Invocation.of("explain", "mixture", "nowhere.json", "--t", "0", "--x", "1,2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void nameOfACommandIsAVariableInParentheses() {
        Invocation run = Invocation.of("explain", "(mixture)^2", "--at", "mixture=3", "--device", "host");
        assertThat(run.words()).contains("first derivative 6 exact, by forward mode");
    }

    @Test
    void optionsBeforeTheNameAreRefused() {
        Invocation run = Invocation.of("explain", "--at", "x=1", "mixture", FILE, "--t", "0", "--x", "1,2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences())
                .containsExactly(
                        "Between explain and mixture stands '--at'; options come after mixture, and an expression that"
                                + " is this name is written (mixture).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain|An expression is missing, such as 'x^2'; 'dualflow explain --help' shows what there is.",
                "explain x^2|Missing required option: '--at=x=3,y=2'; 'dualflow explain --help' shows what there is.",
            })
    void whatIsMissingIsNamed(String words, String sentence) {
        Invocation run = Invocation.of(words.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).containsExactly(sentence);
    }
}
