package dualflow.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A primitive. It works on blocks: of each argument it consumes some trailing axes, and it maps over whatever axes stand
 * before them, broadcasting those on the right. Tensors are arguments of {@link #on}; everything else is a component of
 * the record that implements the op.
 *
 * <p>Every op is exactly one of {@link LinearOp}, {@link BilinearOp}, {@link QuotientOp} and {@link NonlinearOp}, and states
 * the one derivative fact of its kind. {@link ElementwiseOp} is a form, not a kind.
 *
 * <p>The host loops are the definition: each kernel does the same arithmetic in the same order and gives the same bits.
 */
public sealed interface Op permits LinearOp, BilinearOp, QuotientOp, NonlinearOp, ElementwiseOp {
    /**
     * The op's name: its class's name in snake case, which also names its kernel file and its test data.
     *
     * @return for example {@code log_sum_exp}
     */
    default String name() {
        return OpNames.INSTANCE.get(getClass());
    }

    /**
     * The number of tensor arguments.
     *
     * @return 1 or more
     */
    int arity();

    /**
     * How many trailing axes of an argument make up a block.
     *
     * @param argument which argument, from 0
     * @return the number of axes consumed
     */
    int trailing(int argument);

    /**
     * The shape of a block of the result.
     *
     * @param blocks the shape of a block of each argument
     * @return the trailing axes of the result
     * @throws ShapeException if the blocks do not fit together
     */
    Shape block(List<Shape> blocks);

    /**
     * The shape of the result: the broadcast of the arguments' leading axes, then a block of the result.
     *
     * @param inputs the arguments' shapes
     * @return the result's shape
     * @throws ShapeException if the arguments do not fit together
     */
    default Shape shape(List<Shape> inputs) {
        return Blocks.of(this, inputs).shape();
    }

    /**
     * Into how many items the result falls that {@link #host(Blocks, int, int, double[][], double[])} can make one without another, so
     * that threads may share them out: blocks, unless the op says otherwise.
     *
     * @param blocks where the blocks of arguments and result stand
     * @return the number of items
     */
    default int hostItems(Blocks blocks) {
        return blocks.count();
    }

    /**
     * The definition in float64, as plain loops.
     *
     * @param blocks where the blocks of arguments and result stand
     * @param from the first item to be made
     * @param to the item before which to end, at most {@link #hostItems}
     * @param x the arguments' numbers; not modified
     * @param y the result's numbers, of which those of these items are to be written
     */
    void host(Blocks blocks, int from, int to, double[][] x, double[] y);

    /**
     * The definition in float32, as plain loops: the same arithmetic in the same order.
     *
     * @param blocks where the blocks of arguments and result stand
     * @param from the first item to be made
     * @param to the item before which to end, at most {@link #hostItems}
     * @param x the arguments' numbers; not modified
     * @param y the result's numbers, of which those of these items are to be written
     */
    void host(Blocks blocks, int from, int to, float[][] x, float[] y);

    /**
     * What an OpenCL device launches for this op.
     *
     * @param blocks where the blocks of arguments and result stand
     * @return the kernel and its parameters
     */
    Kernel kernel(Blocks blocks);

    /**
     * What a CPU launches for this op where its first argument is two tensors joined along their last axis, which then stand in its
     * place.
     *
     * @param blocks where the blocks of arguments and result stand, the first argument joined
     * @param first the length of the first tensor's last axis
     * @return the kernel and its parameters, or nothing
     */
    default Optional<Kernel> kernelOfJoined(Blocks blocks, int first) {
        return Optional.empty();
    }

    /**
     * Ops that give the same bits one after the other, which suit GPUs better than a kernel of this op alone.
     *
     * @param blocks where the blocks of arguments and result stand
     * @return the ops, the last one's result being this op's; empty if there are none
     */
    default List<Step> steps(Blocks blocks) {
        return List.of();
    }

    /**
     * One of the ops that another one is made of. It takes as many arguments as it needs, the result of the op before it first, then those
     * that are left.
     *
     * @param op the op
     * @param blocks where the blocks of its arguments and result stand
     */
    record Step(Op op, Blocks blocks) {}

    /**
     * Whether the result is the argument's memory under another shape, so that nothing runs at all.
     *
     * @return true for reshape alone
     */
    default boolean isView() {
        return false;
    }

    /**
     * The products that are summed, by which the work of networks is counted: those of matrix products and convolutions, where taps
     * outside of an image count too. All other ops count none.
     *
     * @param blocks where the blocks of arguments and result stand
     * @return the number of multiply-adds
     */
    default long multiplyAdds(Blocks blocks) {
        return 0;
    }

    /**
     * Applies the op: the only way a primitive is ever applied. The interpreter with the highest level among the arguments
     * decides what that means.
     *
     * @param arguments the tensors, all of one format and on one device
     * @return the result
     * @throws ShapeException if number, format, device or shapes of the arguments do not fit
     * @throws StaleTensorException if an argument was released or belongs to a transformation that has ended
     */
    default Tensor on(Tensor... arguments) {
        if (arguments.length != arity()) {
            throw new ShapeException(name() + " takes " + arity() + " arguments, got " + arguments.length);
        }
        Trace top = Eval.INSTANCE;
        for (Tensor argument : arguments) {
            if (argument.dtype() != arguments[0].dtype()) {
                throw new ShapeException(name() + " got a " + arguments[0].dtype() + " and a " + argument.dtype()
                        + " tensor; formats are never mixed silently, convert one of them");
            }
            if (argument.device() != arguments[0].device()) {
                throw new ShapeException(name() + " got tensors of two devices, "
                        + arguments[0].device().id() + " and "
                        + argument.device().id() + "; upload both to one");
            }
            if (argument.trace().level() > top.level()) {
                top = argument.trace();
            }
        }
        return top.applyChecked(this, List.of(arguments));
    }

    /**
     * Applies the op to a list.
     *
     * @param arguments the tensors
     * @return the result
     */
    default Tensor on(List<Tensor> arguments) {
        return on(new ArrayList<>(arguments).toArray(Tensor[]::new));
    }
}
