package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.dependency.Estimate;
import dualflow.experiment.DerivativeAccuracy;
import dualflow.experiment.Deviation;
import dualflow.experiment.Table5;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results of the command reproduce table5.
 *
 * @param story the network, its training data and its training, line by line
 * @param map the solution method of the flow, one line
 * @param images the number of images
 * @param empirical the correlation in them; empty if a pixel is constant over all images
 * @param table the correlations
 * @param accuracy the accuracy of the derivatives; empty on a device without float64
 */
record Table5Report(
        List<String> story,
        String map,
        int images,
        OptionalDouble empirical,
        Table5 table,
        Optional<DerivativeAccuracy> accuracy) {
    static final List<String> HEADER =
            List.of("of", "samples", "correlation", "standard_error", "low", "high", "effective_count");

    /** The tolerance between two exact computations of the same derivative in float64. */
    private static final double AGREEMENT = 1e-7;

    void print(PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Table 5: correlation of the pixels in row %d, columns %d and %d, out of derivatives along unit directions%n%n",
                Table5.ROW,
                Table5.COLUMN,
                Table5.COLUMN + 1);
        text.println("network  " + String.join(System.lineSeparator() + "         ", story));
        text.println("map      " + map);
        text.println();
        Table.print(text, correlations());
        text.println();
        text.println(
                "All are Pearson's, centred. The effective count is that of independent Gaussian pairs with the same standard error."
                        + " The intervals are of the samples alone: another training gives another network.");
        Deviation deviation = table.deviation();
        text.printf(
                Locale.ROOT,
                "Forward differences less JVPs at the two pixels: largest %.1e, root mean square %.1e; the JVPs have %.1e.%n%n",
                deviation.largest(),
                deviation.rms(),
                deviation.size());
        accuracy.ifPresentOrElse(
                a -> printAccuracy(a, text),
                () -> text.println("The device has no float64, so the derivatives' own errors were not measured."));
    }

    private List<List<String>> correlations() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "samples", "correlation", "95 % interval", "effective count"));
        for (Table5.Row row : table.rows()) {
            rows.add(line("exact JVPs", row.samples(), row.jvp()));
            rows.add(line("forward differences, epsilon 1e-3", row.samples(), row.difference()));
            rows.add(line("the generated images themselves", row.samples(), row.generated()));
        }
        rows.add(line("the paper's forward differences", Table5.PAPER_SAMPLES, Table5.PAPER_ESTIMATE));
        rows.add(line("the images", images, empirical.orElse(Double.NaN)));
        rows.add(line("the images, as the paper has it", Table5.PAPER_IMAGES, Table5.PAPER_EMPIRICAL));
        return rows;
    }

    private static List<String> line(String name, int samples, Optional<Estimate> estimate) {
        return List.of(
                name,
                Integer.toString(samples),
                decimals(estimate.map(Estimate::value).orElse(Double.NaN)),
                estimate.map(e -> decimals(e.low()) + " to " + decimals(e.high()))
                        .orElse(""),
                count(estimate.map(Estimate::effectiveCount).orElse(OptionalDouble.empty())));
    }

    private static List<String> line(String name, int samples, double correlation) {
        return List.of(name, Integer.toString(samples), decimals(correlation), "", "");
    }

    private static String count(OptionalDouble count) {
        return count.isPresent() ? String.format(Locale.ROOT, "%.0f", count.getAsDouble()) : "";
    }

    private static String decimals(double correlation) {
        return Double.isNaN(correlation) ? "undefined" : String.format(Locale.ROOT, "%.4f", correlation);
    }

    private static void printAccuracy(DerivativeAccuracy accuracy, PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Errors |d - J u| / |J u| over whole images, of %d samples; J u is the JVP in float64.%n%n",
                accuracy.samples());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "median", "largest"));
        errors(accuracy)
                .forEach((name, errors) -> rows.add(List.of(
                        name,
                        String.format(Locale.ROOT, "%.1e", errors.median()),
                        String.format(Locale.ROOT, "%.1e", errors.largest()))));
        Table.print(text, rows);
        text.println();
        long agreeing = accuracy.central64().within(AGREEMENT);
        text.printf(
                Locale.ROOT,
                "Central differences agree with the JVPs to 1e-7 at %d of %d samples.%s%n",
                agreeing,
                accuracy.samples(),
                agreeing == accuracy.samples()
                        ? ""
                        : " One that steps over a kink of the max pooling is off by a part of it; a JVP is not.");
    }

    private static Map<String, DerivativeAccuracy.Errors> errors(DerivativeAccuracy accuracy) {
        Map<String, DerivativeAccuracy.Errors> errors = new LinkedHashMap<>();
        errors.put("central differences, float64, epsilon 1e-5", accuracy.central64());
        errors.put("JVPs, float32", accuracy.product32());
        errors.put("forward differences, float32, epsilon 1e-3", accuracy.forward32());
        return errors;
    }

    /** The correlations for the file; undefined values are null. */
    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Table5.Row row : table.rows()) {
            rows.add(cells("jvp", row.samples(), row.jvp()));
            rows.add(cells("forward difference", row.samples(), row.difference()));
            rows.add(cells("generated images", row.samples(), row.generated()));
        }
        rows.add(cells("paper, forward difference", Table5.PAPER_SAMPLES, Table5.PAPER_ESTIMATE));
        rows.add(cells("images", images, empirical.isPresent() ? empirical.getAsDouble() : null));
        rows.add(cells("paper, images", Table5.PAPER_IMAGES, Table5.PAPER_EMPIRICAL));
        return rows;
    }

    private static List<Object> cells(String of, int samples, Optional<Estimate> estimate) {
        return estimate.map(e -> Arrays.<Object>asList(
                        of, samples, e.value(), e.standardError(), e.low(), e.high(), boxed(e.effectiveCount())))
                .orElseGet(() -> cells(of, samples, (Double) null));
    }

    private static List<Object> cells(String of, int samples, Double correlation) {
        return Arrays.asList(of, samples, correlation, null, null, null, null);
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Adds to the record of the run what is not in the table of correlations. */
    void put(RunRecord record) {
        record.put("network", story)
                .put("map", map)
                .put("largest difference", table.deviation().largest())
                .put("rms difference", table.deviation().rms())
                .put("rms jvp", table.deviation().size());
        accuracy.ifPresent(a -> errors(a)
                .forEach((name, errors) -> record.put(name + ", median error", errors.median())
                        .put(name + ", largest error", errors.largest())));
    }
}
