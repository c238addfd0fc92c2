package dualflow.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Lets a long run end in order when the user interrupts it (Ctrl-C, or kill without -9): Java waits until this is closed. */
final class Interruption implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean wanted;

    /**
     * Begins to listen.
     *
     * @param err is told that the interruption was understood
     * @param sentence what happens now
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

    /** Whether the run is to end. */
    boolean isWanted() {
        return wanted;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is about to end, which is what the user wants.
        }
    }
}
