package dualflow.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}: prints the script by which a shell completes the command line. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description =
                "Prints a script by which bash and zsh complete commands, options and the values that options may take.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(dualflow completion)    in ~/.bashrc or, in zsh, in ~/.zshrc",
            "  dualflow completion >~/.local/share/bash-completion/completions/dualflow"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private CompletionCommand() {}

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(all.getCommandName(), all));
        out.flush();
        return ExitCode.OK;
    }
}
