package dualflow.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for files on their way to a result, beside it, so that they are on the same disk. It goes when it is closed, and also where the program
 * is interrupted.
 */
public final class WorkFolder implements AutoCloseable {
    private final Path path;
    private final Thread interrupted = new Thread(this::delete);

    private WorkFolder(Path path) {
        this.path = path;
    }

    /**
     * A new, empty folder.
     *
     * @param result the file or folder that will be written; the folder that it will be in is made where it is missing
     * @return the folder, to be closed
     * @throws OutputException if it cannot be made
     */
    public static WorkFolder beside(Path result) {
        Path parent = result.toAbsolutePath().getParent();
        try {
            Files.createDirectories(parent);
            WorkFolder made = new WorkFolder(Files.createTempDirectory(parent, "." + result.getFileName() + "."));
            Runtime.getRuntime().addShutdownHook(made.interrupted);
            return made;
        } catch (IOException e) {
            throw new OutputException(
                    "Results cannot be written beside " + result + " (" + AtomicFile.reason(e)
                            + "): name a place in which files can be made.",
                    e);
        }
    }

    /**
     * Where it is.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // Java is shutting down already.
        }
    }

    private void delete() {
        try {
            AtomicFolder.deleteTree(path);
        } catch (IOException e) {
            // What is left is in a hidden folder, and the result does not depend on it.
        }
    }
}
