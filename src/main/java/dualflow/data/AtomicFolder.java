package dualflow.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of files that belong together, written whole or not at all. It contains {@value #DIGESTS}, the SHA-256 digest of each file, in
 * the format that {@code sha256sum -c} reads, by which corruption is detected.
 */
public final class AtomicFolder {
    /** The file of the digests. */
    public static final String DIGESTS = "SHA256SUMS";

    private AtomicFolder() {}

    /**
     * Writes a new folder so that its name refers to nothing or to the whole of it: into a temporary folder beside it, each file flushed to
     * disk, then renamed.
     *
     * @param folder the folder, which must not exist or be empty
     * @param files what to write, by the names of the files
     * @throws OutputException if it exists or cannot be written; no temporary folder is left
     */
    public static void write(Path folder, Map<String, AtomicFile.Body> files) {
        try {
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            Path temporary = temporary(folder);
            try {
                Files.createDirectory(temporary);
                StringBuilder digests = new StringBuilder();
                for (Map.Entry<String, AtomicFile.Body> file : files.entrySet()) {
                    MessageDigest digest = Sha256.digest();
                    AtomicFile.writeNew(temporary.resolve(file.getKey()), out -> {
                        // Not closed here: that would close the file before it is flushed to disk.
                        OutputStream counted = new DigestOutputStream(out, digest);
                        file.getValue().writeTo(counted);
                        counted.flush();
                    });
                    String hexadecimal = HexFormat.of().formatHex(digest.digest());
                    digests.append(hexadecimal)
                            .append("  ")
                            .append(file.getKey())
                            .append('\n');
                }
                AtomicFile.writeNew(
                        temporary.resolve(DIGESTS),
                        out -> out.write(digests.toString().getBytes(StandardCharsets.UTF_8)));
                AtomicFile.forceFolder(temporary);
                Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
                AtomicFile.forceFolder(parent);
            } finally {
                deleteTree(temporary);
            }
        } catch (IOException e) {
            throw new OutputException(
                    "The folder " + folder + " could not be written (" + AtomicFile.reason(e)
                            + "): name another place, or make room there.",
                    e);
        }
    }

    /**
     * Checks whether a folder is as it was written.
     *
     * @param folder the folder
     * @return the first damage found, such as "a.txt is missing"; empty where the folder is intact
     * @throws BadFileException if it is not a folder, or one of its files cannot be read
     */
    public static Optional<String> damage(Path folder) {
        List<String> names = names(folder);
        if (!names.contains(DIGESTS)) {
            return Optional.of(DIGESTS + " is missing");
        }
        Map<String, String> digests = new TreeMap<>();
        for (String line : lines(folder.resolve(DIGESTS))) {
            if (!line.matches("[0-9a-f]{64}  [^/]+")) {
                return Optional.of(DIGESTS + " has a line that is not a digest and a name");
            }
            digests.put(line.substring(66), line.substring(0, 64));
        }
        for (String name : names) {
            if (!name.equals(DIGESTS) && !digests.containsKey(name)) {
                return Optional.of(DIGESTS + " has no digest of " + name);
            }
        }
        for (Map.Entry<String, String> file : digests.entrySet()) {
            if (!names.contains(file.getKey())) {
                return Optional.of(file.getKey() + " is missing");
            }
            if (!Sha256.of(folder.resolve(file.getKey())).equals(file.getValue())) {
                return Optional.of(
                        file.getKey() + " was changed, as its SHA-256 digest differs from that in " + DIGESTS);
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new BadFileException(
                    "The folder " + folder + " cannot be read: check the path and its permissions.", e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            // One character per byte, so that no byte is a decoding error.
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BadFileException("The file " + file + " cannot be read: check its permissions and its disk.", e);
        }
    }

    /**
     * Deletes a folder so that its name refers to the whole of it or to nothing; does nothing where there is none.
     *
     * @param folder the folder, without subfolders
     * @throws IOException if it cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Path temporary = temporary(folder);
            Files.move(folder, temporary, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(temporary);
        }
    }

    /**
     * Deletes what killed writers left behind: temporary files and folders.
     *
     * @param folder where they wrote
     * @throws IOException if something cannot be deleted
     */
    public static void deleteLeftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp")) {
                    deleteTree(file);
                }
            }
        }
    }

    private static Path temporary(Path folder) {
        return folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
