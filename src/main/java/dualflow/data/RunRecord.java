package dualflow.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of one run, from which it can be repeated: command line, seed, versions, device, the input files with their
 * digests, and results. Begin one at the start of a command, add to it, write it at the end as {@code run.json}.
 */
public final class RunRecord {
    private final Instant started = Instant.now();
    private final Map<String, Object> entries = new LinkedHashMap<>();
    private final List<Map<String, Object>> inputs = new ArrayList<>();

    /**
     * Begins a record: command line, time, and the versions of dualflow (with the commit that was built, and whether its tree was clean),
     * Java and the operating system.
     *
     * @param commandLine the command line, word by word
     */
    public RunRecord(List<String> commandLine) {
        put("command", List.copyOf(commandLine));
        put("started", started.toString());
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("dualflow", Version.current());
        versions.put("commit", Version.commit());
        versions.put("tree", Version.tree());
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        put("versions", versions);
        put("inputs", inputs);
    }

    /**
     * Records the seed of the random draws.
     *
     * @param seed the seed
     * @return this record, modified
     */
    public RunRecord seed(long seed) {
        return put("seed", seed);
    }

    /**
     * Records the device.
     *
     * @param description its name, with driver and precision where there are any
     * @return this record, modified
     */
    public RunRecord device(String description) {
        return put("device", description);
    }

    /**
     * Records an input file with its current size and SHA-256 digest.
     *
     * @param file the file
     * @return this record, modified
     * @throws BadFileException if the file cannot be read
     */
    public RunRecord input(Path file) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("file", file.toString());
        try {
            input.put("bytes", Files.size(file));
        } catch (IOException e) {
            throw new BadFileException("There is no readable file " + file + ": check the path.", e);
        }
        input.put("sha256", Sha256.of(file));
        inputs.add(input);
        return this;
    }

    /**
     * Records a result or a setting under a key of its own.
     *
     * @param key the key, not used before
     * @param value text, a number, a boolean, an array of doubles, a list or a map of such, as {@link Json} writes them
     * @return this record, modified
     * @throws IllegalArgumentException if the key was used before
     */
    public RunRecord put(String key, Object value) {
        if (entries.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("The record of the run has a \"" + key + "\" already.");
        }
        return this;
    }

    /**
     * Writes the record, with the seconds elapsed since it was begun.
     *
     * @param file the file, conventionally {@code run.json} in the folder of the results; replaced where it exists
     * @throws OutputException if the file cannot be written
     */
    public void write(Path file) {
        Json.write(file, contents());
    }

    /**
     * The record as it is now, with the seconds elapsed since it was begun.
     *
     * @return the values by their keys, in the order in which they were put
     */
    public Map<String, Object> contents() {
        Map<String, Object> all = new LinkedHashMap<>(entries);
        all.put("seconds", Duration.between(started, Instant.now()).toMillis() / 1000.0);
        return all;
    }
}
