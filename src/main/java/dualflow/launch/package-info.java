/**
 * What a device launches, as data: the vocabulary that recorded programs and devices share. Nothing in {@link dualflow.tensor} and {@link
 * dualflow.op} depends on it. May import {@code tensor}.
 *
 * <p>Start at {@link dualflow.launch.Launch}, what a recorded program asks a device to run, and {@link dualflow.launch.Launcher}, the device's
 * side; {@link dualflow.launch.Kernel} is one launch of a kernel except for its buffers.
 */
package dualflow.launch;
