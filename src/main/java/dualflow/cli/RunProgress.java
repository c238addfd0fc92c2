package dualflow.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** The progress of a run, on the error stream: a bar on a terminal, otherwise one line for each tenth. */
final class RunProgress implements AutoCloseable {
    private static final long NOTE_EVERY = 500_000_000;

    private final PrintWriter err;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private final ProgressBar bar;
    private long tenths;
    private long noted;

    /**
     * Starts a run.
     *
     * @param err the error stream
     * @param what the items counted, such as "samples"
     * @param total the total number
     */
    RunProgress(PrintWriter err, String what, long total) {
        this.err = err;
        this.what = what;
        this.total = total;
        this.bar = isTerminal()
                ? new ProgressBarBuilder()
                        .setTaskName(what)
                        .setInitialMax(total)
                        .build()
                : null;
    }

    /** Whether a person is at the terminal. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 22 the console can tell whether it is a terminal
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJdk22) {
            return true;
        }
    }

    /** Reports the number of completed items. */
    void at(long done) {
        at(done, () -> "");
    }

    /** Reports the number of completed items, and a status. */
    void at(long done, Supplier<String> note) {
        if (bar != null) {
            bar.stepTo(done);
            if (System.nanoTime() - noted > NOTE_EVERY) {
                noted = System.nanoTime();
                bar.setExtraMessage(note.get());
            }
        } else if (done * 10 / total > tenths) {
            tenths = done * 10 / total;
            String text = note.get();
            err.printf(
                    Locale.ROOT,
                    "%d of %d %s%s, %.1f s%n",
                    done,
                    total,
                    what,
                    text.isEmpty() ? "" : ", " + text,
                    (System.nanoTime() - start) / 1e9);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
