package dualflow.device.meta;

import dualflow.launch.FusionDevice;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import java.util.Arrays;
import java.util.List;

/**
 * A device that holds no numbers and computes nothing: a program that runs here has the shapes, the lifetimes and so the byte
 * account that it has on any device, in no time. It is what PyTorch calls the meta device.
 *
 * <p>Where a program asks for numbers it gets zeros, so one whose course depends on them may take another course here.
 */
public final class MetaDevice extends FusionDevice {
    private long multiplyAdds;

    /** Opens a device of unlimited memory. */
    public MetaDevice() {
        super("meta", Long.MAX_VALUE);
    }

    /**
     * The work of the ops that ran, in the sense of {@link Op#multiplyAdds}.
     *
     * @return multiply-adds since the device was opened
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
    protected Memory allocate(DType dtype, int count, long bytes) {
        return new Nothing(bytes);
    }

    @Override
    protected void free(Memory memory) {
        // There is nothing to free.
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        // There is nowhere to write to.
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        Arrays.fill(values, 0);
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        // There is nothing to fill.
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        // There is nothing to copy.
    }

    @Override
    protected synchronized void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        multiplyAdds += op.multiplyAdds(blocks);
    }

    @Override
    protected void closeDevice() {
        // Nothing is held.
    }

    private static final class Nothing extends Memory {
        Nothing(long bytes) {
            super(bytes);
        }
    }
}
