package dualflow.tensor;

import java.util.List;

/**
 * A primitive. It works on blocks: of each argument it consumes some trailing axes, and it maps over the leading axes, broadcasting them
 * aligned on the right. Tensors are arguments of {@link #on}; everything else is a component of the record that implements the op.
 *
 * <p>Every op is exactly one of {@link LinearOp}, {@link BilinearOp}, {@link QuotientOp}, {@link IndexedOp} and {@link NonlinearOp}, and
 * states the one derivative fact of its kind. {@link ElementwiseOp} is a form, not a kind.
 *
 * <p>The host loops are the definition: every device does the same arithmetic in the same order and gives the same bits.
 */
public sealed interface Op permits LinearOp, BilinearOp, QuotientOp, IndexedOp, NonlinearOp, ElementwiseOp {
    /** {@return the op's name: its class's name in snake case, such as {@code log_sum_exp}, which also names its kernel and its test data} */
    default String name() {
        return OpNames.INSTANCE.get(getClass());
    }

    /** {@return the number of tensor arguments, 1 or more} */
    int arity();

    /**
     * {@return how many trailing axes of an argument make up a block}
     *
     * @param argument which argument, from 0
     */
    int trailing(int argument);

    /**
     * {@return the shape of a block of the result, its trailing axes}
     *
     * @param blocks the shape of a block of each argument
     * @throws ShapeException if the blocks do not fit together
     */
    Shape block(List<Shape> blocks);

    /**
     * {@return the shape of the result: the broadcast of the arguments' leading axes, then a block of the result}
     *
     * @param inputs the arguments' shapes
     * @throws ShapeException if the arguments do not fit together
     */
    default Shape shape(List<Shape> inputs) {
        return Blocks.of(this, inputs).shape();
    }

    /**
     * {@return the number of items of the result that can be computed independently of each other: blocks, unless the op says otherwise}
     *
     * @param blocks the layout of the blocks of arguments and result
     */
    default int hostItems(Blocks blocks) {
        return blocks.count();
    }

    /**
     * The definition in float64, as plain loops.
     *
     * @param blocks where the blocks of arguments and result stand
     * @param from the first item to compute
     * @param to the end, exclusive, at most {@link #hostItems}
     * @param x the arguments' elements; not modified
     * @param y the result's elements, of which those of these items are written
     */
    void host(Blocks blocks, int from, int to, double[][] x, double[] y);

    /**
     * The definition in float32: the same arithmetic in the same order, word for word.
     *
     * @param blocks where the blocks of arguments and result stand
     * @param from the first item to be computed
     * @param to the item before which to end, at most {@link #hostItems}
     * @param x the arguments' numbers; not modified
     * @param y the result's numbers, of which those of these items are to be written
     */
    void host(Blocks blocks, int from, int to, float[][] x, float[] y);

    /** {@return whether the result is the argument's own memory in another shape, so that nothing runs at all: true for reshape alone} */
    default boolean isView() {
        return false;
    }

    /**
     * {@return the number of multiply-adds, the measure of a network's work: those of matrix products, quotients and convolutions, where
     * taps outside an image count too; all other ops count none}
     *
     * @param blocks where the blocks of arguments and result stand
     */
    default long multiplyAdds(Blocks blocks) {
        return 0;
    }

    /**
     * {@return the result of the op: the only way a primitive is ever applied} The interpreter with the highest level among the arguments
     * decides what that means.
     *
     * @param arguments the tensors, all of one format and on one device
     * @throws ShapeException if number, format, device or shapes of the arguments do not match
     * @throws StaleTensorException if an argument was released or belongs to a transformation that has ended
     */
    default Tensor on(Tensor... arguments) {
        ArgumentCheck.requireAlike(this, arguments);
        Trace top = Eval.INSTANCE;
        for (Tensor argument : arguments) {
            if (argument.trace().level() > top.level()) {
                top = argument.trace();
            }
        }
        return top.applyChecked(this, List.of(arguments));
    }

    /**
     * {@return the result of the op on a list}
     *
     * @param arguments the tensors
     */
    default Tensor on(List<Tensor> arguments) {
        return on(arguments.toArray(Tensor[]::new));
    }
}
