/**
 * Flow matching: velocity fields, ODE solvers, divergence and likelihood, as programs of primitives. Time t = 0 is the source,
 * t = 1 the data.
 *
 * <p>Start at {@link dualflow.flow.VelocityField}, then {@link dualflow.flow.GaussianVelocity} and {@link
 * dualflow.flow.MixtureVelocity}, the paper's fields, and {@link dualflow.flow.OdeSolver}. May import {@code autodiff} and what is
 * below it, and not {@code closedform}: the two state the same equations independently.
 */
package dualflow.flow;
