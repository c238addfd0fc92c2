package dualflow.device.opencl.lowering;

import dualflow.launch.Kernel;
import dualflow.tensor.Blocks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Something that a device may launch for an op.
 *
 * @param stages what runs, one after the other
 * @param tiles the tiles of its only stage, where it is one of several of tiles
 */
public record Candidate(List<Stage> stages, Optional<Tiles> tiles) {
    /**
     * Tiles of products.
     *
     * @param tiling their size
     * @param products the products that they share out
     */
    public record Tiles(Tiling tiling, Products products) {}

    /**
     * Copies the components.
     *
     * @param stages what runs, one after the other
     * @param tiles the tiles of its only stage, where it is one of several of tiles
     */
    public Candidate {
        stages = List.copyOf(stages);
    }

    /** One launch of all arguments. */
    static Candidate of(Kernel kernel, Blocks blocks) {
        return of(kernel, blocks.arguments());
    }

    /** One launch of so many arguments. */
    static Candidate of(Kernel kernel, int arguments) {
        return new Candidate(List.of(stage(kernel, arguments)), Optional.empty());
    }

    /** Launches one after the other. */
    static Candidate of(Stage... stages) {
        return new Candidate(List.of(stages), Optional.empty());
    }

    /** This one, with tiles. */
    Candidate with(Tiles own) {
        return new Candidate(stages, Optional.of(own));
    }

    private static Stage stage(Kernel kernel, int arguments) {
        return new Stage.OfKernel(kernel, IntStream.range(0, arguments).boxed().toList(), 1);
    }

    /**
     * The kernel, where it is one launch.
     *
     * @return the first stage's kernel
     */
    public Kernel kernel() {
        return ((Stage.OfKernel) stages.get(0)).kernel();
    }
}
