package dualflow.syntax;

/**
 * Where something stands in a source text.
 *
 * @param from the index of its first character
 * @param to the index after its last one
 */
public record Span(int from, int to) {
    /**
     * From the beginning of this to the end of another.
     *
     * @param other what ends later
     * @return the span of both
     */
    public Span to(Span other) {
        return new Span(from, other.to);
    }

    /**
     * Whether another one lies within this one.
     *
     * @param other the other one
     * @return true if it begins in here
     */
    public boolean contains(Span other) {
        return from <= other.from && other.from < to;
    }
}
