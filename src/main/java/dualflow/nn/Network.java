package dualflow.nn;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A network that can be named; {@link #ALL} is the one list of them.
 *
 * @param name the name
 * @param kind what it gives
 * @param settings what can be chosen
 * @param maker makes the model of the settings
 * @param sampleAxes how many axes a sample has: 3 for images, else 1
 * @param channels the length of a sample's last axis
 */
record Network(
        String name,
        Architecture.Kind kind,
        List<Setting> settings,
        Function<Architecture, Layer> maker,
        int sampleAxes,
        ToIntFunction<Architecture> channels) {
    /** Far above any use; keeps a size out of a file from filling the memory with names. */
    private static final int LARGEST = 65_536;

    private static final int MOST_BLOCKS = 1_000;

    private static final int IMAGE_AXES = 3;
    private static final String BILINEAR = "bilinear";
    private static final String SUMMED = "summed";

    /** By name, in the order in which they are listed. */
    static final Map<String, Network> ALL = byName(
            new Network(
                    "flow-unet",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("channels", 1),
                            size("base_channels", 64),
                            words("upsampling", BILINEAR, "transposed-convolution")),
                    Network::flowUNet,
                    IMAGE_AXES,
                    a -> a.number("channels")),
            new Network(
                    "conditional-flow-unet",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("channels", 1),
                            size("base_channels", 64),
                            words("upsampling", BILINEAR, "transposed-convolution"),
                            new Setting(
                                    ConditionalFlowUNet.CLASSES, "0,1,2,3,4,5,6,7,8,9", Values.LABELS, 0, List.of())),
                    a -> new ConditionalFlowUNet(
                            flowUNet(a),
                            Arrays.stream(a.settings()
                                            .get(ConditionalFlowUNet.CLASSES)
                                            .split(","))
                                    .map(Integer::valueOf)
                                    .toList()),
                    IMAGE_AXES,
                    a -> a.number("channels")),
            new Network(
                    "attention-unet",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("channels", 3),
                            size("base_channels", 64),
                            size(Architecture.IMAGE_SIZE, 64),
                            size("labels", 1),
                            words("heads", SUMMED, "separate")),
                    a -> new AttentionUNet(
                            a.number("channels"),
                            a.number("base_channels"),
                            a.number(Architecture.IMAGE_SIZE),
                            a.number("labels"),
                            a.is("heads", SUMMED)),
                    IMAGE_AXES,
                    a -> a.number("channels")),
            new Network(
                    "mlp1d",
                    Architecture.Kind.VELOCITY,
                    List.of(size("width", 128)),
                    a -> new Mlp1d(a.number("width")),
                    1,
                    a -> 1),
            new Network(
                    "mlp2d",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("dimension", 2),
                            new Setting("blocks", "10", Values.NUMBER, MOST_BLOCKS, List.of()),
                            size("width", 1024),
                            size("time_dimension", 512)),
                    a -> new Mlp2d(
                            a.number("dimension"), a.number("blocks"), a.number("width"), a.number("time_dimension")),
                    1,
                    a -> a.number("dimension")),
            new Network(
                    "mlp",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("dimension", 2),
                            new Setting("blocks", "4", Values.NUMBER, MOST_BLOCKS, List.of()),
                            size("width", 64)),
                    a -> new VelocityMlp(a.number("dimension"), a.number("blocks"), a.number("width")),
                    1,
                    a -> a.number("dimension")),
            new Network(
                    "average-velocity-mlp",
                    Architecture.Kind.VELOCITY,
                    List.of(
                            size("dimension", 2),
                            new Setting("blocks", "3", Values.NUMBER, MOST_BLOCKS, List.of()),
                            size("width", 64)),
                    a -> new AverageVelocityMlp(a.number("dimension"), a.number("blocks"), a.number("width")),
                    1,
                    a -> a.number("dimension")),
            new Network(
                    Sequential.NAME,
                    Architecture.Kind.VELOCITY,
                    List.of(new Setting(
                            Sequential.LAYERS, "x,t | net.0 3 64 | silu | net.2 64 2", Values.LAYERS, 0, List.of())),
                    a -> Sequential.parse(a.settings().get(Sequential.LAYERS)),
                    1,
                    a -> Sequential.parse(a.settings().get(Sequential.LAYERS)).dimension()),
            new Network(
                    "resnet50",
                    Architecture.Kind.CLASSIFIER,
                    List.of(size("outputs", 40), size("base_channels", 64)),
                    a -> new ResNet50(a.number("outputs"), a.number("base_channels")),
                    IMAGE_AXES,
                    a -> ResNet50.CHANNELS),
            new Network(
                    "regressor",
                    Architecture.Kind.CLASSIFIER,
                    List.of(size("channels", 1), size("base_channels", 16), size("outputs", 3)),
                    a -> new AttributeRegressor(a.number("channels"), a.number("base_channels"), a.number("outputs")),
                    IMAGE_AXES,
                    a -> a.number("channels")));

    /** What a setting holds. */
    enum Values {
        /** A whole number from 1 up to a largest one. */
        NUMBER,
        /** One of some words. */
        WORD,
        /** Different whole numbers from 0, between commas. */
        LABELS,
        /** The text of a {@link Sequential}. */
        LAYERS
    }

    /** What can be chosen. */
    record Setting(String key, String usual, Values values, int largest, List<String> words) {
        /** Refuses a value out of range, in the name of a network. */
        void require(String network, String value) {
            boolean fits = switch (values) {
                case NUMBER -> value.matches("[1-9][0-9]{0,8}") && Integer.parseInt(value) <= largest;
                case WORD -> words.contains(value);
                case LABELS -> value.matches("(0|[1-9][0-9]{0,8})(,(0|[1-9][0-9]{0,8}))*") && areDifferent(value);
                case LAYERS -> Sequential.parse(value).toString().equals(value);
            };
            if (!fits) {
                throw new ArchitectureException("the setting " + key + " of the network " + network + " is '" + value
                        + "'; it must be "
                        + switch (values) {
                            case NUMBER -> "a whole number from 1 to " + largest;
                            case WORD -> "one of " + String.join(", ", words);
                            case LABELS -> "different whole numbers between commas, such as 0,1,2";
                            case LAYERS -> "written as '" + Sequential.parse(value) + "'";
                        });
            }
        }

        private static boolean areDifferent(String value) {
            String[] labels = value.split(",");
            return Arrays.stream(labels).distinct().count() == labels.length;
        }
    }

    private static FlowUNet flowUNet(Architecture a) {
        return new FlowUNet(
                a.number("channels"),
                a.number("base_channels"),
                a.is("upsampling", BILINEAR)
                        ? FlowUNet.Upsampling.BILINEAR
                        : FlowUNet.Upsampling.TRANSPOSED_CONVOLUTION);
    }

    private static Setting words(String key, String usual, String other) {
        return new Setting(key, usual, Values.WORD, 0, List.of(usual, other));
    }

    private static Setting size(String key, int usual) {
        return new Setting(key, Integer.toString(usual), Values.NUMBER, LARGEST, List.of());
    }

    private static Map<String, Network> byName(Network... networks) {
        Map<String, Network> byName = new LinkedHashMap<>();
        Arrays.stream(networks).forEach(network -> byName.put(network.name(), network));
        return Collections.unmodifiableMap(byName);
    }
}
