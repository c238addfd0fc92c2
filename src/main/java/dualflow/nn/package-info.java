/**
 * Layers and models: programs of {@link dualflow.op.Ops} with parameters. No derivative stands here; a JVP in the input, in t
 * or in the weights is the same call of {@code dualflow.autodiff.Autodiff} on the same program.
 *
 * <p>A {@link dualflow.nn.Layer} states its {@link dualflow.nn.Specification}, under the names that a PyTorch state dict has;
 * {@link dualflow.nn.Parameters} hold the numbers; a {@link dualflow.nn.Pass} is one evaluation. Channels are the last axis.
 */
package dualflow.nn;
