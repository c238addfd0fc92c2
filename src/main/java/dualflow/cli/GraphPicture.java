package dualflow.cli;

import dualflow.graph.Edge;
import dualflow.graph.Pdag;
import dualflow.graph.StressLayout;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws graphs: nodes with edges as labelled boxes; those without are left out, as in the paper's Fig. 4. */
final class GraphPicture {
    private static final int MARGIN = 90;
    private static final int TOP = 40;
    private static final int HEAD = 9;

    /** How an edge is drawn. */
    record Style(Color colour, boolean isDashed) {}

    private GraphPicture() {}

    /** A graph in black. */
    static BufferedImage draw(Pdag graph) {
        return draw(graph, edge -> new Style(Color.DARK_GRAY, false), List.of());
    }

    /**
     * A graph whose edges have styles.
     *
     * @param graph the graph
     * @param style the style of each edge
     * @param legend lines of text to put above it
     * @return the picture
     */
    static BufferedImage draw(Pdag graph, Function<Edge, Style> style, List<String> legend) {
        Pdag shown = withEdges(graph);
        double[][] places = StressLayout.of(shown);
        int side = (int) Math.max(300, 190 * Math.sqrt(shown.nodes().size() + 1.0));
        int top = TOP + 18 * legend.size();
        BufferedImage picture = new BufferedImage(side + 2 * MARGIN, side + 2 * TOP + top, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setColor(Color.BLACK);
        for (int i = 0; i < legend.size(); i++) {
            g.drawString(legend.get(i), 12, 22 + 18 * i);
        }
        double[][] pixels = scaled(places, side, top);
        RoundRectangle2D[] boxes = new RoundRectangle2D[pixels.length];
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = box(shown.nodes().get(i), pixels[i], g.getFontMetrics());
        }
        for (Edge edge : shown.edges()) {
            draw(
                    edge,
                    style.apply(edge),
                    boxes[shown.nodes().indexOf(edge.from())],
                    boxes[shown.nodes().indexOf(edge.to())],
                    g);
        }
        for (int i = 0; i < boxes.length; i++) {
            draw(boxes[i], shown.nodes().get(i), g);
        }
        g.dispose();
        return picture;
    }

    private static Pdag withEdges(Pdag graph) {
        Set<String> ends = graph.edges().stream()
                .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                .collect(Collectors.toSet());
        return Pdag.of(graph.nodes().stream().filter(ends::contains).toList(), graph.edges());
    }

    /** Fills the square with the places; the two axes are stretched apart, as boxes are wide. */
    private static double[][] scaled(double[][] places, int side, int top) {
        double[][] pixels = new double[places.length][2];
        for (int axis = 0; axis < 2; axis++) {
            int a = axis;
            double least = Stream.of(places).mapToDouble(p -> p[a]).min().orElse(0);
            double most = Stream.of(places).mapToDouble(p -> p[a]).max().orElse(0);
            for (int i = 0; i < places.length; i++) {
                double part = most - least < 1e-9 ? 0.5 : (places[i][axis] - least) / (most - least);
                pixels[i][axis] = (axis == 0 ? MARGIN : top) + part * side;
            }
        }
        return pixels;
    }

    private static RoundRectangle2D box(String name, double[] centre, FontMetrics metrics) {
        double width = metrics.stringWidth(name) + 10;
        double height = metrics.getHeight() + 4;
        return new RoundRectangle2D.Double(centre[0] - width / 2, centre[1] - height / 2, width, height, 8, 8);
    }

    private static void draw(RoundRectangle2D box, String name, Graphics2D g) {
        g.setStroke(new BasicStroke(1));
        g.setColor(new Color(240, 244, 250));
        g.fill(box);
        g.setColor(Color.GRAY);
        g.draw(box);
        g.setColor(Color.BLACK);
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(name, (float) box.getX() + 5, (float) (box.getY() + 2 + metrics.getAscent()));
    }

    private static void draw(Edge edge, Style style, RoundRectangle2D from, RoundRectangle2D to, Graphics2D g) {
        g.setColor(style.colour);
        float[] dashes = {6, 5};
        g.setStroke(
                style.isDashed
                        ? new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0)
                        : new BasicStroke(1.5f));
        double x = to.getCenterX();
        double y = to.getCenterY();
        g.draw(new Line2D.Double(from.getCenterX(), from.getCenterY(), x, y));
        if (edge.type() == Edge.Type.DIRECTED) {
            double dx = x - from.getCenterX();
            double dy = y - from.getCenterY();
            double length = Math.max(1, Math.hypot(dx, dy));
            // Where the line enters the box: at its side or at its top, whichever comes first.
            double inside = Math.min(
                    dx == 0 ? 1 : to.getWidth() / 2 / Math.abs(dx), dy == 0 ? 1 : to.getHeight() / 2 / Math.abs(dy));
            double tipX = x - dx * inside;
            double tipY = y - dy * inside;
            double ux = dx / length * HEAD;
            double uy = dy / length * HEAD;
            Path2D head = new Path2D.Double();
            head.moveTo(tipX, tipY);
            head.lineTo(tipX - ux - uy / 2, tipY - uy + ux / 2);
            head.lineTo(tipX - ux + uy / 2, tipY - uy - ux / 2);
            head.closePath();
            g.fill(head);
        }
    }
}
