package dualflow.train;

import dualflow.data.AtomicFile;
import dualflow.data.AtomicFolder;
import dualflow.data.BadFileException;
import dualflow.data.OutputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a training run, in which its last two checkpoints are kept. While it is open, no other process can write a run there.
 */
public final class RunFolder implements AutoCloseable {
    /** The file of a run, and of each of its checkpoints, that holds the network. */
    public static final String MODEL = "model.safetensors";

    private static final String PREFIX = "checkpoint-";
    private static final int KEPT = 2;

    private final Path folder;
    private final FileChannel lock;

    private RunFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens the folder of a run, created where it is missing, and deletes what a killed writer left half done.
     *
     * @param folder the folder
     * @return the open folder
     * @throws OutputException if nothing can be written there, or another process is training there
     */
    public static RunFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new OutputException(
                        "Another process is training in the folder " + folder
                                + ": wait until it ends, or name another folder.",
                        null);
            }
            AtomicFolder.deleteLeftovers(folder);
            return new RunFolder(folder, channel);
        } catch (IOException e) {
            throw new OutputException(
                    "A run cannot be written to the folder " + folder + ": name one in which files can be made.", e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    /**
     * A file of the run.
     *
     * @param name its name
     * @return its path
     */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * The network file that a path refers to.
     *
     * @param path a file, or the folder of a run or of a checkpoint
     * @return the file
     */
    public static Path model(Path path) {
        return Files.isDirectory(path) ? path.resolve(MODEL) : path;
    }

    /**
     * The checkpoints of this run, intact or not.
     *
     * @return their folders, in ascending order of steps
     * @throws BadFileException if the folder cannot be read
     */
    public List<Path> checkpoints() {
        return checkpoints(folder);
    }

    /**
     * Whether a checkpoint belongs to this run.
     *
     * @param checkpoint its folder
     * @return true if it is in this folder
     * @throws BadFileException if there is no such folder
     */
    public boolean contains(Path checkpoint) {
        try {
            return Files.isSameFile(folder, checkpoint.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new BadFileException("The folder of " + checkpoint + " cannot be read: check the path.", e);
        }
    }

    private static List<Path> checkpoints(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RunFolder::isCheckpoint)
                    .sorted(Comparator.comparingLong(RunFolder::step))
                    .toList();
        } catch (IOException e) {
            throw new BadFileException(
                    "The folder " + folder + " cannot be read: check the path and its permissions.", e);
        }
    }

    /**
     * The checkpoint that a path refers to: the last one in the folder of a run, or the folder of a checkpoint itself, or a file in it.
     *
     * @param path the path
     * @return the folder of the checkpoint
     * @throws BadFileException if there is none
     */
    public static Path checkpoint(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (Files.isRegularFile(absolute) && isCheckpoint(absolute.getParent())) {
            return absolute.getParent();
        }
        if (isCheckpoint(absolute)) {
            return absolute;
        }
        if (!Files.isDirectory(absolute)) {
            throw new BadFileException(
                    "There is no folder " + path + ": name the folder of a run or of one of its checkpoints.");
        }
        return last(absolute)
                .orElseThrow(() -> new BadFileException("There is no checkpoint in the folder " + path
                        + ": name the folder of a run or of one of its checkpoints."));
    }

    /**
     * The last checkpoint of a run, intact or not.
     *
     * @param folder the folder of the run
     * @return the folder of the checkpoint; empty if there is none
     * @throws BadFileException if the folder cannot be read
     */
    public static Optional<Path> last(Path folder) {
        return Files.isDirectory(folder)
                ? checkpoints(folder).stream().reduce((first, second) -> second)
                : Optional.empty();
    }

    /**
     * Writes a checkpoint, then deletes all but the last two.
     *
     * @param step its step
     * @param files what to write, by the names of the files
     * @return its folder
     * @throws OutputException if it cannot be written; the earlier checkpoints are kept then
     */
    Path save(long step, Map<String, AtomicFile.Body> files) {
        Path path = folder.resolve(String.format(Locale.ROOT, PREFIX + "%08d", step));
        AtomicFolder.write(path, files);
        List<Path> all = checkpoints();
        all.subList(0, Math.max(0, all.size() - KEPT)).forEach(RunFolder::delete);
        return path;
    }

    /**
     * Makes a checkpoint of this folder the last one, by deleting damaged later ones.
     *
     * @param checkpoint its folder
     * @throws BadFileException if a later one is intact, as it would be lost
     */
    public void continueFrom(Path checkpoint) {
        for (Path later : checkpoints()) {
            if (step(later) > step(checkpoint)) {
                if (isWhole(later)) {
                    throw new BadFileException(
                            "The run continues from " + checkpoint + ", but there is a later checkpoint, " + later
                                    + ": continue from that, or in another folder, or delete it.");
                }
                delete(later);
            }
        }
    }

    /**
     * Checks that a checkpoint is as it was written.
     *
     * @param checkpoint its folder
     * @throws BadFileException if one of its files is missing or was changed; it names the last intact checkpoint before it
     */
    public static void requireWhole(Path checkpoint) {
        Optional<String> damage = AtomicFolder.damage(checkpoint);
        if (damage.isPresent()) {
            Optional<Path> before = checkpoints(checkpoint.toAbsolutePath().getParent()).stream()
                    .filter(other -> step(other) < step(checkpoint) && isWhole(other))
                    .reduce((first, second) -> second);
            throw new BadFileException("The checkpoint " + checkpoint + " is damaged: " + damage.get() + "; "
                    + before.map(path -> "continue from the one before it, " + path + ", which is intact.")
                            .orElse("there is no intact one before it, so begin a new run in another folder."));
        }
    }

    private static boolean isWhole(Path checkpoint) {
        return AtomicFolder.damage(checkpoint).isEmpty();
    }

    private static void delete(Path checkpoint) {
        try {
            AtomicFolder.delete(checkpoint);
        } catch (IOException e) {
            throw new OutputException(
                    "The checkpoint " + checkpoint + " cannot be deleted: change the permissions of its folder.", e);
        }
    }

    private static boolean isCheckpoint(Path path) {
        return path.getFileName() != null && path.getFileName().toString().matches(PREFIX + "[0-9]{8,18}");
    }

    private static long step(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }

    /** Allows other processes to write there. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
