package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Stage;
import dualflow.launch.Kernel;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.DeviceException;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CLException;

/**
 * Tests kernels on their arguments; the result goes to a buffer that is never read.
 *
 * @param session the session
 * @param blocks the layout of the blocks of arguments and result
 * @param dtype their format
 * @param inputs the arguments
 */
record TilesTrial(Session session, Blocks blocks, DType dtype, List<Buffer> inputs) implements Tuner.Trial {
    @Override
    public boolean runs(Candidate candidate) {
        // Not left to the driver: PoCL 6 does not count what a kernel declares as local.
        boolean fits = candidate
                .tiles()
                .flatMap(Candidate.Tiles::tiling)
                .map(tiling -> tiling.localBytes(dtype) <= session.limits().localBytes())
                .orElse(true);
        return fits && candidate.stages().stream().allMatch(stage -> stage instanceof Stage.OfOp || runs(stage));
    }

    private boolean runs(Stage stage) {
        Kernel kernel = ((Stage.OfKernel) stage).kernel();
        Limits limits = session.limits();
        if (kernel.localBytes() > limits.localBytes() || kernel.localSize() > limits.maxWorkGroup()) {
            return false;
        }
        if (kernel.localSize() == 1) {
            return true; // uses no work-group features
        }
        try {
            CompiledKernel compiled = session.programs().kernel(Programs.entry(kernel, dtype));
            return kernel.localSize() <= compiled.maxLocalSize() && compiled.localBytes() <= limits.localBytes();
        } catch (DeviceException e) {
            return false; // it needs more than the device provides
        }
    }

    @Override
    public long nanoseconds(Candidate candidate) {
        Kernel kernel = candidate.kernel();
        Buffer result = null;
        try {
            CompiledKernel compiled = session.programs().kernel(Programs.entry(kernel, dtype));
            LaunchQueue.Grid grid = session.queue().grid(kernel, compiled);
            result = session.pool().take((long) blocks.shape().size() * dtype.bytes());
            List<Buffer> all = new ArrayList<>(inputs);
            all.add(result);
            return session.nanoseconds(compiled, all, kernel.arguments(), grid);
        } catch (CLException | DeviceException e) {
            return Long.MAX_VALUE; // not enough memory to test it
        } finally {
            if (result != null) {
                session.pool().give(result);
            }
        }
    }
}
