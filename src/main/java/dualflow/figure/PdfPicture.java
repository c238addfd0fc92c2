package dualflow.figure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A drawing as a PDF of one page, without dates or identifiers, in the fonts that every reader has. */
final class PdfPicture {
    /** A circle by four curves: how far their control points are, in radii. */
    private static final double KAPPA = 0.5522847498;

    private final double height;
    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> opacities = new LinkedHashMap<>();
    private final List<Drawing.Pixels> images = new ArrayList<>();

    private PdfPicture(double height) {
        this.height = height;
    }

    static byte[] of(Drawing drawing) {
        PdfPicture pdf = new PdfPicture(drawing.height());
        pdf.add(drawing.elements());
        return pdf.file(drawing);
    }

    /** The characters of a drawing's texts that the fonts lack, each of which is a question mark in the PDF. */
    static String lacking(Drawing drawing) {
        TreeSet<Integer> lacking = new TreeSet<>();
        lacking(drawing.elements(), lacking);
        StringBuilder text = new StringBuilder();
        lacking.forEach(text::appendCodePoint);
        return text.toString();
    }

    private static void lacking(List<Drawing.Element> elements, Set<Integer> lacking) {
        for (Drawing.Element element : elements) {
            if (element instanceof Drawing.Words words) {
                words.text().codePoints().filter(c -> !PdfText.has(c)).forEach(lacking::add);
            } else if (element instanceof Drawing.Clip clip) {
                lacking(clip.elements(), lacking);
            }
        }
    }

    private void add(List<Drawing.Element> elements) {
        for (Drawing.Element element : elements) {
            if (element instanceof Drawing.Fill fill) {
                ink(fill.ink());
                path(fill.x(), fill.y(), true);
                page.append("f\n");
            } else if (element instanceof Drawing.Outline outline) {
                ink(outline.stroke().ink());
                stroke(outline.stroke());
                path(outline.x(), outline.y(), outline.isClosed());
                page.append("S\n");
            } else if (element instanceof Drawing.Disc disc) {
                disc(disc);
            } else if (element instanceof Drawing.Words words) {
                ink(words.ink());
                page.append(PdfText.of(words, height));
            } else if (element instanceof Drawing.Pixels pixels) {
                page.append("q ");
                numbers(pixels.width(), 0, 0, pixels.height(), pixels.x(), height - pixels.y() - pixels.height());
                page.append("cm /I").append(images.size()).append(" Do Q\n");
                images.add(pixels);
            } else if (element instanceof Drawing.Clip clip) {
                page.append("q ");
                numbers(clip.x(), height - clip.y() - clip.height(), clip.width(), clip.height());
                page.append("re W n\n");
                add(clip.elements());
                page.append("Q\n");
            }
        }
    }

    private void ink(Ink ink) {
        String opacity = Decimal.of(ink.opacity());
        String state = opacities.computeIfAbsent(opacity, o -> "G" + opacities.size());
        page.append('/').append(state).append(" gs ");
        String colour = Decimal.of((ink.rgb() >> 16 & 255) / 255.0) + " " + Decimal.of((ink.rgb() >> 8 & 255) / 255.0)
                + " " + Decimal.of((ink.rgb() & 255) / 255.0);
        page.append(colour).append(" rg ").append(colour).append(" RG\n");
    }

    private void stroke(Stroke stroke) {
        page.append(Decimal.of(stroke.width())).append(" w 1 j ");
        page.append(
                stroke.isDashed()
                        ? "[" + Decimal.of(stroke.dash()) + " " + Decimal.of(stroke.dash() / 2) + "] 0 d\n"
                        : "[] 0 d\n");
    }

    private void path(double[] x, double[] y, boolean isClosed) {
        for (int i = 0; i < x.length; i++) {
            numbers(x[i], height - y[i]);
            page.append(i == 0 ? "m\n" : "l\n");
        }
        if (isClosed) {
            page.append("h\n");
        }
    }

    private void disc(Drawing.Disc disc) {
        double x = disc.x();
        double y = height - disc.y();
        double r = disc.radius();
        double c = KAPPA * r;
        ink(disc.ink());
        numbers(x + r, y);
        page.append("m ");
        numbers(x + r, y + c, x + c, y + r, x, y + r);
        page.append("c ");
        numbers(x - c, y + r, x - r, y + c, x - r, y);
        page.append("c ");
        numbers(x - r, y - c, x - c, y - r, x, y - r);
        page.append("c ");
        numbers(x + c, y - r, x + r, y - c, x + r, y);
        page.append("c f\n");
    }

    private void numbers(double... numbers) {
        for (double number : numbers) {
            page.append(Decimal.of(number)).append(' ');
        }
    }

    private byte[] file(Drawing drawing) {
        List<byte[]> objects = new ArrayList<>();
        objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
        objects.add(ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
        StringBuilder resources = new StringBuilder("<< /Font << /F1 5 0 R /F2 6 0 R >> /ExtGState << ");
        opacities.forEach((opacity, name) ->
                resources.append(String.format(Locale.ROOT, "/%s << /ca %s /CA %s >> ", name, opacity, opacity)));
        resources.append(">> /XObject << ");
        for (int i = 0; i < images.size(); i++) {
            resources.append("/I").append(i).append(' ').append(7 + i).append(" 0 R ");
        }
        resources.append(">> >>");
        objects.add(ascii("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + Decimal.of(drawing.width()) + " "
                + Decimal.of(drawing.height()) + "] /Contents 4 0 R /Resources " + resources + " >>"));
        objects.add(stream("", ascii(page.toString())));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"));
        for (Drawing.Pixels image : images) {
            objects.add(image(image));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.4\n"));
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            offsets.add(out.size());
            out.writeBytes(ascii((i + 1) + " 0 obj\n"));
            out.writeBytes(objects.get(i));
            out.writeBytes(ascii("\nendobj\n"));
        }
        int table = out.size();
        out.writeBytes(ascii("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n"));
        offsets.forEach(offset -> out.writeBytes(ascii(String.format(Locale.ROOT, "%010d 00000 n \n", offset))));
        out.writeBytes(ascii(
                "trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n"));
        return out.toByteArray();
    }

    private static byte[] image(Drawing.Pixels image) {
        int[] rgb = image.rgb();
        byte[] bytes = new byte[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            bytes[3 * i] = (byte) (rgb[i] >> 16);
            bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
            bytes[3 * i + 2] = (byte) rgb[i];
        }
        return stream(
                "/Type /XObject /Subtype /Image /Width " + image.columns() + " /Height " + image.rows()
                        + " /ColorSpace /DeviceRGB /BitsPerComponent 8 ",
                bytes);
    }

    private static byte[] stream(String entries, byte[] content) {
        byte[] deflated = PngPicture.deflated(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("<< " + entries + "/Filter /FlateDecode /Length " + deflated.length + " >>\nstream\n"));
        out.writeBytes(deflated);
        out.writeBytes(ascii("\nendstream"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
