/**
 * The language of formulas and claim files: text, tokens, syntax trees, their spelling as text, LaTeX and MathML. No numbers are computed here.
 *
 * <p>Start at {@link dualflow.syntax.Formula}, the tree of an expression, and {@link dualflow.syntax.Symbol}, what a name stands for. May
 * import no other package.
 */
package dualflow.syntax;
