package dualflow.cost;

import dualflow.tensor.Shape;
import java.util.Optional;

/**
 * A row of a model's cost: a layer, or products between layers that have no parameters, such as those of attention.
 *
 * @param name the layer's name, or that of an op in parentheses
 * @param output the shape of its output, or nothing for a layer that takes no part
 * @param parameters how many numbers it has as PyTorch counts them, buffers left out
 * @param multiplyAdds its work
 */
public record LayerCost(String name, Optional<Shape> output, long parameters, long multiplyAdds) {}
