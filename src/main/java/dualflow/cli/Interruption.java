package dualflow.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Lets a long run shut down cleanly when the user interrupts it (Ctrl-C, or kill without -9): Java waits until this is closed. */
final class Interruption implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean wanted;

    /**
     * Starts listening.
     *
     * @param err receives the acknowledgement
     * @param sentence what happens next
     */
    Interruption(PrintWriter err, String sentence) {
        hook = new Thread(() -> {
            wanted = true;
            err.println(sentence);
            err.flush();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the run should stop. */
    boolean isWanted() {
        return wanted;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is already shutting down, as the user requested.
        }
    }
}
