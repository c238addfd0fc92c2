package dualflow.experiment;

import dualflow.digits.DigitDraw;
import dualflow.digits.DigitScm;
import dualflow.digits.DigitVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An image of a causal model of digits, and what it would have been under an intervention: the same digit with the same noise.
 *
 * @param factual the image
 * @param counterfactual what it would have been
 */
public record DigitPair(DigitDraw factual, DigitDraw counterfactual) {
    /**
     * The pairs of consecutive images, on all processors; those of which nothing would be left are left out.
     *
     * @param model the causal model
     * @param set what is set from outside
     * @param first the number of the first image
     * @param count how many images
     * @return at most that many pairs
     * @throws IllegalArgumentException if the model cannot have the values
     */
    public static List<DigitPair> of(DigitScm model, Map<DigitVariable, Double> set, long first, int count) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    DigitDraw factual = model.draw(first + i, Map.of());
                    return model.counterfactual(factual, set).map(other -> new DigitPair(factual, other));
                })
                .flatMap(Optional::stream)
                .toList();
    }
}
