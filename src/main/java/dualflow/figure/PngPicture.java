package dualflow.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A drawing as PNG. Text needs Java's fonts; pixels alone need nothing. */
final class PngPicture {
    private static final byte[] SIGNATURE = {(byte) 137, 80, 78, 71, 13, 10, 26, 10};

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final Graphics2D canvas;

    private PngPicture(Graphics2D canvas) {
        this.canvas = canvas;
    }

    static byte[] of(Drawing drawing) {
        if (drawing.elements().size() == 1
                && drawing.pixelsPerPoint() == 1
                && drawing.elements().get(0) instanceof Drawing.Pixels pixels) {
            return encode(pixels.columns(), pixels.rgb());
        }
        int scale = drawing.pixelsPerPoint();
        int width = (int) Math.ceil(scale * drawing.width());
        int height = (int) Math.ceil(scale * drawing.height());
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            canvas.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
            canvas.scale(scale, scale);
            new PngPicture(canvas).add(drawing.elements());
        } finally {
            canvas.dispose();
        }
        return encode(width, picture.getRGB(0, 0, width, height, null, 0, width));
    }

    private void add(List<Drawing.Element> elements) {
        for (Drawing.Element element : elements) {
            if (element instanceof Drawing.Fill fill) {
                ink(fill.ink());
                canvas.fill(path(fill.x(), fill.y(), true));
            } else if (element instanceof Drawing.Outline outline) {
                ink(outline.stroke().ink());
                canvas.setStroke(stroke(outline.stroke()));
                canvas.draw(path(outline.x(), outline.y(), outline.isClosed()));
            } else if (element instanceof Drawing.Disc disc) {
                double r = disc.radius();
                ink(disc.ink());
                canvas.fill(new Ellipse2D.Double(disc.x() - r, disc.y() - r, 2 * r, 2 * r));
            } else if (element instanceof Drawing.Words words) {
                words(words);
            } else if (element instanceof Drawing.Pixels pixels) {
                pixels(pixels);
            } else if (element instanceof Drawing.Clip clip) {
                Shape before = canvas.getClip();
                canvas.clip(new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
                add(clip.elements());
                canvas.setClip(before);
            }
        }
    }

    private void ink(Ink ink) {
        canvas.setColor(new Color((int) Math.rint(255 * ink.opacity()) << 24 | ink.rgb(), true));
    }

    private static BasicStroke stroke(Stroke stroke) {
        float[] dashes = {(float) stroke.dash(), (float) stroke.dash() / 2};
        float width = (float) stroke.width();
        return stroke.isDashed()
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    private static Path2D path(double[] x, double[] y, boolean isClosed) {
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        if (isClosed) {
            path.closePath();
        }
        return path;
    }

    private void words(Drawing.Words words) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) words.size());
        canvas.setFont(font);
        ink(words.ink());
        double width = font.getStringBounds(words.text(), canvas.getFontRenderContext())
                .getWidth();
        double start = switch (words.anchor()) {
            case START -> 0;
            case MIDDLE -> -width / 2;
            case END -> -width;
        };
        AffineTransform level = canvas.getTransform();
        canvas.translate(words.x(), words.y());
        if (words.isUpright()) {
            canvas.rotate(-Math.PI / 2);
        }
        canvas.drawString(words.text(), (float) start, 0);
        canvas.setTransform(level);
    }

    private void pixels(Drawing.Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.columns(), pixels.rows(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, pixels.columns(), pixels.rows(), pixels.rgb(), 0, pixels.columns());
        AffineTransform place = AffineTransform.getTranslateInstance(pixels.x(), pixels.y());
        place.scale(pixels.width() / pixels.columns(), pixels.height() / pixels.rows());
        canvas.drawImage(image, place, null);
    }

    /** Pixels 0xRRGGBB, row by row, as a PNG file of eight bits a channel. */
    static byte[] encode(int columns, int[] rgb) {
        int rows = rgb.length / columns;
        byte[] lines = new byte[rows * (3 * columns + 1)];
        int at = 0;
        for (int i = 0; i < rgb.length; i++) {
            if (i % columns == 0) {
                lines[at++] = 0; // the line's filter: none
            }
            lines[at++] = (byte) (rgb[i] >> 16);
            lines[at++] = (byte) (rgb[i] >> 8);
            lines[at++] = (byte) rgb[i];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte[] header = {8, 2, 0, 0, 0}; // bits, colours red green blue, and the only methods there are
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13).putInt(columns).putInt(rows).put(header).array());
        chunk(out, "IDAT", deflated(lines));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 sum = new CRC32();
        sum.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** In zlib's format, for PNG and PDF. */
    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
