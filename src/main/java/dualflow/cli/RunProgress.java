package dualflow.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** How far a run is, on the error stream: a bar on a terminal, a line for each tenth elsewhere. */
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
     * Begins a run.
     *
     * @param err the error stream
     * @param what what is counted, such as "samples"
     * @param total how many there will be
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

    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is asked whether it is a terminal
    private static boolean isTerminal() {
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

    /** Says that so many are done. */
    void at(long done) {
        at(done, () -> "");
    }

    /** Says that so many are done, and how it goes. */
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
