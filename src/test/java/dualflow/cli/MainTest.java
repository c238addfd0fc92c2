package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.BadFileException;
import dualflow.data.OutputException;
import dualflow.data.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine dualflow =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void versionIsTheBuilds() {
        assertThat(dualflow.execute("--version")).isEqualTo(ExitCode.OK);
        assertThat(out).hasToString("dualflow " + Version.current() + System.lineSeparator());
        assertThat(Version.current()).doesNotContain("$");
    }

    @Test
    void helpNamesEveryExitCode() throws IllegalAccessException {
        assertThat(dualflow.execute("--help")).isEqualTo(ExitCode.OK);
        for (var code : ExitCode.class.getFields()) {
            assertThat(out.toString()).containsPattern("(?m)^ +" + code.getInt(null) + "  +\\p{Lower}");
        }
        assertThat(err.toString()).isEmpty();
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of(new String[] {"verifie"}, "'dualflow' does not know 'verifie'."),
                Arguments.of(new String[] {"two words"}, "'dualflow' does not know 'two words'."),
                Arguments.of(new String[] {"--fast"}, "Unknown option: '--fast'"),
                Arguments.of(new String[] {}, "No command was given."));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsOneSentence(String[] args, String sentence) {
        assertThat(dualflow.execute(args)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith(sentence).doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BadFileException("The file a is bad."), "The file a is bad.", ExitCode.BAD_INPUT),
                Arguments.of(
                        new OutputException("The file b is locked.", null),
                        "The file b is locked.",
                        ExitCode.OUTPUT_FAILURE),
                Arguments.of(
                        new IllegalStateException("x"),
                        "dualflow met an error of its own: java.lang.IllegalStateException: x.",
                        ExitCode.INTERNAL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsOneSentenceAndItsCode(Exception failure, String sentence, int code) {
        Callable<Integer> command = () -> {
            throw failure;
        };
        dualflow.addSubcommand("fail", new CommandLine(CommandSpec.wrapWithoutInspection(command)));
        dualflow.setExecutionExceptionHandler(dualflow.getExecutionExceptionHandler());
        dualflow.setErr(new PrintWriter(err, true));
        assertThat(dualflow.execute("fail")).isEqualTo(code);
        assertThat(err).hasToString(sentence + System.lineSeparator());
    }
}
