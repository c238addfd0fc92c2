package dualflow.launch;

import dualflow.tensor.Blocks;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Work that a device can prepare and run repeatedly, always on the same memory. */
public sealed interface Launch {
    /**
     * The tensors that it reads.
     *
     * @return the inputs, in order
     */
    List<Part> inputs();

    /**
     * The tensors that it writes completely.
     *
     * @return the outputs, in order, at least one
     */
    List<Part> outputs();

    /**
     * A description of what it runs.
     *
     * @return the ops' names
     */
    String name();

    /**
     * Its multiply-adds, in the sense of {@link Op#multiplyAdds}.
     *
     * @return the number of multiply-adds
     */
    long multiplyAdds();

    /**
     * The shape of all its outputs together, for profiles. They are not empty.
     *
     * @return the shape of one output, or one with a first axis for several
     */
    default Shape written() {
        return outputs().get(0).shape();
    }

    /**
     * What a profile says of it.
     *
     * @return the call
     */
    default Profile.Call call() {
        return new Profile.Call(
                name(),
                outputs().get(0).tensor().dtype(),
                inputs().stream().map(Part::shape).toList(),
                written(),
                multiplyAdds());
    }

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

        /**
         * The layout of the blocks of its arguments and result.
         *
         * @return the blocks
         */
        public Blocks blocks() {
            return Blocks.of(op, inputs.stream().map(Part::shape).toList());
        }

        @Override
        public long multiplyAdds() {
            return op.multiplyAdds(blocks());
        }
    }

    /**
     * One op whose first argument is two tensors joined along their last axis, without copying.
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
         * The layout of the blocks of the op's arguments, as if the two tensors had been joined.
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

        /**
         * The layout of the blocks of the op's arguments, as if the two tensors had been joined.
         *
         * @return the blocks
         */
        public Blocks blocks() {
            return blocks(op, inputs.stream().map(Part::shape).toList());
        }

        @Override
        public long multiplyAdds() {
            return op.multiplyAdds(blocks());
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

        @Override
        public long multiplyAdds() {
            return 0;
        }

        @Override
        public Shape written() {
            Shape shape = outputs.get(0).shape();
            return outputs.size() == 1 ? shape : shape.withFirst(outputs.size());
        }
    }

    /**
     * Several ops by one kernel made for all of them, matched as a rule of a recorded program.
     *
     * @param name a description of what it runs
     * @param kernel the kernel
     * @param multiplyAdds its multiply-adds
     * @param inputs the kernel's inputs, in order
     * @param outputs its outputs, in order: the result and, optionally, its derivatives; they overlap no input
     */
    record Whole(String name, Kernel kernel, long multiplyAdds, List<Part> inputs, List<Part> outputs)
            implements Launch {
        /**
         * Copies the components.
         *
         * @param name a description of what it runs
         * @param kernel the kernel
         * @param multiplyAdds its multiply-adds
         * @param inputs the kernel's inputs, in order
         * @param outputs its outputs, in order; they overlap no input
         */
        public Whole {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        @Override
        public Shape written() {
            long numbers = 0;
            for (Part output : outputs) {
                numbers += output.shape().size();
            }
            Shape result = outputs.get(0).shape();
            return result.withFirst((int) (numbers / result.size()));
        }
    }
}
