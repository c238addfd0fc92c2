package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.Json;
import dualflow.device.calibration.Rates;
import dualflow.testing.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonReportTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("cores", "2");
    private static final Rates RATES = new Rates(400e9, 40e9, 50e9);

    @TempDir
    private Path folder;

    private static final double[] FIVE = {1, 2, 1, 1, 1};

    private static ComparisonRow.Conditions conditions(boolean steady, int wanted, int repeated) {
        Rates after = new Rates(410e9, 40e9, 50e9);
        DeviceSpeed speed = steady
                ? new DeviceSpeed(RATES, after, RATES, after)
                : new DeviceSpeed(RATES, after, new Rates(380e9, 40e9, 50e9), new Rates(500e9, 41e9, 55e9));
        return new ComparisonRow.Conditions(Optional.of(speed), steady, wanted, repeated);
    }

    private static ComparisonRow row(
            String peer, double peerError, ComparisonRow.Conditions conditions, double[] ours, double[] theirs) {
        return new ComparisonRow(
                "product",
                peer,
                peer.equals("torch") ? "mm" : "",
                ours,
                theirs,
                new ComparisonRow.Deviation(OptionalDouble.of(1e-7), OptionalDouble.of(2e-7)),
                new ComparisonRow.Deviation(OptionalDouble.of(peerError), OptionalDouble.empty()),
                2e8,
                0,
                conditions);
    }

    private static ComparisonRow row(String peer, double[] ours, double[] theirs) {
        return row(peer, 3e-7, conditions(true, ours.length, 0), ours, theirs);
    }

    private static String line(ComparisonRow row, Map<String, String> environment) {
        return ComparisonReport.markdown(List.of(row.fields(environment)), environment)
                .get(2);
    }

    private static ComparisonRow row() {
        return row("torch", FIVE, new double[] {2, 2, 4, 3, 5});
    }

    @Test
    void theRatioIsOfRoundsNotOfMedians() {
        Spread ratio = row().ratio(); // 2, 1, 4, 3, 5
        assertThat(ratio.median()).isEqualTo(3);
        assertThat(ratio.low()).isEqualTo(2);
        assertThat(ratio.high()).isEqualTo(4);
        assertThat(row().oursMs().median()).isEqualTo(1);
        assertThat(row().peerMs().median()).isEqualTo(3);
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
    void anUnsteadyRowKeepsItsFiguresWithTheirSpread() {
        ComparisonRow row = row("torch", 3e-7, conditions(false, 5, 0), FIVE, new double[] {2, 2, 4, 3, 5});
        assertThat(row.fields(ENVIRONMENT))
                .containsEntry("steady", false)
                .containsEntry("void", false)
                .containsEntry("drift", 500.0 / 380 - 1)
                .containsEntry("swing", "fma 380 to 500 GFLOP/s, triad 50.0 to 55.0 GB/s")
                .containsEntry("ratioMedian", 3.0)
                .containsEntry("oursMsHigh", 1.0)
                .containsEntry("peerMsLow", 2.0);
        assertThat(line(row, ENVIRONMENT))
                .isEqualTo(
                        "| product | torch, mm | 1.000 (1.000 to 1.000) | 3.000 (2.000 to 4.000) | 3.00 (2.00 to 4.00) |"
                                + " 1.0e-07, 2.0e-07 | 3.0e-07 | 400, 410 | 5 |"
                                + " unsteady: fma 380 to 500 GFLOP/s, triad 50.0 to 55.0 GB/s; 40 % of the peak |");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.011, Double.NaN, Double.POSITIVE_INFINITY})
    void aRowIsVoidWhereTheResultIsWrong(double error) {
        ComparisonRow row = row("torch", error, conditions(true, 1, 0), new double[] {1}, new double[] {2});
        assertThat(row.fields(ENVIRONMENT))
                .containsEntry("void", true)
                .containsEntry("voidReason", "the peer's result is wrong")
                .containsEntry("oursMs", null)
                .containsEntry("peerMs", null)
                .containsEntry("ratioMedian", null)
                .containsEntry("shareOfPeak", null);
        assertThat(line(row, ENVIRONMENT))
                .startsWith("| product | torch, mm | void | void |  | 1.0e-07, 2.0e-07 | ")
                .endsWith(" | 400, 410 | 1 | void: the peer's result is wrong |");
    }

    @Test
    void onTheHostThePeakIsTheHostsAndTheTableSaysWhy() {
        Map<String, String> host = Map.of("device", "host (Java 17 on amd64)", "device reason", "OpenCL is not there");
        List<String> lines = ComparisonReport.markdown(List.of(row().fields(host)), host);
        assertThat(lines.get(0)).contains("| ours on host, ms |").contains("| peak of host, GFLOP/s |");
        assertThat(lines.get(2)).endsWith("| 49 % of the host's peak in Java |");
        assertThat(lines)
                .last()
                .asString()
                .startsWith("Ours ran in Java on the host, not through OpenCL (OpenCL is not there)");
        Map<String, String> openCl = Map.of("device", "opencl:0:1 (a card)", "device reason", "asked for");
        assertThat(ComparisonReport.markdown(List.of(row().fields(openCl)), openCl))
                .hasSize(5)
                .first()
                .asString()
                .contains("| ours on opencl:0:1, ms |")
                .contains("| peak of opencl:0:1, GFLOP/s |");
    }

    @Test
    void fewerRoundsThanWantedAreTold() {
        ComparisonRow fewer = row("torch", 3e-7, conditions(true, 15, 2), FIVE, FIVE);
        assertThat(line(fewer, ENVIRONMENT)).endsWith("| 5 of 15 | 49 % of the peak; 2 rounds repeated |");
        assertThat(line(ComparisonRow.leftOut("euler", 15), ENVIRONMENT))
                .isEqualTo("| euler |  |  |  |  |  |  |  | 0 of 15 | left out, as the time was over |");
    }

    @Test
    void oursAloneHasNoRatio() {
        ComparisonRow row = row("", new double[] {1}, new double[0]);
        assertThat(row.fields(ENVIRONMENT))
                .containsEntry("peer", null)
                .containsEntry("oursMs", 1.0)
                .containsEntry("ratioMedian", null);
        assertThat(line(row, ENVIRONMENT)).contains("| 1.000 (1.000 to 1.000) |  |  |");
    }

    @Test
    void markdownHasALineForEachRow() {
        List<String> lines = ComparisonReport.markdown(List.of(row().fields(ENVIRONMENT)), ENVIRONMENT);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0).chars().filter(c -> c == '|').count())
                .isEqualTo(lines.get(2).chars().filter(c -> c == '|').count());
        assertThat(lines.get(2))
                .isEqualTo("| product | torch, mm | 1.000 | 3.000 | 3.00 (2.00 to 4.00) | 1.0e-07, 2.0e-07 | 3.0e-07 |"
                        + " 400, 410 | 5 | 49 % of the peak |");
        assertThat(lines.get(4)).isEqualTo("Measured with cores 2.");
    }

    @Test
    void besideOurOwnTheRatioIsOfOursAndTheBytesAreSaid() {
        assertThat(line(row("own primal", new double[] {5}, new double[] {4}), ENVIRONMENT))
                .contains("| 0.80 (0.80 to 0.80) |")
                .endsWith("; 1.250 x own primal; 0 bytes asked for after the warm-up |");
    }

    @Test
    void theGeometricMeanIsOfMedians() {
        ComparisonRow twice = row("torch", new double[] {1}, new double[] {2});
        ComparisonRow eight = row("torch", new double[] {1}, new double[] {8});
        Map<String, Object> mean = ComparisonRow.geometricMean("all", "torch", List.of(twice, eight), ENVIRONMENT);
        assertThat((double) mean.get("ratioMedian")).isCloseTo(4, within(1e-12));
        assertThat(mean)
                .containsEntry("void", false)
                .containsEntry("steady", true)
                .containsEntry("cases", 2);
        assertThat(ComparisonReport.markdown(List.of(mean), ENVIRONMENT).get(2))
                .contains("| 4.00 (4.00 to 4.00) |")
                .endsWith("| 400, 410 |  |  |");
        ComparisonRow unsteady = row("torch", 3e-7, conditions(false, 1, 0), new double[] {1}, new double[] {8});
        assertThat(ComparisonRow.geometricMean("all", "torch", List.of(twice, unsteady), ENVIRONMENT))
                .containsEntry("void", false)
                .containsEntry("steady", false);
        ComparisonRow wrong = row("torch", 1, conditions(true, 1, 0), new double[] {1}, new double[] {8});
        assertThat(ComparisonRow.geometricMean("all", "torch", List.of(twice, wrong), ENVIRONMENT))
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
