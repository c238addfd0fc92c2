package dualflow.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import dualflow.testing.GoldenCsv;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FourfoldTableTest {
    static Stream<GoldenCsv.Case> goldenCases() {
        return GoldenCsv.read("association/fourfold").cases().stream();
    }

    private static FourfoldTable table(GoldenCsv.Case golden) {
        double[] n = golden.values("counts");
        return new FourfoldTable((int) n[0], (int) n[1], (int) n[2], (int) n[3]);
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void coefficientsEqualGoldens(GoldenCsv.Case golden) {
        FourfoldTable table = table(golden);
        assertThat(table.phi()).hasValueCloseTo(golden.scalar("phi"), offset(1e-15));
        Tetrachoric tetrachoric = Tetrachoric.of(table).orElseThrow();
        assertThat(tetrachoric.value()).isCloseTo(golden.scalar("tetrachoric"), offset(1e-13));
    }

    @ParameterizedTest
    @MethodSource("goldenCases")
    void standardErrorsEqualGoldens(GoldenCsv.Case golden) {
        FourfoldTable table = table(golden);
        assertThat(table.phiStandardError().orElseThrow())
                .isCloseTo(golden.scalar("phi_error"), withinPercentage(1e-7));
        assertThat(Tetrachoric.of(table).orElseThrow().standardError().orElseThrow())
                .isCloseTo(golden.scalar("tetrachoric_error"), withinPercentage(1e-7));
    }

    static Stream<GoldenCsv.Case> goldenOrthants() {
        return GoldenCsv.read("association/exceedance").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenOrthants")
    void probabilitiesEqualGoldens(GoldenCsv.Case golden) {
        double[] x = golden.values("arguments");
        double expected = golden.scalar("probability");
        double probability = BivariateNormal.exceedance(x[0], x[1], x[2]);
        assertThat(probability).isCloseTo(expected, offset(4e-16));
        if (x[2] >= 0) {
            assertThat(probability).isCloseTo(expected, withinPercentage(1e-9));
        }
        assertThat(BivariateNormal.exceedance(x[1], x[0], x[2])).isCloseTo(probability, offset(4e-16));
    }

    /** A quarter and asin(r) / (2 pi): Sheppard's formula, here solved for r. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "40, 10", "10, 40", "1, 1000000", "1000000, 1"})
    void atMediansIsASine(int alike, int unlike) {
        double r = Tetrachoric.of(new FourfoldTable(alike, unlike, unlike, alike))
                .orElseThrow()
                .value();
        assertThat(r).isCloseTo(Math.sin(Math.PI / 2 * (alike - unlike) / (alike + unlike)), offset(1e-15));
    }

    @Test
    void exchangedValuesTurnTheSign() {
        Tetrachoric one =
                Tetrachoric.of(new FourfoldTable(735, 4790, 532, 13943)).orElseThrow();
        Tetrachoric turned =
                Tetrachoric.of(new FourfoldTable(4790, 735, 13943, 532)).orElseThrow();
        assertThat(turned.value()).isEqualTo(-one.value());
        assertThat(turned.standardError()).isEqualTo(one.standardError());
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 3, 7, 1", "5, 3, 0, 7, 1", "5, 0, 0, 7, 1", "0, 5, 7, 3, -1", "3, 5, 7, 0, -1", "0, 5, 7, 0, -1"
    })
    void anEmptyCellGivesTheLimitWithoutAStandardError(int both, int first, int second, int neither, double limit) {
        assertThat(Tetrachoric.of(new FourfoldTable(both, first, second, neither)))
                .contains(new Tetrachoric(limit, OptionalDouble.empty()));
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 3, 0", "0, 5, 0, 3", "5, 3, 0, 0", "0, 0, 5, 3", "0, 0, 0, 8", "0, 0, 0, 0"})
    void ofAConstantVariableNothingIsDefined(int both, int first, int second, int neither) {
        FourfoldTable table = new FourfoldTable(both, first, second, neither);
        assertThat(table.varies()).isFalse();
        assertThat(table.phi()).isEmpty();
        assertThat(table.phiStandardError()).isEmpty();
        assertThat(table.largestPhi()).isEmpty();
        assertThat(Tetrachoric.of(table)).isEmpty();
    }

    @Test
    void productsOfLargeCountsAreExact() {
        FourfoldTable table = new FourfoldTable(500_000_001, 500_000_000, 500_000_000, 500_000_000);
        assertThat(table.determinant()).isEqualTo(500_000_000L);
        assertThat(table.phi()).hasValueCloseTo(5e-10, offset(1e-18));
    }

    @Test
    void rejectsImpossibleCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FourfoldTable(1, -1, 2, 3))
                .withMessageContaining("at least 0, not 1, -1, 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FourfoldTable(1_000_000_000, 1_000_000_000, 147_483_648, 0))
                .withMessageContaining("at most 2147483647 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> BivariateNormal.exceedance(0, 0, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> BivariateNormal.exceedance(0, Double.NaN, 0));
    }

    @Test
    void partialCorrelationIsThatOfTheResiduals() {
        OptionalDouble ab = OptionalDouble.of(0.5);
        OptionalDouble ac = OptionalDouble.of(0.6);
        OptionalDouble bc = OptionalDouble.of(0.8);
        // Residuals a - 0.6 c and b - 0.8 c of standard scores have covariance 0.5 - 0.48 and variances 0.64 and 0.36.
        assertThat(FirstOrderPartial.given(ab, ac, bc)).hasValueCloseTo(0.02 / 0.48, offset(1e-15));
        assertThat(FirstOrderPartial.given(ab, OptionalDouble.of(-1), bc)).isEmpty();
        assertThat(FirstOrderPartial.given(ab, ac, OptionalDouble.empty())).isEmpty();
        assertThat(FirstOrderPartial.given(OptionalDouble.of(-0.5), OptionalDouble.of(0.9), bc))
                .isEmpty();
        // sqrt(1 - 0.36) sqrt(1 - 0.64) = 0.48, so that 0 is the least that there can be.
        assertThat(FirstOrderPartial.given(OptionalDouble.of(0), ac, bc)).hasValueCloseTo(-1.0, offset(1e-15));
    }

    /** Against counting one by one; over 64 rows, so that words and the last, shorter one are used. */
    @Test
    void countsByBitsAsOneByOne() {
        int rows = 131;
        double[] values = new double[3 * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7919L % 13 < 6 ? 1 : 0;
        }
        BinaryColumns columns = BinaryColumns.of(values, 3);
        assertThat(columns.rows()).isEqualTo(rows);
        assertThat(columns.columns()).isEqualTo(3);
        int[][] counts = new int[3][4];
        for (int row = 0; row < rows; row++) {
            int cell = (int) (3 - 2 * values[3 * row] - values[3 * row + 2]);
            counts[(int) values[3 * row + 1]][cell]++;
            counts[2][cell]++;
            assertThat(columns.at(row, 2)).isEqualTo(values[3 * row + 2] == 1);
        }
        assertThat(columns.table(0, 2, 1, false)).isEqualTo(of(counts[0]));
        assertThat(columns.table(0, 2, 1, true)).isEqualTo(of(counts[1]));
        assertThat(columns.table(0, 2)).isEqualTo(of(counts[2]));
        assertThat(columns.ones(2)).isEqualTo(counts[2][0] + counts[2][2]);
    }

    private static FourfoldTable of(int... counts) {
        return new FourfoldTable(counts[0], counts[1], counts[2], counts[3]);
    }

    @Test
    void rejectsOtherThanBinaryValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryColumns.of(new double[] {0, 1, -1, 0}, 2))
                .withMessageContaining("0 or 1, not -1");
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryColumns.of(new double[3], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryColumns.of(new double[0], 0));
    }
}
