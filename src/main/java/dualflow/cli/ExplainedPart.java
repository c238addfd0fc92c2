package dualflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A command below {@code explain}, which does not explain an expression. */
@Command // as Subcommand
abstract class ExplainedPart extends Subcommand {
    @Spec
    private CommandSpec command;

    /** Refuses what was given to {@code explain} itself before this command's name: it would have no effect. */
    final void requireAlone() {
        ParseResult before = command.parent().commandLine().getParseResult();
        if (!before.matchedArgs().isEmpty()) {
            throw usage("Between explain and " + command.name() + " stands '"
                    + before.originalArgs().get(1)
                    + "'; options come after " + command.name() + ", and an expression that is this name is written ("
                    + command.name() + ").");
        }
    }
}
