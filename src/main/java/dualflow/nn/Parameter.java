package dualflow.nn;

import dualflow.tensor.Shape;

/**
 * What a layer needs: an array of numbers by name.
 *
 * @param name the name in a PyTorch state dict, relative to the layer that states it
 * @param shape the shape as the engine uses it
 * @param layout how PyTorch orders the axes
 * @param initialisation its numbers before training
 * @param trained whether gradients change it; otherwise it is a buffer, as the running statistics of a batch norm are
 */
public record Parameter(String name, Shape shape, Layout layout, Initialisation initialisation, boolean trained) {
    /**
     * A trained parameter.
     *
     * @param name its name
     * @param layout how PyTorch orders the axes
     * @param initialisation its numbers before training
     * @param dims its shape here
     * @return the parameter
     */
    public static Parameter trained(String name, Layout layout, Initialisation initialisation, int... dims) {
        return new Parameter(name, Shape.of(dims), layout, initialisation, true);
    }

    /**
     * A buffer of equal numbers, ordered alike on both sides.
     *
     * @param name its name
     * @param value its numbers before training
     * @param dims its shape
     * @return the parameter
     */
    public static Parameter buffer(String name, double value, int... dims) {
        return new Parameter(name, Shape.of(dims), Layout.IDENTITY, new Initialisation.Constant(value), false);
    }

    /**
     * The shape that PyTorch gives it.
     *
     * @return the shape in PyTorch's axis order
     */
    public Shape shapeInPyTorch() {
        return layout.toPyTorch(shape);
    }

    /**
     * This parameter as a part of a larger layer sees it.
     *
     * @param prefix the part's name
     * @return the same, named {@code prefix.name}
     */
    Parameter under(String prefix) {
        return new Parameter(prefix + "." + name, shape, layout, initialisation, trained);
    }
}
