package dualflow.launch;

/** Prepared launches. */
public abstract class Replay implements AutoCloseable {
    /** A replay. */
    protected Replay() {
        // The rest is known to the device that created it.
    }

    /** Enqueues all launches in order. */
    public abstract void run();

    /** Releases what was allocated for it; a second call has no effect. */
    @Override
    public abstract void close();
}
