package dualflow.syntax;

/**
 * A text to be read.
 *
 * @param name the name of its file, for messages
 * @param text the characters
 */
public record SourceText(String name, String text) {
    /**
     * The line of a character.
     *
     * @param index the character's index
     * @return its number, from 1
     */
    public int line(int index) {
        return 1
                + (int) text.substring(0, Math.min(index, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
