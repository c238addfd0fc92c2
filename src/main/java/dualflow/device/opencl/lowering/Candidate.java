package dualflow.device.opencl.lowering;

import dualflow.launch.Kernel;
import dualflow.tensor.Blocks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One way for a device to launch an op.
 *
 * @param stages the stages, run one after the other
 * @param tiles the tiles of its only stage, if it is one of several divisions of the same products
 */
public record Candidate(List<Stage> stages, Optional<Tiles> tiles) {
    /** The label of a candidate without tiles, which every device can run. */
    public static final String GENERAL = "general";

    /**
     * Tiles of products.
     *
     * @param label their name
     * @param tiling the tile of a work-group; none on a CPU, whose work-items need nothing that a device might lack
     * @param products the products that are divided into tiles
     */
    public record Tiles(String label, Optional<Tiling> tiling, Products products) {}

    /**
     * Copies the components.
     *
     * @param stages the stages, run one after the other
     * @param tiles the tiles of its only stage, if it is one of several divisions of the same products
     */
    public Candidate {
        stages = List.copyOf(stages);
    }

    /** A single launch that takes all arguments. */
    static Candidate of(Kernel kernel, Blocks blocks) {
        return of(kernel, blocks.arguments());
    }

    /** A single launch that takes a given number of arguments. */
    static Candidate of(Kernel kernel, int arguments) {
        return new Candidate(List.of(stage(kernel, arguments)), Optional.empty());
    }

    /** Several stages, one after the other. */
    static Candidate of(Stage... stages) {
        return new Candidate(List.of(stages), Optional.empty());
    }

    /** The same candidate with tiles. */
    Candidate with(Tiles own) {
        return new Candidate(stages, Optional.of(own));
    }

    private static Stage stage(Kernel kernel, int arguments) {
        return new Stage.OfKernel(kernel, IntStream.range(0, arguments).boxed().toList(), 1);
    }

    /**
     * The kernel of a single launch.
     *
     * @return the first stage's kernel
     */
    public Kernel kernel() {
        return ((Stage.OfKernel) stages.get(0)).kernel();
    }

    /**
     * Its name among the candidates of an op.
     *
     * @return that of its tiles, or {@link #GENERAL}
     */
    public String label() {
        return tiles.map(Tiles::label).orElse(GENERAL);
    }
}
