package dualflow.nn;

import dualflow.tensor.Tensor;

/** A model of the classes of images. */
public interface Classifier extends Layer {
    /**
     * The logits.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, C]
     * @return [..., outputs]
     * @throws dualflow.tensor.ShapeException if the images have other channels
     */
    Tensor apply(Pass pass, Tensor x);
}
