/**
 * Transformations of programs: jvp, vmap, linearize, transpose and what follows from them. Each is an interpreter of the
 * same primitives.
 *
 * <p>Start at {@link dualflow.autodiff.Autodiff}, what users call, and {@code JvpTrace}, the whole of forward mode; then {@code
 * BatchTrace}, {@code LinearTrace} and {@link dualflow.autodiff.LinearMap}. May import {@code op} and {@code tensor}, and the
 * host, on which {@code Autodiff.derivative} of a plain number runs.
 */
@Facade(Autodiff.class)
package dualflow.autodiff;

import dualflow.tensor.Facade;
