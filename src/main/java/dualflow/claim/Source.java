package dualflow.claim;

import java.util.Locale;

/**
 * Where a claim is found.
 *
 * @param key the word by which {@code verify} chooses the document, such as {@code paper} or {@code lipman-2023}
 * @param document the document, such as {@code paper}, {@code published code} or {@code Lipman et al. 2023}
 * @param place the equation, section, table or figure in it, or the result's name
 */
public record Source(String key, String document, String place) {
    /**
     * A place in "Causality-Delta: Jacobian-Based Dependency Analysis in Flow Matching Models".
     *
     * @param place the equation, section, table or figure
     * @return the source
     */
    public static Source paper(String place) {
        return new Source("paper", "paper", place);
    }

    /**
     * A place in the code published with that paper.
     *
     * @param place the script or function
     * @return the source
     */
    public static Source publishedCode(String place) {
        return new Source("published-code", "published code", place);
    }

    /**
     * A place in one of the lecture notes.
     *
     * @param note the author
     * @param place the section or equation
     * @return the source
     */
    public static Source notes(String note, String place) {
        return new Source(note.toLowerCase(Locale.ROOT), note + "'s notes", place);
    }

    /**
     * A place in the document of a claim file.
     *
     * @param key the file's name without its ending
     * @param from the text behind {@code from}: the document, a colon, its title and what was read of it
     * @param place the text behind the claim's name
     * @return the source
     */
    static Source ofFile(String key, String from, String place) {
        return new Source(key, from.split(": ", 2)[0], place);
    }

    @Override
    public String toString() {
        return document + ", " + place;
    }
}
