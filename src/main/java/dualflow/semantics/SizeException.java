package dualflow.semantics;

import dualflow.syntax.FormulaException;
import dualflow.syntax.Statement;
import java.util.Map;
import java.util.stream.Collectors;

/** A claim needs more than a computer has, or a dimension has no size, at the sizes at which it is tried. */
final class SizeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The memory of one draw, beyond which a claim is refused. */
    static final long MOST_BYTES = 1L << 30;

    SizeException(String message) {
        super(message);
    }

    /** What sizes ask for that no computer has. */
    static FormulaException refusal(Statement claim, Map<String, Integer> sizes, RuntimeException why) {
        String at = sizes.isEmpty()
                ? ""
                : sizes.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(", ", " where ", ""));
        String what = why instanceof SizeException
                ? why.getMessage()
                : "a single draw needs more than " + MOST_BYTES / (1 << 20) + " MiB";
        return new FormulaException(
                claim.span(), "this claim cannot be evaluated" + at + ": " + what, "take other sizes");
    }
}
