package dualflow.tensor;

/**
 * An array on a device, row-major. It lives until it is released or the {@link Arena} that holds it closes; after that
 * every use is refused.
 */
public final class DeviceTensor implements Tensor {
    private final Shape shape;
    private final DType dtype;
    private final Device device;
    private Memory memory;
    private Arena arena;

    DeviceTensor(Shape shape, DType dtype, Device device, Memory memory) {
        this.shape = shape;
        this.dtype = dtype;
        this.device = device;
        this.memory = memory;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Trace trace() {
        return Eval.INSTANCE;
    }

    @Override
    public DeviceTensor value() {
        return this;
    }

    @Override
    public DeviceTensor bottom() {
        return this;
    }

    /**
     * Copies the elements to the host.
     *
     * @return the elements, row-major; float32 numbers are widened exactly
     * @throws StaleTensorException if this tensor was released
     */
    public double[] toDoubles() {
        return device.download(this);
    }

    /**
     * Copies the only element to the host.
     *
     * @return the number
     * @throws ShapeException if there is not exactly one
     * @throws StaleTensorException if this tensor was released
     */
    public double toDouble() {
        if (shape.size() != 1) {
            throw new ShapeException("shape " + shape + " holds " + shape.size() + " numbers, one is asked for");
        }
        return toDoubles()[0];
    }

    /** Releases the memory now; does nothing the second time. */
    public void release() {
        device.release(this);
    }

    Memory memory() {
        if (memory == null) {
            throw new StaleTensorException("a tensor of shape " + shape + " on " + device.id()
                    + " was used after it was released; keep it in the arena that is open, or release it later");
        }
        return memory;
    }

    Memory takeMemory() {
        Memory taken = memory;
        memory = null;
        return taken;
    }

    Arena arena() {
        return arena;
    }

    void moveTo(Arena target) {
        if (arena != null) {
            arena.forget(this);
        }
        arena = target;
        if (target != null) {
            target.hold(this);
        }
    }

    @Override
    public String toString() {
        return dtype + shape.toString() + (memory == null ? " (released)" : "@" + device.id());
    }
}
