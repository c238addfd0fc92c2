package dualflow.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A matrix of correlations as colours: red for 1, white for 0, blue for -1, grey where it is undefined. */
final class CorrelationHeatMap {
    private static final int WIDTH = 640;
    private static final int NAMES = 150;
    private static final int BAR = 90;
    private static final int TITLE = 24;
    private static final int LARGEST_CELL = 60;
    private static final int SMALLEST_CELL = 8;

    private CorrelationHeatMap() {}

    /**
     * Draws the matrix.
     *
     * @param names of rows and columns
     * @param values by row and column; null where undefined
     * @param title what it shows
     * @return the picture
     */
    static BufferedImage draw(List<String> names, Double[][] values, String title) {
        int m = names.size();
        int cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, WIDTH / m));
        int side = cell * m;
        BufferedImage picture = new BufferedImage(NAMES + side + BAR, TITLE + side + NAMES, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                canvas.setColor(values[a][b] == null ? Color.LIGHT_GRAY : new Color(Colour.ofChange(values[a][b])));
                canvas.fillRect(NAMES + b * cell, TITLE + a * cell, cell, cell);
            }
        }
        canvas.setColor(Color.BLACK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        canvas.drawString(title, NAMES, TITLE - 8);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(12, cell + 1)));
        for (int a = 0; a < m; a++) {
            int middle = a * cell + cell / 2 + 4;
            int width = canvas.getFontMetrics().stringWidth(names.get(a));
            canvas.drawString(names.get(a), NAMES - 6 - width, TITLE + middle);
            canvas.translate(NAMES + middle, TITLE + side + 6 + width);
            canvas.rotate(-Math.PI / 2);
            canvas.drawString(names.get(a), 0, 0);
            canvas.rotate(Math.PI / 2);
            canvas.translate(-NAMES - middle, -TITLE - side - 6 - width);
        }
        bar(canvas, NAMES + side + 20, side);
        canvas.dispose();
        return picture;
    }

    private static void bar(Graphics2D canvas, int left, int height) {
        for (int y = 0; y < height; y++) {
            canvas.setColor(new Color(Colour.ofChange(1 - 2.0 * y / Math.max(1, height - 1))));
            canvas.fillRect(left, TITLE + y, 16, 1);
        }
        canvas.setColor(Color.BLACK);
        canvas.drawString("1", left + 22, TITLE + 10);
        canvas.drawString("0", left + 22, TITLE + height / 2 + 4);
        canvas.drawString("-1", left + 22, TITLE + height);
    }
}
