package dualflow.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame that all pages share: their head, their style and what they may load, which is nothing. */
public final class HtmlPage {
    private static final String STYLE = "page.css";

    /** A browser refuses whatever a page that obeys this would load or run. */
    private static final String NOTHING_FROM_OUTSIDE =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private HtmlPage() {}

    /**
     * Begins a page: its head, and its heading in the body.
     *
     * @param title the title
     * @return the page, in whose body what is written next stands
     */
    public static Html begin(String title) {
        return new Html()
                .open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml")
                .line()
                .open("head")
                .line()
                .empty("meta", "charset", "utf-8")
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .empty("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_FROM_OUTSIDE)
                .element("title", title)
                .open("style")
                .line()
                .markup(style())
                .close()
                .close()
                .open("body")
                .line()
                .element("h1", title);
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("/dualflow/report/" + STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + STYLE + " inside the jar cannot be read.", e);
        }
    }
}
