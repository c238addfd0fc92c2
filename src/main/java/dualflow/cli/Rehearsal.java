package dualflow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import picocli.CommandLine;

/**
 * Loads every class of dualflow and runs some quick commands without showing what they print, while the JVM notes what it loads: the launchers make
 * the archive of classes out of it from which later starts are quicker. What is missing there is only slower.
 */
final class Rehearsal {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"), List.of("verify", "jvp-is-jacobian"), List.of("explain", "x * sin(x)", "--at", "x=1"));

    private Rehearsal() {}

    /**
     * Rehearses.
     *
     * @param args none
     * @throws Exception if the jar cannot be read
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        load(Path.of(Rehearsal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
        for (List<String> words : COMMANDS) {
            CommandLine line = Main.commandLine(words.toArray(new String[0]));
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            int code = line.setOut(nowhere).setErr(nowhere).execute(words.toArray(new String[0]));
            if (code != ExitCode.OK) {
                System.exit(code);
            }
        }
    }

    private static void load(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("dualflow/") && name.endsWith(".class"))
                    .filter(name -> !name.endsWith("package-info.class"))
                    .forEach(name -> load(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // such as what needs JShell, which a JRE lacks
        }
    }
}
