/** Expressions as people write them, read into programs of tensors. */
package dualflow.expression;
