package dualflow.train;

import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a training run: with the settings, it determines the rest of the run.
 *
 * @param parameters all parameters and buffers of the model
 * @param optimizer the optimiser's state for the trained ones, including the step
 * @param average the moving average of the trained ones, if one is kept
 */
public record TrainingState(Parameters parameters, Adam.State optimizer, Optional<Parameters> average) {
    /**
     * The state before the first step.
     *
     * @param specification what is trained
     * @param parameters all parameters and buffers of the model
     * @param settings how it is trained
     * @return the state
     */
    public static TrainingState start(Specification specification, Parameters parameters, TrainingSettings settings) {
        Parameters weights = parameters.only(specification.trainedNames());
        return new TrainingState(
                parameters,
                settings.optimizer().start(weights),
                settings.average().map(a -> weights));
    }

    /**
     * The number of steps taken.
     *
     * @return the number of steps
     */
    public long step() {
        return optimizer.step();
    }

    /**
     * The parameters for inference: the moving average where one is kept, with the buffers as they are.
     *
     * @return all parameters and buffers of the model
     */
    public Parameters model() {
        return average.map(parameters::with).orElse(parameters);
    }

    /**
     * All tensors of the state.
     *
     * @return its tensors
     */
    List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>(parameters.tensors());
        all.addAll(optimizer.mean().tensors());
        all.addAll(optimizer.square().tensors());
        average.ifPresent(a -> all.addAll(a.tensors()));
        return all;
    }
}
