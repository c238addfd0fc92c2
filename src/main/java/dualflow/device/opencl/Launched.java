package dualflow.device.opencl;

import dualflow.launch.Kernel;
import dualflow.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch with its memory.
 *
 * @param kernel what to launch
 * @param dtype the format of all numbers
 * @param inputs what it reads
 * @param outputs what it writes
 */
record Launched(Kernel kernel, DType dtype, List<BufferMemory> inputs, List<BufferMemory> outputs) {
    Launched {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Programs.Entry entry() {
        return Programs.entry(kernel, dtype);
    }

    /** Inputs, then outputs. */
    List<BufferMemory> memories() {
        List<BufferMemory> memories = new ArrayList<>(inputs);
        memories.addAll(outputs);
        return memories;
    }

    List<Buffer> buffers() {
        return memories().stream().map(BufferMemory::buffer).toList();
    }
}
