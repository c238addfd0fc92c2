/**
 * The claims of the sources, one class each: statement, source, check, verdict. The command {@code verify} and the tests
 * run the same objects.
 *
 * <p>Start at {@link dualflow.claim.Claim} and {@link dualflow.claim.MixtureJacobian}; {@link dualflow.claim.Claims} lists them
 * all. May import every package but {@code cli}.
 */
package dualflow.claim;
