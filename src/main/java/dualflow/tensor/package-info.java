/**
 * The vocabulary: shapes, tensors, primitives and their three kinds, interpreters, devices. Imports nothing of ours.
 */
package dualflow.tensor;
