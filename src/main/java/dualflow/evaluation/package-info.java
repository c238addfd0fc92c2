/**
 * Velocities evaluated at points: a trained network's output and Jacobian-vector products, and the deviations of networks and programs from
 * closed forms. Start at {@link dualflow.evaluation.ModelJvp}.
 */
package dualflow.evaluation;
