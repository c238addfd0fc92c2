package dualflow.device.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.opencl.lowering.Candidate;
import dualflow.device.opencl.lowering.Lowerings;
import dualflow.launch.Target;
import dualflow.op.MatMul;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunerTest {
    private static final OpenClInfo GPU = gpu("driver 1");
    private static final List<String> LABELS =
            List.of("128x128x8/8x8", "128x64x8/8x4", "64x64x16/4x4", "32x32x16/4x4", "general");

    @TempDir
    private Path folder;

    /** A device on which one kernel is the fastest, and some do not run. */
    private static final class Pretended implements Tuner.Trial {
        private final String quickest;
        private final List<String> refused;
        private final List<String> timed = new ArrayList<>();

        Pretended(String quickest, String... refused) {
            this.quickest = quickest;
            this.refused = List.of(refused);
        }

        @Override
        public boolean runs(Candidate kernel) {
            return !refused.contains(label(kernel));
        }

        @Override
        public long nanoseconds(Candidate kernel) {
            assertThat(refused).doesNotContain(label(kernel));
            timed.add(label(kernel));
            return quickest.isEmpty() ? Long.MAX_VALUE : label(kernel).equals(quickest) ? 1000 : 2000;
        }
    }

    private static OpenClInfo gpu(String driver) {
        return new OpenClInfo(
                "opencl:9:9",
                OpenClInfo.Kind.GPU,
                "a = card\n",
                "",
                "",
                driver,
                "",
                true,
                1L << 30,
                1L << 28,
                32768,
                256,
                8,
                64,
                1,
                true,
                Optional.of(Arithmetic.AS_HOST),
                List.of(),
                true);
    }

    private static String label(Candidate kernel) {
        return kernel.label();
    }

    private static List<Candidate> product(int m, int inner, int n) {
        Op op = new MatMul();
        Blocks blocks = Blocks.of(op, List.of(Shape.of(m, inner), Shape.of(inner, n)));
        return Lowerings.candidates(op, blocks, new Target(false, GPU.localBytes(), GPU.computeUnits(), 1));
    }

    private DeviceCache cache() {
        return new DeviceCache(folder.resolve("cache/dualflow"), "tiles", 1, GPU);
    }

    private String choice(List<Candidate> kernel, Pretended trial) {
        return label(Tuner.timing(GPU, cache()).choose(kernel, DType.FLOAT32, trial));
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 1024, 128x128x8/8x8", // 64 groups for 8 compute units
        "1024, 64, 64x64x16/4x4", // too few of the larger ones
        "8192, 64, 128x64x8/8x4", // the largest would be half empty
        "8192, 40, 128x64x8/8x4",
        "8192, 30, 32x32x16/4x4",
        "9, 9, 32x32x16/4x4",
        "7, 1000, general", // narrower than any tile
    })
    void ruleTakesTheLargestTilesThatKeepTheDeviceBusy(int m, int n, String label) {
        Candidate choice = Tuner.byRule(GPU).choose(product(m, 64, n), DType.FLOAT32, new Pretended("general"));
        assertThat(label(choice)).isEqualTo(label);
    }

    @Test
    void ruleTakesWhatTheDeviceRuns() {
        Pretended trial = new Pretended("general", LABELS.get(0), LABELS.get(1));
        assertThat(label(Tuner.byRule(GPU).choose(product(1024, 64, 1024), DType.FLOAT32, trial)))
                .isEqualTo("64x64x16/4x4");
        Pretended none = new Pretended("general", LABELS.subList(0, 4).toArray(String[]::new));
        assertThat(label(Tuner.byRule(GPU).choose(product(1024, 64, 1024), DType.FLOAT32, none)))
                .isEqualTo("general");
        assertThat(trial.timed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void quickestIsChosenAndRemembered(int quickest) {
        Pretended trial = new Pretended(LABELS.get(quickest));
        assertThat(choice(product(1024, 64, 1024), trial)).isEqualTo(LABELS.get(quickest));
        assertThat(trial.timed).hasSameElementsAs(LABELS).hasSize(LABELS.size() * 4);
        Pretended later = new Pretended(LABELS.get((quickest + 1) % 5));
        assertThat(choice(product(1500, 100, 1030), later))
                .as("of the same class")
                .isEqualTo(LABELS.get(quickest));
        assertThat(later.timed).isEmpty();
        assertThat(choice(product(1024, 64, 512), later)).as("of another").isEqualTo(LABELS.get((quickest + 1) % 5));
        assertThat(choice(product(1024, 64, 1024), later)).as("still known").isEqualTo(LABELS.get(quickest));
    }

    @Test
    void smallProductsAreNotTimed() {
        Pretended trial = new Pretended("general");
        assertThat(choice(product(64, 64, 64), trial)).isEqualTo("32x32x16/4x4");
        assertThat(trial.timed).isEmpty();
        assertThat(cache().file()).doesNotExist();
    }

    @Test
    void ruleChoosesWhereNothingCanBeTimed() {
        assertThat(choice(product(1024, 64, 1024), new Pretended(""))).isEqualTo(LABELS.get(0));
        assertThat(cache().file()).doesNotExist();
    }

    @Test
    void anotherDriverIsTimedAnew() {
        choice(product(1024, 64, 1024), new Pretended("general"));
        DeviceCache other = new DeviceCache(cache().file().getParent(), "tiles", 1, gpu("driver 2"));
        assertThat(other.file()).isNotEqualTo(cache().file());
        Pretended trial = new Pretended("128x64x8/8x4");
        Candidate choice = Tuner.timing(gpu("driver 2"), other).choose(product(1024, 64, 1024), DType.FLOAT32, trial);
        assertThat(label(choice)).isEqualTo("128x64x8/8x4");
    }

    @Test
    void rememberedKernelThatNoLongerRunsIsPassedOver() {
        choice(product(1024, 64, 1024), new Pretended(LABELS.get(0)));
        Pretended trial = new Pretended(LABELS.get(2), LABELS.get(0));
        assertThat(choice(product(1024, 64, 1024), trial)).isEqualTo(LABELS.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\u00ff\u0001",
                "another title\nmat_mul float32 1 1024 1024 64=general\n",
                "TITLE\nno sign\n=x\n",
                "TITLE\nmat_mul float32 1 1024 1024 64=7x7\n",
                "TITLE"
            })
    void damagedFileIsAsGoodAsNone(String text) throws IOException {
        choice(product(1024, 64, 1024), new Pretended("general"));
        String title = Files.readAllLines(cache().file()).get(0);
        Files.writeString(cache().file(), text.replace("TITLE", title));
        assertThat(choice(product(1024, 64, 1024), new Pretended(LABELS.get(1))))
                .isEqualTo(LABELS.get(1));
        assertThat(choice(product(1024, 64, 1024), new Pretended("general")))
                .as("it was written anew")
                .isEqualTo(LABELS.get(1));
        try (Stream<Path> files = Files.list(cache().file().getParent())) {
            assertThat(files).containsExactly(cache().file());
        }
    }

    @Test
    void folderThatCannotBeWrittenDoesNotMatter() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertThat(choice(product(1024, 64, 1024), new Pretended(LABELS.get(2))))
                .isEqualTo(LABELS.get(2));
    }

    @Test
    void badKernelIsNeitherTimedNorTakenOnAnyDevice() {
        Choices choices = Choices.of(GPU, new MatMul(), List.of(Shape.of(1024, 64), Shape.of(64, 1024)), DType.FLOAT32)
                .orElseThrow();
        assertThat(choices.labels()).isEqualTo(LABELS);
        Tunings tunings = new Tunings(cache());
        tunings.reject(choices, LABELS.get(0), "crashed", true);
        tunings.reject(choices, LABELS.get(1), "hung", false);
        Pretended trial = new Pretended("", LABELS.get(0), LABELS.get(1)); // which must not be timed
        assertThat(choice(product(1024, 64, 1024), trial)).isEqualTo(LABELS.get(2));
        assertThat(trial.timed).isNotEmpty();
        Candidate untimed =
                Tuner.knowing(GPU, cache()).choose(product(1024, 64, 1024), DType.FLOAT32, new Pretended("general"));
        assertThat(untimed.label()).isEqualTo(LABELS.get(2));
        Pretended larger = new Pretended(LABELS.get(1), LABELS.get(0));
        assertThat(choice(product(2048, 64, 2048), larger))
                .as("slow at one size")
                .isEqualTo(LABELS.get(1));
        tunings.choose(choices, LABELS.get(0));
        assertThat(choice(product(1024, 64, 1024), trial)).as("chosen earlier").isEqualTo(LABELS.get(2));
        tunings.forgive(choices, LABELS.get(0));
        assertThat(choice(product(1024, 64, 1024), new Pretended("general"))).isEqualTo(LABELS.get(0));
    }

    @Test
    void knownChoiceIsTakenWithoutTiming() {
        Choices choices = Choices.of(GPU, new MatMul(), List.of(Shape.of(1024, 64), Shape.of(64, 1024)), DType.FLOAT32)
                .orElseThrow();
        new Tunings(cache()).choose(choices, "general");
        Pretended trial = new Pretended(LABELS.get(0));
        Candidate choice = Tuner.knowing(GPU, cache()).choose(product(1024, 64, 1024), DType.FLOAT32, trial);
        assertThat(choice.label()).isEqualTo("general");
        assertThat(trial.timed).isEmpty();
        assertThat(choices.byRule(label -> true)).isEqualTo(LABELS.get(0));
    }

    @Test
    void deviceTimesItsKernelsOnceAndKeepsItsBits() throws IOException {
        DeviceCache cache = new DeviceCache(folder, "tiles", 1, TestDevices.openClInfo());
        Shape square = Shape.of(192, 192);
        double[] numbers = new double[square.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i * 37 % 101 - 50) / 64.0;
        }
        double[] first = squared(cache, square, numbers);
        List<String> lines = Files.readAllLines(cache.file());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("mat_mul float32 1 128 128 128=");
        Files.writeString(cache.file(), lines.get(0) + "\nmat_mul float32 1 128 128 128=64x64x16/4x4\n");
        assertThat(squared(cache, square, numbers)).isEqualTo(first);
        assertThat(cache.get("mat_mul float32 1 128 128 128")).hasValue("64x64x16/4x4");
    }

    private static double[] squared(DeviceCache cache, Shape shape, double[] numbers) {
        OpenClInfo info = TestDevices.openClInfo();
        try (Device device = new OpenClDevice(info, OpenClDevice.Memcheck.GUARDS, false, Tuner.timing(info, cache))) {
            DeviceTensor x = device.tensor(DType.FLOAT32, shape, numbers);
            return ((DeviceTensor) new MatMul().on(x, x)).toDoubles();
        }
    }
}
