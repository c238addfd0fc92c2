package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.Json;
import dualflow.device.Rates;
import dualflow.testing.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("cores", "2");
    private static final Rates RATES = new Rates(400e9, 40e9, 50e9);

    @TempDir
    private Path folder;

    private static Row row(String peer, boolean isVoid, double[] ours, double[] theirs) {
        return new Row(
                "product",
                peer,
                "mm",
                ours,
                theirs,
                new Row.Deviation(OptionalDouble.of(1e-7), OptionalDouble.of(2e-7)),
                new Row.Deviation(OptionalDouble.of(3e-7), OptionalDouble.empty()),
                RATES,
                new Rates(410e9, 40e9, 50e9),
                2e8,
                0,
                0,
                isVoid);
    }

    private static Row row() {
        return row("torch", false, new double[] {1, 2, 1, 1, 1}, new double[] {2, 2, 4, 3, 5});
    }

    @Test
    void theRatioIsOfRoundsNotOfMedians() {
        Row.Ratio ratio = row().ratio(); // 2, 1, 4, 3, 5
        assertThat(ratio.median()).isEqualTo(3);
        assertThat(ratio.low()).isEqualTo(2);
        assertThat(ratio.high()).isEqualTo(4);
        assertThat(row().oursMs()).isEqualTo(1);
        assertThat(row().peerMs()).isEqualTo(3);
    }

    @Test
    void theShareOfThePeakIsOfTheHigherPeak() {
        assertThat(row().shareOfPeak().orElseThrow()).isCloseTo(2e8 / 1e-3 / 410e9, within(1e-12));
    }

    @Test
    void jsonIsAListOfRowsWithTheirErrors() throws IOException {
        Path file = folder.resolve("rows.json");
        Json.write(file, List.of(row().fields(ENVIRONMENT)));
        List<?> rows = (List<?>) JsonText.value(Files.readString(file));
        assertThat(rows).hasSize(1);
        @SuppressWarnings("unchecked")
        Map<String, Object> row = (Map<String, Object>) rows.get(0);
        assertThat(row)
                .containsEntry("case", "product")
                .containsEntry("peer", "torch")
                .containsEntry("oursMs", 1L)
                .containsEntry("peerMs", 3L)
                .containsEntry("ratioMedian", 3L)
                .containsEntry("ratioLow", 2L)
                .containsEntry("ratioHigh", 4L)
                .containsEntry("errorPrimal", 1e-7)
                .containsEntry("errorTangent", 2e-7)
                .containsEntry("peerErrorTangent", null)
                .containsEntry("repeatedRounds", 0L)
                .containsEntry("environment", Map.of("cores", "2"))
                .containsKeys("peakBefore", "peakAfter");
    }

    @Test
    void aVoidRowHasNoTimes() {
        Row row = row("torch", true, new double[] {1}, new double[] {2});
        assertThat(row.fields(ENVIRONMENT))
                .containsEntry("void", true)
                .containsEntry("oursMs", null)
                .containsEntry("peerMs", null)
                .containsEntry("ratioMedian", null)
                .containsEntry("shareOfPeak", null);
        assertThat(ComparisonReport.markdown(List.of(row.fields(ENVIRONMENT)), ENVIRONMENT)
                        .get(2))
                .isEqualTo("| product | torch, mm | void | void |  | 1.0e-07, 2.0e-07 | 3.0e-07 | 400, 410 |"
                        + " the device's speed drifted by more than 5 % |");
    }

    @Test
    void oursAloneHasNoRatio() {
        Row row = row("", false, new double[] {1}, new double[0]);
        assertThat(row.fields(ENVIRONMENT))
                .containsEntry("peer", null)
                .containsEntry("oursMs", 1.0)
                .containsEntry("ratioMedian", null);
    }

    @Test
    void markdownHasALineForEachRow() {
        List<String> lines = ComparisonReport.markdown(List.of(row().fields(ENVIRONMENT)), ENVIRONMENT);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0).chars().filter(c -> c == '|').count())
                .isEqualTo(lines.get(2).chars().filter(c -> c == '|').count());
        assertThat(lines.get(2))
                .isEqualTo("| product | torch, mm | 1.000 | 3.000 | 3.00 (2.00 to 4.00) | 1.0e-07, 2.0e-07 | 3.0e-07 |"
                        + " 400, 410 | 49 % of the peak |");
        assertThat(lines.get(4)).isEqualTo("Measured with cores 2.");
    }

    @Test
    void besideOurOwnTheRatioIsOfOursAndTheBytesAreSaid() {
        Map<String, Object> fields = new LinkedHashMap<>(
                row("own primal", false, new double[] {5}, new double[] {4}).fields(ENVIRONMENT));
        fields.put("peerWay", null);
        assertThat(ComparisonReport.markdown(List.of(fields), ENVIRONMENT).get(2))
                .contains("| 0.80 (0.80 to 0.80) |")
                .endsWith("; 1.250 x own primal; 0 bytes asked for after the warm-up |");
    }

    @Test
    void repeatedRoundsAreToldInTheTable() {
        Map<String, Object> fields = new LinkedHashMap<>(row().fields(ENVIRONMENT));
        fields.put("repeatedRounds", 3);
        assertThat(ComparisonReport.markdown(List.of(fields), ENVIRONMENT).get(2))
                .endsWith("49 % of the peak; 3 rounds repeated |");
    }

    @Test
    void theGeometricMeanIsOfMedians() {
        Row twice = row("torch", false, new double[] {1}, new double[] {2});
        Row eight = row("torch", false, new double[] {1}, new double[] {8});
        Map<String, Object> mean = Row.geometricMean("all", "torch", List.of(twice, eight), ENVIRONMENT);
        assertThat((double) mean.get("ratioMedian")).isCloseTo(4, within(1e-12));
        assertThat(mean).containsEntry("void", false).containsEntry("cases", 2);
        assertThat(ComparisonReport.markdown(List.of(mean), ENVIRONMENT).get(2))
                .contains("| 4.00 (4.00 to 4.00) |")
                .endsWith("| 400, 410 |  |");
        Row drifted = row("torch", true, new double[] {1}, new double[] {8});
        assertThat(Row.geometricMean("all", "torch", List.of(twice, drifted), ENVIRONMENT))
                .containsEntry("void", true)
                .containsEntry("ratioMedian", null);
    }

    @Test
    void errorsAreRelativeToTheLargestNumber() {
        assertThat(RelativeError.of(new double[] {1, 4.5}, new double[] {1.25, 5}))
                .isEqualTo(0.1);
        assertThat(RelativeError.of(new double[] {0}, new double[] {0})).isZero();
        assertThat(RelativeError.of(new double[] {1}, new double[] {0})).isInfinite();
        assertThat(RelativeError.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .isNaN();
    }

    @Test
    void driftIsTheLargestOfAllRates() {
        assertThat(RATES.drift(RATES)).isZero();
        assertThat(RATES.drift(new Rates(400e9, 36e9, 52e9))).isCloseTo(40.0 / 36 - 1, within(1e-12));
    }

    @Test
    void imagesAreTurnedToPyTorchsOrder() {
        double[] turned = ImageLayout.channelsFirst(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);
        assertThat(turned).containsExactly(1, 3, 2, 4, 5, 7, 6, 8);
    }
}
