package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalTestCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tableSaysWhatConditioningTells() throws IOException {
        Path results = folder.resolve("results");
        Invocation run = Invocation.of(
                "causal-test",
                "--structures",
                "collider,fork,chain",
                "--samples",
                "4000",
                "--device",
                "host",
                "--out",
                results.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("fork Z -> X, Z -> Y all directions 1.000 0.360 0.360"))
                .anyMatch(line -> line.startsWith("collider X -> Z, Y -> Z (Jv)_k = 0 1.000 -0.800 -0.800"))
                .contains(
                        "Fork, chain: the ends are correlated before conditioning on Z and uncorrelated after it; conditioning cannot"
                                + " tell these apart.")
                .contains(
                        "The norm |J^k| keeps all points or none in fork, chain, collider, so that it conditions on nothing there.")
                .anyMatch(line -> line.startsWith("fork C(E[x1|x]) 0.2 0.014"))
                .anyMatch(line -> line.startsWith("fork Z -> X, Z -> Y |J^k| < 1.5 1.000 0.000 0.360"));
        List<String> table = Files.readAllLines(results.resolve("table.csv"));
        assertThat(table).hasSize(1 + 3 * (3 + 2 * 7));
        assertThat(Files.readAllLines(results.resolve("do-flow.csv"))).hasSize(1 + 3 * 17);
        assertThat(Files.readString(results.resolve("run.json")))
                .contains("\"world\" : \"linear\"", "\"largestStandardErrors\"", "\"findings\"");
        assertThat(results.resolve("sweep.png")).exists();
    }

    @Test
    void nonlinearWorldRuns() {
        Invocation run = Invocation.of(
                "causal-test", "--world", "nonlinear", "--structures", "fork", "--samples", "500", "--tau", "0.5,2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("0.718").doesNotContain("Do-flows");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--structures loop | For '--structures' there is no 'loop' in the linear world; there are fork, chain, mediator,"
                        + " collider, m-structure, instrument and all.",
                "--world flat | Invalid value for option '--world': there is no 'flat'; there are linear, nonlinear, images.",
                "--tau 0 | A threshold tau must be positive and finite, got 0.0.",
                "--tau -1 | A threshold tau must be positive and finite, got -1.0.",
                "--samples 1 | A correlation needs two samples or more, got 1."
            })
    void refusesWithOneSentence(String options, String sentence) {
        String[] words = ("causal-test " + options).split(" ", -1);
        Invocation run = Invocation.of(words);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).hasSize(1);
        assertThat(run.sentences().get(0)).contains(sentence.strip());
    }
}
