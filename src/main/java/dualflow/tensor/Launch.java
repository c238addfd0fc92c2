package dualflow.tensor;

import java.util.List;

/** What a device can get ready to run again and again, always on the same memory. */
public sealed interface Launch {
    /**
     * One op.
     *
     * @param op the primitive
     * @param inputs its arguments
     * @param output its result, which overlaps no argument
     */
    record One(Op op, List<Part> inputs, Part output) implements Launch {
        /**
         * Copies the components.
         *
         * @param op the primitive
         * @param inputs its arguments
         * @param output its result, which overlaps no argument
         */
        public One {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * Elementwise ops together.
     *
     * @param fusion the ops
     * @param inputs its inputs
     * @param outputs its outputs, which overlap no input
     */
    record Fused(Fusion fusion, List<Part> inputs, List<Part> outputs) implements Launch {
        /**
         * Copies the components.
         *
         * @param fusion the ops
         * @param inputs its inputs
         * @param outputs its outputs, which overlap no input
         */
        public Fused {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }
}
