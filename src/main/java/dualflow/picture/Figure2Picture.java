package dualflow.picture;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureAtTime;
import dualflow.experiment.Figure2;
import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Legend;
import dualflow.figure.Look;
import dualflow.figure.Palette;
import dualflow.figure.Plot;
import dualflow.figure.Sheet;
import dualflow.figure.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Figure 2 as a picture, three times in a row: the velocity (3), and beneath it the published drift, each with the particles
 * that it transported; behind both, the exact density and the 2-sigma ellipse of each component.
 */
public final class Figure2Picture {
    private static final double SIZE = 250;
    private static final int ACROSS = 3;
    private static final double REACH = 6;
    private static final double ARROW_SCALE = 0.1;
    private static final int CELLS = 100;
    private static final int POINTS = 120;
    private static final Ink ARROW = new Ink(Palette.BLACK, 0.6);
    private static final Look PARTICLE =
            Look.marks(Palette.VERMILION, Look.Mark.CIRCLE).sized(1.4).faint(0.45);

    /** The colours of the components' ellipses, which differ from those of the particles and the density. */
    private static final int[] COMPONENTS = {Palette.GREEN, Palette.PURPLE, Palette.ORANGE, Palette.SKY};

    private Figure2Picture() {}

    /**
     * Draws the figure.
     *
     * @param figure the figure
     * @return the picture
     */
    public static Drawing draw(Figure2 figure) {
        Sheet sheet =
                new Sheet("Figure 2: density, velocity and particles on the way from N(0, I) to Table 4's mixture");
        List<Figure2.Panel> panels = figure.panels();
        for (int first = 0; first < panels.size(); first += ACROSS) {
            List<Plot> exact = new ArrayList<>();
            List<Plot> published = new ArrayList<>();
            for (Figure2.Panel panel : panels.subList(first, Math.min(panels.size(), first + ACROSS))) {
                exact.add(plot(figure, panel, "velocity (3)", Figure2.Arrow::velocity, panel.exactParticles()));
                published.add(
                        plot(figure, panel, "published drift", Figure2.Arrow::published, panel.publishedParticles()));
            }
            sheet.row(exact).row(published);
        }
        return sheet.row(List.of(legend(figure).panel(ACROSS * SIZE)))
                .note("Blue: the exact density of x_t, darkest at its maximum. Arrows: " + ARROW_SCALE
                        + " times the field.")
                .note(
                        "Ellipses: the points at two standard deviations from the mean m_k(t) of component k, (x − m_k)ᵀ S_k⁻¹ (x − m_k) = 4.")
                .draw();
    }

    private static Legend legend(Figure2 figure) {
        Legend legend = new Legend()
                .add("particles carried along the field", PARTICLE.sized(3).faint(1))
                .add("the field", new Look(ARROW, 1, false, Look.Mark.NONE, 0));
        for (int k = 0; k < figure.flow().target().size(); k++) {
            legend.add(
                    "component " + (k + 1) + ": mean and 2σ ellipse",
                    Look.line(COMPONENTS[k % COMPONENTS.length]).with(Look.Mark.CIRCLE));
        }
        return legend;
    }

    private static Plot plot(
            Figure2 figure,
            Figure2.Panel panel,
            String field,
            Function<Figure2.Arrow, double[]> arrow,
            double[][] particles) {
        MixtureAtTime at = figure.flow().at(panel.t());
        return new Plot(String.format(Locale.ROOT, "t = %.2f, %s", panel.t(), field), "x₁", "x₂")
                .size(SIZE, SIZE)
                .rangeX(-REACH, REACH)
                .rangeY(-REACH, REACH)
                .withoutGrid()
                .below(density(at))
                .add("", column(particles, 0), column(particles, 1), PARTICLE)
                .above((drawing, place) ->
                        figure.arrows(panel.t()).forEach(a -> arrow(drawing, place, a.x(), arrow.apply(a))))
                .above((drawing, place) -> {
                    for (int k = 0; k < figure.flow().target().size(); k++) {
                        ellipse(drawing, place, at.componentMarginal(k), new Ink(COMPONENTS[k % COMPONENTS.length]));
                    }
                });
    }

    private static double[] column(double[][] points, int axis) {
        return Arrays.stream(points).mapToDouble(x -> x[axis]).toArray();
    }

    private static DensityLayer density(MixtureAtTime at) {
        double[] values = new double[CELLS * CELLS];
        for (int i = 0; i < values.length; i++) {
            double right = (i % CELLS + 0.5) / CELLS;
            int row = i / CELLS;
            double down = (row + 0.5) / CELLS;
            values[i] = at.density(new double[] {REACH * (2 * right - 1), REACH * (1 - 2 * down)});
        }
        return new DensityLayer(new double[] {-REACH, -REACH}, new double[] {REACH, REACH}, CELLS, values);
    }

    private static void arrow(Drawing drawing, Plot.Place place, double[] x, double[] v) {
        double x0 = place.x(x[0]);
        double y0 = place.y(x[1]);
        double x1 = place.x(x[0] + ARROW_SCALE * v[0]);
        double y1 = place.y(x[1] + ARROW_SCALE * v[1]);
        drawing.line(x0, y0, x1, y1, new Stroke(ARROW, 0.8));
        double along = 0.35;
        double across = 0.18;
        drawing.fill(
                new double[] {
                    x1, x1 - along * (x1 - x0) - across * (y1 - y0), x1 - along * (x1 - x0) + across * (y1 - y0)
                },
                new double[] {
                    y1, y1 - along * (y1 - y0) + across * (x1 - x0), y1 - along * (y1 - y0) - across * (x1 - x0)
                },
                ARROW);
    }

    /** The points m_k + 2 L (cos a, sin a) with S_k = L L^T, around each component's mean. */
    private static void ellipse(Drawing drawing, Plot.Place place, Gaussian component, Ink ink) {
        double[] mean = component.mean();
        double[][] s = component.covariance();
        double l00 = Math.sqrt(s[0][0]);
        double l10 = s[1][0] / l00;
        double l11 = Math.sqrt(s[1][1] - l10 * l10);
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double c = 2 * Math.cos(2 * Math.PI * i / POINTS);
            double d = 2 * Math.sin(2 * Math.PI * i / POINTS);
            x[i] = place.x(mean[0] + l00 * c);
            y[i] = place.y(mean[1] + l10 * c + l11 * d);
        }
        drawing.outline(x, y, true, new Stroke(ink, 2.2));
        drawing.disc(place.x(mean[0]), place.y(mean[1]), 4, ink);
    }
}
