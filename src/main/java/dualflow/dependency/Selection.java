package dualflow.dependency;

import java.nio.DoubleBuffer;
import java.util.Optional;
import java.util.Set;

/** The directions that meet a condition, or all: their sums, and replicates of these. */
public final class Selection {
    private final Condition condition;
    private final SecondMoment moment;
    private final Bootstrap bootstrap;
    private final Cluster cluster;

    /**
     * An empty selection.
     *
     * @param outputs m, the number of outputs
     * @param held outputs that directions hold
     * @param condition what directions must meet; null for all
     * @param replicates replicates of the bootstrap; 0 for none
     * @param seed the seed of the bootstrap
     */
    public Selection(int outputs, Set<Integer> held, Condition condition, int replicates, long seed) {
        this.condition = condition;
        moment = new SecondMoment(outputs, held);
        bootstrap = replicates == 0 ? null : new Bootstrap(outputs, held, replicates, seed);
        cluster = new Cluster(outputs);
    }

    /**
     * Adds those directions of samples that meet the condition.
     *
     * @param chunk the samples
     * @throws IllegalArgumentException if the number of outputs differs, or the samples lack what the condition needs
     * @throws NonFiniteDerivativeException if a tangent is not finite
     */
    public void add(JvpSamples chunk) {
        moment.requireFit(chunk, condition);
        for (int i = 0; i < chunk.samples(); i++) {
            cluster.take(chunk, i, condition);
            moment.add(cluster, chunk.directions());
            if (bootstrap != null && cluster.kept() > 0) {
                bootstrap.add(chunk.first() + i, cluster);
            }
        }
    }

    /**
     * The condition.
     *
     * @return what directions must meet; empty for all
     */
    public Optional<Condition> condition() {
        return Optional.ofNullable(condition);
    }

    /**
     * The sums.
     *
     * @return the second moment of what is selected
     */
    public SecondMoment moment() {
        return moment;
    }

    /**
     * The replicates.
     *
     * @return the bootstrap; empty where none was asked for
     */
    public Optional<Bootstrap> bootstrap() {
        return Optional.ofNullable(bootstrap);
    }

    /** How many numbers {@link #save} writes. */
    int size() {
        return moment.size() + (bootstrap == null ? 0 : bootstrap.size());
    }

    void save(DoubleBuffer to) {
        moment.save(to);
        if (bootstrap != null) {
            bootstrap.save(to);
        }
    }

    void load(DoubleBuffer from) {
        moment.load(from);
        if (bootstrap != null) {
            bootstrap.load(from);
        }
    }
}
