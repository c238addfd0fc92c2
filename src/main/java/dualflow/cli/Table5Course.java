package dualflow.cli;

import dualflow.data.Csv;
import dualflow.dependency.Estimate;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Table 5's estimates in the course of a training.
 *
 * @param points seed by seed, with rising numbers of steps
 * @param empirical the correlation in the images; empty if a pixel is constant
 * @param samples the number of samples of each estimate
 */
record Table5Course(List<Point> points, OptionalDouble empirical, int samples) {
    private static final String CSV = "course.csv";
    private static final Color[] SEEDS = {
        new Color(0x1F77B4), new Color(0xFF7F0E), new Color(0x2CA02C), new Color(0xD62728), new Color(0x9467BD)
    };

    /**
     * The estimates after some steps.
     *
     * @param seed the seed of the training and of the estimates
     * @param steps the number of steps
     * @param loss the mean loss of the last 100 of them
     * @param jvp the correlation of the exact JVPs; empty if a pixel never moves
     * @param generated that of the generated images, likewise
     */
    record Point(long seed, long steps, double loss, Optional<Estimate> jvp, Optional<Estimate> generated) {}

    void print(PrintWriter text, int images, int batch) {
        text.printf(
                Locale.ROOT,
                "Table 5 in the course of the training on %d images: exact JVPs and the generated images, of %d samples%n%n",
                images,
                samples);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "seed",
                "steps",
                "passes",
                "loss",
                "exact JVPs",
                "95 % interval",
                "effective count",
                "generated images",
                "95 % interval"));
        for (Point p : points) {
            rows.add(List.of(
                    Long.toString(p.seed()),
                    Long.toString(p.steps()),
                    String.format(Locale.ROOT, "%.0f", (double) p.steps() / Math.floorDiv(images, batch)),
                    String.format(Locale.ROOT, "%.4f", p.loss()),
                    value(p.jvp()),
                    interval(p.jvp()),
                    p.jvp()
                            .map(Estimate::effectiveCount)
                            .filter(OptionalDouble::isPresent)
                            .map(n -> String.format(Locale.ROOT, "%.0f", n.getAsDouble()))
                            .orElse(""),
                    value(p.generated()),
                    interval(p.generated())));
        }
        Table.print(text, rows);
        text.println();
        text.printf(
                Locale.ROOT,
                "The images have %s. Passes are those over the images, the loss is the mean of the last 100 steps.%n",
                empirical.isPresent() ? String.format(Locale.ROOT, "%.4f", empirical.getAsDouble()) : "no correlation");
        points.stream().mapToLong(Point::steps).distinct().sorted().forEach(n -> spread(text, n));
    }

    private void spread(PrintWriter text, long steps) {
        List<Point> there = points.stream().filter(p -> p.steps() == steps).toList();
        double[] jvp = values(there, Point::jvp);
        double[] generated = values(there, Point::generated);
        if (jvp.length > 1 && generated.length > 1) {
            text.printf(
                    Locale.ROOT,
                    "after %d steps, %d seeds: exact JVPs %.4f to %.4f, generated images %.4f to %.4f%n",
                    steps,
                    there.size(),
                    jvp[0],
                    jvp[jvp.length - 1],
                    generated[0],
                    generated[generated.length - 1]);
        }
    }

    private static double[] values(List<Point> points, Function<Point, Optional<Estimate>> of) {
        return points.stream()
                .map(of)
                .flatMap(Optional::stream)
                .mapToDouble(Estimate::value)
                .sorted()
                .toArray();
    }

    private static String value(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "%.4f", e.value())).orElse("undefined");
    }

    private static String interval(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "%.4f to %.4f", e.low(), e.high()))
                .orElse("");
    }

    /** Writes table and picture. */
    List<String> write(OutputFolder folder, PrintWriter err) {
        List<String> written = new ArrayList<>();
        Path csv = folder.file(CSV);
        Csv.write(
                csv,
                List.of(
                        "seed",
                        "steps",
                        "loss",
                        "jvp",
                        "jvp_standard_error",
                        "jvp_low",
                        "jvp_high",
                        "generated",
                        "generated_standard_error",
                        "generated_low",
                        "generated_high"),
                points.stream().map(Table5Course::cells).toList());
        written.add(csv.toString());
        Path png = folder.file("course.png");
        if (Figure.write(png, this::draw, err)) {
            written.add(png.toString());
        }
        return written;
    }

    private static List<Object> cells(Point p) {
        List<Object> row = new ArrayList<>(List.of(p.seed(), p.steps(), p.loss()));
        for (Optional<Estimate> one : List.of(p.jvp(), p.generated())) {
            row.addAll(one.map(e -> Arrays.<Object>asList(e.value(), e.standardError(), e.low(), e.high()))
                    .orElseGet(() -> Arrays.asList(null, null, null, null)));
        }
        return row;
    }

    private BufferedImage draw() {
        XYChart chart = Figure.chart("Table 5 in the course of the training", "steps", "correlation");
        chart.getStyler().setXAxisLogarithmic(true);
        long[] seeds = points.stream().mapToLong(Point::seed).distinct().toArray();
        for (int i = 0; i < seeds.length; i++) {
            long seed = seeds[i];
            List<Point> own = points.stream().filter(p -> p.seed() == seed).toList();
            add(chart, "JVPs, seed " + seed, own, Point::jvp, SEEDS[i % SEEDS.length]);
            add(chart, "generated, seed " + seed, own, Point::generated, SEEDS[i % SEEDS.length].brighter());
        }
        empirical.ifPresent(r -> chart.addSeries(
                        "the images",
                        new double[] {
                            points.stream().mapToLong(Point::steps).min().orElseThrow(),
                            points.stream().mapToLong(Point::steps).max().orElseThrow()
                        },
                        new double[] {r, r})
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.BLACK));
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void add(
            XYChart chart, String name, List<Point> points, Function<Point, Optional<Estimate>> of, Color colour) {
        List<Point> defined =
                points.stream().filter(p -> of.apply(p).isPresent()).toList();
        if (!defined.isEmpty()) {
            XYSeries series = chart.addSeries(
                    name,
                    defined.stream().mapToDouble(Point::steps).toArray(),
                    defined.stream()
                            .mapToDouble(p -> of.apply(p).orElseThrow().value())
                            .toArray());
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour).setLineColor(colour);
        }
    }
}
