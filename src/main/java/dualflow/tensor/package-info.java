/**
 * The vocabulary: shapes, tensors, primitives and their three kinds, interpreters, devices. Imports nothing of ours.
 *
 * <p>Start at {@link dualflow.tensor.Op} and its kinds; then {@link dualflow.tensor.Trace}, which interprets ops, {@link
 * dualflow.tensor.Blocks}, which maps them over leading axes, and {@link dualflow.tensor.Device}, which runs them.
 */
package dualflow.tensor;
