package dualflow.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: where it prints, how it refuses its command line, and the words with which it was called. */
@Command // so that picocli fills in the specification; each command states its own name and help
abstract class Subcommand implements Callable<Integer> {
    /** With more, rounding outgrows the error of any of the methods. */
    private static final int MOST_STEPS = 1_000_000;

    @Spec
    private CommandSpec spec;

    /** Where results go; to be flushed by the command. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where all goes that is no result. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The refusal of a command line that cannot be followed, to be thrown: exit code 2. */
    final ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** The same for what a setting does not allow. Java's own exceptions are none of the user's making, and stay as they are. */
    final RuntimeException usage(IllegalArgumentException e) {
        boolean isOurs = e.getClass() == IllegalArgumentException.class
                || e.getClass().getName().startsWith("dualflow.");
        return isOurs ? usage(e.getMessage()) : e;
    }

    /** Refuses a number below 1. */
    final void requirePositive(String option, int value) {
        if (value < 1) {
            throw usage(option + " is at least 1, not " + value + ".");
        }
    }

    /** Refuses steps of a solver that are none, or too many. */
    final void requireSteps(int steps) {
        if (steps < 1 || steps > MOST_STEPS) {
            throw usage("--steps is " + steps + "; the solver takes 1 to " + MOST_STEPS + " steps.");
        }
    }

    /** The command line, word by word, for the record of the run. */
    final List<String> words() {
        List<String> words = new ArrayList<>(List.of("dualflow"));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }
}
