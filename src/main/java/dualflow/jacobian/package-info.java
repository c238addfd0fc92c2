/**
 * What the Jacobian of a map at a point says, and how far it says it: the remainder of first order and the radius inside which it is small, the leading
 * singular directions by products with J and its transpose alone, and traces.
 */
package dualflow.jacobian;
