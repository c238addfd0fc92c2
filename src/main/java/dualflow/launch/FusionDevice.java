package dualflow.launch;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Memory;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** A device that runs elementwise ops together, without memory for intermediate results. */
public abstract class FusionDevice extends Device {
    /**
     * A device with an open outermost arena.
     *
     * @param id its name, such as {@code host} or {@code opencl:0:0}
     * @param memoryLimit the maximum number of bytes in tensors
     */
    protected FusionDevice(String id, long memoryLimit) {
        super(id, memoryLimit);
    }

    final synchronized List<DeviceTensor> execute(Fusion fusion, List<DeviceTensor> inputs) {
        requireOpen();
        spoilTapes();
        List<Memory> memories = memories(inputs);
        DType dtype = inputs.get(0).dtype();
        List<DeviceTensor> results = new ArrayList<>();
        try {
            fusion.outputs().forEach(output -> results.add(make(dtype, fusion.shape())));
            if (fusion.shape().size() > 0) {
                List<Memory> outputs = memories(results);
                if (profile() == null) {
                    run(fusion, dtype, memories, outputs);
                } else {
                    Shape written = fusion.shape().withFirst(outputs.size());
                    profile()
                            .add(
                                    new Profile.Call(fusion.name(), dtype, fusion.inputs(), written, 0),
                                    timedRun(fusion, dtype, memories, outputs));
                }
                count(1);
            }
        } catch (RuntimeException | Error e) {
            results.forEach(DeviceTensor::release);
            throw e;
        }
        return results;
    }

    private static List<Memory> memories(List<DeviceTensor> tensors) {
        return tensors.stream().map(tensor -> memory(new Part(tensor))).toList();
    }

    /**
     * Runs elementwise ops together; one after the other, unless a device says otherwise.
     *
     * @param fusion the ops and shapes, not empty
     * @param dtype the format of all inputs and outputs
     * @param inputs the inputs' memory, in order; not modified
     * @param outputs the outputs' memory, in order, to be written completely
     */
    protected void run(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        List<Memory> values = new ArrayList<>(inputs);
        List<Shape> shapes = new ArrayList<>(fusion.inputs());
        List<Memory> between = new ArrayList<>();
        try {
            for (Fusion.Node node : fusion.nodes()) {
                Blocks blocks = Blocks.of(
                        node.op(), node.arguments().stream().map(shapes::get).toList());
                int output = fusion.outputs().indexOf(values.size());
                Memory result;
                if (output >= 0) {
                    result = outputs.get(output);
                } else {
                    int count = blocks.shape().size();
                    result = allocate(dtype, count, (long) count * dtype.bytes());
                    between.add(result);
                }
                run(
                        node.op(),
                        blocks,
                        dtype,
                        node.arguments().stream().map(values::get).toList(),
                        result);
                values.add(result);
                shapes.add(blocks.shape());
            }
        } finally {
            between.forEach(this::free);
        }
    }

    /**
     * Runs elementwise ops together to completion and measures them.
     *
     * @param fusion the ops and shapes, not empty
     * @param dtype the format of all inputs and outputs
     * @param inputs the inputs' memory, in order; not modified
     * @param outputs the outputs' memory, in order, to be written completely
     * @return nanoseconds
     */
    protected long timedRun(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        long begin = System.nanoTime();
        run(fusion, dtype, inputs, outputs);
        return System.nanoTime() - begin;
    }
}
