package dualflow.nn;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which network, and how large: what a file of weights says about itself, so that it can be loaded without further options. Immutable;
 * equal by content.
 */
public final class Architecture {
    /** The metadata key of the network's name. */
    public static final String MODEL = "model";

    /** The setting that says for which size of images a network is made, where it has one. */
    public static final String IMAGE_SIZE = "image_size";

    /** What a network gives. */
    public enum Kind {
        /** The velocity of a flow, of a time and samples. */
        VELOCITY {
            @Override
            Program program(Layer model) {
                return ((VelocityModel) model)::velocity;
            }
        },
        /** Attributes of images alone: logits, or numbers of a regression. */
        CLASSIFIER {
            @Override
            Program program(Layer model) {
                Classifier classifier = (Classifier) model;
                return (pass, t, x) -> classifier.apply(pass, x);
            }
        };

        abstract Program program(Layer model);
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
        Network network = Network.ALL.get(name);
        if (network == null) {
            throw new ArchitectureException(
                    "there is no network '" + name + "'; there are " + String.join(", ", Network.ALL.keySet()));
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
        return List.copyOf(Network.ALL.keySet());
    }

    /**
     * The networks of a kind.
     *
     * @param kind what they give
     * @return their names
     */
    public static List<String> names(Kind kind) {
        return Network.ALL.values().stream()
                .filter(network -> network.kind() == kind)
                .map(Network::name)
                .toList();
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
        Network.Setting setting = network.settings().stream()
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
        Layer model = model();
        if (model instanceof VelocityModel velocity) {
            return velocity;
        }
        throw new ArchitectureException("the network " + name() + " gives no velocity of a flow; networks that do are "
                + String.join(", ", names(Kind.VELOCITY)));
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
        return kind().program(model());
    }

    /**
     * What the network gives.
     *
     * @return the kind
     */
    public Kind kind() {
        return network.kind();
    }

    /**
     * Whether the network gives the velocity of a flow, and so depends on the time.
     *
     * @return true if it does
     */
    public boolean givesVelocity() {
        return kind() == Kind.VELOCITY;
    }

    /**
     * Whether the network gives the velocity of a flow of images.
     *
     * @return true if it does
     */
    public boolean makesImages() {
        return givesVelocity() && sampleAxes() > 1;
    }

    /**
     * Height and width of the images that the paper has: 28 for those of one channel, which are MNIST's, and 64 for others.
     *
     * @return the size
     */
    public int publishedImageSize() {
        return channels() == 1 ? 28 : 64;
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

    /** The value of a setting that is a number. */
    int number(String key) {
        return Integer.parseInt(settings.get(key));
    }

    /** Whether a setting has this value. */
    boolean is(String key, String word) {
        return settings.get(key).equals(word);
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
