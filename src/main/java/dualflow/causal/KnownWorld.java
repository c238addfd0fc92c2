package dualflow.causal;

import dualflow.dependency.Estimate;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.SecondMoment;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** A world without images, whose flow and laws are known: every row has its limit and its truth. */
abstract sealed class KnownWorld implements World permits LinearWorld, NonlinearWorld {
    private static final int CHUNK = 1 << 14;

    /** The flow of a structure, from latents [n, d] to variables [n, d]. */
    abstract UnaryOperator<Tensor> flow(Structure structure, TestSettings settings);

    /** The law of the flow's products. */
    abstract JacobianLaw law(Structure structure);

    /** The correlation of the ends, observed. */
    abstract OptionalDouble observed(Structure structure);

    /** The correlation of the ends given Z. */
    abstract OptionalDouble given(Structure structure);

    /** The correlation of the ends under do(Z = 0). */
    abstract OptionalDouble intervened(Structure structure);

    /** The structural model, to be intervened in. */
    abstract StructuralModel model(Structure structure);

    @Override
    public final List<Structure> structures() {
        return List.of(Structure.values());
    }

    @Override
    public final int passes() {
        return JvpConditioning.PASSES + 1;
    }

    @Override
    public final List<CausalRow> test(Structure structure, TestSettings settings, LongConsumer progress) {
        int a = structure.column(Structure.FIRST);
        int b = structure.column(Structure.SECOND);
        int k = structure.column(Structure.MIDDLE);
        int d = structure.graph().nodes().size();
        JacobianLaw law = law(structure);
        OptionalDouble given = given(structure);
        JvpConditioning jvps = JvpConditioning.run(flow(structure, settings), d, d, k, law.rms(k), settings, progress);
        List<CausalRow> rows = new ArrayList<>();
        rows.add(new CausalRow(
                structure,
                Treatment.OBSERVED,
                OptionalDouble.empty(),
                1,
                observed(structure),
                law.observed(a, b),
                jvps.correlation(Treatment.OBSERVED, 0, a, b)));
        for (Treatment treatment : List.of(Treatment.SLAB, Treatment.ROW_NORM)) {
            for (int i = 0; i < settings.thresholds().size(); i++) {
                double tau = settings.thresholds().get(i);
                rows.add(new CausalRow(
                        structure,
                        treatment,
                        OptionalDouble.of(tau),
                        jvps.kept(treatment, i),
                        given,
                        treatment == Treatment.SLAB
                                ? law.inSlab(a, b, k, tau * law.rms(k))
                                : law.belowRowNorm(a, b, k, tau * law.rms(k)),
                        jvps.correlation(treatment, i, a, b)));
            }
        }
        rows.add(new CausalRow(
                structure,
                Treatment.DO_DIRECTION,
                OptionalDouble.empty(),
                1,
                given,
                law.held(a, b, k),
                jvps.correlation(Treatment.DO_DIRECTION, 0, a, b)));
        OptionalDouble truth = intervened(structure);
        rows.add(new CausalRow(
                structure,
                Treatment.INTERVENTION,
                OptionalDouble.empty(),
                1,
                truth,
                truth,
                sampled(model(structure).intervene(Structure.MIDDLE, 0), a, b, settings, progress)));
        return List.copyOf(rows);
    }

    /** The correlation of samples of a model. Its error assumes means near 0, which all models here have. */
    private static Optional<Estimate> sampled(
            StructuralModel model, int a, int b, TestSettings settings, LongConsumer progress) {
        SecondMoment moment = new SecondMoment(model.size());
        Draws draws = new Draws(settings.seed());
        for (long first = 0; first < settings.samples(); first += CHUNK) {
            int count = (int) Math.min(CHUNK, settings.samples() - first);
            Arena arena = settings.device().arena();
            try {
                double[] x = model.sample(settings.device(), settings.dtype(), draws, first, count)
                        .value()
                        .toDoubles();
                moment.add(new JvpSamples(first, count, 1, model.size(), x, x));
            } finally {
                arena.close();
            }
            progress.accept(JvpConditioning.PASSES * settings.samples() + first + count);
        }
        return moment.correlation().pearson(a, b);
    }
}
