package dualflow.device.opencl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jocl.CL;
import org.jocl.LibUtils;

/**
 * Loads the OpenCL binding's native library safely. By default the binding writes it to the temporary folder under a fixed name and loads
 * whatever is already there: a copy half written by a JVM starting at the same time, or someone else's library. So it is first written to a
 * private folder named after the library's SHA-256, by way of a temporary file and an atomic move; its bytes are compared at every start;
 * and the binding is pointed there while its class is initialised.
 */
final class NativeLibrary {
    private static final String BASE_NAME = "JOCL_2_0_6";
    private static final String TEMPORARY_FOLDER = "java.io.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads the library and makes the binding throw on errors.
     *
     * @throws IOException if the library cannot be put in place
     * @throws LinkageError if there is no such library for this system, or no OpenCL
     */
    static synchronized void load() throws IOException {
        String name = LibUtils.createPlatformLibraryName(BASE_NAME);
        String file = LibUtils.createLibraryFileName(name);
        refuseOnLibraryPath(System.mapLibraryName(name));
        byte[] library = resource("/lib/" + file);
        Path folder;
        boolean passing = false;
        try {
            folder = place(cacheFolder(), file, library);
        } catch (IOException e) { // no home folder, or one that is read-only or writable by others
            folder = Files.createTempDirectory("dualflow");
            Files.write(folder.resolve(file), library);
            passing = true;
        }
        String before = System.getProperty(TEMPORARY_FOLDER);
        System.setProperty(TEMPORARY_FOLDER, folder.toString());
        try {
            initialise();
        } finally {
            System.setProperty(TEMPORARY_FOLDER, before);
            if (passing) {
                discard(folder.resolve(file), folder);
            }
        }
    }

    /**
     * Initialises the binding's class. Its native part would print lines of its own when there is no OpenCL; the only moment to silence it
     * is between loading it and its first action, when it logs what it is about to do (through a logger with another class's name).
     */
    private static void initialise() {
        Logger log = Logger.getLogger("org.jocl.LibTracker");
        log.setLevel(Level.ALL);
        log.setFilter(line -> {
            if (line.getMessage().startsWith("Trying library candidate")) {
                CL.setLogLevel(CL.LogLevel.LOG_QUIET);
            }
            return false;
        });
        try {
            CL.setExceptionsEnabled(true);
        } finally {
            log.setFilter(null);
            log.setLevel(null);
        }
    }

    /** The binding searches java.library.path first; a library of that name there would be loaded unchecked. */
    private static void refuseOnLibraryPath(String file) throws IOException {
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator, -1)) {
            Path found = Path.of(folder, file);
            if (Files.exists(found)) {
                throw new IOException("there is a foreign " + found.toAbsolutePath()
                        + " on java.library.path (LD_LIBRARY_PATH), which would be loaded unchecked; remove it");
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CL.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the OpenCL binding has no library for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch"));
            }
            return in.readAllBytes();
        }
    }

    private static Path cacheFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache != null && Path.of(cache).isAbsolute()
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("dualflow").resolve("native");
    }

    /**
     * Puts a library in its private folder, unless it is already there with exactly these bytes.
     *
     * @param cache the parent of the private folders
     * @param file the library's file name
     * @param library its bytes
     * @return the private folder, named after the SHA-256 of the bytes
     * @throws IOException if the folder cannot be written, does not belong to the user, or is writable by others
     */
    static Path place(Path cache, String file, byte[] library) throws IOException {
        Files.createDirectories(cache, readableByOwner());
        Path folder = cache.resolve(sha256(library));
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder, readableByOwner());
        }
        Path written =
                Files.createTempFile(folder, file, ".new"); // reveals the current user, and that the folder is writable
        try {
            requirePrivate(folder, written);
            Path target = folder.resolve(file);
            if (!holds(target, library)) {
                Files.write(written, library);
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
                if (!holds(target, library)) {
                    throw new IOException(target + " does not keep what is written to it");
                }
            }
        } finally {
            Files.deleteIfExists(written);
        }
        return folder;
    }

    private static boolean holds(Path target, byte[] library) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == library.length
                && Arrays.equals(Files.readAllBytes(target), library);
    }

    private static void requirePrivate(Path folder, Path written) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is not a folder; remove it");
        }
        if (!isPosix()) {
            return; // on other systems a user's profile is private
        }
        if (!Files.getOwner(folder).equals(Files.getOwner(written))) {
            throw new IOException(folder + " belongs to somebody else; remove it");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others may write to " + folder + "; remove it or take that right away");
        }
    }

    private static FileAttribute<?>[] readableByOwner() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static void discard(Path... files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit(); // Windows locks the file of a loaded library
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
