package dualflow.tensor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A lifetime for tensors: what a device makes while an arena is open belongs to the innermost one, and is released when
 * that closes. So a loop that opens an arena for each step runs in the memory of one step.
 *
 * <pre>{@code
 * try (Arena step = device.arena()) {
 *     x = step.keep(next(x));
 * }
 * }</pre>
 */
public final class Arena implements AutoCloseable {
    private final Device device;
    private final Arena parent;
    private final Set<DeviceTensor> tensors = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    Arena(Device device, Arena parent) {
        this.device = device;
        this.parent = parent;
    }

    /**
     * Hands a tensor to the arena around this one, so that it outlives this one. The outermost arena keeps what it holds.
     *
     * @param tensor any value; those of its parts that belong to this arena are kept
     * @param <T> the kind of value
     * @return the same value
     */
    public <T extends Tensor> T keep(T tensor) {
        synchronized (device) {
            forEachPart(tensor, part -> {
                if (part.arena() == this && parent != null) {
                    part.moveTo(parent);
                }
            });
        }
        return tensor;
    }

    /**
     * Takes a tensor over from an arena that was opened later, so that it lives as long as this one.
     *
     * @param tensor any value; those of its parts that would be released earlier are taken over
     */
    public void adopt(Tensor tensor) {
        synchronized (device) {
            forEachPart(tensor, part -> {
                for (Arena inner = part.arena(); inner != null && inner != this; inner = inner.parent) {
                    if (inner.parent == this) {
                        part.moveTo(this);
                        return;
                    }
                }
            });
        }
    }

    /**
     * Releases values that others replace, as in a loop that updates a state. Values that this arena does not hold are left alone, and so are
     * parts of the new values, values made outside, and residuals that a linearization took over.
     *
     * @param old the values to release
     * @param next the values that replace them
     */
    public void replace(List<? extends Tensor> old, List<? extends Tensor> next) {
        Set<DeviceTensor> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        next.forEach(value -> forEachPart(value, alive::add));
        old.forEach(value -> forEachPart(value, part -> {
            if (part.arena() == this && !alive.contains(part)) {
                part.release();
            }
        }));
    }

    /** Visits every device tensor that a value consists of: primal, tangents, mapped values. */
    private static void forEachPart(Tensor value, Consumer<DeviceTensor> visitor) {
        if (value instanceof DeviceTensor numbers) {
            visitor.accept(numbers);
        }
        value.flatten().forEach(part -> forEachPart(part, visitor));
    }

    /**
     * The device whose tensors this arena holds.
     *
     * @return the device
     */
    public Device device() {
        return device;
    }

    /**
     * The number of tensors that would be released now.
     *
     * @return tensors held
     */
    public int size() {
        synchronized (device) {
            return tensors.size();
        }
    }

    /**
     * Releases all tensors held; does nothing the second time. Arenas opened later are closed with it. The outermost arena
     * lasts until its device closes.
     */
    @Override
    public void close() {
        synchronized (device) {
            if (!closed && parent != null) {
                device.closeThrough(this);
            }
        }
    }

    void hold(DeviceTensor tensor) {
        tensors.add(tensor);
    }

    void forget(DeviceTensor tensor) {
        tensors.remove(tensor);
    }

    Arena parent() {
        return parent;
    }

    void releaseAll() {
        closed = true;
        List.copyOf(tensors).forEach(DeviceTensor::release);
    }
}
