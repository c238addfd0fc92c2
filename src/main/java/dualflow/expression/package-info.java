/**
 * Expressions in ordinary notation, parsed into programs of tensors. Start at {@link dualflow.expression.Expression}. May import {@code
 * autodiff}, {@code op} and {@code tensor}.
 */
package dualflow.expression;
