package dualflow.picture;

import dualflow.experiment.Figure6;
import dualflow.figure.Drawing;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import dualflow.tensor.DType;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Figure 6 as a picture, in both scalings: the relative error of the difference, and what the published code draws. */
public final class Figure6Picture {
    private static final double WIDTH = 430;
    private static final double HEIGHT = 330;

    private Figure6Picture() {}

    /**
     * Draws the figure.
     *
     * @param figure the figure
     * @return the picture
     */
    public static Drawing draw(Figure6 figure) {
        return new Sheet("Figure 6: the forward difference against the exact product J u, through 99 Euler steps")
                .row(List.of(
                        plot(
                                "Divided by ε: |difference − J u| / |J u|",
                                "relative error",
                                figure,
                                Figure6.Point::relativeError),
                        plot(
                                "Published scaling: |difference − ε J u|",
                                "mean absolute deviation",
                                figure,
                                Figure6.Point::publishedMeanAbsoluteError)))
                .note(
                        "Left: curvature grows with ε, round-off with 1/ε. Right: the published code compares J u with ε J u; where ε is small,")
                .note(
                        "its curve is the mean of |J u|, and no error. In float32, x + ε u rounds to x for the smallest ε: the difference is 0.")
                .draw();
    }

    private static Plot plot(String title, String y, Figure6 figure, ToDoubleFunction<Figure6.Point> quantity) {
        Plot plot = new Plot(title, "ε", y).size(WIDTH, HEIGHT).logarithmicX().logarithmicY();
        add(
                plot,
                figure,
                "linear",
                DType.FLOAT32,
                quantity,
                Look.line(Palette.SKY).with(Look.Mark.CIRCLE));
        add(
                plot,
                figure,
                "linear",
                DType.FLOAT64,
                quantity,
                Look.line(Palette.BLUE).with(Look.Mark.SQUARE));
        add(
                plot,
                figure,
                "mixture",
                DType.FLOAT32,
                quantity,
                Look.line(Palette.ORANGE).with(Look.Mark.TRIANGLE));
        add(
                plot,
                figure,
                "mixture",
                DType.FLOAT64,
                quantity,
                Look.line(Palette.VERMILION).with(Look.Mark.DIAMOND));
        return plot;
    }

    /** Zeros have no place on a logarithmic axis and are left out. */
    private static void add(
            Plot plot, Figure6 figure, String flow, DType dtype, ToDoubleFunction<Figure6.Point> quantity, Look look) {
        List<Figure6.Point> curve = figure.points().stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype && quantity.applyAsDouble(p) > 0)
                .toList();
        plot.add(
                flow + ", " + dtype,
                curve.stream().mapToDouble(Figure6.Point::epsilon).toArray(),
                curve.stream().mapToDouble(quantity).toArray(),
                look);
    }
}
