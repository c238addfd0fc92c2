/**
 * Couplings: which draw of the source a data point of a batch is trained with. Independent pairs cross; pairs by optimal transport within the batch
 * cross less, so that the loss has a lower floor and the flow is straighter.
 *
 * <p>Start at {@link dualflow.coupling.Coupling}. Costs are squared Euclidean distances throughout. May import {@code tensor}, {@code op} and {@code random}.
 */
package dualflow.coupling;
