package dualflow.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong at a place of a source text. */
public final class FormulaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of longer lines only the part around the place is shown. */
    private static final int LONGEST_LINE = 200;

    private final transient Span span;
    private final transient Optional<String> hint;
    private final transient List<String> trail = new ArrayList<>();

    /**
     * States what is wrong.
     *
     * @param span where
     * @param message what, in a clause without a full stop
     * @param hint what to do, or ""
     */
    public FormulaException(Span span, String message, String hint) {
        super(message);
        this.span = span;
        this.hint = Optional.of(hint).filter(text -> !text.isEmpty());
    }

    /**
     * The place.
     *
     * @return where it is wrong
     */
    public Span span() {
        return span;
    }

    /**
     * The way to the place, where it lies within a definition.
     *
     * @return where the definition is used, the innermost use first
     */
    public List<String> trail() {
        return List.copyOf(trail);
    }

    /**
     * Adds a use on the way to the place.
     *
     * @param use such as "'b', used at this place"
     * @return this
     */
    public FormulaException usedBy(String use) {
        trail.add(use);
        return this;
    }

    /**
     * The same at another place.
     *
     * @param other the place
     * @return a new exception
     */
    public FormulaException at(Span other) {
        FormulaException moved = new FormulaException(other, getMessage(), hint.orElse(""));
        moved.trail.addAll(trail);
        return moved;
    }

    /**
     * The message for users: file, line and column, the line, or the part of it around the place, a caret below, the way there, a hint.
     *
     * @param source what was read
     * @return several lines, without a line end at the end
     */
    public String show(SourceText source) {
        String text = source.text();
        int at = Math.max(0, Math.min(span.from(), text.length()));
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int column = text.codePointCount(start, at);
        int width = Math.max(1, text.codePointCount(at, Math.max(at, Math.min(span.to(), end))));
        int[] line = text.substring(start, end).codePoints().toArray();
        int first = line.length <= LONGEST_LINE ? 0 : Math.max(0, column - LONGEST_LINE / 2);
        int last = line.length <= LONGEST_LINE ? line.length : Math.min(line.length, first + LONGEST_LINE);
        String before = first > 0 ? "..." : "";
        StringBuilder lines = new StringBuilder();
        lines.append(source.name())
                .append(':')
                .append(source.line(at))
                .append(':')
                .append(column + 1);
        lines.append(": ").append(getMessage());
        lines.append("\n  ").append(before).append(new String(line, first, last - first));
        lines.append(last < line.length ? "..." : "");
        int shown = Math.max(1, Math.min(width, last - column));
        lines.append("\n  ")
                .append(" ".repeat(before.length() + column - first))
                .append("^".repeat(shown));
        trail.forEach(use -> lines.append("\n  in ").append(use));
        hint.ifPresent(what -> lines.append("\n  hint: ").append(what));
        return lines.toString();
    }
}
