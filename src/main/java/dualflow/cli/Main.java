package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.OutputException;
import dualflow.data.Version;
import dualflow.device.NoSuchDeviceException;
import dualflow.tensor.DeviceException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code dualflow}: parses the command line and hands over to a subcommand. */
@Command(
        name = "dualflow",
        subcommands = {
            VerifyCommand.class,
            CorrelateCommand.class,
            ReproduceCommand.class,
            MixtureCommand.class,
            ExplainCommand.class,
            InspectCommand.class,
            DevicesCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.BuildVersion.class,
        description = "Exact Jacobian-vector products through flow-matching models.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything asked for was done",
            "1:a check failed",
            "2:the command line was not understood",
            "3:no suitable device",
            "4:a bad input file",
            "5:the device failed",
            "6:a result could not be written",
            "7:the program could not be built or started",
            "70:an error inside dualflow"
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs dualflow and ends the Java process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line with all its subcommands, as the tests run it too. */
    static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((error, commandLine, parsed) -> executionError(error, commandLine));
        all.getSubcommands()
                .get("explain") // whose expression may begin with a minus sign
                .setUnmatchedOptionsArePositionalParams(true);
        return all;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        err.println("No command was given.");
        spec.commandLine().usage(err);
        return ExitCode.USAGE;
    }

    private static int usageError(ParameterException error, String[] args) {
        CommandLine commandLine = error.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        PrintWriter err = commandLine.getErr();
        if (error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            err.printf(
                    "'%s' does not know '%s'.%n", name, unmatched.getUnmatched().get(0));
        } else {
            err.println(error.getMessage());
        }
        UnmatchedArgumentException.printSuggestions(error, err);
        err.printf("Run '%s --help' to see what there is.%n", name);
        return ExitCode.USAGE;
    }

    private static int executionError(Exception error, CommandLine commandLine) {
        PrintWriter err = commandLine.getErr();
        if (error instanceof BadFileException) {
            err.println(error.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (error instanceof OutputException) {
            err.println(error.getMessage());
            return ExitCode.OUTPUT_FAILURE;
        }
        if (error instanceof DeviceException) {
            err.println(error.getMessage() + ".");
            return error instanceof NoSuchDeviceException ? ExitCode.NO_DEVICE : ExitCode.DEVICE_FAILURE;
        }
        err.printf("dualflow met an error of its own: %s.%n", error);
        return ExitCode.INTERNAL_ERROR;
    }

    /** Tells picocli the version of this build. */
    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dualflow " + Version.current()};
        }
    }
}
