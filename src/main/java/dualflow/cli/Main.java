package dualflow.cli;

import dualflow.data.Version;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code dualflow}: parses the command line and dispatches to a subcommand. */
@Command(
        name = "dualflow",
        mixinStandardHelpOptions = true,
        versionProvider = Main.BuildVersion.class,
        description = "Exact Jacobian-vector products through flow-matching models.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything asked for was done",
            "1:a check failed, or a result is not finite",
            "2:the command line was not understood",
            "3:no suitable device",
            "4:a bad input file",
            "5:the device failed, or the memory did not suffice",
            "6:a result could not be written",
            "7:the program could not be built or started",
            "70:an error inside dualflow"
        })
public final class Main implements Callable<Integer> {
    private static final List<Class<?>> COMMANDS = List.of(
            CheckCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            CorrelateCommand.class,
            GraphCommand.class,
            AttributesCommand.class,
            AffinityCommand.class,
            SketchCommand.class,
            ReproduceCommand.class,
            CausalTestCommand.class,
            CounterfactualCommand.class,
            MixtureCommand.class,
            FlowPictureCommand.class,
            LikelihoodCommand.class,
            ExplainCommand.class,
            LessonCommand.class,
            TrainCommand.class,
            ModelCommand.class,
            JvpCommand.class,
            SampleCommand.class,
            MemorisationCommand.class,
            ScmCommand.class,
            InspectCommand.class,
            BenchCommand.class,
            ShellCommand.class,
            CompareCommand.class,
            DeviceReportCommand.class,
            DevicesCommand.class,
            TuneCommand.class,
            CompletionCommand.class);

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs dualflow and exits the Java process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // for the libraries too: numbers are formatted the same for every user
        StandardOutput output = StandardOutput.install();
        int code = commandLine(args).execute(args);
        System.out.flush();
        if (output.failure().isPresent() && code == ExitCode.OK) {
            System.err.println("The output could not be written ("
                    + output.failure().get() + "): make room for it, or send it elsewhere.");
            code = ExitCode.OUTPUT_FAILURE;
        }
        System.exit(code);
    }

    /** The command line with all its subcommands, also used by the tests. */
    static CommandLine commandLine() {
        return commandLine(command -> true);
    }

    /** The command line for some words. Of the commands that they do not name it has only what the list of commands shows. */
    static CommandLine commandLine(String... words) {
        List<String> said = List.of(words);
        // A word with @ names a file of words.
        return said.contains("completion") || said.stream().anyMatch(word -> word.startsWith("@"))
                ? commandLine()
                : commandLine(command -> said.contains(command.name()));
    }

    private static CommandLine commandLine(Predicate<Command> whole) {
        CommandLine all = new CommandLine(new Main())
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler(Main::usageError)
                .setExecutionExceptionHandler((error, commandLine, parsed) -> failed(error, commandLine.getErr()));
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            all.addSubcommand(command.name(), whole.test(command) ? type : outline(command));
        }
        Values.register(all);
        all.setResourceBundle(new HelpLists());
        shareHelp(all, all.getCommandSpec());
        CommandLine explain = all.getSubcommands().get("explain"); // whose expression may begin with a minus sign
        explain.setUnmatchedOptionsArePositionalParams(true);
        explain.getSubcommands().values().forEach(part -> part.setUnmatchedOptionsArePositionalParams(false));
        return all;
    }

    private static CommandSpec outline(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage().description(command.description()).hidden(command.hidden());
        return spec;
    }

    /** Makes each subcommand's help list the exit codes, and each version option report the version of the build. */
    private static void shareHelp(CommandLine commandLine, CommandSpec root) {
        for (CommandLine sub : commandLine.getSubcommands().values()) {
            sub.getCommandSpec().versionProvider(root.versionProvider());
            sub.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading(root.usageMessage().exitCodeListHeading())
                    .exitCodeList(root.usageMessage().exitCodeList());
            shareHelp(sub, root);
        }
    }

    /** Runs the command; if Java itself fails with an error, reports it in a sentence, which picocli does only for exceptions. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            return failed(e, parsed.commandSpec().commandLine().getErr());
        }
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
        String help = "'" + commandLine.getCommandSpec().qualifiedName() + " --help' shows what there is";
        String message = error.getMessage();
        Optional<String> oneDash = optionWithOneDash(commandLine.getCommandSpec(), args);
        if (oneDash.isPresent()) {
            message = "'" + oneDash.get() + "' has one dash, where options have two: perhaps -" + oneDash.get()
                    + " is meant, and " + help;
        } else if (error instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            message = unmatched.isUnknownOption()
                    ? "Unknown option: '" + word + "'"
                    : "'" + commandLine.getCommandSpec().qualifiedName() + "' does not know '" + word + "'";
            List<String> suggestions = unmatched.getSuggestions(); // the most similar first
            message +=
                    suggestions.isEmpty() ? "; " + help : "; perhaps " + suggestions.get(0) + " is meant, and " + help;
        } else if (error instanceof MissingParameterException) {
            message += "; " + help;
        }
        commandLine.getErr().println(Failure.sentence(message));
        return ExitCode.USAGE;
    }

    /** The first word that would be an option of a command if it had two dashes instead of one. */
    private static Optional<String> optionWithOneDash(CommandSpec command, String... args) {
        return Arrays.stream(args)
                .filter(word -> word.matches("-[a-z].+"))
                .map(word -> word.split("=", 2)[0])
                .filter(word -> command.findOption("-" + word) != null)
                .findFirst();
    }

    private static int failed(Throwable error, PrintWriter err) {
        Failure failure = Failure.of(error);
        err.println(failure.message());
        return failure.exitCode();
    }

    /** Provides the version of this build to picocli. */
    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dualflow " + Version.current()};
        }
    }
}
