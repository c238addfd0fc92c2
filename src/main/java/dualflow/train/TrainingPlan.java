package dualflow.train;

import dualflow.nn.Specification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that determines a training run.
 *
 * @param about descriptions of the specification and the objective, by name: the model and the data, as text
 * @param specification what is trained
 * @param objective what is minimised
 * @param settings how
 */
public record TrainingPlan(
        Map<String, String> about, Specification specification, Objective objective, TrainingSettings settings) {
    /**
     * Copies the map.
     *
     * @param about descriptions of the specification and the objective, by name: the model and the data, as text
     * @param specification what is trained
     * @param objective what is minimised
     * @param settings how
     */
    public TrainingPlan {
        about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    }

    /**
     * What must be equal for a run to be continued.
     *
     * @return model, data and settings by name, as text
     */
    public Map<String, String> identity() {
        Map<String, String> all = new LinkedHashMap<>(about);
        all.putAll(settings.identity());
        return all;
    }
}
