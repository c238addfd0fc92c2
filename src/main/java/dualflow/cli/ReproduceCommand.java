package dualflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code reproduce}: the paper's tables and figures, with one subcommand each. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        subcommands = {
            Table4Command.class,
            Table5Command.class,
            Table5CourseCommand.class,
            Table6Command.class,
            Figure1Command.class,
            Figure2Command.class,
            Figure3Command.class,
            Figure4Command.class,
            Figure5Command.class,
            Figure6Command.class,
            Gaussian2dCommand.class,
            PenaltyTableCommand.class
        },
        description =
                "Recomputes a table or a figure of the paper: what is printed, what its code gives, what is exact.")
final class ReproduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private ReproduceCommand() {}

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("Name what to reproduce: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
        return ExitCode.USAGE;
    }
}
