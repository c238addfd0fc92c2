/**
 * Transformations of programs: jvp, vmap, linearize, transpose and what follows from them. Each is an interpreter of the
 * same primitives.
 */
package dualflow.autodiff;
