/**
 * The claims of the sources. What the language of claim files can say is stated in {@code dualflow/claims/SOURCE.claims} among the resources, one
 * file for each source; what needs networks, solvers, samples or published figures is a class each: statement, source, check, verdict. The command
 * {@code verify} and the tests run the same objects.
 *
 * <p>Start at {@link dualflow.claim.Claim}, {@link dualflow.claim.StatedClaim} and {@link dualflow.claim.LocalLinearity};
 * {@link dualflow.claim.Claims} lists them all. May import every package but {@code cli}.
 */
package dualflow.claim;
