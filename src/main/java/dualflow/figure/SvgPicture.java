package dualflow.figure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A drawing as SVG 1.1. It has no ids, so that several can stand in one page, and asks for nothing from outside. */
final class SvgPicture {
    private final StringBuilder out = new StringBuilder();

    private SvgPicture() {}

    static byte[] of(Drawing drawing) {
        SvgPicture svg = new SvgPicture();
        String w = Decimal.of(drawing.width());
        String h = Decimal.of(drawing.height());
        svg.out
                .append(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"")
                .append(w)
                .append("\" height=\"")
                .append(h)
                .append("\" viewBox=\"0 0 ")
                .append(w)
                .append(' ')
                .append(h)
                .append(
                        "\" role=\"img\" font-family=\"'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif\">\n<title>")
                .append(escaped(drawing.title()))
                .append("</title>\n")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.add(drawing.elements());
        return svg.out.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void add(List<Drawing.Element> elements) {
        for (Drawing.Element element : elements) {
            if (element instanceof Drawing.Fill fill) {
                path(fill.x(), fill.y(), true);
                fill(fill.ink());
                out.append("/>\n");
            } else if (element instanceof Drawing.Outline outline) {
                path(outline.x(), outline.y(), outline.isClosed());
                stroke(outline.stroke());
                out.append("/>\n");
            } else if (element instanceof Drawing.Disc disc) {
                out.append("<circle");
                number("cx", disc.x());
                number("cy", disc.y());
                number("r", disc.radius());
                fill(disc.ink());
                out.append("/>\n");
            } else if (element instanceof Drawing.Words words) {
                words(words);
            } else if (element instanceof Drawing.Pixels pixels) {
                pixels(pixels);
            } else if (element instanceof Drawing.Clip clip) {
                clip(clip);
            }
        }
    }

    private void path(double[] x, double[] y, boolean isClosed) {
        out.append("<path d=\"");
        for (int i = 0; i < x.length; i++) {
            out.append(i == 0 ? 'M' : 'L').append(Decimal.of(x[i])).append(' ').append(Decimal.of(y[i]));
        }
        out.append(isClosed ? "Z\"" : "\"");
    }

    private void fill(Ink ink) {
        out.append(" fill=\"").append(colour(ink)).append('"');
        if (ink.opacity() < 1) {
            number("fill-opacity", ink.opacity());
        }
    }

    private void stroke(Stroke stroke) {
        out.append(" fill=\"none\" stroke=\"").append(colour(stroke.ink())).append('"');
        number("stroke-width", stroke.width());
        out.append(" stroke-linejoin=\"round\"");
        if (stroke.ink().opacity() < 1) {
            number("stroke-opacity", stroke.ink().opacity());
        }
        if (stroke.isDashed()) {
            out.append(" stroke-dasharray=\"")
                    .append(Decimal.of(stroke.dash()))
                    .append(' ')
                    .append(Decimal.of(stroke.dash() / 2))
                    .append('"');
        }
    }

    private void words(Drawing.Words words) {
        String x = Decimal.of(words.x());
        String y = Decimal.of(words.y());
        out.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
        number("font-size", words.size());
        switch (words.anchor()) {
            case START -> {}
            case MIDDLE -> out.append(" text-anchor=\"middle\"");
            case END -> out.append(" text-anchor=\"end\"");
        }
        if (words.isUpright()) {
            out.append(" transform=\"rotate(-90 ")
                    .append(x)
                    .append(' ')
                    .append(y)
                    .append(")\"");
        }
        fill(words.ink());
        out.append('>').append(escaped(words.text())).append("</text>\n");
    }

    private void pixels(Drawing.Pixels pixels) {
        out.append("<image");
        number("x", pixels.x());
        number("y", pixels.y());
        number("width", pixels.width());
        number("height", pixels.height());
        out.append(
                        " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(PngPicture.encode(pixels.columns(), pixels.rgb())))
                .append("\"/>\n");
    }

    /** An inner page shows only what lies in it. */
    private void clip(Drawing.Clip clip) {
        out.append("<svg");
        number("x", clip.x());
        number("y", clip.y());
        number("width", clip.width());
        number("height", clip.height());
        out.append(" viewBox=\"")
                .append(Decimal.of(clip.x()))
                .append(' ')
                .append(Decimal.of(clip.y()))
                .append(' ')
                .append(Decimal.of(clip.width()))
                .append(' ')
                .append(Decimal.of(clip.height()))
                .append("\" overflow=\"hidden\">\n");
        add(clip.elements());
        out.append("</svg>\n");
    }

    private void number(String name, double value) {
        out.append(' ').append(name).append("=\"").append(Decimal.of(value)).append('"');
    }

    private static String colour(Ink ink) {
        return "#" + Integer.toHexString(0x1000000 | ink.rgb()).substring(1);
    }

    /** Text as XML, with a question mark for each character that XML cannot hold. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
