package dualflow.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    @ParameterizedTest
    @MethodSource("dualflow.nn.Architecture#names")
    void metadataSayWhichNetworkAndHowLarge(String name) {
        Architecture published = Architecture.named(name);
        assertThat(published.metadata()).containsEntry("model", name).containsAllEntriesOf(published.settings());
        assertThat(Architecture.of(published.metadata())).isEqualTo(published).hasSameHashCodeAs(published);
        for (String key : published.settings().keySet()) {
            String value = published.settings().get(key);
            Architecture changed = published.with(key, other(key, value));
            assertThat(changed).isNotEqualTo(published);
            assertThat(changed.with(key, value)).isEqualTo(published);
            assertThat(Architecture.of(changed.metadata())).isEqualTo(changed);
            assertThat(changed.model()).isNotEqualTo(published.model());
        }
    }

    private static String other(String key, String value) {
        return switch (key) {
            case "upsampling" -> "transposed-convolution";
            case "heads" -> "separate";
            case "classes" -> "1,2";
            case "layers" -> "t,x | net.0 3 8 no-bias | tanh | net.2 8 2";
            default -> Integer.toString(2 * Integer.parseInt(value));
        };
    }

    @Test
    void publishedSizes() {
        assertThat(Architecture.named("flow-unet").velocityModel()).isEqualTo(new FlowUNet(1));
        assertThat(Architecture.named("flow-unet").with("channels", "3").model())
                .isEqualTo(new FlowUNet(3));
        assertThat(Architecture.named("attention-unet").model()).isEqualTo(new AttentionUNet(3, 64, 64, 1, true));
        assertThat(Architecture.named("resnet50").model()).isEqualTo(new ResNet50(40));
        assertThat(Architecture.named("regressor").model()).isEqualTo(new AttributeRegressor(1, 16, 3));
        assertThat(Architecture.named("mlp1d").velocityModel()).isEqualTo(new Mlp1d());
        assertThat(Architecture.named("mlp2d").model()).isEqualTo(new Mlp2d());
        assertThat(Architecture.named("mlp2d").with("blocks", "3").model()).isEqualTo(new Mlp2d(2, 3, 1024, 512));
    }

    @Test
    void otherMetadataArePassedOverAndMissingSettingsArePublished() {
        assertThat(Architecture.of(Map.of("model", "mlp1d", "format", "pt"))).isEqualTo(Architecture.named("mlp1d"));
    }

    @Test
    void aClassifierGivesNoVelocity() {
        assertThatThrownBy(() -> Architecture.named("resnet50").velocityModel())
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining(
                        "resnet50 gives no velocity of a flow; networks that do are flow-unet, conditional-flow-unet, "
                                + "attention-unet, mlp1d, mlp2d, mlp, average-velocity-mlp, sequential");
    }

    /** The kind that the list states is that of the model. */
    @ParameterizedTest
    @MethodSource("dualflow.nn.Architecture#names")
    void kindIsTheModels(String name) {
        Architecture architecture = Architecture.named(name);
        Class<?> type = architecture.kind() == Architecture.Kind.VELOCITY ? VelocityModel.class : Classifier.class;
        assertThat(architecture.model()).isInstanceOf(type);
        assertThat(Architecture.names(architecture.kind())).contains(name);
        assertThat(architecture.program()).isNotNull();
    }

    @Test
    void unetsMakeImages() {
        assertThat(Architecture.names())
                .filteredOn(name -> Architecture.named(name).makesImages())
                .containsExactly("flow-unet", "conditional-flow-unet", "attention-unet");
    }

    @Test
    void describesItself() {
        assertThat(Architecture.named("mlp2d"))
                .hasToString("mlp2d (dimension 2, blocks 10, width 1024, time dimension 512)");
    }

    @Test
    void rejectsWhatNamesNoNetwork() {
        assertThatThrownBy(() -> Architecture.of(Map.of("format", "pt")))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining(
                        "name no model; there are flow-unet, conditional-flow-unet, attention-unet, mlp1d, mlp2d, mlp, average-velocity-mlp, sequential");
        assertThatThrownBy(() -> Architecture.named("mlp3d"))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining(
                        "no network 'mlp3d'; there are flow-unet, conditional-flow-unet, attention-unet, mlp1d, mlp2d, mlp, average-velocity-mlp, sequential");
        assertThatThrownBy(() -> Architecture.named("mlp1d").with("depth", "1"))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("no setting 'depth'; it has width");
    }

    @ParameterizedTest
    @CsvSource({"width,0", "width,-1", "width,1e3", "width,65537", "width,99999999999", "width,''", "blocks,1001"})
    void rejectsSettingsOutOfRange(String key, String value) {
        Map<String, String> metadata = new HashMap<>(Map.of("model", "mlp2d"));
        metadata.put(key, value);
        assertThatThrownBy(() -> Architecture.of(metadata))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("'" + value + "'; it must be a whole number from 1 to ");
    }

    @Test
    void rejectsOtherWords() {
        assertThatThrownBy(() -> Architecture.named("flow-unet").with("upsampling", "nearest"))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("'nearest'; it must be one of bilinear, transposed-convolution");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x,t; has at least one affine map",
                "t | a 1 1; the inputs of a network are x, or x and t, each once",
                "x,x | a 4 2; the inputs of a network are x, or x and t, each once",
                "x,y | a 3 2; 'y' is not an input; there are x, t",
                "x,t | a 3 4 | swish | b 4 2; 'swish' is not an activation; there are silu, relu, leaky-relu",
                "x,t | a 3 4 | b 5 2; the layer a gives 4 numbers, but b takes 5",
                "x,t | a 3 4 | b 4 3; the layer a takes a sample of 2 numbers beside the time, but the layer b gives a velocity of 3",
                "x | a 3 4 | b 4 2; the layer a takes a sample of 3 numbers, but the layer b gives a velocity of 2",
                "x,t | a 3; 'a 3' is no layer",
                "x,t | a 3 2 bias; 'a 3 2 bias' is no layer",
                "x,t | a 3 0; '0' in the layer 'a 3 0' is no whole number from 1 to 65536",
                "x,t | a 3 2 | b 2 70000; '70000' in the layer 'b 2 70000' is no whole number from 1 to 65536",
                "x, t|a 3 2; it must be written as 'x,t | a 3 2'"
            })
    void rejectsLayersThatDoNotFitTogether(String layers, String message) {
        assertThatThrownBy(() -> Architecture.named("sequential").with("layers", layers))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rejectsSizesThatDoNotFitTogether() {
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("model", "mlp2d", "width", "65536"));
        assertThatThrownBy(() -> Architecture.of(metadata))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("more than 2147483647 numbers");
        assertThatThrownBy(() -> Architecture.of(Map.of("model", "mlp2d", "time_dimension", "3")))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("time dimension 3");
        assertThatThrownBy(() -> Architecture.named("attention-unet")
                        .with("image_size", "31")
                        .velocityModel())
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("cannot take 31 by 31 pixels");
    }
}
