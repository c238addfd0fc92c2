package dualflow.launch;

/** Prepared launches. */
public abstract class Replay implements AutoCloseable {
    /** A replay. */
    protected Replay() {
        // The device that made it knows the rest.
    }

    /** Enqueues all launches in order. */
    public abstract void run();

    /** Releases what was allocated for it; does nothing the second time. */
    @Override
    public abstract void close();
}
