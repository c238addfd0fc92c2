package dualflow.nn;

import dualflow.tensor.Tensor;

/** A model of the attributes of images: logits of classes, or numbers of a regression. */
public interface Classifier extends Layer {
    /**
     * The logits, or the numbers.
     *
     * @param pass the parameters
     * @param x images, [..., H, W, C]
     * @return [..., outputs]
     * @throws dualflow.tensor.ShapeException if the images have other channels
     */
    Tensor apply(Pass pass, Tensor x);
}
