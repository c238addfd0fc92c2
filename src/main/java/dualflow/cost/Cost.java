package dualflow.cost;

import dualflow.device.meta.MetaDevice;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.MemoryAccount;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cost of a program.
 *
 * @param multiplyAdds its work, in the sense of {@link Op#multiplyAdds}
 * @param bytes the most that its tensors hold at a time: the {@link MemoryAccount#peak} that it has on any device, excluding what a device
 *     needs besides, such as compiled kernels
 */
public record Cost(long multiplyAdds, long bytes) {
    /**
     * Runs a program on a device that computes no values.
     *
     * @param program the whole program, including the creation of its inputs on the device it is given
     * @return its cost
     */
    public static Cost of(Consumer<Device> program) {
        try (MetaDevice device = new MetaDevice()) {
            program.accept(device);
            return new Cost(device.multiplyAdds(), device.account().peak());
        }
    }

    /**
     * The cost of a training run: its first steps on a device that computes no values. A device on which it is to run must have {@link
     * Device#account an account} with a limit of at least that many bytes.
     *
     * @param plan the run
     * @return the multiply-adds of one step, and the most bytes that the run's tensors hold at a time
     */
    public static Cost ofTraining(TrainingPlan plan) {
        try (MetaDevice device = new MetaDevice();
                Trainer trainer = Trainer.start(
                        device,
                        plan,
                        d -> zeros(plan.specification(), d, plan.settings().dtype()))) {
            trainer.advance(); // from the second step on, the optimiser's moments are separate tensors
            long first = device.multiplyAdds();
            trainer.advance();
            return new Cost(device.multiplyAdds() - first, device.account().peak());
        }
    }

    /** Parameters of a model, without drawing them. */
    static Parameters zeros(Specification specification, Device device, DType dtype) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        for (Parameter parameter : specification.parameters()) {
            zeros.put(parameter.name(), device.fill(dtype, parameter.shape(), 0));
        }
        return new Parameters(zeros);
    }
}
