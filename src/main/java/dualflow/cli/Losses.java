package dualflow.cli;

import dualflow.data.Csv;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The losses of a training run, as a table, as a picture and in words. */
final class Losses {
    static final String CSV = "loss.csv";

    /** The number of steps over which reported losses are averaged, since the loss of a single batch is noisy. */
    private static final int AVERAGED = 100;

    private static final int MOST_POINTS = 250;

    private Losses() {}

    static void write(Path csv, double[] losses) {
        Csv.write(csv, List.of("step", "loss"), new AbstractList<List<?>>() {
            @Override
            public List<?> get(int step) {
                return List.of(step, losses[step]);
            }

            @Override
            public int size() {
                return losses.length;
            }
        });
    }

    /** The mean over the last steps, at least one. */
    static double last(double[] losses) {
        return Arrays.stream(losses, Math.max(0, losses.length - AVERAGED), losses.length)
                .average()
                .orElseThrow();
    }

    /** The mean over the last steps, in words. */
    static String told(double[] losses) {
        if (losses.length == 0) {
            return "of no step yet";
        }
        return String.format(
                Locale.ROOT, "%.4g (mean of the last %d)", last(losses), Math.min(AVERAGED, losses.length));
    }

    /** The loss by step; for a long run averaged to give 250 points. */
    static BufferedImage draw(double[] losses) {
        Curve curve = curve(losses, MOST_POINTS);
        int window = curve.window();
        XYChart chart = Figure.chart("Training", "step", window == 1 ? "loss" : "loss, mean of " + window + " steps");
        chart.getStyler().setLegendVisible(false);
        chart.addSeries("loss", curve.steps(), curve.losses())
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.BLUE)
                .setLineWidth(1);
        return BitmapEncoder.getBufferedImage(chart);
    }

    /** Points to draw, each the mean over a window of steps, at its centre. */
    record Curve(int window, double[] steps, double[] losses) {}

    /** The loss by step, in at most a given number of points. */
    static Curve curve(double[] losses, int mostPoints) {
        int window = Math.max(1, (losses.length + mostPoints - 1) / mostPoints);
        int points = losses.length / window;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            int first = i * window;
            x[i] = first + (window - 1) / 2.0;
            y[i] = Arrays.stream(losses, first, first + window).average().orElseThrow();
        }
        return new Curve(window, Figure.withoutSecond(x), Figure.withoutSecond(y));
    }
}
