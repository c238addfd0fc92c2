package dualflow.data;

/** An array is sound as far as its header goes, but not of numbers that are read here. */
final class NotNumbersException extends BadFileException {
    private static final long serialVersionUID = 1L;

    NotNumbersException(String sentence) {
        super(sentence);
    }
}
