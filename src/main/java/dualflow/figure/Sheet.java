package dualflow.figure;

import java.util.ArrayList;
import java.util.List;

/** Panels in rows under a title, with lines of explanation below. */
public final class Sheet {
    /** The size of a title's letters, in points. */
    public static final double TITLE = 15;

    /** The size of the other letters. */
    public static final double TEXT = 13;

    private static final double MARGIN = 10;

    private final String title;
    private final List<List<Panel>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A sheet without panels.
     *
     * @param title its title
     */
    public Sheet(String title) {
        this.title = title;
    }

    /**
     * One panel as a drawing.
     *
     * @param title what it shows, not written on it
     * @param panel the panel
     * @return the drawing
     */
    public static Drawing of(String title, Panel panel) {
        Drawing drawing = new Drawing(title, panel.width() + 2 * MARGIN, panel.height() + 2 * MARGIN);
        panel.draw(drawing, MARGIN, MARGIN);
        return drawing;
    }

    /**
     * Adds a row.
     *
     * @param panels its panels, from the left
     * @return this sheet, modified
     */
    public Sheet row(List<? extends Panel> panels) {
        rows.add(List.copyOf(panels));
        return this;
    }

    /**
     * Adds panels in rows of at most so many.
     *
     * @param across how many are in a row
     * @param panels the panels
     * @return this sheet, modified
     */
    public Sheet rows(int across, List<? extends Panel> panels) {
        for (int i = 0; i < panels.size(); i += across) {
            row(panels.subList(i, Math.min(panels.size(), i + across)));
        }
        return this;
    }

    /**
     * Adds a line of explanation.
     *
     * @param line the line
     * @return this sheet, modified
     */
    public Sheet note(String line) {
        notes.add(line);
        return this;
    }

    /**
     * Draws it.
     *
     * @return the drawing
     */
    public Drawing draw() {
        double width = Lettering.room(title, TITLE);
        double height = 2 * MARGIN + TITLE + 10;
        for (List<Panel> row : rows) {
            width = Math.max(width, row.stream().mapToDouble(Panel::width).sum() + MARGIN * (row.size() - 1));
            height += tallest(row) + MARGIN;
        }
        width = Math.max(
                width,
                notes.stream().mapToDouble(n -> Lettering.room(n, TEXT)).max().orElse(0));
        Drawing drawing = new Drawing(title, width + 2 * MARGIN, height + notes.size() * (TEXT + 5));
        double y = MARGIN + TITLE;
        drawing.text(MARGIN, y, title, TITLE, Drawing.Anchor.START);
        y += 10;
        for (List<Panel> row : rows) {
            double x = MARGIN;
            for (Panel panel : row) {
                panel.draw(drawing, x, y);
                x += panel.width() + MARGIN;
            }
            y += tallest(row) + MARGIN;
        }
        for (String note : notes) {
            y += TEXT;
            drawing.text(MARGIN, y, note, TEXT, Drawing.Anchor.START);
            y += 5;
        }
        return drawing;
    }

    private static double tallest(List<Panel> row) {
        return row.stream().mapToDouble(Panel::height).max().orElse(0);
    }
}
