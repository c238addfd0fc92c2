package dualflow.launch;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import dualflow.tensor.TracedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a function of elementwise ops in one pass over memory: the same bits as the ops one after the other, without memory for
 * intermediate results. Numbers that change from call to call belong in the ops' constants, which the launch takes as arguments.
 */
public final class Fused {
    private Fused() {}

    /**
     * Runs a function.
     *
     * @param arguments tensors of one format and device
     * @param function a function of them by elementwise ops only; its results are results of ops and of one shape
     * @return the function's results. Where an argument is part of a transformation, or the device does not fuse, the function itself
     *     computes them, op by op
     * @throws IllegalArgumentException if the function uses other ops
     */
    public static List<Tensor> run(List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> function) {
        if (!arguments.stream().allMatch(DeviceTensor.class::isInstance)
                || !(arguments.get(0).device() instanceof FusionDevice device)) {
            return function.apply(arguments);
        }
        Nodes nodes = new Nodes();
        List<Tensor> results = function.apply(List.copyOf(nodes.inputs(arguments)));
        nodes.finish();
        List<Integer> outputs = results.stream().map(nodes::number).toList();
        Fusion fusion = new Fusion(
                results.get(0).shape(), arguments.stream().map(Tensor::shape).toList(), nodes.nodes, outputs);
        List<DeviceTensor> numbers =
                arguments.stream().map(DeviceTensor.class::cast).toList();
        return List.copyOf(device.execute(fusion, numbers));
    }

    /** Records the ops. */
    private static final class Nodes extends Trace {
        private final List<Fusion.Node> nodes = new ArrayList<>();
        private int values;

        private record Value(Nodes trace, int number, Shape shape, DType dtype, Device device) implements Tensor {
            @Override
            public DeviceTensor bottom() {
                throw new TracedValueException("a value within a fused function has no numbers to look at");
            }

            @Override
            public String toString() {
                return TensorText.withoutNumbers(this, "a value within a fused function");
            }
        }

        Nodes() {
            super(LOWEST);
        }

        @Override
        protected String about() {
            return "a fused function, where it has none";
        }

        List<Tensor> inputs(List<Tensor> arguments) {
            return arguments.stream().map(x -> value(x, x.shape())).toList();
        }

        private Tensor value(Tensor like, Shape shape) {
            return new Value(this, values++, shape, like.dtype(), like.device());
        }

        int number(Tensor x) {
            if (x instanceof Value value && value.trace() == this) {
                return value.number();
            }
            throw new IllegalArgumentException("a fused function takes all that it reads as arguments");
        }

        @Override
        protected Tensor apply(Op op, List<Tensor> arguments) {
            if (!(op instanceof ElementwiseOp elementwise)) {
                throw new IllegalArgumentException(op.name() + " is not elementwise and cannot be fused");
            }
            nodes.add(new Fusion.Node(
                    elementwise, arguments.stream().map(this::number).toList()));
            return value(
                    arguments.get(0),
                    op.shape(arguments.stream().map(Tensor::shape).toList()));
        }
    }
}
