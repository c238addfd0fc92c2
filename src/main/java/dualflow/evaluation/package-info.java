/**
 * Velocities evaluated at points: a trained network's output and Jacobian-vector products, and how far networks and programs are from
 * closed forms. Start at {@link dualflow.evaluation.ModelJvp}.
 */
package dualflow.evaluation;
