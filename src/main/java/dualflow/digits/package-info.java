/**
 * Handwritten digits with a known causal graph: their morphometry (thickness, slant, length and so on, as Morpho-MNIST measures them), and
 * structural causal models that draw such attributes and shape real digits after them. Start at {@link dualflow.digits.Morphometry} and
 * {@link dualflow.digits.DigitScm}. May import {@code data}, {@code op}, {@code random} and {@code tensor}.
 */
package dualflow.digits;
