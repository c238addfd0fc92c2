package dualflow.tensor;

import java.util.ArrayList;
import java.util.List;

/** What a device can get ready to run again and again, always on the same memory. */
public sealed interface Launch {
    /**
     * What it reads.
     *
     * @return the inputs, in order
     */
    List<Part> inputs();

    /**
     * What it writes whole.
     *
     * @return the outputs, in order, at least one
     */
    List<Part> outputs();

    /**
     * What it runs, for people.
     *
     * @return the ops' names
     */
    String name();

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

        @Override
        public List<Part> outputs() {
            return List.of(output);
        }

        @Override
        public String name() {
            return op.name();
        }
    }

    /**
     * One op whose first argument is two tensors joined along their last axis, without the copy.
     *
     * @param op the primitive
     * @param inputs the two tensors, then the op's other arguments
     * @param output its result, which overlaps no input
     */
    record Joined(Op op, List<Part> inputs, Part output) implements Launch {
        /**
         * Copies the components.
         *
         * @param op the primitive
         * @param inputs the two tensors, then the op's other arguments
         * @param output its result, which overlaps no input
         */
        public Joined {
            inputs = List.copyOf(inputs);
        }

        /**
         * Where the blocks of the op's arguments stand, as if the two tensors had been joined.
         *
         * @param op the primitive
         * @param inputs the shapes of the inputs
         * @return the blocks
         */
        public static Blocks blocks(Op op, List<Shape> inputs) {
            Shape first = inputs.get(0);
            List<Shape> arguments = new ArrayList<>(inputs.subList(1, inputs.size()));
            arguments.set(
                    0,
                    first.leading(1).then(Shape.of(first.dim(-1) + inputs.get(1).dim(-1))));
            return Blocks.of(op, arguments);
        }

        @Override
        public List<Part> outputs() {
            return List.of(output);
        }

        @Override
        public String name() {
            return op.name();
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

        @Override
        public String name() {
            return fusion.name();
        }
    }

    /**
     * Attention, and perhaps its derivative.
     *
     * @param attention what to compute
     * @param inputs queries, keys and values, then the directions of each
     * @param outputs the result, then its derivatives; they overlap no input
     */
    record Attended(Attention attention, List<Part> inputs, List<Part> outputs) implements Launch {
        /**
         * Copies the components.
         *
         * @param attention what to compute
         * @param inputs queries, keys and values, then the directions of each
         * @param outputs the result, then its derivatives; they overlap no input
         */
        public Attended {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        @Override
        public String name() {
            return attention.directions() == 0 ? "attention" : "attention_tangents";
        }
    }

    /**
     * Group normalisation, and perhaps its derivative.
     *
     * @param normalisation what to compute
     * @param inputs x, weights and biases, then the directions of x
     * @param outputs the result, then its derivatives; they overlap no input
     */
    record Normalised(GroupNormalisation normalisation, List<Part> inputs, List<Part> outputs) implements Launch {
        /**
         * Copies the components.
         *
         * @param normalisation what to compute
         * @param inputs x, weights and biases, then the directions of x
         * @param outputs the result, then its derivatives; they overlap no input
         */
        public Normalised {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        @Override
        public String name() {
            return (normalisation.silu() ? "group_norm+silu" : "group_norm")
                    + (normalisation.directions() == 0 ? "" : "_tangents");
        }
    }
}
