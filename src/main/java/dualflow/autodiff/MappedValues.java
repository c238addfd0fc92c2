package dualflow.autodiff;

import dualflow.tensor.Tensor;

/** Values within a program that {@code vmap} maps. */
public final class MappedValues {
    private MappedValues() {}

    /**
     * A value that is known for all elements at once.
     *
     * @param element a value that is mapped, by no transformation within that vmap
     * @param all the values for all elements, as many as that has, the mapped axis in front; made outside
     * @return the value of the element
     * @throws IllegalArgumentException if the first value is not mapped
     */
    public static Tensor alongside(Tensor element, Tensor all) {
        if (element.trace() instanceof BatchTrace trace) {
            return trace.mapped(all);
        }
        throw new IllegalArgumentException("a value of shape " + element.shape() + " is not mapped");
    }
}
