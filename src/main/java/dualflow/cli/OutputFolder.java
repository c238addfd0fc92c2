package dualflow.cli;

import dualflow.data.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the output folder, as a mixin. */
class OutputFolder {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "A folder for the results as files; made where it is missing. Without it they are only printed.")
    private Path folder;

    /** For picocli. */
    OutputFolder() {}

    /** For a command that requires one. */
    OutputFolder(Path folder) {
        this.folder = folder;
    }

    final boolean isGiven() {
        return folder != null;
    }

    final Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Creates the folder, if one is given, and checks that it is writable, so that a long run is not wasted.
     *
     * @throws OutputException if it is not writable
     */
    void requireWritable() {
        if (!isGiven()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".dualflow", null));
        } catch (IOException e) {
            throw new OutputException(
                    "Results cannot be written to the folder " + folder + ": name one in which files can be made.", e);
        }
    }
}
