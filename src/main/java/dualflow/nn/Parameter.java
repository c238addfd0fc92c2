package dualflow.nn;

import dualflow.tensor.Shape;

/**
 * A parameter of a layer: a named array.
 *
 * @param name the name in a PyTorch state dict, relative to the layer that declares it
 * @param shape the shape in this engine
 * @param layout how PyTorch orders the axes
 * @param initialisation how it is initialised
 * @param role what changes it
 */
public record Parameter(String name, Shape shape, Layout layout, Initialisation initialisation, Role role) {
    /** What changes a parameter. */
    public enum Role {
        /** Gradients do. */
        TRAINED,
        /** Nothing does: the model has it, but no output depends on it. PyTorch gives it no gradient and its optimisers skip it. */
        UNUSED,
        /** Evaluation in training does, as with the running statistics of a batch norm; PyTorch does not count it as a parameter. */
        BUFFER
    }

    /**
     * A trained parameter.
     *
     * @param name its name
     * @param layout how PyTorch orders the axes
     * @param initialisation how it is initialised
     * @param dims its shape here
     * @return the parameter
     */
    public static Parameter trained(String name, Layout layout, Initialisation initialisation, int... dims) {
        return new Parameter(name, Shape.of(dims), layout, initialisation, Role.TRAINED);
    }

    /**
     * A buffer of equal elements, in the same order on both sides.
     *
     * @param name its name
     * @param value its initial elements
     * @param dims its shape
     * @return the parameter
     */
    public static Parameter buffer(String name, double value, int... dims) {
        return new Parameter(name, Shape.of(dims), Layout.IDENTITY, new Initialisation.Constant(value), Role.BUFFER);
    }

    /**
     * Whether gradients change it.
     *
     * @return true if its role is {@link Role#TRAINED}
     */
    public boolean trained() {
        return role == Role.TRAINED;
    }

    /**
     * Its shape in PyTorch.
     *
     * @return the shape in PyTorch's axis order
     */
    public Shape shapeInPyTorch() {
        return layout.toPyTorch(shape);
    }

    /**
     * This parameter as seen from an enclosing layer.
     *
     * @param prefix the part's name
     * @return the same, named {@code prefix.name}
     */
    Parameter under(String prefix) {
        return new Parameter(prefix + "." + name, shape, layout, initialisation, role);
    }

    /** This parameter in a part that is not used. */
    Parameter unused() {
        return new Parameter(name, shape, layout, initialisation, trained() ? Role.UNUSED : role);
    }
}
