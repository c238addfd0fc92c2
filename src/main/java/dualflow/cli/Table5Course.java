package dualflow.cli;

import dualflow.data.Csv;
import dualflow.dependency.Estimate;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Table 5's estimates in the course of a training.
 *
 * @param points seed by seed, with rising numbers of steps
 * @param empirical the correlation in the images; empty if a pixel is constant
 * @param samples the number of samples of each estimate
 */
record Table5Course(List<Point> points, OptionalDouble empirical, int samples) {
    private static final String CSV = "course.csv";
    private static final double SIZE = 330;

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
    List<String> write(PictureFolder folder, PrintWriter err) {
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
        written.addAll(folder.draw("course", this::draw, err));
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

    private Drawing draw() {
        Plot jvps = plot("Exact JVPs");
        Plot images = plot("Generated images");
        long[] seeds = points.stream().mapToLong(Point::seed).distinct().toArray();
        for (int i = 0; i < seeds.length; i++) {
            long seed = seeds[i];
            List<Point> own = points.stream().filter(p -> p.seed() == seed).toList();
            Look look = Look.line(Palette.series(i)).with(Look.Mark.series(i));
            add(jvps, seed, own, Point::jvp, look);
            add(images, seed, own, Point::generated, look);
        }
        double[] ends = points.stream()
                .flatMap(p -> Stream.of(p.jvp(), p.generated()))
                .flatMap(Optional::stream)
                .flatMapToDouble(e -> DoubleStream.of(e.low(), e.high()))
                .toArray();
        if (ends.length > 0) {
            double low = Arrays.stream(ends).min().getAsDouble();
            double high = Math.max(Arrays.stream(ends).max().getAsDouble(), empirical.orElse(low));
            double room = Math.max(1e-3, 0.05 * (high - low));
            jvps.rangeY(low - room, high + room);
            images.rangeY(low - room, high + room);
        }
        return new Sheet("Table 5 in the course of the training: correlations with 95 % intervals")
                .row(List.of(jvps, images))
                .draw();
    }

    private Plot plot(String title) {
        Plot plot = new Plot(title, "steps", "correlation").size(SIZE, SIZE).logarithmicX();
        if (empirical.isPresent()) {
            double r = empirical.getAsDouble();
            plot.add(
                    "the images",
                    new double[] {
                        points.stream().mapToLong(Point::steps).min().orElseThrow(),
                        points.stream().mapToLong(Point::steps).max().orElseThrow()
                    },
                    new double[] {r, r},
                    Look.line(Palette.BLACK).dashed());
        }
        return plot;
    }

    private static void add(
            Plot plot, long seed, List<Point> points, Function<Point, Optional<Estimate>> of, Look look) {
        plot.add(
                "seed " + seed,
                points.stream().mapToDouble(Point::steps).toArray(),
                numbers(points, of, Estimate::low),
                numbers(points, of, Estimate::value),
                numbers(points, of, Estimate::high),
                look);
    }

    /** NaN where there is no estimate. */
    private static double[] numbers(
            List<Point> points, Function<Point, Optional<Estimate>> of, ToDoubleFunction<Estimate> number) {
        return points.stream()
                .mapToDouble(p -> of.apply(p).map(number::applyAsDouble).orElse(Double.NaN))
                .toArray();
    }
}
