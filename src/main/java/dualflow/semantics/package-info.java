/**
 * The meaning of formulas: symbolic types, and values that are programs of tensors, with exact derivatives, means, flows and integrals.
 *
 * <p>Start at {@link dualflow.semantics.ClaimProgram}. May import {@code tensor}, {@code op}, {@code autodiff}, {@code flow}, {@code rounding}, {@code
 * device} and {@code syntax}.
 */
package dualflow.semantics;
