package dualflow.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a folder for results, as a mixin. */
final class OutputFolder {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "A folder for the results as files; made where it is missing. Without it they are only printed.")
    private Path folder;

    boolean isGiven() {
        return folder != null;
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
