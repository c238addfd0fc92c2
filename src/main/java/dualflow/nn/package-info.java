/**
 * Layers and models: programs of {@link dualflow.op.Ops} with parameters. There are no derivatives here; a JVP in the input, in t
 * or in the weights is the same call of {@code dualflow.autodiff.Autodiff} on the same program.
 *
 * <p>A {@link dualflow.nn.Layer} declares its {@link dualflow.nn.Specification}, under the names that a PyTorch state dict has;
 * {@link dualflow.nn.Parameters} hold the values; a {@link dualflow.nn.Pass} is one evaluation. Channels are the last axis.
 */
package dualflow.nn;
