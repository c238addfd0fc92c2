package dualflow.cli;

import dualflow.data.ShortestDecimal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: its output streams, the rejection of invalid command lines, and the words with which it was invoked. */
@Command // so that picocli fills in the specification; each command states its own name and help
abstract class Subcommand implements Callable<Integer> {
    /** With more steps, rounding errors dominate the error of any of the methods. */
    private static final int MOST_STEPS = 1_000_000;

    /** All directions at a point are processed at once, so memory limits their number; more points cost no memory. */
    private static final int MOST_DIRECTIONS = 10_000;

    @Spec
    private CommandSpec spec;

    /** The stream for results, to be flushed by the command. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** The stream for everything but results. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The exception to throw for an invalid command line: exit code 2. */
    final ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** The same for an invalid setting. Java's own exceptions are not the user's fault, and are left as they are. */
    final RuntimeException usage(IllegalArgumentException e) {
        boolean isOurs = e.getClass() == IllegalArgumentException.class
                || e.getClass().getName().startsWith("dualflow.");
        return isOurs ? usage(e.getMessage()) : e;
    }

    /** Rejects a number below 1. */
    final void requirePositive(String option, int value) {
        if (value < 1) {
            throw usage(option + " is at least 1, not " + value + ".");
        }
    }

    /** Rejects a number of solver steps that is zero or too large. */
    final void requireSteps(int steps) {
        if (steps < 1 || steps > MOST_STEPS) {
            throw usage("--steps is " + steps + "; the solver takes 1 to " + MOST_STEPS + " steps.");
        }
    }

    /** Rejects fewer samples than a correlation needs. */
    final void requireSamples(long samples) {
        if (samples < 2) {
            throw usage("A correlation needs --samples of 2 or more, not " + samples + ".");
        }
    }

    /** Rejects a number of directions at each point that is zero or too large. */
    final void requireDirections(int directions) {
        if (directions < 1 || directions > MOST_DIRECTIONS) {
            throw usage("--directions is " + directions + "; 1 to " + MOST_DIRECTIONS
                    + " directions can be taken at each point.");
        }
    }

    /** Rejects a step of differences that is not a positive number. */
    final void requireEpsilon(double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw usage("A difference needs a positive --epsilon, not " + ShortestDecimal.of(epsilon) + ".");
        }
    }

    /** The command line, word by word, for the record of the run. */
    final List<String> words() {
        List<String> words = new ArrayList<>(List.of("dualflow"));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }
}
