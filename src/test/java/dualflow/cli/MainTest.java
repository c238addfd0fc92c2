package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.BadFileException;
import dualflow.data.OutputException;
import dualflow.data.Version;
import dualflow.device.NoSuchDeviceException;
import dualflow.tensor.DeviceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"verify", "correlate", "explain", "mixture", "reproduce", "devices"})
    void helpOfEachCommandNamesTheExitCodes(String command) {
        assertThat(dualflow.execute(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Exit codes:").containsPattern("(?m)^ +70  +an error inside dualflow");
    }

    /** What is written ${...} in a description is looked up in lists, and is not left standing where there is no such list. */
    @Test
    void helpLooksUpAllNames() {
        assertThat(help(dualflow)).noneMatch(text -> text.contains("${"));
        assertThat(dualflow.getSubcommands().get("jvp").getUsageMessage().replaceAll("\\s+", " "))
                .contains(
                        "flow-unet, conditional-flow-unet, attention-unet, mlp1d, mlp2d, mlp, average-velocity-mlp, sequential, resnet50 or regressor");
        assertThat(dualflow.getSubcommands().get("explain").getUsageMessage()).contains("softplus", "tanh,");
    }

    /** Only the commands that the words name are read whole; nothing that is printed differs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "-V",
                "verify --help",
                "reproduce table4 --help",
                "explain -x",
                "explain unet --help",
                "completion",
                "verifi",
                "-help",
                "--helpp",
                "help",
                "check verify --nothing",
                "--device host verify"
            })
    void thePartOfTheCommandLineThatIsReadPrintsTheSame(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        int code = dualflow.execute(words);
        Invocation read = Invocation.of(words);
        assertThat(read.out()).isEqualTo(out.toString());
        assertThat(read.err()).isEqualTo(err.toString());
        assertThat(read.exitCode()).isEqualTo(code);
    }

    @Test
    void commandsThatAreNotNamedAreNotRead() {
        CommandLine line = Main.commandLine("verify", "--list");
        assertThat(line.getSubcommands().get("verify").getCommandSpec().options())
                .isNotEmpty();
        assertThat(line.getSubcommands().get("correlate").getCommandSpec().options())
                .isEmpty();
    }

    @Test
    void aFileOfWordsMayNameAnyCommand(@TempDir Path folder) throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "verify --list");
        Invocation listed = Invocation.of("@" + words);
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out()).contains("jvp-is-jacobian");
    }

    private static List<String> help(CommandLine command) {
        return Stream.concat(
                        Stream.of(command.getUsageMessage()),
                        command.getSubcommands().values().stream().flatMap(sub -> help(sub).stream()))
                .toList();
    }

    @Test
    void subcommandsTellTheVersion() {
        assertThat(dualflow.execute("verify", "--version")).isEqualTo(ExitCode.OK);
        assertThat(out).hasToString("dualflow " + Version.current() + System.lineSeparator());
    }

    @Test
    void helpAfterMisuseIsPartOfTheOneSentence() {
        dualflow.execute("verify", "--fast");
        assertThat(err.toString().lines()).hasSize(1);
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of(new String[] {"verifie"}, "'dualflow' does not know 'verifie'; perhaps verify is meant"),
                Arguments.of(new String[] {"two words"}, "'dualflow' does not know 'two words'; "),
                Arguments.of(
                        new String[] {"--fast"}, "Unknown option: '--fast'; 'dualflow --help' shows what there is."),
                Arguments.of(
                        new String[] {"explain", "x"},
                        "Missing required option: '--at=x=3,y=2'; 'dualflow explain --help' shows"),
                Arguments.of(
                        new String[] {"explain", "x", "--order", "2.5"},
                        "Invalid value for option '--order': '2.5' is not a whole number."),
                Arguments.of(
                        new String[] {"mixture", "a", "--t", "half"},
                        "Invalid value for option '--t': 'half' is not a number."),
                Arguments.of(
                        new String[] {"verify", "--out", ""},
                        "Invalid value for option '--out': the name is empty; name a file or a folder."),
                Arguments.of(
                        new String[] {"verify", "--dtype", "float16"},
                        "Invalid value for option '--dtype': there is no format 'float16'; there are float32 and"
                                + " float64."),
                Arguments.of(
                        new String[] {"verify", "--fast", "5"},
                        "Unknown option: '--fast'; 'dualflow verify --help' shows what there is."),
                Arguments.of(
                        new String[] {"explain", "x", "-at", "x=1"},
                        "'-at' has one dash, where options have two: perhaps --at is meant, and 'dualflow explain --help'"),
                Arguments.of(
                        new String[] {"verify", "-device=host"},
                        "'-device' has one dash, where options have two: perhaps --device is meant"),
                Arguments.of(
                        new String[] {"sample", "x"}, "Missing required option: '--out=DIR'; 'dualflow sample --help'"),
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
                        new NoSuchDeviceException("there is no device 'x'"),
                        "There is no device 'x'.",
                        ExitCode.NO_DEVICE),
                Arguments.of(new DeviceException("it melted."), "It melted.", ExitCode.DEVICE_FAILURE),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        "Java's memory did not suffice: ask for less at once, or give it more, for example by"
                                + " JDK_JAVA_OPTIONS=-Xmx8g.",
                        ExitCode.DEVICE_FAILURE),
                Arguments.of(
                        new StackOverflowError(),
                        "dualflow met an error of its own: java.lang.StackOverflowError.",
                        ExitCode.INTERNAL_ERROR),
                Arguments.of(
                        new IllegalStateException("x"),
                        "dualflow met an error of its own: java.lang.IllegalStateException: x.",
                        ExitCode.INTERNAL_ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureIsOneSentenceAndItsCode(Throwable failure, String sentence, int code) {
        Callable<Integer> command = () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
        dualflow.addSubcommand("fail", new CommandLine(CommandSpec.wrapWithoutInspection(command)));
        dualflow.setExecutionExceptionHandler(dualflow.getExecutionExceptionHandler());
        dualflow.setErr(new PrintWriter(err, true));
        assertThat(dualflow.execute("fail")).isEqualTo(code);
        assertThat(err).hasToString(sentence + System.lineSeparator());
    }
}
