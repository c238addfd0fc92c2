package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainUnetCommandTest {
    private static Invocation explain(String... args) {
        List<String> all = new ArrayList<>(List.of("explain", "unet", "--device", "host", "--base-channels", "2"));
        all.addAll(List.of(args));
        return Invocation.of(all.toArray(String[]::new));
    }

    @Test
    void blockIsShownOperationByOperation() {
        Invocation run = explain("--block", "2", "--size", "16", "--runs", "1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .containsSubsequence(
                        "block down1 of the flow UNet, inputs [1, 16, 16, 2], [256], float32 on host",
                        "An evaluation:",
                        "An evaluation with its derivative:")
                .anyMatch(line -> line.startsWith(
                        "convolution [1, 8, 8, 2] [3, 3, 2, 4] [1, 8, 8, 4] 1,824 4,608 ")) // 4 bytes a number
                .anyMatch(line ->
                        line.startsWith("convolution tangent [1, 8, 8, 2] [3, 3, 2, 4] [1, 8, 8, 4] 1,824 4,608 "))
                .anyMatch(line -> line.startsWith("reshape value [256] [1, 256] view 0 0.000"));
    }

    @Test
    void blocksHaveNames() {
        assertThat(explain("--block", "up3", "--size", "16", "--runs", "1", "--json")
                        .out())
                .contains("\"block\" : \"up3\"", "[1, 8, 8, 4]", "\"withDerivative\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--block 11|There is no block 11; the blocks are 0 to 10: time_mlp, inc, down1, down2, down3, down4,"
                        + " up1, up2, up3, up4, outc.",
                "--block 2 --size 15|A flow UNet halves images 4 times and needs at least 16 by 16 pixels, got the"
                        + " shape [1, 15, 15, 1]; give larger images.",
                "--block 2 --runs 0|--runs is at least 1, not 0.",
            })
    void badInputIsOneSentence(String options, String sentence) {
        Invocation run = explain(options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).containsExactly(sentence);
    }

    @Test
    void wordThatIsNoOptionIsRefused() {
        assertThat(explain("--block", "2", "--fast").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
