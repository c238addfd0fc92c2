package dualflow.launch;

/** Launches that a device has got ready. */
public abstract class Replay implements AutoCloseable {
    /** A replay. */
    protected Replay() {
        // The device that made it knows the rest.
    }

    /** Enqueues all launches in order. */
    public abstract void run();

    /** Gives back what was made for it; does nothing the second time. */
    @Override
    public abstract void close();
}
