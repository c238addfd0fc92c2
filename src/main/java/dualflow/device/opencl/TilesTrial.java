package dualflow.device.opencl;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import dualflow.tensor.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CLException;

/**
 * Tries kernels on their arguments; the result goes to a buffer that nobody reads.
 *
 * @param limits what the device keeps to
 * @param queue its queue
 * @param programs its kernels
 * @param pool its buffers
 * @param blocks where the blocks of arguments and result stand
 * @param dtype their format
 * @param inputs the arguments
 */
record TilesTrial(
        Limits limits,
        LaunchQueue queue,
        Programs programs,
        BufferPool pool,
        Blocks blocks,
        DType dtype,
        List<Buffer> inputs)
        implements Tuner.Trial {
    @Override
    public boolean runs(Kernel kernel) {
        if (kernel.localSize() > limits.maxWorkGroup()) {
            return false;
        }
        try {
            CompiledKernel compiled = programs.kernel(Programs.entry(kernel, dtype));
            return kernel.localSize() <= compiled.maxLocalSize() && compiled.localBytes() <= limits.localBytes();
        } catch (DeviceException e) {
            return false; // it needs more than the device has
        }
    }

    @Override
    public long nanoseconds(Kernel kernel) {
        Work work = Work.of(kernel, blocks, dtype);
        Buffer result = null;
        try {
            CompiledKernel compiled = programs.kernel(work.entry());
            LaunchQueue.Grid grid = queue.grid(work, compiled);
            result = pool.take((long) blocks.shape().size() * dtype.bytes());
            List<Buffer> all = new ArrayList<>(inputs);
            all.add(result);
            compiled.set(queue.arguments(work, all, List.of()));
            queue.finish();
            long begin = System.nanoTime();
            queue.launch(compiled, grid);
            queue.finish();
            return System.nanoTime() - begin;
        } catch (CLException | DeviceException e) {
            return Long.MAX_VALUE; // no room to try it
        } finally {
            if (result != null) {
                pool.give(result);
            }
        }
    }
}
