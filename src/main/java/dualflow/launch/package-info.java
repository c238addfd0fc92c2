/**
 * What a device launches, as data: the vocabulary that recorded programs and devices share. Of {@link dualflow.tensor} and {@link
 * dualflow.op} nothing depends on it. May import {@code tensor}.
 *
 * <p>Start at {@link dualflow.launch.Launch}, what a recorded program asks of a device, and {@link dualflow.launch.Launcher}, what it asks it by;
 * {@link dualflow.launch.Kernel} is one launch of a kernel but for its buffers.
 */
package dualflow.launch;
