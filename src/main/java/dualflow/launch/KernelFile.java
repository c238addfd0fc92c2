package dualflow.launch;

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
 * A kernel file, {@code opencl/<name>.cl} on the class path. Its text is {@code common.cl}, unless the file includes that itself, then the
 * file, each line {@code #include "x.cl"} replaced once by that file, of {@code opencl/} or {@code opencl/include/}. Only the program's own
 * resources are read, so that no user-supplied text ever reaches a compiler.
 *
 * @param name its name without folder and ending
 * @param options further build options, beginning with a blank, or empty
 */
public record KernelFile(String name, String options) implements ProgramText {
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9_]*\\.cl");
    private static final String COMMON = "#include \"common.cl\"";
    private static final Pattern INCLUDE = Pattern.compile("\\s*#include \"([^\"]+)\"\\s*");

    /**
     * A file that is built with the usual options.
     *
     * @param name its name without folder and ending
     */
    public KernelFile(String name) {
        this(name, "");
    }

    @Override
    public String title() {
        return "opencl/" + name + ".cl";
    }

    @Override
    public String text() {
        return text(read(name).contains(COMMON) ? List.of(name) : List.of("common", name));
    }

    /**
     * Reads kernel files, one after the other, each once.
     *
     * @param names their names without folder and ending
     * @return the whole text
     * @throws IllegalArgumentException if there is no such file
     */
    public static String text(List<String> names) {
        StringBuilder text = new StringBuilder();
        Set<String> included = new HashSet<>();
        names.forEach(each -> include(each + ".cl", included, text));
        return text.toString();
    }

    private static void include(String file, Set<String> included, StringBuilder text) {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("'" + file + "' is not the name of a kernel file");
        }
        if (!included.add(file)) {
            return;
        }
        resource(file).lines().forEach(line -> {
            Matcher include = INCLUDE.matcher(line);
            if (include.matches()) {
                include(include.group(1), included, text);
            } else {
                text.append(line).append('\n');
            }
        });
    }

    /**
     * Whether there is a kernel file of this name.
     *
     * @param name the name without folder and ending
     * @return true if it is on the class path
     */
    public static boolean exists(String name) {
        return KernelFile.class.getResource("/opencl/" + name + ".cl") != null;
    }

    /**
     * One file, unchanged.
     *
     * @param name its name without folder and ending
     * @return its text
     * @throws IllegalArgumentException if there is no such file
     */
    public static String read(String name) {
        return resource(name + ".cl");
    }

    private static String resource(String file) {
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
        InputStream kernel = KernelFile.class.getResourceAsStream("/opencl/" + file);
        return kernel != null ? kernel : KernelFile.class.getResourceAsStream("/opencl/include/" + file);
    }
}
