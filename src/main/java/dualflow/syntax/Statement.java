package dualflow.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A claim as it is written.
 *
 * @param id its name
 * @param span where the name stands
 * @param title the text behind the name, or ""
 * @param source the text behind the last {@code from}, or ""
 * @param section the title of the section, or ""
 * @param equation its relations, from left to right
 * @param where its conditions
 * @param instead the corrected equation
 * @param expected the verdict behind {@code expect}
 * @param scope what its names stand for
 */
public record Statement(
        String id,
        Span span,
        String title,
        String source,
        String section,
        List<Relation> equation,
        List<Restriction> where,
        Optional<List<Relation>> instead,
        Optional<String> expected,
        Scope scope) {

    /**
     * {@code left = right}, or {@code left <= right}.
     *
     * @param span where it stands
     * @param isEquality true for =
     * @param left its left side
     * @param right its right side
     */
    public record Relation(Span span, boolean isEquality, Formula left, Formula right) {}

    /** How a condition compares. */
    public enum Comparison {
        /** Sets a given quantity. */
        EQUAL("="),
        /** At most. */
        AT_MOST("<="),
        /** Less. */
        LESS("<"),
        /** Not equal. */
        DIFFERENT("!=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /**
         * Its sign.
         *
         * @return as it is written
         */
        public String sign() {
            return sign;
        }
    }

    /**
     * A condition behind {@code where}.
     *
     * @param comparison how it compares; for = the left side is the name of a given quantity
     * @param left its left side
     * @param right its right side
     */
    public record Restriction(Comparison comparison, Formula left, Formula right) {}
}
