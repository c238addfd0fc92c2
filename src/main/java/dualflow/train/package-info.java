/**
 * Training: the flow-matching loss, its gradient in the parameters, and the optimisers that turn gradients into new parameters. Every step is
 * a pure function, state in and state out, of {@link dualflow.nn.Parameters}; nothing is changed in place.
 */
package dualflow.train;
