package dualflow.digits;

import java.util.Map;

/**
 * One image of a causal model, and how it came about.
 *
 * @param index its number in the model's sequence, from 0
 * @param base which of the model's digits it was shaped from
 * @param label what that digit shows
 * @param scores the standard score z of each variable
 * @param assigned the value of each variable that the image was shaped after
 * @param pixels the image as unsigned bytes, row-major; not copied
 * @param measured what the image measures
 * @param vanished how many digits were drawn before this one, of which nothing was left
 */
public record DigitDraw(
        long index,
        int base,
        int label,
        Map<DigitVariable, Double> scores,
        Map<DigitVariable, Double> assigned,
        byte[] pixels,
        Morphometry measured,
        int vanished) {}
