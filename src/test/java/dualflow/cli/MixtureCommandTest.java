package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureCommandTest {
    private static final String SOUND = """
            {"mu0": [0.5, -0.25], "sigma0": [[1, 0.5], [0.5, 2]], "weights": [0.25, 0.75],
             "means": [[1, 0], [-1, 2]], "covariances": [[[1, 0], [0, 1]], [[0.5, 0.125], [0.125, 0.25]]]}
            """;

    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("mixture.json"), json);
    }

    private static Invocation mixture(Path file, String t, String x, String... more) {
        String[] args = new String[8 + more.length];
        String[] first = {"mixture", file.toString(), "--device", "host", "--t", t, "--x", x};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return Invocation.of(args);
    }

    /** The numbers of the JSON by JSON pointer. */
    private static Map<String, Double> numbers(String json) throws IOException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    numbers.put(parser.getParsingContext().pathAsPointer().toString(), parser.getDoubleValue());
                }
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1e-8", "0.25", "0.5", "0.99", "1"})
    void fourJacobiansAgree(String t) throws IOException {
        Invocation run = mixture(file(SOUND), t, "0.3,-1", "--json");
        assertThat(run.exitCode()).isZero();
        Map<String, Double> numbers = numbers(run.out());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double closedForm = numbers.get("/jacobianClosedForm/" + i + "/" + j);
                assertThat(numbers.get("/jacobianJvp/" + i + "/" + j)).isCloseTo(closedForm, within(1e-12));
                assertThat(numbers.get("/jacobianCentralDifference/" + i + "/" + j))
                        .isCloseTo(closedForm, within(1e-9));
                assertThat(numbers.get("/jacobianForwardDifference/" + i + "/" + j))
                        .isCloseTo(closedForm, within(1e-5));
            }
        }
        assertThat(numbers.get("/responsibilities/0") + numbers.get("/responsibilities/1"))
                .isCloseTo(1, within(1e-15));
        assertThat(numbers).hasSize(4 * 4 + 2 + 2);
    }

    @Test
    void velocityAtTheSourceIsTheMeanOfTheDataLessThePoint() throws IOException {
        Map<String, Double> numbers =
                numbers(mixture(file(SOUND), "0", "0.25,-1", "--json").out());
        assertThat(numbers.get("/velocity/0")).isCloseTo(-0.5 - 0.25, within(1e-15));
        assertThat(numbers.get("/velocity/1")).isCloseTo(1.5 + 1, within(1e-15));
        assertThat(numbers.get("/responsibilities/0")).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void textNamesEveryWayAndItsError() throws IOException {
        Invocation run = mixture(file(SOUND), "0.4", "0.3,-1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains("t 0.4", "x 0.3 -1", "by the closed form (4), in float64:")
                .anyMatch(line -> line.startsWith("velocity v(t, x) "))
                .anyMatch(line -> line.startsWith("responsibilities gamma_k "))
                .anyMatch(line -> line.matches("exact products \\d\\.\\de-1[5-7]|exact products 0\\.0e\\+00"))
                .anyMatch(line -> line.matches("central differences .*e-1[0-2]"))
                .anyMatch(line -> line.matches("forward differences .*e-0[6-9]"));
    }

    @Test
    void float32IsComputedInFloat32() throws IOException {
        Map<String, Double> numbers = numbers(mixture(file(SOUND), "0.4", "0.25,-1", "--json", "--dtype", "float32")
                .out());
        double jvp = numbers.get("/jacobianJvp/0/0");
        assertThat(jvp).isEqualTo((float) jvp).isCloseTo(numbers.get("/jacobianClosedForm/0/0"), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"weights\": [0.25, 0.75]|\"weights\": [0.25, 0.5]|cannot be used: the weights sum to 0.75",
                "\"weights\": [0.25, 0.75]|\"weights\": [-0.25, 1.25]|weight of component 0 is negative",
                "\"weights\": [0.25, 0.75]|\"weights\": [0, 1]|component 0 has the weight 0; leave it out",
                "\"weights\": [0.25, 0.75]|\"weights\": [0.25, NaN]|line 1, column 73: this number is not finite",
                "\"weights\": [0.25, 0.75]|\"weights\": [1]|weights",
                "[[1, 0.5], [0.5, 2]]|[[1, 0.5], [0.25, 2]]|not symmetric",
                "[[1, 0.5], [0.5, 2]]|[[1, 1], [1, 1]]|singular",
                "[[1, 0.5], [0.5, 2]]|[[1, 2], [2, 1]]|not positive semidefinite",
                "[[1, 0.5], [0.5, 2]]|[[1, 0.5]]|sigma0",
                "[[1, 0.5], [0.5, 2]]|[[1, 0.5, 0], [0.5, 2, 0]]|sigma0",
                "[[0.5, 0.125], [0.125, 0.25]]|[[1, 1], [1, 1]]|covariance of component 1 is singular",
                "[[0.5, 0.125], [0.125, 0.25]]|[[1, 0], [1, 1]]|in component 1",
                "[[0.5, 0.125], [0.125, 0.25]]|[[1, 0], [0, NaN]]|line 2, column 77: this number is not finite",
                "\"mu0\"|\"mu\"|mu",
                "}|''|mixture.json",
            })
    void badMixtureIsOneSentence(String sound, String bad, String what) throws IOException {
        Path file = file(SOUND.replace(sound, bad));
        Invocation run = mixture(file, "0.5", "0.3,-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences())
                .singleElement()
                .asString()
                .contains("mixture.json", what)
                .endsWith(".");
    }

    @Test
    void missingFileIsOneSentence() {
        Invocation run = mixture(folder.resolve("none.json"), "0.5", "0.3,-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().contains("none.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|0.3,-1|--t is 1.5; the time runs from 0 to 1.",
                "-0.1|0.3,-1|--t is -0.1; the time runs from 0 to 1.",
                "NaN|0.3,-1|--t is NaN; the time runs from 0 to 1.",
                "0.5|0.3|--x has 1 number where the mixture in",
                "0.5|0.3,1,2|--x has 3 numbers where the mixture in",
                "0.5|0.3,one|--x has 'one' where a finite number is expected, such as 0.5,-1.",
                "0.5|0.3,|--x has '' where a finite number is expected, such as 0.5,-1.",
                "0.5|0.3,Infinity|--x has 'Infinity' where a finite number is expected, such as 0.5,-1.",
            })
    void badPointIsOneSentence(String t, String x, String sentence) throws IOException {
        Invocation run = mixture(file(SOUND), t, x);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).first().asString().startsWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float32|1e30,1|The result is not finite in float32, which ends at 3.4e38: velocity[0] is undefined;"
                        + " choose --dtype float64.",
                "float32|1e39,1|The result is not finite in float32, which ends at 3.4e38: velocity[0] is undefined;"
                        + " choose --dtype float64.",
                "float64|1e180,1|The numbers did not stay finite: The responsibility at t = 0.4 is beyond the range of double;"
                        + " bring the point and the covariances closer to one scale.",
            })
    void whatIsNotFiniteIsNamedAndNotPrinted(String dtype, String x, String sentence) throws IOException {
        Path file = file(SOUND);
        for (String[] more : new String[][] {{"--dtype", dtype}, {"--dtype", dtype, "--json"}}) {
            Invocation run = mixture(file, "0.4", x, more);
            assertThat(run.sentences()).containsExactly(sentence);
            assertThat(run.out()).isEmpty();
            assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        }
        assertThat(mixture(file, "0.4", "1e30,1").exitCode()).isZero();
    }

    @Test
    void exampleOfTheHelpIsAMixture(@TempDir Path folder) throws IOException {
        String help = Invocation.of("mixture", "--help").out();
        String example = help.substring(help.indexOf('{'), help.lastIndexOf('}') + 1);
        Path file = Files.writeString(folder.resolve("example.json"), example);
        Invocation run = Invocation.of("mixture", file.toString(), "--t", "0.5", "--x", "0.2,-1", "--device", "host");
        assertThat(run.sentences()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    }
}
