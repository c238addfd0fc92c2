/**
 * What programs take, learned from the programs themselves: {@link dualflow.cost.Cost} runs one on the device that holds no numbers, {@link
 * dualflow.cost.ModelCost} does so with a model. May import {@code tensor}, {@code device}, {@code autodiff}, {@code nn} and {@code train}.
 */
package dualflow.cost;
