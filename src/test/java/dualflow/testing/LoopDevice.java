package dualflow.testing;

import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Memory;
import dualflow.tensor.Op;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A device that runs the loops that define the ops, in the formats that it has, but for one op: that one fails. */
public final class LoopDevice extends Device {
    private final Set<DType> formats;
    private final String faulty;
    private final Supplier<Throwable> fault;
    private long ops;

    /** A device of these formats without a fault. */
    public LoopDevice(DType... formats) {
        this("", () -> null, formats);
    }

    /** A device that throws what the supplier gives where an op of this name runs: a RuntimeException, an Error, or null for nothing. */
    public LoopDevice(String faulty, Supplier<Throwable> fault, DType... formats) {
        super("loops", 1 << 28);
        this.formats = Set.of(formats);
        this.faulty = faulty;
        this.fault = fault;
    }

    /** The number of ops that have run. */
    public long ops() {
        return ops;
    }

    @Override
    public String description() {
        return "the loops that define the ops";
    }

    @Override
    public boolean supports(DType dtype) {
        return formats.contains(dtype);
    }

    @Override
    protected Memory allocate(DType dtype, int count, long bytes) {
        return new Numbers(bytes, count, dtype);
    }

    @Override
    protected void free(Memory memory) {
        // Left to the garbage collector.
    }

    @Override
    protected void write(Memory memory, DType dtype, double[] values) {
        Numbers numbers = (Numbers) memory;
        for (int i = 0; i < values.length; i++) {
            numbers.set(i, values[i]);
        }
    }

    @Override
    protected void read(Memory memory, DType dtype, double[] values) {
        Arrays.setAll(values, ((Numbers) memory)::get);
    }

    @Override
    protected void fill(Memory memory, DType dtype, int count, double value) {
        for (int i = 0; i < count; i++) {
            ((Numbers) memory).set(i, value);
        }
    }

    @Override
    protected void copy(DType dtype, int count, Memory from, int fromOffset, Memory to, int toOffset) {
        for (int i = 0; i < count; i++) {
            ((Numbers) to).set(toOffset + i, ((Numbers) from).get(fromOffset + i));
        }
    }

    @Override
    protected void run(Op op, Blocks blocks, DType dtype, List<Memory> inputs, Memory output) {
        ops++;
        Throwable thrown = op.name().equals(faulty) ? fault.get() : null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
        List<Numbers> x = inputs.stream().map(Numbers.class::cast).toList();
        if (dtype == DType.FLOAT32) {
            float[][] all = x.stream().map(numbers -> numbers.singles).toArray(float[][]::new);
            op.host(blocks, 0, op.hostItems(blocks), all, ((Numbers) output).singles);
        } else {
            double[][] all = x.stream().map(numbers -> numbers.doubles).toArray(double[][]::new);
            op.host(blocks, 0, op.hostItems(blocks), all, ((Numbers) output).doubles);
        }
    }

    @Override
    protected void closeDevice() {
        // Holds only heap memory.
    }

    private static final class Numbers extends Memory {
        private final float[] singles;
        private final double[] doubles;

        Numbers(long bytes, int count, DType dtype) {
            super(bytes);
            singles = new float[dtype == DType.FLOAT32 ? count : 0];
            doubles = new double[dtype == DType.FLOAT64 ? count : 0];
        }

        double get(int i) {
            return singles.length > 0 ? singles[i] : doubles[i];
        }

        void set(int i, double value) {
            if (singles.length > 0) {
                singles[i] = (float) value;
            } else {
                doubles[i] = value;
            }
        }
    }
}
