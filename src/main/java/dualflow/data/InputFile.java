package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that can be read from its start as often as needed. */
record InputFile(String name, long size, Opening opening) {
    /** The size of a file that is only known by reading it. */
    static final long UNKNOWN = -1;

    /** Opens the file at its start. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /** An ordinary file that exists, or a {@link BadFileException} that says what is at the path instead. */
    static InputFile of(Path path) {
        if (Files.isDirectory(path)) {
            throw new BadFileException(path + " is a folder where a file is needed: name a file in it.");
        }
        if (!Files.exists(path)) {
            throw new BadFileException("There is no file " + path + ": check the path.");
        }
        if (!Files.isRegularFile(path)) {
            throw new BadFileException(path + " is not an ordinary file: save its contents to a file and name that.");
        }
        try {
            return new InputFile(path.toString(), Files.size(path), () -> Files.newInputStream(path));
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    InputStream open() throws IOException {
        return opening.open();
    }

    /** Reads a stream to its end or until that many bytes have been counted. */
    static long countUpTo(long limit, InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long count = 0;
        while (count < limit) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - count));
            if (read < 0) {
                break;
            }
            count += read;
        }
        return count;
    }

    BadFileException unreadable(IOException e) {
        return unreadable(name, e);
    }

    private static BadFileException unreadable(String name, IOException e) {
        return e instanceof AccessDeniedException
                ? new BadFileException("The file " + name + " may not be read: change its permissions.", e)
                : new BadFileException(
                        "The file " + name + " could not be read (" + e.getMessage() + "): check the disk it is on.",
                        e);
    }
}
