package dualflow.device.opencl.lowering;

import dualflow.launch.Kernel;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/**
 * One of the successive stages that implement an op. Values are numbered: the op's arguments first, then the stages' results in order; the
 * last stage's result is that of the op.
 */
public sealed interface Stage {
    /**
     * The inputs of the stage.
     *
     * @return the indices of its inputs' values
     */
    List<Integer> inputs();

    /**
     * The number of elements of its result.
     *
     * @return at least 1, since memory is never empty
     */
    long numbers();

    /**
     * A launch.
     *
     * @param kernel the kernel to launch
     * @param inputs the indices of its inputs' values
     * @param numbers the number of elements it writes
     */
    record OfKernel(Kernel kernel, List<Integer> inputs, long numbers) implements Stage {
        /**
         * Copies the inputs and rounds the size up to at least one element.
         *
         * @param kernel the kernel to launch
         * @param inputs the indices of its inputs' values
         * @param numbers the number of elements it writes
         */
        public OfKernel {
            inputs = List.copyOf(inputs);
            numbers = Math.max(1, numbers);
        }
    }

    /**
     * Another op, which is lowered in turn.
     *
     * @param op the op
     * @param blocks the layout of the blocks of its arguments and result
     * @param inputs the indices of its arguments' values
     */
    record OfOp(Op op, Blocks blocks, List<Integer> inputs) implements Stage {
        /**
         * Copies the inputs.
         *
         * @param op the op
         * @param blocks the layout of the blocks of its arguments and result
         * @param inputs the indices of its arguments' values
         */
        public OfOp {
            inputs = List.copyOf(inputs);
        }

        @Override
        public long numbers() {
            return Math.max(1, blocks.shape().size());
        }
    }
}
