package dualflow.train;

import dualflow.tensor.DType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is trained, apart from its data.
 *
 * @param optimizer the optimiser
 * @param learningRate its learning rate
 * @param clipping the bound of the gradient's norm, if any
 * @param average the moving average of the parameters, if any
 * @param steps the number of steps
 * @param batch the number of samples in each
 * @param dtype the format of the computation
 * @param seed the seed of all draws: initial parameters, order of the data, sources, times, dropout
 */
public record TrainingSettings(
        Adam optimizer,
        LearningRate learningRate,
        Optional<NormClipping> clipping,
        Optional<MovingAverage> average,
        long steps,
        int batch,
        DType dtype,
        long seed) {
    /** The most steps; their losses fit in one array. */
    public static final long MOST_STEPS = 1_000_000_000;

    /**
     * Checks the lengths.
     *
     * @param optimizer the optimiser
     * @param learningRate its learning rate
     * @param clipping the bound of the gradient's norm, if any
     * @param average the moving average of the parameters, if any
     * @param steps from 1 to {@value #MOST_STEPS}
     * @param batch at least 1
     * @param dtype the format of the computation
     * @param seed any number
     * @throws IllegalArgumentException if steps or batch are out of range
     */
    public TrainingSettings {
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("a training has 1 to " + MOST_STEPS + " steps, got " + steps);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has 1 sample or more, got " + batch);
        }
    }

    /**
     * What must be equal for a run to be continued. The number of steps is left out where the learning rate does not depend on it, so that a
     * run can be extended.
     *
     * @return the settings by name, as decimal text
     */
    public Map<String, String> identity() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("optimizer", optimizer.decoupled() ? "AdamW" : "Adam");
        all.put("betas", optimizer.beta1() + ", " + optimizer.beta2());
        all.put("epsilon", Double.toString(optimizer.epsilon()));
        all.put("weight decay", Double.toString(optimizer.weightDecay()));
        all.put("learning rate", Double.toString(learningRate.rate()));
        all.put("schedule", learningRate.course().toString().toLowerCase(Locale.ROOT));
        all.put("warm-up", Long.toString(learningRate.warmUp()));
        if (learningRate.course() == LearningRate.Course.COSINE) {
            all.put("steps", Long.toString(steps));
        }
        all.put("clip", clipping.map(c -> Double.toString(c.most())).orElse("none"));
        all.put("moving average", average.map(a -> Double.toString(a.decay())).orElse("none"));
        all.put("batch", Integer.toString(batch));
        all.put("dtype", dtype.toString());
        all.put("seed", Long.toString(seed));
        return all;
    }
}
