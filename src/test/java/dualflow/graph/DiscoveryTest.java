package dualflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.GoldenCsv;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples, against an implementation of its own. */
class DiscoveryTest {
    static List<GoldenCsv.Case> samples() {
        return GoldenCsv.read("graph/discovery").cases();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void skeletonSeparatorsAndArrowsAreThoseOfTheGolden(GoldenCsv.Case golden) {
        IndependenceTest test = test(golden);
        Discovery found = new PcStable(test, golden.scalar("alpha"), 0, (int) golden.scalar("depth"))
                .run((level, done, pairs) -> {});
        List<String> names = test.names();
        double[][] separators = new double[names.size()][names.size()];
        Arrays.stream(separators).forEach(row -> Arrays.fill(row, -1));
        for (Separation separation : found.separations()) {
            int i = names.indexOf(separation.a());
            int j = names.indexOf(separation.b());
            separators[i][j] = separation.given().stream()
                    .mapToInt(node -> 1 << names.indexOf(node))
                    .sum();
            separators[j][i] = separators[i][j];
        }
        assertThat(separators).isEqualTo(golden.matrix("separators"));
        assertThat(found.graph().edges())
                .hasSize(names.size() * (names.size() - 1) / 2
                        - found.separations().size());
        assertThat(found.weakest()).hasSameSizeAs(found.graph().edges());
        assertThat(found.graph().isCpdag()).isEqualTo(golden.has("directions"));
        if (golden.has("directions")) {
            double[][] directions = golden.matrix("directions");
            boolean[][] may = new boolean[names.size()][names.size()];
            for (int i = 0; i < may.length; i++) {
                for (int j = 0; j < may.length; j++) {
                    may[i][j] = directions[i][j] == 1;
                }
            }
            assertThat(found.graph()).isEqualTo(new Pdag(names, may));
            assertThat(found.conflicts()).isEmpty();
        }
    }

    private static IndependenceTest test(GoldenCsv.Case golden) {
        if (golden.has("columns")) {
            double[][] data = golden.matrix("columns");
            return new FisherZ(new NumericColumns(SampleColumns.names(data.length), data));
        }
        return new ContingencyTest(
                SampleColumns.binary(golden.values("counts"), golden.shape("counts").length),
                golden.name().startsWith("g2") ? ContingencyTest.Statistic.G2 : ContingencyTest.Statistic.CHI2);
    }

    @Test
    void someSamplesContradictThemselves() {
        assertThat(samples())
                .anyMatch(sample -> sample.has("directions"))
                .anyMatch(sample -> !sample.has("directions"));
    }
}
