/**
 * Flow matching: velocity fields, ODE solvers, divergence and likelihood, as programs of primitives. Time t = 0 is the source,
 * t = 1 the data.
 */
package dualflow.flow;
