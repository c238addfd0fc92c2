package dualflow.data;

/** A name from a file, in a form that is safe to print. */
public final class Quoted {
    private static final int LONGEST = 100;

    private Quoted() {}

    /**
     * Puts a name in quotation marks, with a question mark for each non-printable character (a terminal would act on some), and truncates it
     * to 100 characters.
     *
     * @param name any text
     * @return the text to print
     */
    public static String of(String name) {
        return '"' + plain(name) + '"';
    }

    /**
     * The same without quotation marks.
     *
     * @param name any text
     * @return the text to print
     */
    public static String plain(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(LONGEST).map(c -> isVisible(c) ? c : '?').forEach(text::appendCodePoint);
        return name.codePointCount(0, name.length()) > LONGEST ? text + "..." : text.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
