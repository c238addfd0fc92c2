package dualflow.cli;

import dualflow.evaluation.PlaneView;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** A flow in the plane as a picture: data, samples, density, and some samples on their way. */
final class PlanePanels {
    private static final int SIZE = 300;
    private static final int GAP = 12;
    private static final int TITLE = 30;
    private static final int COLUMNS = 4;
    private static final Color POINT = new Color(0x70000080, true);
    private static final Color WAY = new Color(0x60808080, true);
    private static final Color END = new Color(0xD62728);

    private final PlaneView view;
    private final Graphics2D canvas;

    private PlanePanels(PlaneView view, Graphics2D canvas) {
        this.view = view;
        this.canvas = canvas;
    }

    static BufferedImage draw(PlaneView view) {
        BufferedImage picture =
                new BufferedImage(COLUMNS * (SIZE + GAP) + GAP, SIZE + TITLE + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        PlanePanels panels = new PlanePanels(view, canvas);
        panels.panel(0, "data", left -> panels.points(left, view.data(), POINT));
        panels.panel(1, "samples of the flow", left -> panels.points(left, view.samples(), POINT));
        panels.panel(2, "density of the flow", panels::density);
        panels.panel(3, "trajectories from the source", panels::trajectories);
        canvas.dispose();
        return picture;
    }

    private interface Content {
        void draw(int left);
    }

    private void panel(int column, String title, Content content) {
        int left = GAP + column * (SIZE + GAP);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        canvas.setColor(Color.BLACK);
        canvas.drawString(title, left, TITLE - 8);
        canvas.setClip(left, TITLE, SIZE, SIZE);
        content.draw(left);
        canvas.setClip(null);
        canvas.setColor(Color.GRAY);
        canvas.setStroke(new BasicStroke(1));
        canvas.drawRect(left, TITLE, SIZE, SIZE);
    }

    private void points(int left, double[] points, Color colour) {
        canvas.setColor(colour);
        for (int i = 0; i < points.length; i += 2) {
            dot(left, points[i], points[i + 1], 2.5);
        }
    }

    private void dot(int left, double x, double y, double width) {
        canvas.fill(new Ellipse2D.Double(column(left, x) - width / 2, row(y) - width / 2, width, width));
    }

    /** Blue is darkest at the greatest density. */
    private void density(int left) {
        int cell = SIZE / view.cells();
        double greatest = Arrays.stream(view.density()).max().orElseThrow();
        for (int i = 0; i < view.density().length; i++) {
            int rest = 255 - (int) Math.rint(225 * Math.sqrt(view.density()[i] / greatest));
            canvas.setColor(new Color(rest, rest, Math.min(255, rest + 60)));
            canvas.fillRect(left + i % view.cells() * cell, TITLE + i / view.cells() * cell, cell, cell);
        }
    }

    private void trajectories(int left) {
        List<double[]> states = view.trajectories();
        canvas.setStroke(new BasicStroke(1));
        for (int i = 0; i < states.get(0).length; i += 2) {
            Path2D way = new Path2D.Double();
            way.moveTo(column(left, states.get(0)[i]), row(states.get(0)[i + 1]));
            for (double[] state : states.subList(1, states.size())) {
                way.lineTo(column(left, state[i]), row(state[i + 1]));
            }
            canvas.setColor(WAY);
            canvas.draw(way);
        }
        points(left, states.get(0), Color.GRAY);
        canvas.setColor(END);
        double[] ends = states.get(states.size() - 1);
        for (int i = 0; i < ends.length; i += 2) {
            dot(left, ends[i], ends[i + 1], 4);
        }
    }

    private double column(int left, double x) {
        return left + SIZE * (x - view.box()[0]) / view.box()[2];
    }

    private double row(double y) {
        return TITLE + SIZE * (1 - (y - view.box()[1]) / view.box()[2]);
    }
}
