/**
 * The cost of programs, obtained by running them: {@link dualflow.cost.Cost} runs one on the device that computes no values, {@link
 * dualflow.cost.ModelCost} does so with a model. May import {@code tensor}, {@code device}, {@code autodiff}, {@code nn} and {@code train}.
 */
package dualflow.cost;
