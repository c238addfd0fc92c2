/**
 * Normalizing flows: bijections with a density. A {@link dualflow.normalizing.Bijection} carries a draw z of N(0, I) to data x = f(z) and knows
 * log |det| of its Jacobian both ways; {@link dualflow.normalizing.NormalizingFlow} is the distribution of f(z). May import {@code train} and what is
 * below it.
 */
package dualflow.normalizing;
