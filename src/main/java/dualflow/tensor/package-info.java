/**
 * The vocabulary: shapes, tensors, primitives and their three kinds, interpreters, devices. Imports no other package of the project.
 *
 * <p>Start at {@link dualflow.tensor.Op} and its kinds; then {@link dualflow.tensor.Trace}, which interprets ops, {@link
 * dualflow.tensor.Blocks}, which maps them over leading axes, and {@link dualflow.tensor.Device}, which runs them.
 */
package dualflow.tensor;
