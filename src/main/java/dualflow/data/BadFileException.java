package dualflow.data;

/** An input file is missing, damaged or of the wrong kind; the message is one sentence: which file, what is wrong, what to do. */
public class BadFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error found in the contents of a file.
     *
     * @param sentence which file, what is wrong in it and what to do
     */
    public BadFileException(String sentence) {
        super(sentence);
    }

    /**
     * An error with a cause.
     *
     * @param sentence which file, what is wrong in it and what to do
     * @param cause the error met while reading
     */
    public BadFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
