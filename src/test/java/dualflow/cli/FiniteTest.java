package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.data.Csv;
import dualflow.data.NotFiniteException;
import dualflow.nn.Architecture;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FiniteTest {
    @TempDir
    private Path folder;

    private record Part(OptionalDouble slope, Optional<double[][]> matrix) {}

    private record Whole(String name, double meanError, List<Part> parts) {}

    private static Whole whole(double meanError, double slope, double entry) {
        Part part = new Part(OptionalDouble.of(slope), Optional.of(new double[][] {{1, 2}, {3, entry}}));
        return new Whole("NaN", meanError, List.of(new Part(OptionalDouble.empty(), Optional.empty()), part));
    }

    static Stream<Arguments> notFinite() {
        return Stream.of(
                Arguments.of(whole(Double.NaN, 1, 1), "mean error is undefined"),
                Arguments.of(whole(1, Double.NEGATIVE_INFINITY, 1), "parts[1], slope is -infinity"),
                Arguments.of(whole(1, 1, Double.POSITIVE_INFINITY), "parts[1], matrix[1][1] is infinity"));
    }

    @ParameterizedTest
    @MethodSource("notFinite")
    void theFirstNumberIsNamed(Whole result, String what) {
        assertThatThrownBy(() -> Finite.require(result, DType.FLOAT32))
                .isInstanceOf(NotFiniteException.class)
                .hasMessage("The result is not finite in float32, which ends at 3.4e38: " + what
                        + "; choose --dtype float64.");
        assertThatThrownBy(() -> Finite.require(result, DType.FLOAT64))
                .hasMessageContaining("ends at 1.8e308: " + what);
    }

    @Test
    void finiteResultsAndUndefinedOnesPass() {
        assertThatCode(() -> Finite.require(whole(1, -Double.MAX_VALUE, Double.MIN_VALUE), DType.FLOAT64))
                .doesNotThrowAnyException();
    }

    @Test
    void aNumberOfAnArrayHasAPlace() {
        double[] values = new double[24];
        values[17] = Double.NaN;
        assertThatThrownBy(() -> Finite.require("tangent", values, Shape.of(2, 3, 4), DType.FLOAT64))
                .hasMessageContaining("tangent at [1, 1, 1] is undefined");
    }

    @Test
    void tablesRefuseWhatIsNotFinite() {
        Path file = folder.resolve("table.csv");
        assertThatThrownBy(() ->
                        Csv.write(file, List.of("step", "loss"), List.of(List.of(0, 1.0), List.of(1, Double.NaN))))
                .isInstanceOf(NotFiniteException.class)
                .hasMessageContaining("its column loss is not finite: [1, NaN]");
        assertThat(file).doesNotExist();
    }

    static Stream<String> commands() {
        return Stream.of(
                "sample LARGE --count 1 --size 16 --steps 2 --out OUT",
                "correlate --flow LARGE --images IMAGES --pixels 1:1,1:2 --samples 2 --steps 2 --out OUT",
                "reproduce table5 --checkpoint LARGE --images IMAGES --samples 2 --out OUT",
                "reproduce figure1 --checkpoint MLP --out OUT");
    }

    /** Weights of 1e20 in float32: no command prints or writes a number. */
    @ParameterizedTest
    @MethodSource("commands")
    void noCommandPrintsOrWritesWhatIsNotFinite(String line) throws IOException {
        SyntheticImages.write(SyntheticImages.of(4, 16, 16), folder);
        Path out = folder.resolve("out");
        Path large = WeightsFile.large(
                folder.resolve("large.safetensors"),
                Architecture.named("flow-unet").with("base_channels", "2"));
        Path mlp = WeightsFile.large(
                folder.resolve("mlp.safetensors"), Architecture.named("mlp1d").with("width", "4"));
        Invocation run = Invocation.of((line + " --device host")
                .replace("LARGE", large.toString())
                .replace("MLP", mlp.toString())
                .replace("IMAGES", folder.resolve("images").toString())
                .replace("OUT", out.toString())
                .split(" ", -1));
        assertThat(run.sentences()).last().asString().contains("finite").endsWith(".");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.out()).isEmpty();
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files).isEmpty();
            }
        }
    }
}
