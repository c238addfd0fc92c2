package dualflow.nn;

import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One evaluation of a model: its parameters, as seen from the part that is being evaluated, and whether it is in training. In
 * training it has random draws and records the buffers' new values, which {@link #buffers} returns afterwards: the
 * parameters themselves never change.
 */
public final class Pass {
    private final Parameters parameters;
    private final String prefix;
    private final Training training;
    private final Inference inference;
    private final Map<String, Tensor> buffers;

    /** The seed and step of a training step's draws. */
    private record Training(Draws draws, long step) {}

    /** What was computed from the parameters alone, and the arena in which it lives. */
    private record Inference(Arena arena, Map<String, Tensor> constants) {}

    private Pass(
            Parameters parameters, String prefix, Training training, Inference inference, Map<String, Tensor> buffers) {
        this.parameters = parameters;
        this.prefix = prefix;
        this.training = training;
        this.inference = inference;
        this.buffers = buffers;
    }

    /**
     * An evaluation outside training: dropout does nothing, batch norm uses its running statistics.
     *
     * @param parameters the model's parameters
     * @return the pass
     */
    public static Pass evaluation(Parameters parameters) {
        return new Pass(parameters, "", null, null, new LinkedHashMap<>());
    }

    /**
     * Like {@link #evaluation}, for many evaluations with the same parameters, as an ODE solver makes them: batch norms are folded into
     * the convolutions before them, and 3x3 convolutions use Winograd's algorithm where that is faster. What layers compute from the
     * parameters alone is computed at the first evaluation. The results round differently from those of {@link #evaluation}.
     *
     * @param parameters the model's parameters, not differentiated
     * @param arena where constants live; it must be open as long as the pass is used
     * @return the pass
     */
    public static Pass inference(Parameters parameters, Arena arena) {
        return new Pass(parameters, "", null, new Inference(arena, new HashMap<>()), new LinkedHashMap<>());
    }

    /**
     * An evaluation in training: 3x3 convolutions and their derivatives use Winograd's algorithm where the shape makes that faster, so the
     * results round differently from those of {@link #evaluation}.
     *
     * @param parameters the model's parameters
     * @param seed the seed of all draws
     * @param step the training step, from 0 to 2^32 - 1; the draws of different steps are independent
     * @return the pass
     * @throws IllegalArgumentException if there is no such step
     */
    public static Pass training(Parameters parameters, long seed, long step) {
        if (step < 0 || step > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("a training step lies between 0 and 2^32 - 1, got " + step);
        }
        return new Pass(parameters, "", new Training(new Draws(seed), step), null, new LinkedHashMap<>());
    }

    /**
     * This pass as seen from a part of the model.
     *
     * @param part the part's name
     * @return the same pass, where names are relative to the part
     */
    public Pass under(String part) {
        return new Pass(parameters, prefix + part + ".", training, inference, buffers);
    }

    /**
     * A parameter or buffer.
     *
     * @param name its name relative to the part
     * @return its value
     * @throws ParameterException if there is none
     */
    public Tensor get(String name) {
        return parameters.get(prefix + name);
    }

    /**
     * Whether this is an evaluation in training.
     *
     * @return true in training
     */
    public boolean isTraining() {
        return training != null;
    }

    /**
     * Whether parameters are constants over many evaluations.
     *
     * @return true for {@link #inference}
     */
    public boolean isInference() {
        return inference != null;
    }

    /**
     * A value that a part computes from the parameters alone, computed once for all evaluations of an {@link #inference}.
     *
     * @param name its name relative to the part, other than those of parameters
     * @param computation computes it
     * @return its value
     */
    Tensor constant(String name, Supplier<Tensor> computation) {
        Tensor known = inference.constants().get(prefix + name);
        if (known == null) {
            known = computation.get();
            inference.arena().adopt(known);
            inference.constants().put(prefix + name, known);
        }
        return known;
    }

    /**
     * Uniform numbers in [0, 1) for the part in this step: draws step 2^31 .. of the stream named after the part. A part
     * that is evaluated twice in a pass gets the same numbers twice.
     *
     * @param count the number of draws
     * @return the numbers, or nothing outside training
     */
    public Optional<double[]> uniforms(int count) {
        return Optional.ofNullable(training)
                .map(t -> t.draws().uniforms(Draws.stream("dropout " + prefix), t.step() << 31, count));
    }

    /**
     * Records the new value of a buffer of the part.
     *
     * @param name its name relative to the part
     * @param value its new value
     */
    void setBuffer(String name, Tensor value) {
        buffers.put(prefix + name, value);
    }

    /**
     * The buffers after this pass: new running statistics in training, nothing otherwise. They are not differentiated,
     * even if the pass was.
     *
     * @return new values of buffers by their full names, for {@link Parameters#with}
     */
    public Parameters buffers() {
        return new Parameters(buffers);
    }
}
