/**
 * Files of weights: {@link dualflow.weights.Weights} reads a model's parameters from a safetensors file under PyTorch's names and in
 * its axis order, and writes them so that PyTorch loads them. May import {@code tensor}, {@code nn} and {@code data}.
 */
package dualflow.weights;
