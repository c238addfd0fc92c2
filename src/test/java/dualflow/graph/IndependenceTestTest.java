package dualflow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dualflow.testing.GoldenCsv;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndependenceTestTest {
    private static final GoldenCsv GOLDEN = GoldenCsv.read("graph/independence");

    static List<GoldenCsv.Case> tables() {
        return GOLDEN.cases().stream().filter(c -> c.has("counts")).toList();
    }

    static List<GoldenCsv.Case> samples() {
        return GOLDEN.cases().stream().filter(c -> c.has("columns")).toList();
    }

    static List<GoldenCsv.Case> distributions() {
        return GOLDEN.cases().stream().filter(c -> c.has("x")).toList();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void contingencyTestsAgreeWithTheGolden(GoldenCsv.Case golden) {
        PackedColumns columns = SampleColumns.binary(golden.values("counts"), golden.shape("counts").length);
        for (int size = 0; size < columns.names().size() - 1; size++) {
            int[] given = IntStream.range(2, 2 + size).toArray();
            for (ContingencyTest.Statistic statistic : ContingencyTest.Statistic.values()) {
                Evidence evidence = new ContingencyTest(columns, statistic).evidence(0, 1, given);
                String name = (statistic == ContingencyTest.Statistic.G2 ? "g2" : "chi2") + " given " + size;
                assertClose(evidence.statistic(), golden.scalar(name), 1e-11, name);
                assertThat(evidence.degreesOfFreedom()).isEqualTo((int) golden.scalar(name + " df"));
                assertClose(evidence.logP(), golden.scalar(name + " log p"), 1e-11, name);
                if (golden.has("phi given " + size)) {
                    assertClose(evidence.effect(), golden.scalar("phi given " + size), 1e-12, name);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fisherZAgreesWithTheGolden(GoldenCsv.Case golden) {
        double[][] data = golden.matrix("columns");
        FisherZ test = new FisherZ(new NumericColumns(SampleColumns.names(data.length), data));
        for (int size = 0; size < data.length - 1; size++) {
            Evidence evidence = test.evidence(0, 1, IntStream.range(2, 2 + size).toArray());
            assertClose(evidence.effect(), golden.scalar("r given " + size), 1e-11, "r");
            assertClose(evidence.statistic(), golden.scalar("z given " + size), 1e-10, "z");
            assertClose(evidence.logP(), golden.scalar("log p given " + size), 1e-10, "log p");
        }
    }

    /** Down to p-values that no double holds. */
    @ParameterizedTest
    @MethodSource("distributions")
    void tailOfChiSquaredAgreesWithTheGolden(GoldenCsv.Case golden) {
        int degreesOfFreedom = Integer.parseInt(golden.name().replace("chi-squared of ", ""));
        double[] x = golden.vector("x");
        for (int i = 0; i < x.length; i++) {
            double expected = golden.vector("log p")[i];
            // The error of p itself, relative: below the least double too.
            assertThat(ChiSquared.logTail(x[i], degreesOfFreedom))
                    .as("P(X > %s), %d degrees of freedom", x[i], degreesOfFreedom)
                    .isCloseTo(expected, within(4e-13 + 4e-16 * x[i] + Math.abs(expected) * 1e-15));
        }
    }

    @Test
    void tailBeginsAtOneAndEndsAtZero() {
        assertThat(ChiSquared.logTail(0, 3)).isZero();
        assertThat(ChiSquared.logTail(5, 0)).isZero();
        assertThat(ChiSquared.logTail(Double.POSITIVE_INFINITY, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** What is conditioned on tells one of the two: nothing is left that could depend. */
    @Test
    void determinedVariablesGiveNoEvidence() {
        double[] x = {1, 2, 4, 3, 7, 5, 6, 9};
        double[] y = {2, 1, 3, 5, 6, 4, 9, 8};
        double[] sum = IntStream.range(0, 8).mapToDouble(i -> x[i] + y[i]).toArray();
        FisherZ test = new FisherZ(new NumericColumns(List.of("X", "Y", "S", "T"), new double[][] {x, y, sum, x}));
        assertThat(test.evidence(0, 1, 2).effect()).isEqualTo(-1, within(1e-9));
        assertThat(test.evidence(0, 2, 3)).isEqualTo(Evidence.NONE);
        // The copy of x adds nothing to x.
        assertThat(test.evidence(1, 2, 0).effect())
                .isEqualTo(test.evidence(1, 2, 0, 3).effect(), within(1e-9));
        assertThatThrownBy(() ->
                        new FisherZ(new NumericColumns(List.of("A", "B", "C"), new double[3][4])).evidence(0, 1, 2))
                .hasMessageContaining("needs 5 rows, and there are 4");
    }

    @Test
    void constantColumnsCorrelateWithNone() {
        PackedColumns.Builder rows = new PackedColumns.Builder(List.of("A", "B"));
        for (int i = 0; i < 70; i++) {
            rows.add((byte) (i & 1), (byte) 1);
        }
        PackedColumns columns = rows.build();
        assertThat(columns.isConstant(0)).isFalse();
        assertThat(columns.isConstant(1)).isTrue();
        assertThat(columns.correlations()[0][1]).isZero();
        assertThat(new ContingencyTest(columns, ContingencyTest.Statistic.G2).evidence(0, 1))
                .isEqualTo(Evidence.NONE);
        NumericColumns numeric = new NumericColumns(List.of("A", "B"), new double[][] {{1, 2, 3, 5}, {7, 7, 7, 7}});
        assertThat(numeric.isConstant(1)).isTrue();
        assertThat(new FisherZ(numeric).evidence(0, 1).logP()).isZero();
    }

    /** Squares of these would overflow, or vanish. */
    @Test
    void correlationsHoldAtTheEndsOfTheRange() {
        double[][] data = {{1e300, -2e300, 3e300, 1e300}, {1e-300, 2e-300, 5e-300, -1e-300}};
        double[][] scaled = {{1, -2, 3, 1}, {1, 2, 5, -1}};
        assertThat(new NumericColumns(List.of("A", "B"), data).correlations()[0][1])
                .isEqualTo(new NumericColumns(List.of("A", "B"), scaled).correlations()[0][1], within(1e-15));
    }

    private static void assertClose(double value, double expected, double tolerance, String what) {
        assertThat(value).as(what).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
}
