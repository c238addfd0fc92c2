package dualflow.cost;

import dualflow.autodiff.Autodiff;
import dualflow.device.meta.MetaDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model takes on a batch of samples, weights and samples included.
 *
 * @param architecture the model
 * @param samples the batch's shape, [B, H, W, C] or [B, n]
 * @param dtype the format of all numbers
 */
public record ModelCost(Architecture architecture, Shape samples, DType dtype) {
    /**
     * Layer by layer, an evaluation outside training.
     *
     * @return the layers in the order in which they are evaluated, then those that take no part
     */
    public List<LayerCost> layers() {
        try (MetaDevice device = new MetaDevice()) {
            LayerTrace trace = new LayerTrace();
            Specification specification = architecture.model().specification();
            Parameters parameters = trace.parameters(parameters(specification, device));
            evaluate(Pass.evaluation(parameters), trace.input(samples(device)));
            trace.finish();
            return trace.rows(specification);
        }
    }

    /**
     * An evaluation outside training.
     *
     * @return what it takes
     */
    public Cost primal() {
        return Cost.of(device -> evaluate(pass(device), samples(device)));
    }

    /**
     * An evaluation outside training together with its derivative in the samples.
     *
     * @param directions along how many directions
     * @return what it takes
     */
    public Cost dual(int directions) {
        return Cost.of(device -> {
            Pass pass = pass(device);
            Tensor x = samples(device);
            Tensor v = device.fill(dtype, samples.withFirst(directions), 0);
            Autodiff.jvps(at -> evaluate(pass, at), x, v);
        });
    }

    private Tensor evaluate(Pass pass, Tensor x) {
        return architecture.program().apply(pass, times(x.device()), x);
    }

    private Pass pass(Device device) {
        return Pass.evaluation(parameters(architecture.model().specification(), device));
    }

    private Parameters parameters(Specification specification, Device device) {
        Map<String, Tensor> zeros = new LinkedHashMap<>();
        for (Parameter parameter : specification.parameters()) {
            zeros.put(parameter.name(), device.fill(dtype, parameter.shape(), 0));
        }
        return new Parameters(zeros);
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
