package dualflow.normalizing;

import dualflow.nn.Parameters;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A flow of blocks of one kind, then an {@link ActivationNorm} to the data's means and deviations. From data to noise, the direction that maximum likelihood takes, each is
 * closed.
 *
 * @param kind what a block is
 * @param dimension d
 * @param blocks how many blocks
 * @param width the width of each network's hidden layers; planar maps have none
 * @param determinant how residual maps find their log-determinant in training; of no account for the others
 */
public record FlowDesign(Kind kind, int dimension, int blocks, int width, InvertibleResidual.Determinant determinant) {
    private static final int DEPTH = 2;
    private static final int BINS = 8;
    private static final double BOUND = 4; // deviations of standardised data
    private static final double LIPSCHITZ = 0.9;

    /** What the blocks of a flow are. */
    public enum Kind {
        /** Affine couplings, that move every other coordinate in turn. */
        REALNVP(8),
        /** Couplings by rational-quadratic splines, likewise. */
        SPLINE(4),
        /** Masked autoregressive maps with reversals between. */
        MAF(6),
        /** Planar maps from data to noise. */
        PLANAR(32),
        /** Residual maps from data to noise. */
        RESIDUAL(8);

        private final int usualBlocks;

        Kind(int usualBlocks) {
            this.usualBlocks = usualBlocks;
        }

        /**
         * How many blocks there are where no number is asked for.
         *
         * @return the number
         */
        public int usualBlocks() {
            return usualBlocks;
        }

        /** {@return the name in lower case} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the number of blocks.
     *
     * @param kind what a block is
     * @param dimension d
     * @param blocks how many blocks, from 1
     * @param width the width of each network's hidden layers
     * @param determinant how residual maps find their log-determinant in training
     * @throws IllegalArgumentException if there is none; other sizes are checked by the blocks
     */
    public FlowDesign {
        if (blocks < 1 || blocks > 1000) {
            throw new IllegalArgumentException("a flow has 1 to 1000 blocks, got " + blocks);
        }
    }

    /**
     * The flow.
     *
     * @return the flow
     * @throws dualflow.tensor.ShapeException if a size does not suit its blocks
     */
    public NormalizingFlow flow() {
        List<Bijection> parts = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            Parity parity = i % 2 == 0 ? Parity.EVEN : Parity.ODD;
            switch (kind) {
                case REALNVP -> parts.add(new AffineCoupling(dimension, parity, width, DEPTH));
                case SPLINE -> parts.add(new SplineCoupling(dimension, parity, BINS, BOUND, width, DEPTH));
                case MAF -> {
                    parts.add(new MaskedAutoregressive(dimension, width, DEPTH));
                    parts.add(new Reversal(dimension));
                }
                case PLANAR -> parts.add(new Inverse(new Planar(dimension)));
                case RESIDUAL ->
                    parts.add(new Inverse(new InvertibleResidual(dimension, width, DEPTH, LIPSCHITZ, determinant)));
            }
        }
        parts.add(norm());
        return new NormalizingFlow(new Composition(parts));
    }

    private ActivationNorm norm() {
        return new ActivationNorm(dimension);
    }

    /**
     * Parameters to start from: drawn, but for the last map, which has the means and deviations of data.
     *
     * @param device where to put them
     * @param dtype their format
     * @param seed the seed of the draws
     * @param data rows [n, d], row-major
     * @return the parameters
     * @throws IllegalArgumentException if a coordinate of the data does not vary
     */
    public Parameters initial(Device device, DType dtype, long seed, double[] data) {
        Composition whole = (Composition) flow().bijection();
        Parameters drawn = whole.specification().draw(device, dtype, seed);
        int last = whole.parts().size() - 1;
        Parameters standard = norm().standardising(data, device, dtype);
        Map<String, Tensor> named = new LinkedHashMap<>();
        standard.names().forEach(name -> named.put(last + "." + name, standard.get(name)));
        return drawn.with(new Parameters(named));
    }

    /**
     * What a file of weights says of the flow.
     *
     * @return text by key
     */
    public Map<String, String> metadata() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("model", kind + "-flow");
        all.put("dimension", Integer.toString(dimension));
        all.put("blocks", Integer.toString(blocks));
        if (kind != Kind.PLANAR) {
            all.put("width", Integer.toString(width));
        }
        if (kind == Kind.RESIDUAL) {
            all.put("determinant", determinant.name().toLowerCase(Locale.ROOT));
        }
        return all;
    }
}
