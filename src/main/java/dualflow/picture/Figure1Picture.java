package dualflow.picture;

import dualflow.experiment.Figure1;
import dualflow.experiment.Figure1Network;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Figure 1 as a picture, in three panels: the exact paths, those of the published code, and those that a network has learned. */
public final class Figure1Picture {
    private static final double SIZE = 270;

    /** So many intervals are drawn of the 999, which are straight to the eye. */
    private static final int EVERY = 9;

    private Figure1Picture() {}

    /**
     * Draws the figure.
     *
     * @param figure the exact and the published paths
     * @param network the learned paths
     * @return the picture
     */
    public static Drawing draw(Figure1 figure, Figure1Network network) {
        double reach = 1.08
                * Stream.of(figure.exact(), figure.published(), network.euler())
                        .flatMap(Stream::of)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
        return new Sheet("Figure 1: paths of the flow from N(0, 1) to N(0, 1)")
                .row(List.of(
                        panel("exact", figure.exact(), Palette.BLUE, figure, reach),
                        panel("as the published code draws them", figure.published(), Palette.VERMILION, figure, reach),
                        panel("learned, Euler, 999 steps", network.euler(), Palette.GREEN, figure, reach)))
                .note(
                        "Dashed: the exact paths, x₀ √((1−t)² + t²), which end where they start. The published code has 1+t in place of 1−t.")
                .draw();
    }

    private static Plot panel(String title, double[][] paths, int colour, Figure1 figure, double reach) {
        Plot plot = new Plot(title, "t", "x").size(SIZE, SIZE).rangeX(0, 1).rangeY(-reach, reach);
        double[] t = thinned(figure.times());
        boolean isExact = paths == figure.exact();
        for (int path = 0; path < paths.length; path++) {
            plot.add(
                    isExact ? "exact" : title.startsWith("learned") ? "learned" : "published code",
                    t,
                    thinned(paths[path]),
                    Look.line(colour).wide(1.4));
        }
        for (int path = 0; !isExact && path < paths.length; path++) {
            plot.add(
                    "exact",
                    t,
                    thinned(figure.exact()[path]),
                    Look.line(Palette.BLACK).wide(0.8).dashed());
        }
        return plot;
    }

    private static double[] thinned(double[] all) {
        double[] some = new double[(all.length - 1) / EVERY + 1];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[i * EVERY];
        }
        return some;
    }
}
