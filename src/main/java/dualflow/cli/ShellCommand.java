package dualflow.cli;

import dualflow.data.TextFile;
import dualflow.device.Workload;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code shell}: JShell with the library at hand. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        description = {
            "Java's shell, JShell, with dualflow's packages imported and a device open under the name device. A tensor prints its numbers.",
            "",
            "Beside the library there are scalar(2), vector(1, 2, 3) and matrix(new double[][] {{1, 2}, {3, 4}}), tensors in the format of"
                    + " --dtype. /help is JShell's help, /exit leaves.",
            "",
            "What comes through a pipe runs as --execute does: value by value, up to the first error."
        },
        footer = {
            "",
            "Examples:",
            "  dualflow shell",
            "  dualflow shell --execute snippets.jsh",
            "  echo 'Autodiff.jvp(Ops::sin, scalar(0), scalar(1)).tangent()' | dualflow shell"
        })
final class ShellCommand extends Subcommand {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--execute",
            paramLabel = "FILE",
            description =
                    "Run the snippets of this file (- for standard input) and end. The value of an expression is printed; the"
                            + " first snippet that is not Java ends it with exit code 4, the first that throws with 1.")
    private Path script;

    @Mixin
    private DeviceOptions deviceOptions;

    private ShellCommand() {}

    /** What is run first: imports, the device, and short ways to tensors. */
    static String startup(DType dtype) {
        return """
                import dualflow.autodiff.*;
                import dualflow.closedform.*;
                import dualflow.device.*;
                import dualflow.device.host.*;
                import dualflow.flow.*;
                import dualflow.nn.*;
                import dualflow.op.*;
                import dualflow.path.*;
                import dualflow.random.*;
                import dualflow.tensor.*;
                import dualflow.train.*;
                import java.nio.file.*;
                import java.util.*;
                import java.util.function.*;
                Device device = dualflow.cli.ShellDevice.device();
                Tensor scalar(double x) { return device.scalar(DType.FORMAT, x); }
                Tensor vector(double... x) { return device.tensor(DType.FORMAT, Shape.of(x.length), x); }
                Tensor matrix(double[][] rows) {
                    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
                    return device.tensor(DType.FORMAT, Shape.of(rows.length, all.length / rows.length), all);
                }
                """.replace("FORMAT", dtype.name());
    }

    @Override
    public Integer call() {
        String text = snippets();
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
            ShellDevice.set(device);
            return text == null ? interactive(dtype) : run(text, dtype);
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).startsWith("jdk/jshell")) {
                throw e;
            }
            err().println(
                            "The shell needs Java's module jdk.jshell, which this Java does not have: start it by a JDK.");
            return ExitCode.CANNOT_START;
        } finally {
            ShellDevice.set(null);
        }
    }

    /** What to run without asking; null where a person types. */
    private String snippets() {
        if (script != null && !script.toString().equals(STANDARD_INPUT)) {
            return TextFile.read(script);
        }
        if (script == null && RunProgress.isTerminal()) {
            return null;
        }
        try {
            return new String(System.in.readAllBytes(), Charset.defaultCharset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(String text, DType dtype) {
        String name = script == null || script.toString().equals(STANDARD_INPUT) ? "standard input" : script.toString();
        try (ShellScript shell = new ShellScript(startup(dtype))) {
            Optional<ShellScript.Stop> stop = shell.run(text, out());
            out().flush();
            stop.ifPresent(found -> err().println(name + ", line " + found.line() + ": " + found.message()));
            return stop.map(ShellScript.Stop::exitCode).orElse(ExitCode.OK);
        }
    }

    private static int interactive(DType dtype) {
        try {
            Path startup = Files.createTempFile("dualflow", ".jsh");
            try {
                Files.writeString(startup, startup(dtype));
                return JavaShellToolBuilder.builder()
                        .locale(Locale.ROOT)
                        .persistence(new HashMap<>()) // nothing is written outside of this program
                        .interactiveTerminal(true)
                        .start(
                                "--execution", "local",
                                "--class-path", System.getProperty("java.class.path"),
                                "--startup", startup.toString());
            } finally {
                Files.deleteIfExists(startup);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // as JShell declares
            throw new IllegalStateException(e);
        }
    }
}
