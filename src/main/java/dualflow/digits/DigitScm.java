package dualflow.digits;

import dualflow.data.BadFileException;
import dualflow.data.LabelledImages;
import dualflow.op.Elementary;
import dualflow.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A structural causal model of digits: noise is drawn for each variable of a {@link DigitStructure}, whose equations give the variables' values, and a
 * digit is drawn, which is shaped after them. Digit and noise of image i depend on the seed and i alone. So the same i with a variable set from outside
 * is what the intervention makes of that image, exactly as far as the values are assigned.
 *
 * <p>A digit that vanishes, because it has no ink or what erosion leaves of it has less than one level of brightness, is drawn again, for the same
 * values.
 */
public final class DigitScm {
    /** How many digits are drawn for an image before it is given up. */
    public static final int MOST_DRAWS = 1024;

    private static final long BASE = Draws.stream("digits base");
    private static final long GAMMA = Draws.stream("digits gamma noise");
    private static final int GAMMA_SHAPE = 10;
    private static final double GAMMA_RATE = 5;
    private static final int CHUNK = 256;

    private final DigitStructure structure;
    private final LabelledImages digits;
    private final Draws draws;
    private final DigitShaping shaping;

    /**
     * A model.
     *
     * @param structure the graph with its equations
     * @param digits what is shaped: images of two or more rows and columns
     * @param seed the seed of all draws
     * @throws IllegalArgumentException if the images have fewer rows or columns
     */
    public DigitScm(DigitStructure structure, LabelledImages digits, long seed) {
        this.structure = structure;
        this.digits = digits;
        draws = new Draws(seed);
        shaping = new DigitShaping(digits.images().height(), digits.images().width());
    }

    /**
     * The first images of the model as a data set, computed on all processors.
     *
     * @param n how many, one or more
     * @param set the values of variables that are set from outside: do(variable = value)
     * @param progress is told the number of completed images
     * @return images 0 to n - 1
     * @throws IllegalArgumentException if the structure has no such variable, or it cannot have the value, or no digit has strokes left with it
     * @throws BadFileException if the digits have no ink
     */
    public DigitSample sample(int n, Map<DigitVariable, Double> set, LongConsumer progress) {
        return new DigitSample(
                structure, digits.images().height(), digits.images().width(), Map.copyOf(set), draws(n, set, progress));
    }

    /**
     * The first images of the model, computed on all processors.
     *
     * @param n how many
     * @param set the values of variables that are set from outside: do(variable = value)
     * @param progress is told the number of completed images
     * @return images 0 to n - 1
     * @throws IllegalArgumentException if the structure has no such variable, or it cannot have the value, or no digit has strokes left with it
     * @throws BadFileException if the digits have no ink
     */
    public List<DigitDraw> draws(int n, Map<DigitVariable, Double> set, LongConsumer progress) {
        List<DigitDraw> all = new ArrayList<>(n);
        while (all.size() < n) {
            int from = all.size();
            all.addAll(IntStream.range(from, Math.min(n, from + CHUNK))
                    .parallel()
                    .mapToObj(i -> draw(i, set))
                    .toList());
            progress.accept(all.size());
        }
        return all;
    }

    /**
     * One image of the model.
     *
     * @param i its number, from 0; below 2^53
     * @param set the values of variables that are set from outside
     * @return the image
     * @throws IllegalArgumentException if the structure has no such variable, or it cannot have the value, or no digit has strokes left with it
     * @throws BadFileException if the digits have no ink
     */
    public DigitDraw draw(long i, Map<DigitVariable, Double> set) {
        for (int vanished = 0; vanished < MOST_DRAWS; vanished++) {
            Optional<DigitDraw> made = made(i, base(i, vanished), vanished, set);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw nothingLeft(i, set);
    }

    /**
     * What an image would have been had variables been set from outside: the same digit and the same noise.
     *
     * @param factual an image of this model
     * @param set the values
     * @return the image; empty where nothing is left of the digit
     * @throws IllegalArgumentException if the structure has no such variable, or it cannot have the value
     */
    public Optional<DigitDraw> counterfactual(DigitDraw factual, Map<DigitVariable, Double> set) {
        return made(factual.index(), factual.base(), factual.vanished(), set);
    }

    private Optional<DigitDraw> made(long i, int base, int vanished, Map<DigitVariable, Double> set) {
        Map<DigitVariable, Double> setScores = new EnumMap<>(DigitVariable.class);
        set.forEach((variable, value) -> setScores.put(variable, structure.score(variable, value)));
        Map<DigitVariable, Double> scores = structure.scores(noise(i), setScores);
        Map<DigitVariable, Double> assigned = new EnumMap<>(DigitVariable.class);
        scores.forEach((variable, z) ->
                assigned.put(variable, set.containsKey(variable) ? set.get(variable) : structure.value(variable, z)));
        return shaping.shape(pixels(base), assigned)
                .flatMap(image -> Morphometry.of(
                                image, digits.images().height(), digits.images().width())
                        .map(measured -> new DigitDraw(
                                i,
                                base,
                                digits.labels().label(base),
                                Collections.unmodifiableMap(scores),
                                Collections.unmodifiableMap(assigned),
                                image,
                                measured,
                                vanished)));
    }

    private int base(long i, int attempt) {
        double u = draws.uniforms(BASE, i * MOST_DRAWS + attempt, 1)[0];
        return (int) (u * digits.images().count());
    }

    private byte[] pixels(int base) {
        int size = digits.images().height() * digits.images().width();
        return Arrays.copyOfRange(digits.images().pixels(), base * size, (base + 1) * size);
    }

    private Map<DigitVariable, Double> noise(long i) {
        Map<DigitVariable, Double> noise = new EnumMap<>(DigitVariable.class);
        for (DigitVariable variable : structure.variables()) {
            noise.put(
                    variable,
                    structure.hasGammaNoise(variable)
                            ? gamma(i)
                            : draws.normals(Draws.stream("digits noise of " + variable), i, 1)[0]);
        }
        return noise;
    }

    /** The standard score of a Gamma variable of whole shape, a sum of exponential ones: its mean is shape/rate, its variance shape/rate^2. */
    private double gamma(long i) {
        double sum = 0;
        for (double u : draws.uniforms(GAMMA, i * GAMMA_SHAPE, GAMMA_SHAPE)) {
            sum -= Elementary.log(1 - u);
        }
        return (sum / GAMMA_RATE - GAMMA_SHAPE / GAMMA_RATE) / (Math.sqrt(GAMMA_SHAPE) / GAMMA_RATE);
    }

    private RuntimeException nothingLeft(long i, Map<DigitVariable, Double> set) {
        boolean areBlank = IntStream.range(0, MOST_DRAWS)
                .allMatch(attempt ->
                        Morphometry.of(digits.images(), base(i, attempt)).isEmpty());
        return areBlank
                ? new BadFileException("Of the images of digits, " + MOST_DRAWS
                        + " drawn one after another have no ink: name a file of other images.")
                : new IllegalArgumentException("Of " + MOST_DRAWS + " digits drawn for an image nothing is left, or"
                        + " nothing but ink" + (set.isEmpty() ? "" : ", with " + set)
                        + ": choose another value, or other digits.");
    }
}
