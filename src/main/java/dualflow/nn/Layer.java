package dualflow.nn;

/**
 * A program with parameters: a layer, or a model composed of layers. Its {@code apply} takes a {@link Pass} and the inputs and is a
 * pure function of the parameters and the inputs.
 */
public interface Layer {
    /**
     * The parameters and buffers that this layer needs, in the order of a PyTorch state dict, by names relative to it.
     *
     * @return the specification; empty for a layer without any
     */
    Specification specification();
}
