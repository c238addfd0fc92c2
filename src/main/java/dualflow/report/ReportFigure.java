package dualflow.report;

/**
 * A drawing.
 *
 * @param name of its file, with its ending
 * @param caption what it shows
 * @param alternative what it shows, for who cannot see it
 * @param content the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a page; never compared
public record ReportFigure(String name, String caption, String alternative, byte[] content) {
    /**
     * The type of the content.
     *
     * @return such as {@code image/png}
     */
    public String mediaType() {
        return name.endsWith(".svg") ? "image/svg+xml" : "image/png";
    }
}
