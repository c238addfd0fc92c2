package dualflow.cli;

import dualflow.data.Quoted;
import dualflow.experiment.Figure5;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Matrices of correlations as pictures, two in a row: red for positive ones, blue for negative ones, white for 0, grey where undefined, with
 * a bar that shows the colours' values.
 */
final class HeatMaps {
    private static final int COLUMNS = 2;
    private static final int MARGIN = 150;
    private static final int TITLE = 30;
    private static final int BAR = 90;

    /** A matrix is about as wide as this, in pixels. */
    private static final int WIDTH = 560;

    private static final int LARGEST_CELL = 40;

    /** Smaller cells have no names beside them. */
    private static final int SMALLEST_NAMED = 8;

    private static final int UNDEFINED = 0xB0B0B0;

    private final List<String> names;
    private final int cell;
    private final Graphics2D canvas;
    private final BufferedImage picture;

    private HeatMaps(Figure5 figure) {
        names = figure.names();
        cell = Math.max(1, Math.min(LARGEST_CELL, WIDTH / names.size()));
        int panels = figure.matrices().size();
        int across = Math.min(COLUMNS, panels);
        int down = (panels + COLUMNS - 1) / COLUMNS;
        picture = new BufferedImage(across * panelWidth() + BAR, down * panelHeight(), BufferedImage.TYPE_INT_RGB);
        canvas = picture.createGraphics();
    }

    static BufferedImage draw(Figure5 figure) {
        HeatMaps maps = new HeatMaps(figure);
        maps.canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        maps.canvas.setColor(Color.WHITE);
        maps.canvas.fillRect(0, 0, maps.picture.getWidth(), maps.picture.getHeight());
        for (int i = 0; i < figure.matrices().size(); i++) {
            maps.panel(
                    i % COLUMNS * maps.panelWidth() + MARGIN,
                    i / COLUMNS * maps.panelHeight() + TITLE,
                    figure.matrices().get(i));
        }
        maps.bar(maps.picture.getWidth() - BAR + 20, TITLE);
        maps.canvas.dispose();
        return maps.picture;
    }

    private int panelWidth() {
        return MARGIN + names.size() * cell;
    }

    private int panelHeight() {
        return TITLE + names.size() * cell + MARGIN;
    }

    private void panel(int left, int top, Figure5.Matrix matrix) {
        canvas.setColor(Color.BLACK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        canvas.drawString(Quoted.plain(matrix.title()), left, top - 10);
        for (int a = 0; a < names.size(); a++) {
            for (int b = 0; b < names.size(); b++) {
                canvas.setColor(colour(matrix.at(a, b)));
                canvas.fillRect(left + b * cell, top + a * cell, cell, cell);
            }
        }
        if (cell >= SMALLEST_NAMED) {
            names(left, top);
        }
    }

    private void names(int left, int top) {
        canvas.setColor(Color.BLACK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(12, cell - 1)));
        int ascent = canvas.getFontMetrics().getAscent();
        int bottom = top + names.size() * cell;
        for (int i = 0; i < names.size(); i++) {
            String name = Quoted.plain(names.get(i));
            int width = canvas.getFontMetrics().stringWidth(name);
            int middle = i * cell + (cell + ascent) / 2 - 1;
            canvas.drawString(name, left - 4 - width, top + middle);
            AffineTransform upright = canvas.getTransform();
            canvas.rotate(-Math.PI / 2, left + middle, bottom + 4 + width);
            canvas.drawString(name, left + middle, bottom + 4 + width);
            canvas.setTransform(upright);
        }
    }

    private static Color colour(OptionalDouble correlation) {
        return new Color(
                correlation.isPresent()
                        ? Colour.ofChange(Math.max(-1, Math.min(1, correlation.getAsDouble())))
                        : UNDEFINED);
    }

    /** The colours from 1 down to -1. */
    private void bar(int left, int top) {
        int height = 200;
        for (int y = 0; y < height; y++) {
            canvas.setColor(colour(OptionalDouble.of(1 - 2.0 * y / (height - 1))));
            canvas.fillRect(left, top + y, 16, 1);
        }
        canvas.setColor(Color.BLACK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int tick = -2; tick <= 2; tick++) {
            int y = top + (2 - tick) * height / 4;
            canvas.drawString(String.format(Locale.ROOT, "%4.1f", tick / 2.0), left + 22, y + 4);
        }
        canvas.setColor(new Color(UNDEFINED));
        canvas.fillRect(left, top + height + 20, 16, 12);
        canvas.setColor(Color.BLACK);
        canvas.drawString("none", left + 22, top + height + 31);
    }
}
