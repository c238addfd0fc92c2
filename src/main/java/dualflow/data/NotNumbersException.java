package dualflow.data;

/** An array is valid as far as its header goes, but its elements are not of a supported numeric type. */
final class NotNumbersException extends BadFileException {
    private static final long serialVersionUID = 1L;

    NotNumbersException(String sentence) {
        super(sentence);
    }
}
