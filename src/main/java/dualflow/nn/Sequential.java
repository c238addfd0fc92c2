package dualflow.nn;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The velocity of a multilayer perceptron that is a list of layers, PyTorch's {@code Sequential} of {@code Linear} and activations, of the
 * time and the sample side by side. As text, {@code x,t | net.0 3 64 | silu | net.2 64 2}: what goes in, and then a layer after the
 * other, affine maps by the name of their weights in the state dict and their two lengths, with {@code no-bias} where there is none.
 *
 * @param inputs what is put side by side, each at most once, and x among it
 * @param layers what is applied, in order
 */
public record Sequential(List<Input> inputs, List<Step> layers) implements VelocityModel {
    /** The name by which {@link Architecture} knows this kind of network. */
    public static final String NAME = "sequential";

    /** The setting that holds the text of a network. */
    public static final String LAYERS = "layers";

    private static final String NO_BIAS = "no-bias";
    private static final int MOST_LAYERS = 1_000;
    private static final int LARGEST = 65_536;

    /** What a network of this kind is a function of. */
    public enum Input {
        /** The sample. */
        X,
        /** The time, one number. */
        T
    }

    /**
     * One layer: an affine map or an activation.
     *
     * @param name the name of the affine map's weights; empty of an activation
     * @param linear the affine map, or nothing
     * @param activation the activation, or nothing
     */
    public record Step(String name, Optional<Linear> linear, Optional<Activation> activation) {
        static Step of(String name, Linear linear) {
            return new Step(name, Optional.of(linear), Optional.empty());
        }

        static Step of(Activation activation) {
            return new Step("", Optional.empty(), Optional.of(activation));
        }

        @Override
        public String toString() {
            return linear.map(map -> name + " " + map.in() + " " + map.out() + (map.bias() ? "" : " " + NO_BIAS))
                    .orElseGet(() -> written(activation.orElseThrow()));
        }
    }

    /**
     * Checks that the layers fit together.
     *
     * @param inputs what is put side by side
     * @param layers what is applied, in order
     * @throws ArchitectureException if x is not among the inputs, an input is named twice, there is no affine map, or the lengths of two
     *     maps, or of the sample and the velocity, differ
     */
    public Sequential {
        inputs = List.copyOf(inputs);
        layers = List.copyOf(layers);
        if (!inputs.contains(Input.X) || inputs.size() != EnumSet.copyOf(inputs).size()) {
            throw new ArchitectureException("the inputs of a network are x, or x and t, each once");
        }
        List<Step> maps =
                layers.stream().filter(layer -> layer.linear().isPresent()).toList();
        if (maps.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new ArchitectureException(
                    "a network has at least one affine map, and at most " + MOST_LAYERS + " layers");
        }
        for (int i = 1; i < maps.size(); i++) {
            requireFit(maps.get(i - 1), maps.get(i));
        }
        int entering = maps.get(0).linear().orElseThrow().in() - (inputs.size() - 1);
        int leaving = maps.get(maps.size() - 1).linear().orElseThrow().out();
        if (entering != leaving) {
            throw new ArchitectureException("the layer " + maps.get(0).name() + " takes a sample of " + entering
                    + " numbers" + (inputs.contains(Input.T) ? " beside the time" : "") + ", but the layer "
                    + maps.get(maps.size() - 1).name() + " gives a velocity of " + leaving);
        }
    }

    private static void requireFit(Step before, Step after) {
        int out = before.linear().orElseThrow().out();
        int in = after.linear().orElseThrow().in();
        if (out != in) {
            throw new ArchitectureException(
                    "the layer " + before.name() + " gives " + out + " numbers, but " + after.name() + " takes " + in);
        }
    }

    /**
     * Reads the text of a network.
     *
     * @param text as {@link #toString} gives it
     * @return the network
     * @throws ArchitectureException if it is not understood, or the layers do not fit together
     */
    public static Sequential parse(String text) {
        List<String> parts =
                Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
        List<Input> inputs = Arrays.stream(parts.get(0).split(",", -1))
                .map(name -> named(Input.values(), name.strip(), "an input"))
                .toList();
        return new Sequential(
                inputs, parts.stream().skip(1).map(Sequential::step).toList());
    }

    private static Step step(String text) {
        String[] words = text.split(" +", -1);
        if (words.length == 1) {
            return Step.of(named(Activation.values(), words[0], "an activation"));
        }
        boolean hasBias = words.length == 3;
        if (!hasBias && !(words.length == 4 && words[3].equals(NO_BIAS))) {
            throw new ArchitectureException(
                    "'" + text
                            + "' is no layer; give an activation, or of an affine map its name and its two lengths, as in net.0 3 64");
        }
        return Step.of(words[0], new Linear(length(words[1], text), length(words[2], text), hasBias));
    }

    private static int length(String word, String layer) {
        if (!word.matches("[1-9][0-9]{0,5}") || Integer.parseInt(word) > LARGEST) {
            throw new ArchitectureException(
                    "'" + word + "' in the layer '" + layer + "' is no whole number from 1 to " + LARGEST);
        }
        return Integer.parseInt(word);
    }

    private static <E extends Enum<E>> E named(E[] all, String name, String kind) {
        return Arrays.stream(all)
                .filter(each -> written(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new ArchitectureException("'" + name + "' is not " + kind + "; there are "
                        + Arrays.stream(all).map(Sequential::written).collect(Collectors.joining(", "))));
    }

    private static String written(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The numbers in a sample.
     *
     * @return the dimension
     */
    public int dimension() {
        return layers.stream()
                .flatMap(layer -> layer.linear().stream())
                .reduce((first, second) -> second)
                .orElseThrow()
                .out();
    }

    @Override
    public Specification specification() {
        Specification all = Specification.NONE;
        for (Step layer : layers) {
            if (layer.linear().isPresent()) {
                all = all.and(layer.name(), layer.linear().get());
            }
        }
        return all;
    }

    /**
     * The velocity.
     *
     * @param pass the parameters
     * @param t the time, [] or [..., 1]
     * @param x samples, [..., dimension]
     * @return v(t, x), of x's shape
     */
    @Override
    public Tensor velocity(Pass pass, Tensor t, Tensor x) {
        VelocityModel.requireTimes(t, x, 1);
        List<Tensor> parts = new ArrayList<>();
        for (Input input : inputs) {
            parts.add(
                    input == Input.X ? x : Ops.broadcast(t, x.shape().leading(1).then(Shape.of(1))));
        }
        Tensor h = parts.size() == 1 ? x : Ops.concat(parts.get(0), parts.get(1), -1);
        for (Step layer : layers) {
            h = layer.linear().isPresent()
                    ? layer.linear().get().apply(pass.under(layer.name()), h)
                    : layer.activation().orElseThrow().apply(h);
        }
        return h;
    }

    /** The network as {@link #parse} reads it. */
    @Override
    public String toString() {
        return inputs.stream().map(Sequential::written).collect(Collectors.joining(","))
                + layers.stream().map(layer -> " | " + layer).collect(Collectors.joining());
    }
}
