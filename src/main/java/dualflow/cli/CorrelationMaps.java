package dualflow.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Two matrices of correlations and their difference as heat maps: red for positive, blue for negative, grey where undefined. */
final class CorrelationMaps {
    private static final int SIZE = 320;
    private static final int GAP = 20;
    private static final int TITLE = 34;
    private static final int BAR = 14;
    private static final Color UNDEFINED = new Color(0xBBBBBB);

    private final Graphics2D canvas;

    private CorrelationMaps(Graphics2D canvas) {
        this.canvas = canvas;
    }

    /**
     * Draws the matrices.
     *
     * @param estimated the one, with null where undefined
     * @param empirical the other, equally large
     */
    static BufferedImage draw(Double[][] estimated, Double[][] empirical) {
        int cell = Math.max(1, SIZE / estimated.length);
        int size = cell * estimated.length;
        BufferedImage picture =
                new BufferedImage(3 * (size + GAP) + GAP + BAR + 40, size + TITLE + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        CorrelationMaps maps = new CorrelationMaps(canvas);
        maps.map(GAP, cell, "Corr of the derivatives", estimated);
        maps.map(size + 2 * GAP, cell, "Pearson of the images", empirical);
        maps.map(2 * size + 3 * GAP, cell, "their difference", difference(estimated, empirical));
        maps.bar(3 * (size + GAP) + GAP, size);
        canvas.dispose();
        return picture;
    }

    private static Double[][] difference(Double[][] a, Double[][] b) {
        Double[][] difference = new Double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                difference[i][j] = a[i][j] == null || b[i][j] == null ? null : (Double) (a[i][j] - b[i][j]);
            }
        }
        return difference;
    }

    private void map(int left, int cell, String title, Double[][] matrix) {
        canvas.setColor(Color.BLACK);
        canvas.drawString(title, left, TITLE - 10);
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                Double r = matrix[i][j];
                canvas.setColor(r == null ? UNDEFINED : new Color(Colour.ofChange(Math.max(-1, Math.min(1, r)))));
                canvas.fillRect(left + j * cell, TITLE + i * cell, cell, cell);
            }
        }
        frame(left, cell * matrix.length, cell * matrix.length);
    }

    private void bar(int left, int size) {
        for (int y = 0; y < size; y++) {
            canvas.setColor(new Color(Colour.ofChange(1 - 2 * (y + 0.5) / size)));
            canvas.fillRect(left, TITLE + y, BAR, 1);
        }
        frame(left, BAR, size);
        canvas.setColor(Color.BLACK);
        canvas.drawString("1", left + BAR + 4, TITLE + 10);
        canvas.drawString("0", left + BAR + 4, TITLE + size / 2 + 5);
        canvas.drawString("-1", left + BAR + 4, TITLE + size);
    }

    private void frame(int left, int width, int height) {
        canvas.setColor(Color.GRAY);
        canvas.drawRect(left, TITLE, width, height);
    }
}
