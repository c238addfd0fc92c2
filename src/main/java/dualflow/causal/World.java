package dualflow.causal;

import java.util.List;
import java.util.function.LongConsumer;

/** Where causal structures are known, and a flow makes their variables: what a causal test runs in. */
public interface World {
    /**
     * The name that users write.
     *
     * @return such as linear
     */
    String id();

    /**
     * What the flow and the truth are.
     *
     * @return a sentence
     */
    String description();

    /**
     * The structures that this world has.
     *
     * @return in the order of the table
     */
    List<Structure> structures();

    /**
     * How many passes over the samples a structure takes, for the progress.
     *
     * @return the passes
     */
    int passes();

    /**
     * Tests one structure.
     *
     * @param structure one of {@link #structures}
     * @param settings samples, seed, device, thresholds
     * @param progress called with the samples of all passes that are done
     * @return rows in the order of {@link Treatment}, those with a threshold in the settings' order; the rows of the image world leave limits empty
     * @throws IllegalArgumentException if this world does not have the structure
     */
    List<CausalRow> test(Structure structure, TestSettings settings, LongConsumer progress);
}
