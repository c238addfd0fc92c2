package dualflow.nn;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Which network, and how large: what a file of weights says about itself, so that it can be loaded without further options. Immutable;
 * equal by content.
 */
public final class Architecture {
    /** The metadata key of the network's name. */
    public static final String MODEL = "model";

    /** Far above any use; keeps a size in a file from filling the memory with names. */
    private static final int LARGEST = 65_536;

    private static final int MOST_BLOCKS = 1_000;

    private static final int IMAGE_AXES = 3;
    private static final String BILINEAR = "bilinear";
    private static final String SUMMED = "summed";

    private static final Map<String, Network> NETWORKS = networks(
            new Network(
                    "flow-unet",
                    List.of(
                            size("channels", 1),
                            size("base_channels", 64),
                            words("upsampling", BILINEAR, "transposed-convolution")),
                    a -> new FlowUNet(
                            a.number("channels"),
                            a.number("base_channels"),
                            a.is("upsampling", BILINEAR)
                                    ? FlowUNet.Upsampling.BILINEAR
                                    : FlowUNet.Upsampling.TRANSPOSED_CONVOLUTION),
                    IMAGE_AXES,
                    a -> a.number("channels")),
            new Network(
                    "attention-unet",
                    List.of(
                            size("channels", 3),
                            size("base_channels", 64),
                            size("image_size", 64),
                            size("labels", 1),
                            words("heads", SUMMED, "separate")),
                    a -> new AttentionUNet(
                            a.number("channels"),
                            a.number("base_channels"),
                            a.number("image_size"),
                            a.number("labels"),
                            a.is("heads", SUMMED)),
                    IMAGE_AXES,
                    a -> a.number("channels")),
            new Network("mlp1d", List.of(size("width", 128)), a -> new Mlp1d(a.number("width")), 1, a -> 1),
            new Network(
                    "mlp2d",
                    List.of(
                            size("dimension", 2),
                            new Setting("blocks", "10", MOST_BLOCKS, List.of()),
                            size("width", 1024),
                            size("time_dimension", 512)),
                    a -> new Mlp2d(
                            a.number("dimension"), a.number("blocks"), a.number("width"), a.number("time_dimension")),
                    1,
                    a -> a.number("dimension")),
            new Network(
                    "resnet50",
                    List.of(size("outputs", 40), size("base_channels", 64)),
                    a -> new ResNet50(a.number("outputs"), a.number("base_channels")),
                    IMAGE_AXES,
                    a -> ResNet50.CHANNELS));

    /** A kind of network: its settings, how they make the model, and the shape of a sample: the number of its axes and the length of the last. */
    private record Network(
            String name,
            List<Setting> settings,
            Function<Architecture, Layer> maker,
            int sampleAxes,
            ToIntFunction<Architecture> channels) {}

    /** The range of a setting: an integer from 1 up to the largest, or one of some words. */
    private record Setting(String key, String usual, int largest, List<String> words) {
        void require(String network, String value) {
            if (words.isEmpty() ? !isNumber(value) : !words.contains(value)) {
                throw new ArchitectureException("the setting " + key + " of the network " + network + " is '" + value
                        + "'; it must be "
                        + (words.isEmpty()
                                ? "a whole number from 1 to " + largest
                                : "one of " + String.join(", ", words)));
            }
        }

        private boolean isNumber(String value) {
            return value.matches("[1-9][0-9]{0,8}") && Integer.parseInt(value) <= largest;
        }
    }

    private final Network network;
    private final Map<String, String> settings;

    private Architecture(Network network, Map<String, String> settings) {
        this.network = network;
        this.settings = Collections.unmodifiableMap(settings);
    }

    /**
     * A network in its published size.
     *
     * @param name one of {@link #names}
     * @return the architecture
     * @throws ArchitectureException if there is no such network
     */
    public static Architecture named(String name) {
        Network network = NETWORKS.get(name);
        if (network == null) {
            throw new ArchitectureException(
                    "there is no network '" + name + "'; there are " + String.join(", ", NETWORKS.keySet()));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        network.settings().forEach(setting -> settings.put(setting.key(), setting.usual()));
        return new Architecture(network, settings);
    }

    /**
     * The network that the metadata of a file of weights describe. Keys that are not settings of the network are ignored; missing settings
     * have their published values.
     *
     * @param metadata text by key
     * @return the architecture
     * @throws ArchitectureException if they name no network, or a setting is out of range
     */
    public static Architecture of(Map<String, String> metadata) {
        if (!metadata.containsKey(MODEL)) {
            throw new ArchitectureException("the metadata name no model; there are " + String.join(", ", names()));
        }
        Architecture architecture = named(metadata.get(MODEL));
        for (String key : architecture.settings.keySet()) {
            if (metadata.containsKey(key)) {
                architecture = architecture.with(key, metadata.get(key));
            }
        }
        architecture.model();
        return architecture;
    }

    /**
     * The available networks.
     *
     * @return their names
     */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * This network with another setting.
     *
     * @param key the setting, as in the metadata
     * @param value its value
     * @return the changed architecture
     * @throws ArchitectureException if the network has no such setting, or it is out of range
     */
    public Architecture with(String key, String value) {
        Setting setting = network.settings().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ArchitectureException("the network " + network.name() + " has no setting '" + key
                        + "'; it has " + String.join(", ", settings.keySet())));
        setting.require(network.name(), value);
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new Architecture(network, changed);
    }

    /**
     * The network's name.
     *
     * @return one of {@link #names}
     */
    public String name() {
        return network.name();
    }

    /**
     * All settings.
     *
     * @return text by key, in a fixed order
     */
    public Map<String, String> settings() {
        return settings;
    }

    /**
     * The metadata for a file of weights: name and settings.
     *
     * @return text by key, in a fixed order; {@link #of} reads it
     */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(MODEL, name());
        metadata.putAll(settings);
        return metadata;
    }

    /**
     * The network.
     *
     * @return the model
     * @throws ArchitectureException if the settings do not fit together
     */
    public Layer model() {
        try {
            Layer model = network.maker().apply(this);
            model.specification(); // which refuses parameters with more elements than a tensor can hold
            return model;
        } catch (ShapeException e) {
            throw new ArchitectureException("there is no network " + this + ": " + e.getMessage());
        }
    }

    /**
     * The network as the velocity of a flow.
     *
     * @return the model
     * @throws ArchitectureException if it is not one, or the settings do not fit together
     */
    public VelocityModel velocityModel() {
        if (model() instanceof VelocityModel velocity) {
            return velocity;
        }
        throw new ArchitectureException("the network " + name() + " gives no velocity of a flow; networks that do are "
                + names().stream().filter(name -> named(name).givesVelocity()).collect(Collectors.joining(", ")));
    }

    /** A network as a program. */
    @FunctionalInterface
    public interface Program {
        /**
         * Evaluates the network.
         *
         * @param pass the parameters
         * @param t the time, for one that gives a velocity; else ignored
         * @param x samples
         * @return the output
         */
        Tensor apply(Pass pass, Tensor t, Tensor x);
    }

    /**
     * The network as a program, whether or not it gives a velocity.
     *
     * @return the program
     * @throws ArchitectureException if the settings do not fit together
     */
    public Program program() {
        return model() instanceof ResNet50 classifier
                ? (pass, t, x) -> classifier.apply(pass, x)
                : velocityModel()::velocity;
    }

    /**
     * Whether the network gives the velocity of a flow, and so depends on the time.
     *
     * @return true if it does
     */
    public boolean givesVelocity() {
        return model() instanceof VelocityModel;
    }

    /**
     * The number of axes of a sample.
     *
     * @return 3 for images [H, W, C], else 1
     */
    public int sampleAxes() {
        return network.sampleAxes();
    }

    /**
     * The length of a sample's last axis: the channels of an image, or the dimension of another sample.
     *
     * @return the length
     */
    public int channels() {
        return network.channels().applyAsInt(this);
    }

    private int number(String key) {
        return Integer.parseInt(settings.get(key));
    }

    private boolean is(String key, String word) {
        return settings.get(key).equals(word);
    }

    private static Setting words(String key, String usual, String other) {
        return new Setting(key, usual, 0, List.of(usual, other));
    }

    private static Setting size(String key, int usual) {
        return new Setting(key, Integer.toString(usual), LARGEST, List.of());
    }

    private static Map<String, Network> networks(Network... networks) {
        Map<String, Network> byName = new LinkedHashMap<>();
        Arrays.stream(networks).forEach(network -> byName.put(network.name(), network));
        return Collections.unmodifiableMap(byName);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Architecture architecture && metadata().equals(architecture.metadata());
    }

    @Override
    public int hashCode() {
        return metadata().hashCode();
    }

    /** The name and the settings, such as {@code mlp1d (width 128)}. */
    @Override
    public String toString() {
        return name()
                + settings.entrySet().stream()
                        .map(setting -> setting.getKey().replace('_', ' ') + " " + setting.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
