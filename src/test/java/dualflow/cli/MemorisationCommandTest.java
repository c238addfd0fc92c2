package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemorisationCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(SyntheticImages.of(20, 16, 16), folder);
        WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
    }

    private Invocation memorisation(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "memorisation",
                folder.toString(),
                "--device",
                "host",
                "--images",
                folder.resolve("images").toString()));
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    /** The floor is 0 at the end, where u knows the image, and at t = 0 it is that of independent noise and images. */
    @Test
    void printsGapAndFloorForEachTime() {
        Invocation run = memorisation("--times", "0,0.5,0.999", "--samples", "4");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).startsWith("images   20 of 16 x 16 pixels");
        assertThat(lines.get(1).strip().split(" {2,}"))
                .containsExactly("t", "gap", "standard error", "floor", "E|u|^2", "gap/E|u|^2");
        assertThat(lines).hasSize(5);
        double[] start = numbers(lines.get(2));
        double[] end = numbers(lines.get(4));
        assertThat(start[0]).isZero();
        assertThat(start[1]).isPositive();
        assertThat(start[3]).isPositive();
        assertThat(end[0]).isEqualTo(0.999);
        assertThat(end[3]).isLessThan(1e-3 * start[3]);
        assertThat(end[5]).isCloseTo(end[1] / end[4], withinPercentage(0.1));
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void labelsChooseImages() {
        String labels = folder.resolve("labels").toString();
        Invocation run = memorisation("--labels", labels, "--digit", "3", "--times", "0.5", "--samples", "4");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("labels {3=");
    }

    static List<Arguments> misuse() {
        return List.of(
                Arguments.of(
                        "--samples 1", ExitCode.USAGE, "--samples is 1; a gap and its error take 2 to 10000 draws."),
                Arguments.of("--times 0.5,1", ExitCode.USAGE, "--times has 1; the field exists from 0 to below 1."),
                Arguments.of("--times nan", ExitCode.USAGE, "nan"),
                Arguments.of("--digit 3", ExitCode.USAGE, "--digit chooses by labels"),
                Arguments.of("--base-channels 4", ExitCode.BAD_INPUT, "does not fit the model"));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsASentence(String options, int exitCode, String sentence) {
        Invocation run = memorisation(options.split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.sentences()).last().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
    }
}
