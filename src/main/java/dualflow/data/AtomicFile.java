package dualflow.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all. */
public final class AtomicFile {
    /** What to write. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes the contents.
         *
         * @param out the destination; buffered, and closed by the caller
         * @throws IOException if {@code out} fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file so that its name refers to either the old contents or all of the new ones: to a temporary file in the same folder,
     * flushed to disk, then renamed. Missing folders are created. A device or a pipe, such as {@code /dev/stdout}, is written to directly.
     *
     * @param file the file; replaced where it exists
     * @param body what to write
     * @throws OutputException if the file cannot be written; the old contents are kept and no temporary file is left
     */
    public static void write(Path file, Body body) {
        write(file, body, true);
    }

    /**
     * Refuses a file that {@link #write} could not write, before a long computation: creates missing folders and, for a moment, an empty file
     * beside it.
     *
     * @param file the file, which is left unchanged
     * @throws OutputException if it cannot be written
     */
    public static void requireWritable(Path file) {
        write(file, out -> {}, false);
    }

    private static void write(Path file, Body body, boolean keep) {
        try {
            if (Files.isDirectory(file)) {
                throw new OutputException(
                        "The result cannot be written to " + file + ", as that is a folder: name a file in it.", null);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                if (keep) {
                    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                        body.writeTo(out);
                    }
                }
                return;
            }
            // Resolves a link to the file itself, so that the link is kept.
            replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), body, keep);
        } catch (IOException e) {
            throw new OutputException(
                    "The file " + file + " could not be written (" + reason(e)
                            + "): name another place, or make room there.",
                    e);
        }
    }

    private static void replace(Path file, Body body, boolean keep) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            writeNew(temporary, body);
            if (keep) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(folder);
    }

    /** Writes a file that does not exist yet, and flushes it to disk. */
    static void writeNew(Path file, Body body) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            body.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Makes renames survive a power failure, on systems where a folder can be opened. */
    static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself is complete and on disk.
        }
    }

    /** Why a file could not be written, in a few words. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is not a folder";
        }
        if (e instanceof NoSuchFileException missing) {
            Path folder = Path.of(missing.getFile()).getParent();
            return "no file can be created in " + (folder == null ? missing.getFile() : folder);
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
