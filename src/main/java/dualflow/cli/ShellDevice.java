package dualflow.cli;

import dualflow.tensor.Device;

/** The device of the command {@code shell}, under a name that its snippets can call. */
public final class ShellDevice {
    private static volatile Device open;

    private ShellDevice() {}

    static void set(Device device) {
        open = device;
    }

    /**
     * The device that the shell's {@code --device} chose.
     *
     * @return the device, closed by the shell when it ends
     * @throws IllegalStateException if no shell runs
     */
    public static Device device() {
        if (open == null) {
            throw new IllegalStateException("no shell runs");
        }
        return open;
    }
}
