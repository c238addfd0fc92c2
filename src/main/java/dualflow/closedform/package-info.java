/**
 * The closed-form formulas of the paper in plain {@code double}: Gaussian and mixture flows, their Jacobians, the
 * diffeomorphism of section 5.2, and the Gaussian dependence measures.
 *
 * <p>"The paper" is Rezvan, Gille, Schauer, Torkar, "Causality-Delta: Jacobian-Based Dependency Analysis in Flow Matching
 * Models" (arXiv 2602.02793v1); equation and section numbers are its own. "The published code" is the paper's repository
 * {@code rezaarezvan/causdiff} at {@code ca92fe3}. Throughout, the path is x_t = (1-t) x0 + t x1 with x0 (the source) and x1
 * (the data) independent; vectors are {@code double[d]}, matrices row-major {@code double[d][d]}. Arguments are never
 * modified, results are new arrays, and a result that is not finite is never returned: every error is a
 * {@link dualflow.closedform.ClosedFormException}.
 *
 * <p>Start at {@link dualflow.closedform.GaussianFlow} and {@link dualflow.closedform.MixtureAtTime}. Imports no other package of the project.
 */
package dualflow.closedform;
