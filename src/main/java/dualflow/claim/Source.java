package dualflow.claim;

/**
 * Where a claim is found.
 *
 * @param document the document, such as {@code paper} or {@code published code}
 * @param place the equation, section, table or figure in it
 */
public record Source(String document, String place) {
    /**
     * A place in "Causality-Delta: Jacobian-Based Dependency Analysis in Flow Matching Models".
     *
     * @param place the equation, section, table or figure
     * @return the source
     */
    public static Source paper(String place) {
        return new Source("paper", place);
    }

    /**
     * A place in the code published with that paper.
     *
     * @param place the script or function
     * @return the source
     */
    public static Source publishedCode(String place) {
        return new Source("published code", place);
    }

    /**
     * A place in one of the lecture notes.
     *
     * @param note the author
     * @param place the section or equation
     * @return the source
     */
    public static Source notes(String note, String place) {
        return new Source(note + "'s notes", place);
    }

    @Override
    public String toString() {
        return document + ", " + place;
    }
}
