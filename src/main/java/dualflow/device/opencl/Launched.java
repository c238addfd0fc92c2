package dualflow.device.opencl;

import dualflow.launch.Kernel;
import dualflow.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * A launch with its memory.
 *
 * @param kernel the kernel to launch
 * @param dtype the number format
 * @param inputs the memory it reads
 * @param outputs the memory it writes
 */
record Launched(Kernel kernel, DType dtype, List<BufferMemory> inputs, List<BufferMemory> outputs) {
    Launched {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Programs.Entry entry() {
        return Programs.entry(kernel, dtype);
    }

    /** Inputs, followed by outputs. */
    List<BufferMemory> memories() {
        List<BufferMemory> memories = new ArrayList<>(inputs);
        memories.addAll(outputs);
        return memories;
    }

    List<Buffer> buffers() {
        return memories().stream().map(BufferMemory::buffer).toList();
    }
}
