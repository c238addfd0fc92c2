package dualflow.device.opencl;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Lowerings;
import dualflow.launch.Target;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The bit-identical candidates among which a device chooses for an op; to know them needs no driver. */
public final class Choices {
    private final List<Candidate> candidates;
    private final ProductClass products;
    private final int computeUnits;

    private Choices(List<Candidate> candidates, ProductClass products, int computeUnits) {
        this.candidates = candidates;
        this.products = products;
        this.computeUnits = computeUnits;
    }

    /**
     * The choices of a device.
     *
     * @param info the device, its arithmetic tried
     * @param op an op
     * @param shapes its arguments' shapes
     * @param dtype the format
     * @return the choices; none if there is one candidate only, or nothing to choose by speed
     */
    public static Optional<Choices> of(OpenClInfo info, Op op, List<Shape> shapes, DType dtype) {
        Target target = OpenClDevice.target(info, info.localBytes(), info.takesCpuKernels());
        List<Candidate> candidates = Lowerings.candidates(op, Blocks.of(op, shapes), target);
        return candidates.size() == 1 || candidates.get(0).tiles().isEmpty()
                ? Optional.empty()
                : Optional.of(new Choices(candidates, ProductClass.of(candidates, dtype), info.computeUnits()));
    }

    /**
     * The candidates.
     *
     * @return their labels, the largest tiles first
     */
    public List<String> labels() {
        return candidates.stream().map(Candidate::label).toList();
    }

    /**
     * The candidate that is taken where nothing is known.
     *
     * @param runs whether the device can run a candidate, by its label
     * @return its label
     */
    public String byRule(Predicate<String> runs) {
        int index =
                Tuner.byRule(candidates, products.products(), computeUnits, candidate -> runs.test(candidate.label()));
        return candidates.get(index).label();
    }

    /**
     * The class of products that share this choice.
     *
     * @return the kernel, the format and the sizes, each rounded down to a power of two
     */
    public String key() {
        return products.key();
    }

    /**
     * What the candidates compute.
     *
     * @return the kernel and the format
     */
    public String kernel() {
        return products.kernel();
    }

    /**
     * The work.
     *
     * @return multiply-adds
     */
    public double multiplyAdds() {
        return products.multiplyAdds();
    }
}
