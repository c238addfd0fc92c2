package dualflow.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of series, each beside a sample of its look, in as few lines as have room for them. */
public final class Legend {
    private static final double LINE = 19;
    private static final double SAMPLE = 26;
    private static final double GAP = 16;

    private final Map<String, Look> names = new LinkedHashMap<>();

    /** An empty legend. */
    public Legend() {}

    /**
     * Adds a name, unless it is there.
     *
     * @param name the name; with an empty one nothing is added
     * @param look its look
     * @return this legend, modified
     */
    public Legend add(String name, Look look) {
        if (!name.isEmpty()) {
            names.putIfAbsent(name, look);
        }
        return this;
    }

    /**
     * The legend as a panel.
     *
     * @param width how wide a line is, in points
     * @return the panel
     */
    public Panel panel(double width) {
        return new Panel() {
            @Override
            public double width() {
                return width;
            }

            @Override
            public double height() {
                return Legend.this.height(width);
            }

            @Override
            public void draw(Drawing drawing, double x, double y) {
                Legend.this.draw(drawing, x, y, width);
            }
        };
    }

    double height(double width) {
        return lines(width).size() * LINE;
    }

    private List<List<String>> lines(double width) {
        List<List<String>> lines = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (String name : names.keySet()) {
            double needed = width(name);
            if (used + needed - GAP > width) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(name);
            used += needed;
        }
        return lines;
    }

    private static double width(String name) {
        return SAMPLE + 6 + Lettering.room(name, Sheet.TEXT) + GAP;
    }

    void draw(Drawing drawing, double left, double top, double width) {
        double y = top + Sheet.TEXT;
        for (List<String> line : lines(width)) {
            double x = left;
            for (String name : line) {
                Look look = names.get(name);
                double middle = y - 0.35 * Sheet.TEXT;
                if (look.width() > 0) {
                    drawing.line(x, middle, x + SAMPLE, middle, look.stroke());
                }
                look.mark(drawing, x + SAMPLE / 2, middle);
                drawing.text(x + SAMPLE + 6, y, name, Sheet.TEXT, Drawing.Anchor.START);
                x += width(name);
            }
            y += LINE;
        }
    }
}
