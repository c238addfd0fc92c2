package dualflow.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML that is well-formed XML too: all text is escaped, and every element is closed. */
public final class Html {
    /** Elements that stand in a line of text, so that no line ends behind them. */
    private static final Set<String> INLINE = Set.of("a", "code", "span", "strong", "em", "sup", "th", "td");

    private final StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param name its name
     * @param attributes names and values in turn
     * @return this
     */
    public Html open(String name, String... attributes) {
        tag(name, attributes);
        html.append('>');
        open.push(name);
        return this;
    }

    /**
     * Closes the element that was opened last.
     *
     * @return this
     * @throws java.util.NoSuchElementException if none is open
     */
    public Html close() {
        String name = open.pop();
        html.append("</").append(name).append('>');
        return INLINE.contains(name) ? this : line();
    }

    /**
     * Writes text.
     *
     * @param text any text
     * @return this
     */
    public Html text(String text) {
        html.append(escaped(text));
        return this;
    }

    /**
     * Writes an element that holds text alone.
     *
     * @param name its name
     * @param text any text
     * @param attributes names and values in turn
     * @return this
     */
    public Html element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    /**
     * Writes an element that holds nothing, such as {@code img}.
     *
     * @param name its name
     * @param attributes names and values in turn
     * @return this
     */
    public Html empty(String name, String... attributes) {
        tag(name, attributes);
        html.append("/>");
        return line();
    }

    /**
     * Writes markup as it is: MathML or SVG of this program, or a style sheet.
     *
     * @param markup well-formed
     * @return this
     */
    public Html markup(String markup) {
        html.append(markup);
        return line();
    }

    /**
     * Ends a line, which leaves what is shown as it is.
     *
     * @return this
     */
    public Html line() {
        html.append('\n');
        return this;
    }

    /**
     * Closes all elements that are open.
     *
     * @return the document
     */
    public String finish() {
        while (!open.isEmpty()) {
            close();
        }
        return html.toString();
    }

    private void tag(String name, String... attributes) {
        html.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]).replace("\"", "&quot;"))
                    .append('"');
        }
    }

    /** The text with what would be markup, and what XML has no character for, written otherwise. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
