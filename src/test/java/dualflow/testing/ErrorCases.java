package dualflow.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Claim files with an error each, and the message that it must give. */
public final class ErrorCases {
    /**
     * A claim file with an error.
     *
     * @param name what is wrong
     * @param text the file, which is named case.claims in the message
     * @param message the whole message
     */
    public record ErrorCase(String name, String text, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ErrorCases() {}

    /** The cases of a file among the test resources: {@code === name}, the text, {@code ---}, the message. */
    public static List<ErrorCase> read(String file) throws IOException {
        Path path = Path.of(System.getProperty("basedir", ""), "src/test/resources/dualflow/claims/errors", file);
        List<ErrorCase> cases = new ArrayList<>();
        for (String part : Files.readString(path).split("(?m)^=== ", -1)) {
            if (!part.isBlank()) {
                int name = part.indexOf('\n');
                int middle = part.indexOf("\n---\n");
                cases.add(new ErrorCase(
                        part.substring(0, name),
                        part.substring(name + 1, middle + 1),
                        part.substring(middle + 5).strip()));
            }
        }
        return cases;
    }
}
