package dualflow.causal;

import dualflow.dependency.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of the table: the correlation of the ends of a structure under one treatment of its middle variable.
 *
 * @param structure the structure
 * @param treatment the treatment
 * @param threshold tau in units of the root mean square of (J v)_k; empty where there is none
 * @param kept the fraction of directions or samples that are kept
 * @param truth the correlation of the variables themselves: observed, given Z, or under do(Z) for the intervention; empty where it is unknown or undefined
 * @param limit what the estimate converges to with the number of samples; empty where it is unknown or undefined
 * @param estimate the estimate; empty where it is undefined, as nothing is kept
 */
public record CausalRow(
        Structure structure,
        Treatment treatment,
        OptionalDouble threshold,
        double kept,
        OptionalDouble truth,
        OptionalDouble limit,
        Optional<Estimate> estimate) {
    /**
     * How far the estimate is from its limit.
     *
     * @return (estimate - limit) / standard error; empty where one of them is, or the error is 0
     */
    public OptionalDouble standardErrors() {
        if (estimate.isEmpty() || limit.isEmpty() || estimate.get().standardError() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                (estimate.get().value() - limit.getAsDouble()) / estimate.get().standardError());
    }
}
