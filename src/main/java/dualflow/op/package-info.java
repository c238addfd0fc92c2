/**
 * The primitives, one record each, and the facade {@link dualflow.op.Ops}. Start at {@link dualflow.op.Multiply}, {@link
 * dualflow.op.Exp} and {@link dualflow.op.Sum}. May import {@code tensor}.
 *
 * <p>Where a function has no derivative, these are used, everywhere and in every mode:
 *
 * <ul>
 *   <li>{@link dualflow.op.Abs}: 0 at 0;
 *   <li>{@link dualflow.op.Relu}: 0 at 0;
 *   <li>{@link dualflow.op.Minimum} and {@link dualflow.op.Maximum}: where both arguments are equal, 1/2 each;
 *   <li>{@link dualflow.op.Max}: 1/k for each of k equal greatest elements;
 *   <li>{@link dualflow.op.MaxPool}: of equal greatest elements in a window the first in row-major order has 1, as in PyTorch;
 *   <li>{@link dualflow.op.MaxPoolPosition}, {@link dualflow.op.ArgMax}, {@link dualflow.op.Argsort} and {@link dualflow.op.SearchSorted}: 0
 *       everywhere, even where they jump; so the derivative of sorted numbers is that of the numbers where they went;
 *   <li>{@link dualflow.op.IndexSelect} and {@link dualflow.op.IndexAdd} in their indices: 0;
 *   <li>{@link dualflow.op.Sign} and {@link dualflow.op.Compare}, and {@link dualflow.op.Where} in its mask: 0 everywhere, even where
 *       they jump;
 *   <li>{@link dualflow.op.Floor} and {@link dualflow.op.Round}: 0 everywhere, even where they jump; {@link dualflow.op.Remainder}: at
 *       multiples of b, where it jumps, that of the branch above; {@link dualflow.op.Ops#straightThrough} is the estimator that is often
 *       used in place of such a derivative;
 *   <li>{@link dualflow.op.Norm}, {@link dualflow.op.Hypot} and {@link dualflow.op.DirectionCosine}: 0 at 0, in every order; {@link
 *       dualflow.op.Atan2}: NaN there;
 *   <li>{@link dualflow.op.Asin}, {@link dualflow.op.Acos}, {@link dualflow.op.Semicircle}, {@link dualflow.op.Ndtri} and {@link
 *       dualflow.op.Erfinv} at the ends of their domains: infinite, as their limits;
 *   <li>{@link dualflow.op.Sqrt}: positive infinity at 0, as its limit; so a tangent of zero gives NaN there;
 *   <li>{@link dualflow.op.Pow}: at base 0 the limits that the class states; with an exponent that has a tangent, NaN for a
 *       negative base;
 *   <li>{@link dualflow.op.Log} and {@link dualflow.op.Log1p}: outside their domain, where they are NaN, those of ln |x|; at -0, and
 *       so for the root, the pole has the sign of the zero;
 *   <li>{@link dualflow.op.LogGamma} and {@link dualflow.op.Polygamma}: at both zeros the limits from above, NaN below;
 *   <li>{@link dualflow.op.LogDeterminant} of a negative determinant, {@link dualflow.op.MatrixSquareRoot} of a matrix with a negative
 *       eigenvalue, and {@link dualflow.op.SymmetricEigenvalue} where it is a multiple one: NaN.
 * </ul>
 *
 * <p>A slope of 0 in the first five means that the argument was not chosen: its tangent has no effect and it gets no cotangent, even
 * where these are infinite or NaN ({@link dualflow.op.Select}). Where the argument itself is NaN, so is the derivative.
 */
@Facade(Ops.class)
package dualflow.op;

import dualflow.tensor.Facade;
