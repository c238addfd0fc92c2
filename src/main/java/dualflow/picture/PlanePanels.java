package dualflow.picture;

import dualflow.evaluation.PlaneView;
import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.util.List;
import java.util.stream.IntStream;

/** A flow in the plane as a picture: data, samples, density, and some samples on their way. */
public final class PlanePanels {
    private static final double SIZE = 270;
    private static final Look POINT =
            Look.marks(Palette.BLUE, Look.Mark.CIRCLE).sized(1.3).faint(0.5);

    private PlanePanels() {}

    /**
     * Draws the panels.
     *
     * @param title the title
     * @param view what is shown
     * @return the picture
     */
    public static Drawing draw(String title, PlaneView view) {
        return new Sheet(title)
                .row(List.of(
                        points("data", view, view.data()),
                        points("samples of the flow", view, view.samples()),
                        density(view),
                        trajectories(view)))
                .draw();
    }

    private static Plot panel(String title, PlaneView view) {
        double[] box = view.box();
        return new Plot(title, "x₁", "x₂")
                .size(SIZE, SIZE)
                .rangeX(box[0], box[0] + box[2])
                .rangeY(box[1], box[1] + box[2]);
    }

    private static Plot points(String title, PlaneView view, double[] points) {
        return panel(title, view).add("", column(points, 0), column(points, 1), POINT);
    }

    private static Plot density(PlaneView view) {
        double[] box = view.box();
        return panel("density of the flow", view)
                .withoutGrid()
                .below(new DensityLayer(
                        new double[] {box[0], box[1]},
                        new double[] {box[0] + box[2], box[1] + box[2]},
                        view.cells(),
                        view.density()));
    }

    private static Plot trajectories(PlaneView view) {
        List<double[]> states = view.trajectories();
        Plot plot = panel("trajectories", view);
        Look way = new Look(new Ink(Palette.BLACK, 0.35), 1, false, Look.Mark.NONE, 0);
        for (int i = 0; i < states.get(0).length; i += 2) {
            int at = i;
            plot.add(
                    "",
                    states.stream().mapToDouble(state -> state[at]).toArray(),
                    states.stream().mapToDouble(state -> state[at + 1]).toArray(),
                    way);
        }
        double[] starts = states.get(0);
        double[] ends = states.get(states.size() - 1);
        return plot.add(
                        "x(0)",
                        column(starts, 0),
                        column(starts, 1),
                        Look.marks(Palette.SKY, Look.Mark.CIRCLE).sized(2))
                .add(
                        "x(1)",
                        column(ends, 0),
                        column(ends, 1),
                        Look.marks(Palette.VERMILION, Look.Mark.SQUARE).sized(2.4));
    }

    private static double[] column(double[] points, int axis) {
        return IntStream.range(0, points.length / 2)
                .mapToDouble(i -> points[2 * i + axis])
                .toArray();
    }
}
