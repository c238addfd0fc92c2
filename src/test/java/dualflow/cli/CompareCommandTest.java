package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--only products            | 2 | There is no case 'products'; there are product, conv-direct,",
                "--only product,winnograd   | 2 | There is no case 'winnograd'; there are product,",
                "--rounds 0                 | 2 | --rounds is at least 1, not 0.",
                "--rounds few               | 2 | Invalid value for option '--rounds': 'few' is not a whole number.",
                "--device opencl:9:9        | 3 | There is no device 'opencl:9:9'",
                "--device host --require-opencl | 3 | Device host is not an OpenCL device, and one is required;",
            })
    void misuseIsOneSentence(String words, int code, String sentence) {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(words.strip().split(" +", -1)));
        Invocation run = Invocation.of(all.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(code);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.startsWith(sentence));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void thePlanNamesTheDeviceWithTheReasonAndTheTime() {
        Invocation run = Invocation.of("compare", "--plan", "--device", "host", "--only", "product", "--rounds", "5");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err().lines()).hasSize(2).first().asString().matches("device host \\(.*\\), asked for");
        assertThat(run.err().lines())
                .last()
                .asString()
                .matches(
                        "3 cases of 5 rounds each: about [0-9]+ (s|min) on a steady machine, [0-9]+ (s|min) at most\\.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRunThatIsBrokenOffReportsTheFinishedCases(@TempDir Path folder) throws IOException, InterruptedException {
        Path json = folder.resolve("rows.json");
        try (ChildJvm child = ChildJvm.start(
                Main.class,
                Map.of(),
                List.of(),
                "compare",
                "--device",
                "host",
                "--only",
                "product",
                "--rounds",
                "1",
                "--json",
                json.toString())) {
            while (!Files.exists(json)) { // written after the first of three cases
                assertThat(child.endsWithin(20)).isFalse();
            }
            ChildJvm.Result result = child.interrupt();
            assertThat(result.err()).contains("Interrupted: the finished cases follow.");
            assertThat(result.exitCode()).isEqualTo(128 + 15); // as the signal has it
            long rows = Files.readAllLines(json).stream()
                    .filter(line -> line.contains("\"case\""))
                    .count();
            List<String> table = result.out()
                    .lines()
                    .filter(line -> line.startsWith("| product"))
                    .toList();
            assertThat(table).isNotEmpty().hasSize((int) rows);
        }
    }
}
