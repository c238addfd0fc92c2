package dualflow.experiment;

import dualflow.digits.DigitDraw;
import dualflow.digits.DigitVariable;
import dualflow.digits.Morphometry;
import dualflow.images.AttributeRows;
import dualflow.images.LatentAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Counterfactual images of digits through a flow, beside those of the causal model that made the images, which keeps each one's digit and noise.
 *
 * @param rows for each method its errors
 */
public record ImageCounterfactuals(List<Row> rows) {
    private static final double WHITE = 255;
    private static final int CHUNK = 32;

    /**
     * A method, its images and their errors.
     *
     * @param method what was done
     * @param images the images it made, [n, d] row-major
     * @param errors for each variable the mean distance of its measure from the value that the model assigns
     * @param shifts for each variable the mean of its measure less what the model assigns
     * @param distance the root mean squared difference from the model's image, of brightnesses from 0 to 1
     * @param move the mean length of the change of the noise; empty where there is none
     * @param unmeasured how many images have no ink to measure
     */
    @SuppressWarnings("ArrayRecordComponent") // images on their way to a picture; never compared
    public record Row(
            String method,
            double[] images,
            Map<DigitVariable, Double> errors,
            Map<DigitVariable, Double> shifts,
            double distance,
            OptionalDouble move,
            int unmeasured) {}

    /** The images of a method, and how far the noise moved in all. */
    private static final class Made {
        private final double[] images;
        private double moved = Double.NaN;

        Made(int length) {
            images = new double[length];
        }

        void take(int at, double[] chunk) {
            System.arraycopy(chunk, 0, images, at, chunk.length);
        }

        void take(int at, double[] noise, LatentAction.After after) {
            take(at, after.at().images());
            moved = (Double.isNaN(moved) ? 0 : moved)
                    + length(noise, after.noise(), after.at().samples());
        }
    }

    /**
     * Copies the rows.
     *
     * @param rows for each method its errors
     */
    public ImageCounterfactuals {
        rows = List.copyOf(rows);
    }

    /**
     * The table.
     *
     * @param pairs the images with what they would have been; at least one
     * @param height rows of an image
     * @param width columns of an image
     * @param action the flow and the network
     * @param aim what the network's outputs are brought to; a held one is held in a row of its own
     * @param progress is told the number of images that are done
     * @return errors and images
     * @throws dualflow.flow.OdeException if an image does not remain finite
     * @throws dualflow.dependency.UnreachableValueException if an attribute does not change along any direction
     */
    public static ImageCounterfactuals compute(
            List<DigitPair> pairs,
            int height,
            int width,
            LatentAction action,
            LatentAction.Aim aim,
            LongConsumer progress) {
        int n = pairs.size();
        int d = height * width;
        double[] factual = images(pairs.stream().map(DigitPair::factual).toList(), d);
        double[] truth = images(pairs.stream().map(DigitPair::counterfactual).toList(), d);
        Made reconstruction = new Made(n * d);
        Made first = new Made(n * d);
        Made last = new Made(n * d);
        Made holding = new Made(n * d);
        LatentAction.Aim free = new LatentAction.Aim(aim.values(), List.of(), aim.steps());
        for (int done = 0; done < n; done += CHUNK) {
            int at = done * d;
            double[] noise = action.abduct(Arrays.copyOfRange(factual, at, Math.min(n * d, at + CHUNK * d)));
            AttributeRows.At start = action.predict(noise);
            reconstruction.take(at, start.images());
            List<LatentAction.After> states = action.act(noise, start, free);
            first.take(at, noise, states.get(0));
            last.take(at, noise, states.get(states.size() - 1));
            if (!aim.held().isEmpty()) {
                List<LatentAction.After> held = action.act(noise, start, aim);
                holding.take(at, noise, held.get(held.size() - 1));
            }
            progress.accept(Math.min(n, done + CHUNK));
        }
        Map<String, Made> made = new LinkedHashMap<>();
        made.put("no action, the image itself", new Made(0));
        made.put("no action, its reconstruction", reconstruction);
        made.put("one step in the noise", first);
        made.put(aim.steps() + " steps in the noise", last);
        if (!aim.held().isEmpty()) {
            made.put(aim.steps() + " steps, holding the others", holding);
        }
        made.put("the model's own image", new Made(0));
        List<Row> rows = new ArrayList<>();
        made.forEach((method, images) -> rows.add(row(
                method,
                pairs,
                images.images.length > 0 ? images.images : rows.isEmpty() ? factual : truth,
                truth,
                height,
                width,
                Double.isNaN(images.moved) ? OptionalDouble.empty() : OptionalDouble.of(images.moved / n))));
        return new ImageCounterfactuals(rows);
    }

    private static Row row(
            String method,
            List<DigitPair> pairs,
            double[] images,
            double[] truth,
            int height,
            int width,
            OptionalDouble move) {
        int d = height * width;
        List<Optional<Morphometry>> measured = IntStream.range(0, pairs.size())
                .parallel()
                .mapToObj(i -> Morphometry.of(Arrays.copyOfRange(images, i * d, (i + 1) * d), height, width))
                .toList();
        Map<DigitVariable, Double> errors = new EnumMap<>(DigitVariable.class);
        Map<DigitVariable, Double> shifts = new EnumMap<>(DigitVariable.class);
        for (DigitVariable variable : pairs.get(0).counterfactual().assigned().keySet()) {
            double[] differences = IntStream.range(0, pairs.size())
                    .filter(i -> measured.get(i).isPresent())
                    .mapToDouble(i -> variable.of(measured.get(i).orElseThrow())
                            - pairs.get(i).counterfactual().assigned().get(variable))
                    .toArray();
            errors.put(
                    variable,
                    Arrays.stream(differences).map(Math::abs).average().orElse(Double.NaN));
            shifts.put(variable, Arrays.stream(differences).average().orElse(Double.NaN));
        }
        double squares = IntStream.range(0, images.length)
                .mapToDouble(j -> images[j] - truth[j])
                .map(x -> x * x)
                .sum();
        int unmeasured = (int) measured.stream().filter(Optional::isEmpty).count();
        return new Row(method, images, errors, shifts, Math.sqrt(squares / images.length), move, unmeasured);
    }

    /** The sum of the lengths of n rows of a difference. */
    private static double length(double[] from, double[] to, int n) {
        int d = from.length / n;
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.sqrt(IntStream.range(i * d, (i + 1) * d)
                        .mapToDouble(j -> to[j] - from[j])
                        .map(x -> x * x)
                        .sum()))
                .sum();
    }

    private static double[] images(List<DigitDraw> draws, int d) {
        double[] images = new double[draws.size() * d];
        for (int i = 0; i < images.length; i++) {
            images[i] = (draws.get(i / d).pixels()[i % d] & 255) / WHITE;
        }
        return images;
    }
}
