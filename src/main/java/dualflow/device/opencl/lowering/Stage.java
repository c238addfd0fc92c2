package dualflow.device.opencl.lowering;

import dualflow.launch.Kernel;
import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import java.util.List;

/**
 * One of those that follow each other in place of an op. Values are numbered: the op's arguments first, then the stages' results in order;
 * the last stage's result is the op's.
 */
public sealed interface Stage {
    /**
     * What it takes.
     *
     * @return the numbers of its inputs' values
     */
    List<Integer> inputs();

    /**
     * How many numbers its result has.
     *
     * @return 1 or more, as no memory is empty
     */
    long numbers();

    /**
     * A launch.
     *
     * @param kernel what to launch
     * @param inputs the numbers of its inputs' values
     * @param numbers how many numbers it writes
     */
    record OfKernel(Kernel kernel, List<Integer> inputs, long numbers) implements Stage {
        /**
         * Copies the inputs and makes room for at least one number.
         *
         * @param kernel what to launch
         * @param inputs the numbers of its inputs' values
         * @param numbers how many numbers it writes
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
     * @param blocks where the blocks of its arguments and result stand
     * @param inputs the numbers of its arguments' values
     */
    record OfOp(Op op, Blocks blocks, List<Integer> inputs) implements Stage {
        /**
         * Copies the inputs.
         *
         * @param op the op
         * @param blocks where the blocks of its arguments and result stand
         * @param inputs the numbers of its arguments' values
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
