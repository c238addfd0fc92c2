package dualflow.cost;

import dualflow.autodiff.Autodiff;
import dualflow.device.meta.MetaDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Adam;
import dualflow.train.BinaryCrossEntropy;
import dualflow.train.FlowMatching;
import dualflow.train.LearningRate;
import dualflow.train.Objective;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cost of a model on a batch of samples, including weights and samples.
 *
 * @param architecture the model
 * @param samples the batch's shape, [B, H, W, C] or [B, n]
 * @param dtype the format of all numbers
 */
public record ModelCost(Architecture architecture, Shape samples, DType dtype) {
    /**
     * Layer by layer, one evaluation at inference.
     *
     * @return the layers in the order in which they are evaluated, then the unused ones
     */
    public List<LayerCost> layers() {
        try (MetaDevice device = new MetaDevice()) {
            LayerTrace trace = new LayerTrace();
            Specification specification = architecture.model().specification();
            Parameters parameters = trace.parameters(Cost.zeros(specification, device, dtype));
            evaluate(Pass.evaluation(parameters), trace.input(samples(device)));
            trace.finish();
            return trace.rows(specification);
        }
    }

    /**
     * One evaluation at inference.
     *
     * @return its cost
     */
    public Cost primal() {
        return Cost.of(device -> evaluate(pass(device), samples(device)));
    }

    /**
     * One evaluation at inference together with its derivative in the samples.
     *
     * @param directions the number of directions
     * @return its cost
     */
    public Cost dual(int directions) {
        return Cost.of(device -> {
            Pass pass = pass(device);
            Tensor x = samples(device);
            Tensor v = device.fill(dtype, samples.withFirst(directions), 0);
            Autodiff.jvps(at -> evaluate(pass, at), x, v);
        });
    }

    /**
     * A step of training with AdamW, without clipping and moving average: by the flow-matching loss, or for a classifier by the
     * binary cross entropy.
     *
     * @return its cost, including the optimiser's moments
     */
    public Cost trainingStep() {
        Architecture.Program program = architecture.program();
        Objective objective = (device, format, step) -> {
            Tensor x1 = samples(device);
            Tensor x0 = samples(device);
            Tensor t = times(device);
            return pass -> loss(program, pass, t, x0, x1);
        };
        TrainingSettings settings = new TrainingSettings(
                Adam.adamW(),
                LearningRate.constant(1),
                Optional.empty(),
                Optional.empty(),
                1,
                samples.dims()[0],
                dtype,
                0);
        return Cost.ofTraining(new TrainingPlan(Map.of(), architecture.model().specification(), objective, settings));
    }

    private Tensor loss(Architecture.Program program, Pass pass, Tensor t, Tensor x0, Tensor x1) {
        if (architecture.givesVelocity()) {
            return FlowMatching.loss(architecture.velocityModel(), pass, t, x0, x1);
        }
        Tensor logits = program.apply(pass, t, x1);
        Tensor targets = x1.device().fill(dtype, logits.shape(), 0);
        return BinaryCrossEntropy.loss(logits, targets);
    }

    private Tensor evaluate(Pass pass, Tensor x) {
        return architecture.program().apply(pass, times(x.device()), x);
    }

    private Pass pass(Device device) {
        return Pass.evaluation(Cost.zeros(architecture.model().specification(), device, dtype));
    }

    private Tensor samples(Device device) {
        return device.fill(dtype, samples, 0);
    }

    /** One time for each sample. */
    private Tensor times(Device device) {
        int[] dims = samples.dims();
        Arrays.fill(dims, 1, dims.length, 1);
        return device.fill(dtype, Shape.of(dims), 0);
    }
}
