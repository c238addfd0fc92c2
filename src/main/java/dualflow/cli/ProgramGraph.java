package dualflow.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a program as a graph in SVG: each operation below those that it takes, with its value and its tangent. */
final class ProgramGraph {
    private static final int GAP = 18;
    private static final int ROW = 92;
    private static final int BOX = 44;
    private static final double LETTER = 8.5; // of the labels' font
    private static final int SWEEPS = 4;
    private static final String BEND = "bend";

    /**
     * A value of the program.
     *
     * @param name its name, by which others take it
     * @param label the operation
     * @param values its numbers
     * @param arguments the names of what it takes
     * @param style a class of the style sheet: "moving", "resting" or "kink"
     */
    record Node(String name, String label, String values, List<String> arguments, String style) {}

    private final List<List<Node>> layers = new ArrayList<>();
    private final Map<String, Double> centres = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private double width;

    private ProgramGraph(List<Node> nodes) {
        for (Node node : nodes) {
            int depth = node.arguments().stream()
                            .mapToInt(argument -> depths.getOrDefault(argument, -1))
                            .max()
                            .orElse(-1)
                    + 1;
            List<String> above = node.arguments().stream()
                    .filter(depths::containsKey)
                    .map(argument -> above(argument, depth))
                    .toList();
            add(depth, new Node(node.name(), node.label(), node.values(), above, node.style()));
        }
        width = layers.stream().mapToDouble(ProgramGraph::width).max().orElse(0);
        place();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<Node> layer : layers) {
                layer.sort(Comparator.comparingDouble(this::wanted));
            }
            place();
        }
    }

    /** The value itself where it is one layer above, or else the bend there of the edge from it. */
    private String above(String argument, int depth) {
        String last = argument;
        for (int d = depths.get(argument) + 1; d < depth; d++) {
            String bend = argument + "@" + d;
            if (!depths.containsKey(bend)) {
                add(d, new Node(bend, "", "", List.of(last), BEND));
            }
            last = bend;
        }
        return last;
    }

    private void add(int depth, Node node) {
        while (layers.size() <= depth) {
            layers.add(new ArrayList<>());
        }
        layers.get(depth).add(node);
        depths.put(node.name(), depth);
    }

    /**
     * The graph.
     *
     * @param nodes the values in the order in which they are computed
     * @return an element {@code svg}, whose style sheet is the page's
     */
    static String of(List<Node> nodes) {
        return new ProgramGraph(nodes).svg();
    }

    private static double width(Node node) {
        return Math.max(node.label().length(), node.values().length()) * LETTER + 16;
    }

    private static double width(List<Node> layer) {
        return layer.stream().mapToDouble(node -> width(node) + GAP).sum();
    }

    /** The middle of what a node takes, where it would best stand. */
    private double wanted(Node node) {
        return node.arguments().stream()
                .mapToDouble(centres::get)
                .average()
                .orElse(centres.getOrDefault(node.name(), 0.0));
    }

    private void place() {
        for (List<Node> layer : layers) {
            double left = (width - width(layer)) / 2;
            for (Node node : layer) {
                centres.put(node.name(), left + (width(node) + GAP) / 2);
                left += width(node) + GAP;
            }
        }
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        int height = layers.size() * ROW - (ROW - BOX) + 8;
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"graph\" role=\"img\" aria-label=\"The program as a graph\" viewBox=\"0 0 %.0f %d\""
                        + " width=\"%.0f\" height=\"%d\">%n",
                width,
                height,
                width,
                height));
        List<Node> all = layers.stream().flatMap(List::stream).toList();
        for (Node node : all) {
            for (String argument : node.arguments()) {
                edge(svg, argument, node.name());
            }
            if (node.style().equals(BEND)) {
                double x = centres.get(node.name());
                svg.append(String.format(
                        Locale.ROOT,
                        "<path class=\"edge\" d=\"M%.1f %.1f V%.1f\"/>%n",
                        x,
                        top(node.name()),
                        top(node.name()) + BOX));
            }
        }
        for (Node node : all) {
            if (node.style().equals(BEND)) {
                continue;
            }
            double centre = centres.get(node.name());
            double top = top(node.name());
            svg.append(String.format(
                    Locale.ROOT,
                    "<g class=\"node %s\" id=\"node-%s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\""
                            + " rx=\"6\"/><text x=\"%.1f\" y=\"%.1f\">%s</text><text class=\"values\" x=\"%.1f\""
                            + " y=\"%.1f\">%s</text></g>%n",
                    node.style(),
                    ExplainedPage.escaped(node.name()),
                    centre - width(node) / 2,
                    top,
                    width(node),
                    BOX,
                    centre,
                    top + 18,
                    ExplainedPage.escaped(node.label()),
                    centre,
                    top + 36,
                    ExplainedPage.escaped(node.values())));
        }
        return svg.append("</svg>\n").toString();
    }

    private double top(String name) {
        return 4.0 + depths.get(name) * ROW;
    }

    private void edge(StringBuilder svg, String from, String to) {
        double startX = centres.get(from);
        double startY = top(from) + BOX;
        double endX = centres.get(to);
        double endY = top(to);
        double middle = (startY + endY) / 2;
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"edge\" d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>%n",
                startX,
                startY,
                startX,
                middle,
                endX,
                middle,
                endX,
                endY));
    }
}
