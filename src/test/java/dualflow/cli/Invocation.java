package dualflow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** One run of the command line inside the test's own process. */
record Invocation(int exitCode, String out, String err) {
    static Invocation of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(args);
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(args);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /** The lines of the output, without indentation and with single spaces. */
    List<String> words() {
        return out.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    /** The lines of the error output, except the one that names the device. */
    List<String> sentences() {
        return err.lines().filter(line -> !line.startsWith("device ")).toList();
    }
}
