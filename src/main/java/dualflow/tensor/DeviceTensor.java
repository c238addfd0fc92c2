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

    boolean isReleased() {
        return memory == null;
    }

    /**
     * Format, shape and numbers, copied from the device now: up to 100 all, else the first and last three along each axis.
     *
     * @return the text, such as {@code float64[2] [0.5, 1.0]}; without numbers where they cannot be read
     */
    @Override
    public String toString() {
        return TensorText.of(this);
    }
}
