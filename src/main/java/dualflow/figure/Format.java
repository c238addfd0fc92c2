package dualflow.figure;

import java.util.Locale;

/** The formats of a picture's file. */
public enum Format {
    /** Pixels, two a point. */
    PNG,
    /** Scalable shapes and text, for web pages. */
    SVG,
    /** The same, for print. */
    PDF;

    /**
     * The bytes of a picture's file.
     *
     * @param drawing the picture
     * @return them, the same for the same picture
     */
    public byte[] encode(Drawing drawing) {
        return switch (this) {
            case PNG -> PngPicture.of(drawing);
            case SVG -> SvgPicture.of(drawing);
            case PDF -> PdfPicture.of(drawing);
        };
    }

    /**
     * How the names of such files end, without the dot.
     *
     * @return the ending
     */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The characters of a picture's texts that its file cannot show, and has question marks for.
     *
     * @param drawing the picture
     * @return each once; empty if there are none
     */
    public String lacking(Drawing drawing) {
        return this == PDF ? PdfPicture.lacking(drawing) : "";
    }
}
