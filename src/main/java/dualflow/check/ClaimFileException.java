package dualflow.check;

import dualflow.syntax.FormulaException;
import dualflow.syntax.SourceText;
import java.util.List;
import java.util.stream.Collectors;

/** A claim file has errors; the message shows all of them with their places. */
public final class ClaimFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> messages;

    /**
     * Shows all errors.
     *
     * @param source the text of the file
     * @param errors what is wrong
     */
    public ClaimFileException(SourceText source, List<FormulaException> errors) {
        super(errors.stream().map(error -> error.show(source)).collect(Collectors.joining("\n")));
        messages = errors.stream().map(error -> error.show(source)).toList();
    }

    /**
     * The errors.
     *
     * @return of each the place, the message, the line with a caret, and a hint
     */
    public List<String> messages() {
        return messages;
    }
}
