/**
 * From a claim to what is found about it: draws, residuals and rounding levels, verdicts, smallest counterexamples, changed equations, and special
 * cases in which a wrong equation does hold.
 *
 * <p>Start at {@link dualflow.check.ClaimFile}, which checks a file, and {@link dualflow.check.Judge}, which checks a claim. May import {@code
 * tensor}, {@code op}, {@code device}, {@code autodiff}, {@code rounding}, {@code syntax}, {@code semantics}, {@code random} and {@code data}.
 */
package dualflow.check;
