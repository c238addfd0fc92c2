package dualflow.device.meta;

import dualflow.launch.FusionDevice;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import java.util.Arrays;
import java.util.List;

/**
 * A device that stores no elements and computes nothing: a program that runs here has the same shapes, lifetimes and therefore memory
 * accounting as on any device, at almost no cost. PyTorch calls this the meta device.
 *
 * <p>A program that reads elements gets zeros, so one whose control flow depends on them may take a different path here.
 */
public final class MetaDevice extends FusionDevice {
    private long multiplyAdds;

    /** Opens a device with unlimited memory. */
    public MetaDevice() {
        super("meta", Long.MAX_VALUE);
    }

    /**
     * Opens a device that refuses what does not fit into its memory, as another device would.
     *
     * @param memoryLimit the most bytes that tensors may hold
     */
    public MetaDevice(long memoryLimit) {
        super("meta", memoryLimit);
    }

    /**
     * The work of the ops run so far, as defined by {@link Op#multiplyAdds}.
     *
     * @return the number of multiply-adds since the device was opened
     */
    public synchronized long multiplyAdds() {
        return multiplyAdds;
    }

    @Override
    public String description() {
        return "shapes without numbers";
    }

    @Override
    public boolean supports(DType dtype) {
        return true;
    }

    @Override
    public boolean storesNumbers() {
        return false;
    }

    @Override
    protected Memory allocate(DType dtype, int count, long bytes) {
        return new Nothing(bytes);
    }

    @Override
    protected void free(Memory memory) {
        // Nothing to free.
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        // Nowhere to write to.
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        // Nothing to fill.
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        // Nothing to copy.
    }

    @Override
    protected synchronized void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        multiplyAdds += op.multiplyAdds(blocks);
    }

    @Override
    protected void closeDevice() {
        // Holds no resources.
    }

    private static final class Nothing extends Memory {
        Nothing(long bytes) {
            super(bytes);
        }
    }
}
