package dualflow.cli;

import java.io.PrintWriter;

/** The progress of a search for a graph, one {@link RunProgress} for each level, once the search has taken some time. */
final class LevelProgress implements AutoCloseable {
    private static final long QUIET = 3_000_000_000L;

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private RunProgress progress;
    private int shown = -1;
    private long most;

    LevelProgress(PrintWriter err) {
        this.err = err;
    }

    /** A pair has been tested; called by several threads, and in any order. */
    synchronized void at(int level, long done, long pairs) {
        if (System.nanoTime() - start < QUIET) {
            return;
        }
        if (level != shown) {
            close();
            progress = new RunProgress(err, "pairs given " + level, pairs);
            shown = level;
            most = 0;
        }
        most = Math.max(most, done);
        progress.at(most);
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
