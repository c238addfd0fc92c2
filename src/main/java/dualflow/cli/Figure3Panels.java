package dualflow.cli;

import dualflow.experiment.Figure3;
import dualflow.tensor.Shape;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/** Figure 3 as a picture: the derivative image with a colour bar and the two pixels marked, the pairs of derivatives, and the pairs of pixels. */
final class Figure3Panels {
    private static final int SIZE = 336;
    private static final int MARGIN = 64;
    private static final int TITLE = 34;
    private static final int BAR = 14;
    private static final int BINS = 16;

    private final Graphics2D canvas;

    private Figure3Panels(Graphics2D canvas) {
        this.canvas = canvas;
    }

    /**
     * Draws the figure.
     *
     * @param figure the figure
     * @param image the shape of an image, [rows, columns, 1]
     * @param pixels the indices of the two pixels
     */
    static BufferedImage draw(Figure3 figure, Shape image, int[] pixels) {
        BufferedImage picture =
                new BufferedImage(3 * (SIZE + MARGIN) + MARGIN + 40, SIZE + TITLE + 44, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        Figure3Panels panels = new Figure3Panels(canvas);
        panels.derivativeImage(12, figure.image().tangents(), image, pixels);
        panels.derivatives(
                SIZE + 2 * MARGIN + 40, figure.derivatives().products().tangents());
        panels.pixels(2 * SIZE + 3 * MARGIN + 40, figure.images());
        canvas.dispose();
        return picture;
    }

    private void derivativeImage(int left, double[] derivative, Shape image, int[] pixels) {
        int columns = image.dim(-2);
        int scale = Math.max(1, SIZE / Math.max(image.dim(-3), columns));
        double largest = largest(derivative);
        title(left, "(a) derivative image, the two pixels framed");
        for (int i = 0; i < derivative.length; i++) {
            canvas.setColor(new Color(Colour.ofChange(largest == 0 ? 0 : derivative[i] / largest)));
            canvas.fillRect(left + i % columns * scale, TITLE + i / columns * scale, scale, scale);
        }
        canvas.setColor(Color.BLACK);
        for (int pixel : pixels) {
            canvas.drawRect(left + pixel % columns * scale, TITLE + pixel / columns * scale, scale - 1, scale - 1);
        }
        frame(left, columns * scale, image.dim(-3) * scale);
        bar(left + columns * scale + 10, largest);
    }

    private void bar(int left, double largest) {
        for (int y = 0; y < SIZE; y++) {
            canvas.setColor(new Color(Colour.ofChange(1 - 2 * (y + 0.5) / SIZE)));
            canvas.fillRect(left, TITLE + y, BAR, 1);
        }
        frame(left, BAR, SIZE);
        canvas.setColor(Color.BLACK);
        canvas.drawString(number(largest), left + BAR + 4, TITLE + 10);
        canvas.drawString("0", left + BAR + 4, TITLE + SIZE / 2 + 5);
        canvas.drawString(number(-largest), left + BAR + 4, TITLE + SIZE);
    }

    private void derivatives(int left, double[] pairs) {
        double reach = largest(pairs) * 1.05;
        title(left, "(b) derivatives of the two pixels");
        canvas.setColor(Color.LIGHT_GRAY);
        canvas.drawLine(left, TITLE + SIZE / 2, left + SIZE, TITLE + SIZE / 2);
        canvas.drawLine(left + SIZE / 2, TITLE, left + SIZE / 2, TITLE + SIZE);
        canvas.setColor(new Color(0x90000080, true));
        for (int i = 0; i < pairs.length && reach > 0; i += 2) {
            double x = left + SIZE * (pairs[i] / reach + 1) / 2;
            double y = TITLE + SIZE * (1 - pairs[i + 1] / reach) / 2;
            canvas.fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4));
        }
        frame(left, SIZE, SIZE);
        axes(left, number(-reach), number(reach), "derivative of the first", "of the second");
    }

    /** The darker a cell, the more images it holds, by the logarithm of their number. */
    private void pixels(int left, double[] pairs) {
        int[] counts = new int[BINS * BINS];
        for (int i = 0; i < pairs.length; i += 2) {
            counts[(BINS - 1 - bin(pairs[i + 1])) * BINS + bin(pairs[i])]++;
        }
        double greatest = Math.log1p(Arrays.stream(counts).max().orElseThrow());
        int cell = SIZE / BINS;
        title(left, "(c) the two pixels in the images");
        for (int i = 0; i < counts.length; i++) {
            int rest = 255 - (int) Math.rint(255 * Math.log1p(counts[i]) / greatest);
            canvas.setColor(new Color(rest, rest, Math.min(255, rest + 60)));
            canvas.fillRect(left + i % BINS * cell, TITLE + i / BINS * cell, cell, cell);
        }
        frame(left, SIZE, SIZE);
        axes(left, "0", "1", "brightness of the first", "of the second");
    }

    private static int bin(double brightness) {
        return (int) Math.max(0, Math.min(BINS - 1, brightness * BINS));
    }

    private void axes(int left, String low, String high, String x, String y) {
        canvas.setColor(Color.BLACK);
        int below = TITLE + SIZE + 16;
        canvas.drawString(low, left, below);
        canvas.drawString(high, left + SIZE - canvas.getFontMetrics().stringWidth(high), below);
        canvas.drawString(x, left + (SIZE - canvas.getFontMetrics().stringWidth(x)) / 2, below + 16);
        canvas.drawString(high, left - canvas.getFontMetrics().stringWidth(high) - 4, TITLE + 10);
        canvas.drawString(low, left - canvas.getFontMetrics().stringWidth(low) - 4, TITLE + SIZE);
        canvas.rotate(-Math.PI / 2, left - 8, TITLE + SIZE / 2);
        canvas.drawString(y, left - 8 - canvas.getFontMetrics().stringWidth(y) / 2, TITLE + SIZE / 2);
        canvas.rotate(Math.PI / 2, left - 8, TITLE + SIZE / 2);
    }

    private void title(int left, String title) {
        canvas.setColor(Color.BLACK);
        canvas.drawString(title, left, TITLE - 10);
    }

    private void frame(int left, int width, int height) {
        canvas.setColor(Color.GRAY);
        canvas.drawRect(left, TITLE, width, height);
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.3g", x);
    }
}
