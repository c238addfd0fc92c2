package dualflow.cli;

import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureAtTime;
import dualflow.experiment.Figure2;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Figure 2 as a picture, with one column per time: the velocity (3) at the top, the published drift at the bottom, each with the particles
 * that it transported; behind both, the exact density, from white to grey, and the 2-sigma ellipse of each component.
 */
final class TimePanels {
    private static final int SIZE = 300;
    private static final int GAP = 12;
    private static final int TITLE = 34;
    private static final double REACH = 6;
    private static final double ARROW_SCALE = 0.1;
    private static final Color[] COMPONENTS = {new Color(0x1F77B4), new Color(0xFF7F0E), new Color(0x2CA02C)};

    private final Figure2 figure;
    private final Graphics2D canvas;

    private TimePanels(Figure2 figure, Graphics2D canvas) {
        this.figure = figure;
        this.canvas = canvas;
    }

    static BufferedImage draw(Figure2 figure) {
        int columns = figure.panels().size();
        BufferedImage picture =
                new BufferedImage(columns * (SIZE + GAP) + GAP, 2 * (SIZE + TITLE) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        TimePanels panels = new TimePanels(figure, canvas);
        for (int i = 0; i < columns; i++) {
            Figure2.Panel panel = figure.panels().get(i);
            List<Figure2.Arrow> arrows = figure.arrows(panel.t());
            int left = GAP + i * (SIZE + GAP);
            panels.panel(
                    left,
                    TITLE,
                    panel,
                    "t = %s, velocity (3)",
                    arrows,
                    Figure2.Arrow::velocity,
                    panel.exactParticles());
            panels.panel(
                    left,
                    2 * TITLE + SIZE,
                    panel,
                    "t = %s, published drift",
                    arrows,
                    Figure2.Arrow::published,
                    panel.publishedParticles());
        }
        canvas.dispose();
        return picture;
    }

    private void panel(
            int left,
            int top,
            Figure2.Panel panel,
            String title,
            List<Figure2.Arrow> arrows,
            Function<Figure2.Arrow, double[]> field,
            double[][] particles) {
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        canvas.setColor(Color.BLACK);
        canvas.drawString(String.format(Locale.ROOT, title, Decimals.of(panel.t())), left, top - 8);
        canvas.setClip(left, top, SIZE, SIZE);
        density(left, top, figure.flow().at(panel.t()));
        canvas.setColor(new Color(0x60D62728, true));
        for (double[] x : particles) {
            canvas.fill(new Ellipse2D.Double(column(left, x[0]) - 1.5, row(top, x[1]) - 1.5, 3, 3));
        }
        canvas.setStroke(new BasicStroke(1));
        canvas.setColor(new Color(0x900000FF, true));
        for (Figure2.Arrow arrow : arrows) {
            arrow(left, top, arrow.x(), field.apply(arrow));
        }
        ellipses(left, top, panel.t());
        canvas.setClip(null);
        canvas.setStroke(new BasicStroke(1));
        canvas.setColor(Color.GRAY);
        canvas.drawRect(left, top, SIZE, SIZE);
    }

    /** Grey is darkest at the maximum of the density at this time. */
    private void density(int left, int top, MixtureAtTime at) {
        int cell = 3;
        int cells = SIZE / cell;
        double[] values = new double[cells * cells];
        double greatest = 0;
        for (int i = 0; i < values.length; i++) {
            int right = i % cells;
            int down = i / cells;
            values[i] = at.density(
                    new double[] {REACH * (2 * (right + 0.5) / cells - 1), REACH * (1 - 2 * (down + 0.5) / cells)});
            greatest = Math.max(greatest, values[i]);
        }
        for (int i = 0; i < values.length; i++) {
            int grey = 255 - (int) Math.rint(130 * Math.sqrt(values[i] / greatest));
            canvas.setColor(new Color(grey, grey, grey));
            canvas.fillRect(left + i % cells * cell, top + i / cells * cell, cell, cell);
        }
    }

    private void arrow(int left, int top, double[] x, double[] v) {
        double x0 = column(left, x[0]);
        double y0 = row(top, x[1]);
        double x1 = column(left, x[0] + ARROW_SCALE * v[0]);
        double y1 = row(top, x[1] + ARROW_SCALE * v[1]);
        canvas.draw(new Line2D.Double(x0, y0, x1, y1));
        double along = 0.3;
        double across = 0.15;
        Path2D head = new Path2D.Double();
        head.moveTo(x1, y1);
        head.lineTo(x1 - along * (x1 - x0) - across * (y1 - y0), y1 - along * (y1 - y0) + across * (x1 - x0));
        head.lineTo(x1 - along * (x1 - x0) + across * (y1 - y0), y1 - along * (y1 - y0) - across * (x1 - x0));
        head.closePath();
        canvas.fill(head);
    }

    /** The points m_k + 2 L (cos a, sin a) with S_k = L L^T, around each component's mean. */
    private void ellipses(int left, int top, double t) {
        canvas.setStroke(new BasicStroke(2));
        for (int k = 0; k < figure.flow().target().size(); k++) {
            Gaussian component = figure.flow().at(t).componentMarginal(k);
            double[] mean = component.mean();
            double[][] s = component.covariance();
            double l00 = Math.sqrt(s[0][0]);
            double l10 = s[1][0] / l00;
            double l11 = Math.sqrt(s[1][1] - l10 * l10);
            Path2D ellipse = new Path2D.Double();
            for (int i = 0; i < 120; i++) {
                double c = 2 * Math.cos(2 * Math.PI * i / 120);
                double d = 2 * Math.sin(2 * Math.PI * i / 120);
                double px = column(left, mean[0] + l00 * c);
                double py = row(top, mean[1] + l10 * c + l11 * d);
                if (i == 0) {
                    ellipse.moveTo(px, py);
                } else {
                    ellipse.lineTo(px, py);
                }
            }
            ellipse.closePath();
            canvas.setColor(COMPONENTS[k % COMPONENTS.length]);
            canvas.draw(ellipse);
            canvas.fill(new Ellipse2D.Double(column(left, mean[0]) - 4, row(top, mean[1]) - 4, 8, 8));
        }
    }

    private static double column(int left, double x) {
        return left + SIZE * (x + REACH) / (2 * REACH);
    }

    private static double row(int top, double y) {
        return top + SIZE * (REACH - y) / (2 * REACH);
    }
}
