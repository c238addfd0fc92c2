package dualflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code scm}: digits whose attributes have a known causal graph, and what digits measure. */
@Command(
        name = "scm",
        mixinStandardHelpOptions = true,
        subcommands = {ScmMakeCommand.class, ScmMeasureCommand.class},
        description = "Digits whose attributes have a known causal graph (Morpho-SCM), and the measures of digits"
                + " (Morpho-MNIST).")
final class ScmCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private ScmCommand() {}

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("Name what to do: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
        return ExitCode.USAGE;
    }
}
