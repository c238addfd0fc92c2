package dualflow.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.data.ArrayHeader;
import dualflow.data.BadFileException;
import dualflow.data.ElementType;
import dualflow.data.NumericArray;
import dualflow.data.Safetensors;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.BatchNorm;
import dualflow.nn.Conv2d;
import dualflow.nn.Layer;
import dualflow.nn.Linear;
import dualflow.nn.ParameterException;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {
    private static final Architecture SMALL =
            Architecture.named("mlp2d").with("blocks", "1").with("width", "3").with("time_dimension", "4");

    /** One layer of each axis order, and a count. */
    private static final Specification LAYERS = Specification.NONE
            .and("linear", new Linear(2, 3))
            .and("conv", Conv2d.same3x3(2, 3))
            .and("norm", new BatchNorm(3));

    private final Device device = new HostDevice();

    @TempDir
    private Path folder;

    @AfterEach
    void closeDevice() {
        device.close();
    }

    private Path file() {
        return folder.resolve("weights.safetensors");
    }

    private Parameters drawn(Specification specification, DType dtype) {
        Parameters drawn = specification.draw(device, dtype, 5);
        if (drawn.names().contains("norm.num_batches_tracked")) {
            Tensor count = device.scalar(dtype, 12);
            return drawn.with(new Parameters(Map.of("norm.num_batches_tracked", count)));
        }
        return drawn;
    }

    private static void requireEqual(Parameters actual, Parameters expected) {
        assertThat(actual.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).shape()).isEqualTo(expected.get(name).shape());
            assertThat(actual.get(name).value().toDoubles())
                    .as(name)
                    .isEqualTo(expected.get(name).value().toDoubles());
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void whatWasWrittenIsRead(DType dtype) {
        Specification specification = SMALL.model().specification();
        Parameters parameters = drawn(specification, dtype);
        Weights.write(file(), SMALL, parameters);
        int before = device.currentArena().size();
        Weights weights = Weights.read(file(), specification, device, dtype);
        assertThat(device.currentArena().size() - before)
                .as("tensors that stay on the device")
                .isEqualTo(parameters.names().size());
        requireEqual(weights.parameters(), parameters);
        assertThat(weights.unused()).isEmpty();
        assertThat(weights.skipped()).isEmpty();
        assertThat(Weights.architecture(file())).contains(SMALL);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void filesHaveNamesAxesAndTypesOfPyTorch(DType dtype) {
        Parameters parameters = drawn(LAYERS, dtype);
        Safetensors.write(file(), Weights.arrays(LAYERS, parameters), Map.of());
        ElementType type = dtype == DType.FLOAT32 ? ElementType.FLOAT32 : ElementType.FLOAT64;
        try (Safetensors file = Safetensors.open(file())) {
            assertThat(file.names()).containsExactlyInAnyOrderElementsOf(LAYERS.names());
            assertThat(file.header("linear.weight")).isEqualTo(ArrayHeader.of(type, 3, 2));
            assertThat(file.header("conv.weight")).isEqualTo(ArrayHeader.of(type, 3, 2, 3, 3));
            assertThat(file.header("norm.num_batches_tracked")).isEqualTo(ArrayHeader.of(ElementType.INT64));
            assertThat(file.doubles("norm.num_batches_tracked")).containsExactly(12);
            // [in, out] here, [out, in] there
            double[] own = parameters.get("linear.weight").value().toDoubles();
            assertThat(file.doubles("linear.weight")).containsExactly(own[0], own[3], own[1], own[4], own[2], own[5]);
        }
        requireEqual(Weights.read(file(), LAYERS, device, dtype).parameters(), parameters);
    }

    @Test
    void metadataAreThoseThatPyTorchAndDualflowRead() {
        Weights.write(file(), SMALL, drawn(SMALL.model().specification(), DType.FLOAT32));
        try (Safetensors file = Safetensors.open(file())) {
            assertThat(file.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("model", "mlp2d")
                    .containsEntry("width", "3")
                    .containsEntry("time_dimension", "4");
        }
    }

    @Test
    void otherFormatsAreRoundedToTheOneAskedFor() {
        Specification one = Specification.NONE.and("a", new Linear(1, 2, false));
        double[] numbers = {0.1, 1 + 0x1p-40};
        Safetensors.write(file(), Map.of("a.weight", NumericArray.of(numbers, 2, 1)), Map.of());
        assertThat(values(Weights.read(file(), one, device, DType.FLOAT32), "a.weight"))
                .containsExactly(0.1f, 1);
        assertThat(values(Weights.read(file(), one, device, DType.FLOAT64), "a.weight"))
                .containsExactly(numbers);
        Safetensors.write(file(), Map.of("a.weight", NumericArray.of(new float[] {0.1f, 1}, 2, 1)), Map.of());
        assertThat(values(Weights.read(file(), one, device, DType.FLOAT64), "a.weight"))
                .containsExactly(0.1f, 1);
    }

    @Test
    void readsHalfPrecision() throws Exception {
        Specification one = Specification.NONE.and("a", new Linear(1, 2, false));
        // 1.5 and -2 as binary16, then as bfloat16
        for (String[] format : new String[][] {{"F16", "003e00c0"}, {"BF16", "c03f00c0"}}) {
            String header = "{\"a.weight\":{\"dtype\":\"" + format[0] + "\",\"shape\":[2,1],\"data_offsets\":[0,4]}}";
            byte[] bytes = new byte[8 + header.length() + 4];
            bytes[0] = (byte) header.length();
            System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, header.length());
            for (int i = 0; i < 4; i++) {
                bytes[8 + header.length() + i] = (byte) Integer.parseInt(format[1].substring(2 * i, 2 * i + 2), 16);
            }
            Files.write(file(), bytes);
            assertThat(values(Weights.read(file(), one, device, DType.FLOAT32), "a.weight"))
                    .as(format[0])
                    .containsExactly(1.5, -2);
        }
    }

    private static double[] values(Weights weights, String name) {
        return weights.parameters().get(name).value().toDoubles();
    }

    @Test
    void namesWhatTheModelDoesNotUse() {
        Map<String, NumericArray> arrays = Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32));
        arrays.put("label_emb.weight", NumericArray.of(new float[256], 1, 256));
        arrays.put("ema.decay", NumericArray.of(new float[1]));
        Safetensors.write(file(), arrays, Map.of());
        Weights weights = Weights.read(file(), LAYERS, device, DType.FLOAT32);
        assertThat(weights.unused()).containsExactly("ema.decay", "label_emb.weight");
        assertThat(weights.skipped()).contains("skipped, as the model does not use them: ema.decay, label_emb.weight");
    }

    @Test
    void namesWhatTheModelHasAndDoesNotUse() {
        Architecture unet = Architecture.named("flow-unet").with("base_channels", "1");
        Specification specification = unet.model().specification();
        Parameters parameters = drawn(specification, DType.FLOAT32);
        Weights.write(file(), unet, parameters);
        Weights weights = Weights.read(file(), specification, device, DType.FLOAT32);
        assertThat(weights.unused())
                .containsExactly("label_emb.weight", "source_label_emb.weight", "target_label_emb.weight");
        requireEqual(weights.parameters(), parameters);
        assertThat(Weights.architecture(file())).contains(unet);
    }

    /** As in exports from PyTorch: evaluation does not use it. */
    @Test
    void aMissingCountOfBatchesIsZero() {
        Map<String, NumericArray> arrays = Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32));
        arrays.remove("norm.num_batches_tracked");
        Safetensors.write(file(), arrays, Map.of());
        Weights weights = read(LAYERS);
        assertThat(values(weights, "norm.num_batches_tracked")).containsExactly(0);
        assertThat(weights.unused()).isEmpty();
    }

    @Test
    void namesANegativeVariance() {
        Map<String, NumericArray> arrays = Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32));
        arrays.put("norm.running_var", NumericArray.of(new float[] {1, 0, -0.5f}, 3));
        Safetensors.write(file(), arrays, Map.of());
        assertRefused(() -> read(LAYERS), "number 2 of its entry \"norm.running_var\" is a negative variance, -0.5");
    }

    @Test
    void passesOverTypesThatTheModelDoesNotNeedAndRefusesThoseThatItNeeds() throws IOException {
        Specification one = Specification.NONE.and("a", new Linear(1, 2, false));
        String used = "\"a.weight\":{\"dtype\":\"%s\",\"shape\":[2,1],\"data_offsets\":[0,%d]}";
        String other = "\"scale\":{\"dtype\":\"F8_E5M2\",\"shape\":[2],\"data_offsets\":[%d,%d]}";
        write("{" + String.format(Locale.ROOT, used + "," + other, "F32", 8, 8, 10) + "}", 10);
        Weights weights = read(one);
        assertThat(values(weights, "a.weight")).containsExactly(0, 0);
        assertThat(weights.skipped()).contains("skipped, as the model does not use them: scale");
        write("{" + String.format(Locale.ROOT, used, "F8_E4M3", 2) + "}", 2);
        assertRefused(() -> read(one), "as its entry \"a.weight\" is of the type F8_E4M3; store it as float32.");
    }

    private void write(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file(), bytes.putLong(text.length).put(text).array());
    }

    @Test
    void namesTheFirstEntryThatDiffers() {
        Map<String, NumericArray> arrays = Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32));
        Map<String, NumericArray> lacking = new LinkedHashMap<>(arrays);
        lacking.remove("norm.bias");
        lacking.remove("norm.running_mean");
        Safetensors.write(file(), lacking, Map.of());
        assertRefused(
                () -> read(LAYERS),
                "needs an entry \"norm.bias\" of shape [3], and there is none; its metadata"
                        + " name no model, and it holds norm.num_batches_tracked, conv.bias");

        Map<String, NumericArray> other = new LinkedHashMap<>(arrays);
        other.put("conv.weight", NumericArray.of(new float[54], 2, 3, 3, 3));
        other.remove("norm.bias");
        Safetensors.write(file(), other, Map.of("model", "mlp2d", "width", "7"));
        assertRefused(
                () -> read(LAYERS),
                "\"conv.weight\" has the shape [2, 3, 3, 3] and the model needs [3, 2, 3, 3]; its metadata say that it"
                        + " is of the network mlp2d (dimension 2, blocks 10, width 7, time dimension 512).");
    }

    @Test
    void pointsAtAPrefix() {
        Map<String, NumericArray> prefixed = new LinkedHashMap<>();
        Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32))
                .forEach((name, array) -> prefixed.put("module." + name, array));
        Safetensors.write(file(), prefixed, Map.of());
        assertRefused(() -> read(LAYERS), "there is \"module.linear.weight\", so strip the prefix");
    }

    @Test
    void rejectsWhatIsNoWeight() {
        Specification one = Specification.NONE.and("a", new Linear(1, 2, false));
        NumericArray whole = new NumericArray(ArrayHeader.of(ElementType.INT8, 2, 1), i -> i);
        Safetensors.write(file(), Map.of("a.weight", whole), Map.of());
        assertRefused(() -> read(one), "\"a.weight\" is of int8");
        Safetensors.write(file(), Map.of("a.weight", NumericArray.of(new double[] {1, Double.NaN}, 2, 1)), Map.of());
        assertRefused(() -> read(one), "number 1 of its entry \"a.weight\" is NaN");
        Safetensors.write(file(), Map.of("a.weight", NumericArray.of(new double[] {1, 1e300}, 2, 1)), Map.of());
        assertRefused(() -> read(one), "1.0E300 in its entry \"a.weight\", which float32 cannot");
        assertThat(values(Weights.read(file(), one, device, DType.FLOAT64), "a.weight"))
                .containsExactly(1, 1e300);
    }

    @Test
    void rejectsMetadataOfNoNetwork() {
        Map<String, NumericArray> arrays = Weights.arrays(LAYERS, drawn(LAYERS, DType.FLOAT32));
        Safetensors.write(file(), arrays, Map.of("format", "pt"));
        assertThat(Weights.architecture(file())).isEmpty();
        Safetensors.write(file(), arrays, Map.of("model", "transformer"));
        assertRefused(() -> Weights.architecture(file()), "there is no network 'transformer'");
        assertRefused(
                () -> read(Specification.NONE.and("a", new Linear(1, 2))),
                "\"a.weight\" of shape [2, 1], and there is none; its metadata name an unknown network");
        assertRefused(() -> Weights.architecture(folder.resolve("none")), "none");
    }

    @Test
    void rejectsParametersThatDoNotFit() {
        Layer other = new Linear(1, 1);
        Parameters parameters = drawn(Specification.NONE.and("linear", other), DType.FLOAT64);
        assertThatThrownBy(() -> Weights.write(file(), SMALL, parameters))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("in_projection.weight");
        assertThat(file()).doesNotExist();
    }

    private Weights read(Specification specification) {
        return Weights.read(file(), specification, device, DType.FLOAT32);
    }

    private static void assertRefused(ThrowingCallable reading, String sentence) {
        assertThatThrownBy(reading).isInstanceOf(BadFileException.class).hasMessageContaining(sentence);
    }
}
