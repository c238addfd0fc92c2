package dualflow.device.opencl.lowering;

import dualflow.launch.Arguments;
import dualflow.launch.KernelFile;
import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.Components;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Op;
import java.util.List;

/**
 * The lowering of an op that has none of its own: function {@code op_<name>} of {@code opencl/<name>.cl}, with one work-item per element of
 * the result. It takes
 *
 * <ul>
 *   <li>the buffers of the arguments and of the result;
 *   <li>the struct {@code Blocks} of {@code opencl/include/common.cl}, whose {@code items} is the number of elements, and from which {@code
 *       start} finds the block of each argument;
 *   <li>for each argument the lengths of the axes that the op consumes, an {@code int} each;
 *   <li>the components of the op's record in order: an {@code int} or a constant of an enum as {@code int}, a {@code boolean} as {@code int} 0
 *       or 1, a {@code double} as {@code real}, a list of ints as its length and a {@code global const int *}.
 * </ul>
 */
final class DefaultLowering implements Lowering<Op> {
    @Override
    public List<Candidate> candidates(Op op, Blocks blocks, Target target) {
        String name = op.name();
        if (!KernelFile.exists(name)) {
            throw new DeviceException("op " + name + " cannot run on OpenCL devices: there is no opencl/" + name
                    + ".cl on the class path");
        }
        Arguments arguments = new Arguments();
        for (int k = 0; k < blocks.arguments(); k++) {
            arguments.ints(blocks.block(k).dims());
        }
        Components.of(op).forEach(component -> add(component, op, arguments));
        long items = (long) blocks.count() * blocks.result().size();
        return List.of(Candidate.of(Kernels.items(name, name, blocks, items, arguments), blocks));
    }

    @SuppressWarnings("EnumOrdinal") // kernels identify an enum's constants by their ordinals
    private static void add(Components.Named component, Op op, Arguments arguments) {
        Object value = component.value();
        if (value instanceof Integer number) {
            arguments.ints(number);
        } else if (value instanceof Enum<?> constant) {
            arguments.ints(constant.ordinal());
        } else if (value instanceof Boolean bit) {
            arguments.ints(bit ? 1 : 0);
        } else if (value instanceof Double number) {
            arguments.reals(number);
        } else if (value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
            List<Integer> ints = list.stream().map(Integer.class::cast).toList();
            arguments.ints(ints.size()).table(ints);
        } else {
            throw new IllegalArgumentException(
                    "op " + op.name() + " cannot be passed to its kernel: component "
                            + component.name() + " is " + value
                            + ", neither int, double, boolean, a constant of an enum nor a list of ints; the op needs a lowering");
        }
    }
}
