/**
 * Dependence of a map's outputs, read off Jacobian-vector products (paper, section 5.3): directions, the second moment
 * S(D), correlations with intervals, conditioning and do-directions. Start at {@link dualflow.dependency.JvpEstimator}.
 * May import {@code autodiff}, {@code random} and what is below them.
 */
package dualflow.dependency;
