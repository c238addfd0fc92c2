package dualflow.cli;

import dualflow.experiment.Figure1;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure1}. */
@Command(
        name = "figure1",
        mixinStandardHelpOptions = true,
        description =
                "Fig. 1: paths of the flow from N(0, 1) to N(0, 1), exact, by Euler's method, and as the published code"
                        + " draws them.")
final class Figure1Command extends Reproduction<Figure1> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42070",
            description = "Chooses the 20 starting points (default: ${DEFAULT-VALUE}).")
    private long seed;

    private Figure1Command() {}

    @Override
    Figure1 compute(DeviceOptions options) {
        try (Device device = options.open(DType.FLOAT64)) {
            return Figure1.compute(device, options.dtype(DType.FLOAT64), seed);
        }
    }

    @Override
    void write(Figure1 figure) {
        writeTable("figure1.csv", List.of("path", "t", "exact", "euler", "published_code"), rows(figure));
        writeFigure("figure1.png", () -> draw(figure));
    }

    @Override
    void print(Figure1 figure, PrintWriter text) {
        text.println("Figure 1: where a path of the flow from N(0, 1) to N(0, 1) ends, as a multiple of its start");
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "x(1) / x0", "variance"));
        for (Figure1.Factor factor : figure.factors()) {
            rows.add(List.of(
                    factor.name(),
                    String.format(Locale.ROOT, "%.5f", factor.value()),
                    String.format(Locale.ROOT, "%.3f", factor.value() * factor.value())));
        }
        Table.print(text, rows);
        text.println();
        text.println(
                "The exact path is x0 sqrt((1-t)^2 + t^2). What the published code draws as analytical has 1+t in place of 1-t,");
        text.println(
                "so its paths end at 0.8846 x0; the difference between them and the learned ones is that slip and no error");
        text.println("of the learned field.");
    }

    private static List<List<Object>> rows(Figure1 figure) {
        List<List<Object>> rows = new ArrayList<>();
        for (int path = 0; path < figure.exact().length; path++) {
            for (int i = 0; i < figure.times().length; i++) {
                rows.add(List.of(
                        path,
                        figure.times()[i],
                        figure.exact()[path][i],
                        figure.euler()[path][i],
                        figure.published()[path][i]));
            }
        }
        return rows;
    }

    private static BufferedImage draw(Figure1 figure) {
        XYChart chart = Figure.chart("Paths from N(0, 1) to N(0, 1)", "t", "x");
        for (int path = 0; path < figure.exact().length; path++) {
            add(chart, path, "published code", figure.times(), figure.published()[path], Color.RED);
            add(chart, path, "Euler, 999 steps", figure.times(), figure.euler()[path], Color.BLUE);
            add(chart, path, "exact", figure.times(), figure.exact()[path], Color.BLACK);
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static void add(XYChart chart, int path, String name, double[] t, double[] x, Color color) {
        chart.addSeries(path == 0 ? name : name + " " + path, Figure.withoutSecond(t), Figure.withoutSecond(x))
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(color)
                .setLineWidth(1)
                .setShowInLegend(path == 0);
    }
}
