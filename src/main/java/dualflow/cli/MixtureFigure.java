package dualflow.cli;

import dualflow.data.ShortestDecimal;
import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import dualflow.flow.TimeGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
            // A single point makes no line.
            return new MixtureFigure(title, "x", "v(t, x)", lines, starts.size() == 1 ? starts : List.of(), List.of());
        }
        double scale = scale(x, velocity);
        for (int i = 0; d == 2 && i < x.length; i += 2) {
            double[] start = {x[i], x[i + 1]};
            starts.add(start);
            lines.add(new double[][] {start, {x[i] + scale * velocity[i], x[i + 1] + scale * velocity[i + 1]}});
        }
        String longest = String.format(Locale.ROOT, "; strokes are %.3g times the velocity", scale);
        return new MixtureFigure(title + longest, "x₁", "x₂", lines, starts, List.of());
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
        return new MixtureFigure(title, d == 1 ? "t" : "x₁", d == 1 ? "x" : "x₂", lines, starts, ends);
    }

    Drawing draw() {
        Plot plot = new Plot(title, x, y);
        Look line = new Look(new Ink(Palette.BLACK, 0.55), 1.2, false, Look.Mark.NONE, 0);
        for (double[][] each : lines) {
            plot.add("", column(Arrays.asList(each), 0), column(Arrays.asList(each), 1), line);
        }
        plot.add(
                starts.isEmpty() ? "" : ends.isEmpty() ? "points" : "start",
                column(starts, 0),
                column(starts, 1),
                Look.marks(Palette.BLUE, Look.Mark.CIRCLE).sized(2.5));
        if (!ends.isEmpty()) {
            plot.add(
                    "end",
                    column(ends, 0),
                    column(ends, 1),
                    Look.marks(Palette.VERMILION, Look.Mark.SQUARE).sized(2.8));
        }
        return Sheet.of(title, plot);
    }

    private static double[] column(List<double[]> points, int axis) {
        return points.stream().mapToDouble(p -> p[axis]).toArray();
    }
}
