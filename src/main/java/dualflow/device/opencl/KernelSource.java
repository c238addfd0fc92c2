package dualflow.device.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a kernel file: {@code common.cl}, unless the file says where that stands, then the file, each line {@code #include "x.cl"} replaced once by that
 * file. Only resources of the program itself are read, so that no text of a user ever reaches a compiler.
 */
final class KernelSource {
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9_]*\\.cl");
    private static final String COMMON = "#include \"common.cl\"";
    private static final Pattern INCLUDE = Pattern.compile("\\s*#include \"([^\"]+)\"\\s*");

    private final Set<String> included = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private KernelSource() {}

    /**
     * Reads a kernel file.
     *
     * @param file its name without folder and ending
     * @return the whole text
     */
    static String of(String file) {
        return of(read(file + ".cl").contains(COMMON) ? List.of(file) : List.of("common", file));
    }

    /**
     * Reads kernel files, one after the other, each once.
     *
     * @param files their names without folder and ending
     * @return the whole text
     */
    static String of(List<String> files) {
        KernelSource source = new KernelSource();
        files.forEach(file -> source.include(file + ".cl"));
        return source.text.toString();
    }

    /** Whether there is a kernel file of this name. */
    static boolean exists(String file) {
        return KernelSource.class.getResource("/opencl/" + file + ".cl") != null;
    }

    private void include(String file) {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("'" + file + "' is not the name of a kernel file");
        }
        if (!included.add(file)) {
            return;
        }
        read(file).lines().forEach(line -> {
            Matcher include = INCLUDE.matcher(line);
            if (include.matches()) {
                include(include.group(1));
            } else {
                text.append(line).append('\n');
            }
        });
    }

    /** The text of one file of {@code opencl/} or {@code opencl/include/}, by its name with its ending. */
    static String read(String file) {
        try (InputStream in = open(file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no kernel file opencl/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("opencl/" + file + " cannot be read", e);
        }
    }

    private static InputStream open(String file) {
        InputStream kernel = KernelSource.class.getResourceAsStream("/opencl/" + file);
        return kernel != null ? kernel : KernelSource.class.getResourceAsStream("/opencl/include/" + file);
    }
}
