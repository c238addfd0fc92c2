package dualflow.cli;

import dualflow.data.ShortestDecimal;
import dualflow.flow.TimeGrid;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points of a mixture's flow: in one dimension over time or position, in two in the plane.
 *
 * @param title the title
 * @param x what the horizontal axis is
 * @param y what the vertical axis is
 * @param lines polylines, each of points (x, y)
 * @param starts points that the lines start from
 * @param ends points that the lines end at
 */
record MixtureFigure(
        String title, String x, String y, List<double[][]> lines, List<double[]> starts, List<double[]> ends) {
    private static final double ARROW = 1.0 / 20; // of the points' extent, for the fastest

    /** The velocities at points: in one dimension over x, in two as strokes from the points, all scaled alike. */
    static MixtureFigure ofField(double t, double[] x, double[] velocity, int d) {
        String title = "Velocity at t = " + ShortestDecimal.of(t);
        List<double[][]> lines = new ArrayList<>();
        List<double[]> starts = new ArrayList<>();
        if (d == 1) {
            for (int i = 0; i < x.length; i++) {
                starts.add(new double[] {x[i], velocity[i]});
            }
            starts.sort((a, b) -> Double.compare(a[0], b[0]));
            lines.add(starts.toArray(double[][]::new));
            return new MixtureFigure(title, "x", "v(t, x)", lines, List.of(), List.of());
        }
        double scale = scale(x, velocity);
        for (int i = 0; d == 2 && i < x.length; i += 2) {
            double[] start = {x[i], x[i + 1]};
            starts.add(start);
            lines.add(new double[][] {start, {x[i] + scale * velocity[i], x[i + 1] + scale * velocity[i + 1]}});
        }
        String longest = String.format(Locale.ROOT, "; strokes are %.3g times the velocity", scale);
        return new MixtureFigure(title + longest, "x1", "x2", lines, starts, List.of());
    }

    private static double scale(double[] x, double[] velocity) {
        double extent =
                Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
        double fastest = Arrays.stream(velocity).map(Math::abs).max().orElseThrow();
        return fastest == 0 ? 0 : (extent == 0 ? 1 : extent) * ARROW / fastest;
    }

    /** The states at the times of a grid: in one dimension over time, in two in the plane. */
    static MixtureFigure ofTrajectories(TimeGrid grid, List<double[]> states, int d) {
        String title = "From t = " + ShortestDecimal.of(grid.time(0)) + " to t = "
                + ShortestDecimal.of(grid.time(grid.steps()));
        List<double[][]> lines = new ArrayList<>();
        List<double[]> starts = new ArrayList<>();
        List<double[]> ends = new ArrayList<>();
        for (int i = 0; d <= 2 && i < states.get(0).length; i += d) {
            double[][] line = new double[grid.steps() + 1][];
            for (int k = 0; k < line.length; k++) {
                double[] state = states.get(k);
                line[k] = d == 1 ? new double[] {grid.time(k), state[i]} : new double[] {state[i], state[i + 1]};
            }
            lines.add(line);
            starts.add(line[0]);
            ends.add(line[line.length - 1]);
        }
        return new MixtureFigure(title, d == 1 ? "t" : "x1", d == 1 ? "x" : "x2", lines, starts, ends);
    }

    BufferedImage draw() {
        XYChart chart = Figure.chart(title, x, y);
        chart.getStyler().setLegendVisible(false);
        // One series for all lines, with gaps between them.
        List<double[]> broken = new ArrayList<>();
        for (double[][] line : lines) {
            broken.addAll(Arrays.asList(line));
            broken.add(new double[] {line[line.length - 1][0], Double.NaN});
        }
        add(chart, "lines", broken, SeriesMarkers.NONE, Color.GRAY)
                .setLineColor(Color.GRAY)
                .setLineWidth(1);
        if (!starts.isEmpty()) {
            add(chart, "starts", starts, SeriesMarkers.CIRCLE, Color.BLUE).setLineStyle(none());
        }
        if (!ends.isEmpty()) {
            add(chart, "ends", ends, SeriesMarkers.CIRCLE, Color.RED).setLineStyle(none());
        }
        chart.getStyler().setMarkerSize(4);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static BasicStroke none() {
        return SeriesLines.NONE;
    }

    private static XYSeries add(XYChart chart, String name, List<double[]> points, Marker marker, Color colour) {
        XYSeries series = chart.addSeries(
                name,
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
        series.setMarker(marker).setMarkerColor(colour);
        return series;
    }
}
