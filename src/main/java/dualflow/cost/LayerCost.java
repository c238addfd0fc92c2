package dualflow.cost;

import dualflow.tensor.Shape;
import java.util.Optional;

/**
 * A row of a model's cost: a layer, or products between layers that have no parameters, such as those of attention.
 *
 * @param name the layer's name, or that of an op in parentheses
 * @param output the shape of its output, or nothing for a layer that is not used
 * @param parameters the number of its parameters as PyTorch counts them, without buffers
 * @param multiplyAdds its work
 */
public record LayerCost(String name, Optional<Shape> output, long parameters, long multiplyAdds) {}
