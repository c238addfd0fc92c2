package dualflow.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** Pictures as files: well formed, the same each time, and with all that was drawn. */
class FormatTest {
    private static final int[] CHECKED = {0xFF0000, 0x00FF00, 0x0000FF, 0x123456};

    private static Drawing drawing() {
        Plot plot = new Plot("x₀ < x₁ & \"σ²\"", "ε, 10⁻³", "café −1")
                .logarithmicX()
                .add("a <b>", new double[] {1e-3, 1, 1e3}, new double[] {1, Double.NaN, 2}, Look.line(Palette.BLUE))
                .add(
                        "with intervals",
                        new double[] {1, 10},
                        new double[] {0, 1},
                        new double[] {1, 2},
                        new double[] {2, 3},
                        Look.marks(Palette.VERMILION, Look.Mark.DIAMOND).faint(0.5))
                .below((drawing, place) -> drawing.pixels(place.x(1), place.y(2), 20, 20, 2, CHECKED));
        HeatMap map =
                new HeatMap("map", new double[][] {{1, -1}, {Double.NaN, 0}}, List.of("P", "Q"), 20, HeatMap.signed(1));
        return new Sheet("A sheet")
                .row(List.of(plot, map, new ColourBar("r", -1, 1, 100, HeatMap.signed(1), true)))
                .note("note\u0007")
                .draw();
    }

    private static Document xml(byte[] svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSamePictureGivesTheSameBytes(Format format) {
        assertThat(format.encode(drawing())).isEqualTo(format.encode(drawing())).isNotEmpty();
    }

    @Test
    void svgIsWellFormedAndHasTheTexts() throws Exception {
        Document svg = xml(Format.SVG.encode(drawing()));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A sheet");
        String text = svg.getDocumentElement().getTextContent();
        assertThat(text).contains("x₀ < x₁ & \"σ²\"", "ε, 10⁻³", "café −1", "a <b>", "with intervals", "note?", "none");
        assertThat(svg.getElementsByTagName("image").getLength()).isEqualTo(3);
    }

    /** So that several can stand in one page, which asks for nothing from outside. */
    @Test
    void svgHasNoIdsAndNoAddresses() {
        String svg = new String(Format.SVG.encode(drawing()), StandardCharsets.UTF_8);
        assertThat(svg).doesNotContain(" id=", "url(", "<script", "<style");
        assertThat(svg.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", ""))
                .doesNotContain("http:", "https:", "file:");
    }

    @Test
    void svgKeepsPixelsExactly() throws Exception {
        Drawing drawing = Drawing.ofPixels("pixels", 2, CHECKED);
        String address = xml(Format.SVG.encode(drawing))
                .getElementsByTagName("image")
                .item(0)
                .getAttributes()
                .getNamedItem("xlink:href")
                .getNodeValue();
        byte[] png = Base64.getDecoder().decode(address.replace("data:image/png;base64,", ""));
        assertThat(pixels(png)).isEqualTo(CHECKED);
        assertThat(pixels(Format.PNG.encode(drawing))).isEqualTo(CHECKED);
    }

    private static int[] pixels(byte[] png) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xFFFFFF;
        }
        return rgb;
    }

    @Test
    void pngHasTwoPixelsAPointAndTheColours() throws Exception {
        Drawing drawing = new Drawing("box", 30.2, 20);
        drawing.box(10, 5, 10, 10, new Ink(Palette.BLUE));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Format.PNG.encode(drawing)));
        assertThat(image.getWidth()).isEqualTo(61);
        assertThat(image.getHeight()).isEqualTo(40);
        assertThat(image.getRGB(20, 10) & 0xFFFFFF).isEqualTo(Palette.BLUE);
        assertThat(image.getRGB(19, 10) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    @Test
    void pdfHasItsObjectsWhereItsTableSays() {
        String pdf = new String(Format.PDF.encode(drawing()), StandardCharsets.ISO_8859_1);
        assertThat(pdf).startsWith("%PDF-1.4\n").endsWith("%%EOF\n").doesNotContain("/ID", "Date");
        int table = Integer.parseInt(pdf.substring(pdf.indexOf("startxref\n") + 10, pdf.lastIndexOf("\n%%EOF")));
        assertThat(pdf.substring(table)).startsWith("xref\n0 ");
        Matcher entry = Pattern.compile("(\\d{10}) 00000 n ").matcher(pdf.substring(table));
        int objects = 0;
        while (entry.find()) {
            objects++;
            assertThat(pdf.substring(Integer.parseInt(entry.group(1)))).startsWith(objects + " 0 obj\n");
        }
        assertThat(objects).isEqualTo(6 + 3); // three images
    }

    @Test
    void pdfTellsWhatItCannotWrite() {
        Drawing drawing = new Drawing("words", 100, 100);
        drawing.text(10, 10, "größe 人 10⁻³ ε xᵀ", 12, Drawing.Anchor.START);
        drawing.clipped(0, 0, 50, 50, inside -> inside.upright(10, 10, "✓", 12, Drawing.Anchor.END));
        assertThat(Format.PDF.lacking(drawing)).isEqualTo("✓人");
        assertThat(Format.SVG.lacking(drawing)).isEmpty();
        assertThat(Format.PDF.encode(drawing)).isNotEmpty();
    }
}
