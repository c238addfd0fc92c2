/**
 * Rounding as a transformation of programs: {@code MagnitudeTrace} carries a running error analysis beside the values, {@code ShakenTrace} moves
 * the result of every operation by one unit in the last place. Each is an interpreter of the same primitives as {@code jvp} and {@code vmap}, which
 * it may contain and which may contain it.
 *
 * <p>Start at {@link dualflow.rounding.Rounding}, what users call; {@code MagnitudeRules} has the rule of every kind of primitive. May import
 * {@code tensor}, {@code op}, {@code autodiff} and {@code random}.
 */
package dualflow.rounding;
