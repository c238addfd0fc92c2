package dualflow.cli;

import dualflow.device.Workload;
import dualflow.experiment.Figure6;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure6}. */
@Command(
        name = "figure6",
        mixinStandardHelpOptions = true,
        description = {
            "Fig. 6: the error of the forward difference against the exact Jacobian-vector product, by epsilon.",
            "It is computed in float32 and in float64, so --dtype is to be left out."
        })
final class Figure6Command extends Reproduction<Figure6> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42069",
            description = "Chooses the points and directions (default: ${DEFAULT-VALUE}).")
    private long seed;

    private Figure6Command() {}

    @Override
    Figure6 compute(DeviceOptions options) {
        options.refuseDtype("Figure 6");
        try (Device device = options.open(DType.FLOAT64, Workload.SMALL)) {
            return Figure6.compute(device, seed);
        }
    }

    @Override
    void write(Figure6 figure) {
        List<Figure6.Point> points = figure.points();
        writeTable(
                "figure6.csv",
                List.of(
                        "flow",
                        "dtype",
                        "epsilon",
                        "relative_error",
                        "mean_absolute_error",
                        "published_mean_absolute_error",
                        "mean_absolute_product"),
                points.stream().map(Figure6Command::cells).toList());
        writeFigure("figure6.png", () -> draw("relative error", points, Figure6.Point::relativeError));
        writeFigure(
                "figure6_published.png",
                () -> draw("mean |difference - epsilon J u|", points, Figure6.Point::publishedMeanAbsoluteError));
    }

    private static List<Object> cells(Figure6.Point point) {
        return List.of(
                point.flow(),
                point.dtype(),
                point.epsilon(),
                point.relativeError(),
                point.meanAbsoluteError(),
                point.publishedMeanAbsoluteError(),
                point.meanAbsoluteProduct());
    }

    @Override
    void print(Figure6 figure, PrintWriter text) {
        List<Figure6.Point> points = figure.points();
        text.println(
                "Figure 6: |difference - J u| / |J u| of the forward difference against the exact Jacobian-vector product J u, through");
        text.println("99 Euler steps. Published scaling: mean |difference - epsilon J u|, of the mixture in float64.");
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "epsilon",
                "linear, float32",
                "linear, float64",
                "mixture, float32",
                "mixture, float64",
                "published scaling"));
        for (Figure6.Point point : points) {
            if (point.flow().equals("mixture") && point.dtype() == DType.FLOAT64) {
                rows.add(List.of(
                        scientific(point.epsilon()),
                        scientific(error(points, "linear", DType.FLOAT32, point.epsilon())),
                        scientific(error(points, "linear", DType.FLOAT64, point.epsilon())),
                        scientific(error(points, "mixture", DType.FLOAT32, point.epsilon())),
                        scientific(point.relativeError()),
                        scientific(point.publishedMeanAbsoluteError())));
            }
        }
        Table.print(text, rows);
        text.println();
        text.println(
                "A forward difference errs by curvature, which grows with epsilon, and by round-off, which grows with 1/epsilon:");
        text.println(
                figure.isAsExpected()
                        ? "a V on the curved flow of the mixture, round-off alone on the linear one."
                        : "which these points and directions do not show; take another --seed.");
        text.println(
                "The published code's tangent is epsilon u and is not divided by epsilon, so its curve compares J u with epsilon J u:");
        text.printf(
                Locale.ROOT,
                "at the smallest epsilon it is %.3f times the mean of |J u|. The exact product has no epsilon.%n",
                figure.publishedRatio());
    }

    private static double error(List<Figure6.Point> points, String flow, DType dtype, double epsilon) {
        return points.stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype && p.epsilon() == epsilon)
                .findFirst()
                .orElseThrow()
                .relativeError();
    }

    private static String scientific(double x) {
        return String.format(Locale.ROOT, "%.1e", x);
    }

    private static BufferedImage draw(
            String title, List<Figure6.Point> points, ToDoubleFunction<Figure6.Point> quantity) {
        XYChart chart = Figure.chart("Forward difference against exact product", "epsilon", title);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        add(chart, points, "linear", DType.FLOAT32, quantity, Color.ORANGE);
        add(chart, points, "linear", DType.FLOAT64, quantity, Color.RED);
        add(chart, points, "mixture", DType.FLOAT32, quantity, Color.CYAN.darker());
        add(chart, points, "mixture", DType.FLOAT64, quantity, Color.BLUE);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** Zeros cannot be shown on a logarithmic axis and are omitted. */
    private static void add(
            XYChart chart,
            List<Figure6.Point> points,
            String flow,
            DType dtype,
            ToDoubleFunction<Figure6.Point> quantity,
            Color color) {
        List<Figure6.Point> curve = points.stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype && quantity.applyAsDouble(p) > 0)
                .toList();
        XYSeries series = chart.addSeries(
                flow + ", " + dtype,
                curve.stream().mapToDouble(Figure6.Point::epsilon).toArray(),
                curve.stream().mapToDouble(quantity).toArray());
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setLineColor(color);
        series.setMarkerColor(color);
    }
}
