package dualflow.cost;

import dualflow.device.meta.MetaDevice;
import dualflow.tensor.Device;
import dualflow.tensor.MemoryAccount;
import dualflow.tensor.Op;
import java.util.function.Consumer;

/**
 * What a program takes.
 *
 * @param multiplyAdds its work, in the sense of {@link Op#multiplyAdds}
 * @param bytes the most that its tensors hold at a time: the {@link MemoryAccount#peak} that it has on any device. What a device
 *     needs besides, such as compiled kernels, is not in it
 */
public record Cost(long multiplyAdds, long bytes) {
    /**
     * Runs a program on a device without numbers.
     *
     * @param program all of it, with the tensors that it begins with made on the device it is given
     * @return what it takes
     */
    public static Cost of(Consumer<Device> program) {
        try (MetaDevice device = new MetaDevice()) {
            program.accept(device);
            return new Cost(device.multiplyAdds(), device.account().peak());
        }
    }
}
