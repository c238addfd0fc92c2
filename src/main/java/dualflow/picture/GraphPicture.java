package dualflow.picture;

import dualflow.data.Quoted;
import dualflow.figure.Drawing;
import dualflow.figure.Ink;
import dualflow.figure.Legend;
import dualflow.figure.Lettering;
import dualflow.figure.Look;
import dualflow.figure.Panel;
import dualflow.figure.Sheet;
import dualflow.figure.Stroke;
import dualflow.graph.Edge;
import dualflow.graph.Pdag;
import dualflow.graph.StressLayout;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws graphs: nodes with edges as labelled boxes; those without are left out, as in the paper's Fig. 4. */
public final class GraphPicture {
    private static final double MARGIN = 8;
    private static final double HEAD = 10;
    private static final double LETTERS = 12;
    private static final double BOX = 22;
    private static final double LEGEND = 520;

    private GraphPicture() {}

    /** The box of a node, by its centre. */
    private record Box(String name, double x, double y) {
        static double width(String name) {
            return Lettering.room(name, LETTERS) + 10;
        }

        double width() {
            return width(name);
        }

        double left() {
            return x - width() / 2;
        }

        void draw(Drawing drawing) {
            drawing.box(left(), y - BOX / 2, width(), BOX, new Ink(0xF0F4FA));
            drawing.frame(left(), y - BOX / 2, width(), BOX, new Stroke(Ink.GREY, 1));
            drawing.text(x, y + 0.35 * LETTERS, name, LETTERS, Drawing.Anchor.MIDDLE);
        }
    }

    /**
     * A graph in grey.
     *
     * @param title the title
     * @param graph the graph
     * @return the picture
     */
    public static Drawing draw(String title, Pdag graph) {
        return draw(title, graph, edge -> new Stroke(Ink.GREY, 1.6), new Legend());
    }

    /**
     * A graph whose edges have styles.
     *
     * @param title the title
     * @param graph the graph
     * @param style how each edge is drawn
     * @param legend what the styles mean
     * @return the picture
     */
    public static Drawing draw(String title, Pdag graph, Function<Edge, Stroke> style, Legend legend) {
        Pdag shown = withEdges(graph);
        List<Box> boxes = boxes(shown);
        double left = boxes.stream().mapToDouble(Box::left).min().orElse(0) - MARGIN;
        double right = boxes.stream()
                        .mapToDouble(box -> box.left() + box.width())
                        .max()
                        .orElse(0)
                + MARGIN;
        double top = boxes.stream().mapToDouble(Box::y).min().orElse(0) - BOX / 2 - MARGIN;
        double bottom = boxes.stream().mapToDouble(Box::y).max().orElse(0) + BOX / 2 + MARGIN;
        Panel panel = new Panel() {
            @Override
            public double width() {
                return right - left;
            }

            @Override
            public double height() {
                return bottom - top;
            }

            @Override
            public void draw(Drawing drawing, double x, double y) {
                List<Box> moved = boxes.stream()
                        .map(box -> new Box(box.name(), box.x() + x - left, box.y() + y - top))
                        .toList();
                drawGraph(drawing, shown, moved, style);
            }
        };
        return new Sheet(title)
                .row(List.of(legend.panel(Math.max(LEGEND, panel.width()))))
                .row(List.of(panel))
                .draw();
    }

    /** The boxes of all nodes, apart from each other. */
    private static List<Box> boxes(Pdag graph) {
        List<String> names = graph.nodes().stream().map(Quoted::plain).toList();
        double side = Math.max(280, 150 * Math.sqrt(names.size() + 1.0));
        double[][] centres = scaled(StressLayout.of(graph), side);
        double[] widths = names.stream().mapToDouble(Box::width).toArray();
        BoxSpacing.spread(
                centres,
                widths,
                BOX,
                graph.edges().stream()
                        .map(edge -> new int[] {
                            graph.nodes().indexOf(edge.from()), graph.nodes().indexOf(edge.to())
                        })
                        .toList());
        return IntStream.range(0, centres.length)
                .mapToObj(i -> new Box(names.get(i), centres[i][0], centres[i][1]))
                .toList();
    }

    private static void drawGraph(Drawing drawing, Pdag graph, List<Box> boxes, Function<Edge, Stroke> style) {
        List<String> nodes = graph.nodes();
        for (Edge edge : graph.edges()) {
            draw(
                    drawing,
                    edge,
                    style.apply(edge),
                    boxes.get(nodes.indexOf(edge.from())),
                    boxes.get(nodes.indexOf(edge.to())));
        }
        boxes.forEach(box -> box.draw(drawing));
    }

    private static Pdag withEdges(Pdag graph) {
        Set<String> ends = graph.edges().stream()
                .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                .collect(Collectors.toSet());
        return Pdag.of(graph.nodes().stream().filter(ends::contains).toList(), graph.edges());
    }

    /** Fills the square with the places; the two axes are stretched apart, as boxes are wide. */
    private static double[][] scaled(double[][] places, double side) {
        double[][] points = new double[places.length][2];
        for (int axis = 0; axis < 2; axis++) {
            int a = axis;
            double least = Stream.of(places).mapToDouble(p -> p[a]).min().orElse(0);
            double most = Stream.of(places).mapToDouble(p -> p[a]).max().orElse(0);
            for (int i = 0; i < places.length; i++) {
                double part = most - least < 1e-9 ? 0.5 : (places[i][axis] - least) / (most - least);
                points[i][axis] = part * side;
            }
        }
        return points;
    }

    private static void draw(Drawing drawing, Edge edge, Stroke stroke, Box from, Box to) {
        drawing.line(from.x(), from.y(), to.x(), to.y(), stroke);
        if (edge.type() == Edge.Type.DIRECTED) {
            double dx = to.x() - from.x();
            double dy = to.y() - from.y();
            double length = Math.max(1, Math.hypot(dx, dy));
            // Where the line enters the box: at its side or at its top, whichever comes first.
            double inside = Math.min(dx == 0 ? 1 : to.width() / 2 / Math.abs(dx), dy == 0 ? 1 : BOX / 2 / Math.abs(dy));
            double tipX = to.x() - dx * inside;
            double tipY = to.y() - dy * inside;
            double ux = dx / length * HEAD;
            double uy = dy / length * HEAD;
            drawing.fill(
                    new double[] {tipX, tipX - ux - uy / 2, tipX - ux + uy / 2},
                    new double[] {tipY, tipY - uy + ux / 2, tipY - uy - ux / 2},
                    stroke.ink());
        }
    }

    /** The look of a line in a legend. */
    static Look look(Stroke stroke) {
        return new Look(stroke.ink(), stroke.width(), stroke.isDashed(), Look.Mark.NONE, 0);
    }
}
