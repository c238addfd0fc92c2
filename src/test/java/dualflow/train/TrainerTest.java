package dualflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.AtomicFolder;
import dualflow.data.BadFileException;
import dualflow.data.OutputException;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.FlowUNet;
import dualflow.nn.Mlp1d;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.Specification;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.path.AffinePath;
import dualflow.path.LinearSchedule;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import dualflow.train.FlowMatching.Prediction;
import dualflow.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int SEED = 5;
    private static final AffinePath LINEAR = new AffinePath(new LinearSchedule());

    @TempDir
    private Path folder;

    /** With everything that a state can hold: moments, moving average, running statistics. */
    private static final TrainingSettings ALL = new TrainingSettings(
            Adam.adamW(),
            new LearningRate(LearningRate.Course.COSINE, 0.01, 2),
            Optional.of(new NormClipping(0.5)),
            Optional.of(new MovingAverage(0.9)),
            4,
            2,
            DType.FLOAT32,
            SEED);

    private static final TrainingSettings SMALL = settings(20, 1e-3);

    private static TrainingSettings settings(long steps, double rate) {
        return new TrainingSettings(
                Adam.adam(),
                LearningRate.constant(rate),
                Optional.empty(),
                Optional.empty(),
                steps,
                16,
                DType.FLOAT32,
                SEED);
    }

    private static TrainingPlan images() {
        double[] pixels = new Draws(SEED).uniforms(1, 0, 7 * 256);
        Dataset data = new Dataset() {
            @Override
            public int count() {
                return 7;
            }

            @Override
            public Shape shape() {
                return Shape.of(16, 16, 1);
            }

            @Override
            public void copy(int sample, double[] target, int at) {
                System.arraycopy(pixels, sample * 256, target, at, 256);
            }
        };
        return plan(new FlowUNet(1, 2, FlowUNet.Upsampling.BILINEAR), Batches.of(data, 2, SEED), ALL);
    }

    private static TrainingPlan numbers(TrainingSettings settings) {
        double[] samples = new Draws(SEED).normals(Draws.stream("data"), 0, 100);
        return plan(new Mlp1d(8), Batches.of(Dataset.rows(samples, 1), settings.batch(), SEED), settings);
    }

    private static TrainingPlan plan(VelocityModel model, Batches data, TrainingSettings settings) {
        return new TrainingPlan(
                Map.of("model", "a test's"),
                model.specification(),
                new FlowMatchingObjective(model, Prediction.VELOCITY, data, settings.seed()),
                settings);
    }

    private static Map<String, byte[]> contents(Path checkpoint) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void advance(Trainer trainer, int steps) {
        for (int i = 0; i < steps; i++) {
            trainer.advance();
        }
    }

    /** Each part of an interrupted run on another device where there is one: the last checkpoint is equal, byte for byte. */
    @Test
    void aResumedRunHasTheSameBits() throws IOException {
        List<Device> devices = TestDevices.all();
        Device first = devices.get(0);
        Device last = devices.get(devices.size() - 1);
        try (RunFolder unbroken = RunFolder.open(folder.resolve("unbroken"));
                RunFolder broken = RunFolder.open(folder.resolve("broken"))) {
            Path expected;
            try (Trainer trainer = Trainer.start(first, images())) {
                advance(trainer, 4);
                expected = trainer.save(unbroken);
            }
            Path checkpoint;
            try (Trainer trainer = Trainer.start(first, images())) {
                advance(trainer, 1);
                checkpoint = trainer.save(broken);
            }
            for (int done = 1; done < 4; done++) {
                try (Trainer trainer = Trainer.resume(last, images(), checkpoint)) {
                    assertThat(trainer.step()).isEqualTo(done);
                    advance(trainer, 1);
                    checkpoint = trainer.save(broken);
                }
            }
            assertThat(contents(checkpoint))
                    .containsOnlyKeys(
                            "SHA256SUMS",
                            "average.safetensors",
                            "mean.safetensors",
                            "model.safetensors",
                            "square.safetensors",
                            "training.safetensors");
            Map<String, byte[]> written = contents(checkpoint);
            contents(expected)
                    .forEach((name, bytes) ->
                            assertThat(written.get(name)).as(name).isEqualTo(bytes));
            assertThat(checkpoint).hasFileName("checkpoint-00000004");
        } finally {
            devices.forEach(Device::close);
        }
    }

    @Test
    void aStepIsTheOneThatItsPartsMake() {
        TrainingPlan plan = numbers(SMALL);
        Mlp1d model = new Mlp1d(8);
        try (Device device = new HostDevice();
                Trainer trainer = Trainer.start(device, plan)) {
            advance(trainer, 1);
            Parameters before = trainer.state().parameters();
            double[] numbers = new Draws(SEED).normals(Draws.stream("data"), 0, 100);
            int[] samples = new Shuffle(SEED, 100, 16).batch(1);
            double[] data = new double[16];
            for (int i = 0; i < 16; i++) {
                data[i] = numbers[samples[i]];
            }
            Shape shape = Shape.of(16, 1);
            Draws draws = new Draws(SEED);
            Tensor x1 = device.tensor(DType.FLOAT32, shape, data);
            Tensor x0 = device.tensor(DType.FLOAT32, shape, draws.normals(Draws.stream("source"), 16, 16));
            Tensor t = device.tensor(DType.FLOAT32, shape, draws.uniforms(Draws.stream("time"), 16, 16));
            double loss = FlowMatching.loss(model, Pass.evaluation(before), t, x0, x1)
                    .value()
                    .toDouble();
            assertThat(trainer.advance()).isEqualTo(loss);
            assertThat(trainer.losses()).hasSize(2).endsWith(loss);
        }
    }

    @Test
    void thePredictionSetsTheTarget() {
        try (Device device = new HostDevice()) {
            Shape shape = Shape.of(3, 1);
            Tensor t = device.tensor(DType.FLOAT64, shape, 0, 0.5, 1);
            Tensor x0 = device.tensor(DType.FLOAT64, shape, 1, 2, 3);
            Tensor x1 = device.tensor(DType.FLOAT64, shape, 5, 7, 9);
            VelocityModel xItself = new VelocityModel() {
                @Override
                public Specification specification() {
                    return Specification.NONE;
                }

                @Override
                public Tensor velocity(Pass pass, Tensor time, Tensor x) {
                    return Ops.scale(x, 1);
                }
            };
            Pass pass = Pass.evaluation(new Parameters(Map.of()));
            // x_t = 1, 4.5, 9; x1 - x_t = 4, 2.5, 0; (x1 - x0) - x_t = 3, .5, -3
            assertThat(FlowMatching.loss(xItself, Prediction.X1, LINEAR, pass, t, x0, x1)
                            .value()
                            .toDouble())
                    .isCloseTo((16 + 6.25) / 3, within(1e-14));
            assertThat(FlowMatching.loss(xItself, Prediction.VELOCITY, LINEAR, pass, t, x0, x1)
                            .value()
                            .toDouble())
                    .isCloseTo((9 + 0.25 + 9) / 3, within(1e-14));
        }
    }

    @Test
    void theLastTwoCheckpointsAreKeptAndLoadAsModels() {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, images())) {
            for (int i = 0; i < 3; i++) {
                advance(trainer, 1);
                trainer.save(run);
            }
            assertThat(run.checkpoints())
                    .map(path -> path.getFileName().toString())
                    .containsExactly("checkpoint-00000002", "checkpoint-00000003");
            assertThat(RunFolder.checkpoint(folder)).hasFileName("checkpoint-00000003");
            Path last = RunFolder.checkpoint(folder);
            assertThat(RunFolder.checkpoint(last.resolve("model.safetensors"))).isEqualTo(last);

            requireEqual(trainer.state().parameters(), read(last.resolve("model.safetensors"), trainer));
            requireEqual(trainer.state().model(), read(last.resolve("average.safetensors"), trainer));
            trainer.writeModel(folder.resolve("model.safetensors"));
            requireEqual(trainer.state().model(), read(folder.resolve("model.safetensors"), trainer));
            assertThat(trainer.state().model().get("inc.conv1.weight").value().toDoubles())
                    .isNotEqualTo(trainer.state()
                            .parameters()
                            .get("inc.conv1.weight")
                            .value()
                            .toDoubles());
        }
    }

    private static Parameters read(Path file, Trainer trainer) {
        Device device = trainer.state().parameters().tensors().get(0).device();
        Weights weights = Weights.read(file, trainer.plan().specification(), device, DType.FLOAT32);
        // Label embeddings, which the published network has and does not use.
        assertThat(weights.unused()).allMatch(name -> name.endsWith("label_emb.weight"));
        return weights.parameters();
    }

    private static void requireEqual(Parameters expected, Parameters actual) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).value().toDoubles())
                    .as(name)
                    .isEqualTo(expected.get(name).value().toDoubles());
        }
    }

    @Test
    void aChangedBitIsFoundInEachFileAndTheEarlierCheckpointNamed() throws IOException {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, numbers(SMALL))) {
            advance(trainer, 1);
            Path earlier = trainer.save(run);
            advance(trainer, 1);
            Path last = trainer.save(run);
            for (String name : contents(last).keySet()) {
                byte[] bytes = Files.readAllBytes(last.resolve(name));
                byte[] changed = bytes.clone();
                changed[bytes.length / 2] ^= 4;
                Files.write(last.resolve(name), changed);
                assertThatExceptionOfType(BadFileException.class)
                        .isThrownBy(() -> Trainer.resume(device, numbers(SMALL), last))
                        .withMessageContaining(last + " is damaged: ")
                        .withMessageContaining(name.equals(AtomicFolder.DIGESTS) ? "" : name + " was changed")
                        .withMessageContaining("the one before it, " + earlier + ", which is intact");
                Files.write(last.resolve(name), bytes);
            }
            Trainer.resume(device, numbers(SMALL), last).close();
            Files.delete(earlier.resolve("mean.safetensors"));
            Files.delete(last.resolve("mean.safetensors"));
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> Trainer.resume(device, numbers(SMALL), last))
                    .withMessageContaining("mean.safetensors is missing; there is no intact one before it");
        }
    }

    @Test
    void goingOnFromAnEarlierCheckpointDeletesDamagedLaterOnesOnly() throws IOException {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, numbers(SMALL))) {
            advance(trainer, 1);
            Path earlier = trainer.save(run);
            advance(trainer, 1);
            Path last = trainer.save(run);
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> run.continueFrom(earlier))
                    .withMessageContaining("there is a later checkpoint, " + last);
            Files.delete(last.resolve("mean.safetensors"));
            run.continueFrom(earlier);
            assertThat(run.checkpoints()).containsExactly(earlier);
        }
    }

    @Test
    void aCheckpointOfAnotherRunIsRefusedByTheFirstDifference() {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, numbers(SMALL))) {
            advance(trainer, 1);
            Path checkpoint = trainer.save(run);
            Trainer.resume(device, numbers(settings(50, 1e-3)), checkpoint).close(); // extended
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> Trainer.resume(device, numbers(settings(20, 2e-3)), checkpoint))
                    .withMessageContaining("with learning rate 0.001 where this one has 0.002");
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> Trainer.resume(device, images(), checkpoint))
                    .withMessageContaining("with optimizer Adam where this one has AdamW");
            Map<String, String> about = new LinkedHashMap<>(trainer.plan().about());
            about.put("data", "others");
            TrainingPlan other = new TrainingPlan(
                    about, trainer.plan().specification(), trainer.plan().objective(), SMALL);
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> Trainer.resume(device, other, checkpoint))
                    .withMessageContaining("with data none where this one has others");
        }
    }

    @Test
    void aFullDiskKeepsTheCheckpointsBefore() {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, numbers(SMALL))) {
            advance(trainer, 2);
            Path whole = trainer.save(run);
            assertThatExceptionOfType(OutputException.class)
                    .isThrownBy(() -> run.save(3, Map.of("model.safetensors", out -> {
                        out.write(new byte[1 << 20]);
                        throw new IOException("No space left on device");
                    })))
                    .withMessageContaining("checkpoint-00000003 could not be written (No space left on device)");
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder(".lock", "checkpoint-00000002");
            RunFolder.requireWhole(whole);
        }
    }

    @Test
    void aFolderIsOfOneRunAtATime() {
        try (RunFolder run = RunFolder.open(folder)) {
            assertThatExceptionOfType(OutputException.class)
                    .isThrownBy(() -> RunFolder.open(folder))
                    .withMessageContaining("Another process is training in the folder " + folder);
            assertThat(run.checkpoints()).isEmpty();
        }
        RunFolder.open(folder).close();
    }

    @Test
    void aFolderWithoutCheckpointIsRefused() {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> RunFolder.checkpoint(folder))
                .withMessageContaining("There is no checkpoint in the folder " + folder);
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> RunFolder.checkpoint(folder.resolve("absent")))
                .withMessageContaining("There is no folder " + folder.resolve("absent"));
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunWithASentence() {
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, numbers(settings(20, 1e30)))) {
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() -> advance(trainer, 20))
                    .withMessageMatching("The loss of step \\d+ is .*: train with a smaller learning rate.*");
            assertThat(trainer.losses()).hasSize((int) trainer.step());
            assertThat(Arrays.stream(trainer.losses())).allMatch(Double::isFinite);
            assertThat(run.checkpoints()).isEmpty();
        }
    }

    @Test
    void memoryStaysThatOfOneStep() {
        try (Device device = new HostDevice()) {
            try (Trainer trainer = Trainer.start(device, images())) {
                advance(
                        trainer,
                        2); // before these the two moments are one tensor of zeros, and the average is the parameters
                long live = device.account().live();
                long peak = device.account().peak();
                advance(trainer, 2);
                assertThat(device.account().live()).isEqualTo(live);
                assertThat(device.account().peak()).isEqualTo(peak);
            }
            assertThat(device.account().live()).isZero();
        }
    }

    @Test
    void theArchitectureOfACheckpointIsFound() {
        Architecture architecture = Architecture.named("mlp1d").with("width", "8");
        TrainingPlan plan = new TrainingPlan(
                architecture.metadata(),
                numbers(SMALL).specification(),
                numbers(SMALL).objective(),
                SMALL);
        try (Device device = new HostDevice();
                RunFolder run = RunFolder.open(folder);
                Trainer trainer = Trainer.start(device, plan)) {
            Path checkpoint = trainer.save(run);
            assertThat(Weights.architecture(checkpoint.resolve("model.safetensors")))
                    .contains(architecture);
        }
    }
}
