package dualflow.device.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The findings of a {@link Tuner} or an {@link ArithmeticTrial} about a device, in a file of lines {@code key=value} in the user's cache
 * folder. Everything in it can be determined again: a file that is damaged, unreadable or not writable is ignored.
 */
final class DeviceCache {
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private final String title;

    /**
     * Creates a cache.
     *
     * @param folder the folder of its file
     * @param subject its subject, one word
     * @param version the version of the code that determines the findings; other versions ignore this file's content
     * @param info the device, including the driver's version
     */
    DeviceCache(Path folder, String subject, int version, OpenClInfo info) {
        String device =
                String.join(", ", info.name(), info.platform(), info.driver()).replaceAll("\\p{Cntrl}", " ");
        file = folder.resolve(subject + "-" + HexFormat.of().toHexDigits(device.hashCode()) + ".txt");
        title = "dualflow " + subject + " " + version + ": " + device;
    }

    /** The cache of the current user: in {@code $XDG_CACHE_HOME/dualflow}, or {@code ~/.cache/dualflow}. */
    static DeviceCache of(String subject, int version, OpenClInfo info) {
        String home = System.getenv("XDG_CACHE_HOME");
        Path folder = home == null || home.isEmpty() || !Path.of(home).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(home);
        return new DeviceCache(folder.resolve("dualflow"), subject, version, info);
    }

    Path file() {
        return file;
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(read().get(key));
    }

    /** All entries, by key. */
    Map<String, String> entries() {
        return read();
    }

    /** Adds an entry to the file, which is replaced atomically, so that no reader sees a partial file. */
    void put(String key, String value) {
        Map<String, String> choices = read(); // another process may have added entries
        choices.put(key, value);
        write(choices);
    }

    /** Removes an entry, as {@link #put} adds one. */
    void remove(String key) {
        Map<String, String> choices = read();
        if (choices.remove(key) != null) {
            write(choices);
        }
    }

    private void write(Map<String, String> choices) {
        StringBuilder text = new StringBuilder(title).append('\n');
        choices.forEach((each, its) -> text.append(each).append('=').append(its).append('\n'));
        try {
            Files.createDirectories(file.getParent());
            Path written = Files.createTempFile(file.getParent(), "device", ".tmp");
            try {
                Files.writeString(written, text);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException | SecurityException e) {
            // The next run determines it again.
        }
    }

    private Map<String, String> read() {
        Map<String, String> choices = new TreeMap<>();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return choices;
            }
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (lines.isEmpty() || !lines.get(0).equals(title)) {
                return choices;
            }
            for (String line : lines.subList(1, lines.size())) {
                int at = line.indexOf('=');
                if (at > 0) {
                    choices.put(line.substring(0, at), line.substring(at + 1));
                }
            }
        } catch (IOException | SecurityException e) {
            // Treated as absent.
        }
        return choices;
    }
}
