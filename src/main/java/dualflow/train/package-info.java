/**
 * Training: the losses of flows (flow matching, MeanFlow, maximum likelihood), their gradients in the parameters, and the optimisers that turn gradients into
 * new parameters. Every step is a pure function, state in and state out, of {@link dualflow.nn.Parameters}; nothing is changed in place.
 */
package dualflow.train;
