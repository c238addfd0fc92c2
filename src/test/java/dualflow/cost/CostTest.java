package dualflow.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.device.meta.MetaDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.testing.TestDevices;
import dualflow.train.Adam;
import dualflow.train.Batches;
import dualflow.train.FlowMatching;
import dualflow.train.FlowMatchingObjective;
import dualflow.train.LearningRate;
import dualflow.train.MovingAverage;
import dualflow.train.Objective;
import dualflow.train.Trainer;
import dualflow.train.TrainingPlan;
import dualflow.train.TrainingSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostTest {
    private static final Architecture NARROW_UNET =
            Architecture.named("flow-unet").with("base_channels", "2");

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(NARROW_UNET, Shape.of(2, 17, 16, 1), DType.FLOAT64),
                Arguments.of(
                        Architecture.named("attention-unet")
                                .with("base_channels", "32")
                                .with("image_size", "32"),
                        Shape.of(1, 32, 32, 3),
                        DType.FLOAT32),
                Arguments.of(Architecture.named("mlp1d"), Shape.of(3, 1), DType.FLOAT32),
                Arguments.of(
                        Architecture.named("mlp2d").with("width", "8").with("time_dimension", "6"),
                        Shape.of(3, 2),
                        DType.FLOAT64));
    }

    /** What a device really holds at its peak, with values and its own arithmetic. */
    private static long peak(Device device, Consumer<Device> program) {
        try (device) {
            program.accept(device);
            return device.account().peak();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void memoryIsWhatDevicesHold(Architecture architecture, Shape samples, DType dtype) {
        ModelCost cost = new ModelCost(architecture, samples, dtype);
        for (Device device : TestDevices.all()) {
            long primal = peak(device, d -> {
                Model model = new Model(architecture, d, dtype);
                assertThat(model.velocity(model.drawn(samples)).shape()).isEqualTo(samples);
            });
            assertThat(cost.primal().bytes()).as("primal on %s", device.id()).isEqualTo(primal);
        }
        long dual = peak(new HostDevice(), d -> {
            Model model = new Model(architecture, d, dtype);
            Autodiff.jvps(model::velocity, model.drawn(samples), model.drawn(samples.withFirst(2)));
        });
        assertThat(cost.dual(2).bytes()).isEqualTo(dual);
    }

    /** A model with random weights. */
    private static final class Model {
        private final VelocityModel model;
        private final Device device;
        private final DType dtype;
        private final Pass pass;

        Model(Architecture architecture, Device device, DType dtype) {
            this.model = architecture.velocityModel();
            this.device = device;
            this.dtype = dtype;
            Map<String, Tensor> weights = new LinkedHashMap<>();
            for (Parameter parameter : model.specification().parameters()) {
                weights.put(parameter.name(), drawn(parameter.shape()));
            }
            this.pass = Pass.evaluation(new Parameters(weights));
        }

        Tensor drawn(Shape shape) {
            return device.tensor(dtype, shape, new Draws(1).uniforms(0, 0, shape.size()));
        }

        Tensor velocity(Tensor x) {
            int[] dims = x.shape().dims();
            Arrays.fill(dims, 1, dims.length, 1);
            return model.velocity(pass, drawn(Shape.of(dims)), x);
        }
    }

    /** Without the largest of them. */
    static Stream<Arguments> trainedModels() {
        return models().filter(arguments -> !arguments.get()[0].toString().startsWith("attention"));
    }

    @ParameterizedTest
    @MethodSource("trainedModels")
    void memoryOfTrainingIsWhatTheTrainerHolds(Architecture architecture, Shape samples, DType dtype) {
        int batch = samples.dims()[0];
        TrainingSettings settings = new TrainingSettings(
                Adam.adamW(), LearningRate.constant(1e-3), Optional.empty(), Optional.empty(), 3, batch, dtype, 7);
        Objective objective = new FlowMatchingObjective(
                architecture.velocityModel(), FlowMatching.Prediction.VELOCITY, new Drawn(samples), 7);
        TrainingPlan plan = new TrainingPlan(Map.of(), architecture.model().specification(), objective, settings);
        long held = peak(new HostDevice(), device -> {
            try (Trainer trainer = Trainer.start(device, plan)) {
                while (!trainer.isDone()) {
                    assertThat(trainer.advance()).isPositive();
                }
            }
        });
        assertThat(Cost.ofTraining(plan).bytes()).isEqualTo(held);
        assertThat(new ModelCost(architecture, samples, dtype).trainingStep()).isEqualTo(Cost.ofTraining(plan));
    }

    private record Drawn(Shape shape) implements Batches {
        @Override
        public double[] at(long step) {
            return new Draws(2).uniforms(step, 0, shape.size());
        }
    }

    @Test
    void aMovingAverageTakesTheMemoryOfTheWeightsOnceMore() {
        Architecture architecture = Architecture.named("mlp1d");
        Objective objective = (device, dtype, step) ->
                pass -> Ops.sum(Ops.multiply(pass.get("net.4.bias"), device.fill(dtype, Shape.of(1), 1)));
        long without =
                Cost.ofTraining(plan(architecture, objective, Optional.empty())).bytes();
        long with = Cost.ofTraining(plan(architecture, objective, Optional.of(new MovingAverage(0.5))))
                .bytes();
        assertThat(with - without).isGreaterThanOrEqualTo(4 * 50_049);
    }

    private static TrainingPlan plan(Architecture architecture, Objective objective, Optional<MovingAverage> average) {
        TrainingSettings settings = new TrainingSettings(
                Adam.adam(), LearningRate.constant(1), Optional.empty(), average, 1, 1, DType.FLOAT32, 0);
        return new TrainingPlan(Map.of(), architecture.model().specification(), objective, settings);
    }

    @Test
    void aClassifierIsTrainedByCrossEntropy() {
        Architecture architecture =
                Architecture.named("resnet50").with("base_channels", "1").with("outputs", "3");
        ModelCost cost = new ModelCost(architecture, Shape.of(2, 32, 32, 3), DType.FLOAT32);
        assertThat(cost.layers())
                .startsWith(layer("conv1", 7 * 7 * 3, 2 * 16 * 16 * 7 * 7 * 3, 2, 16, 16, 1))
                .endsWith(layer("fc", 32 * 3 + 3, 2 * 32 * 3, 2, 3));
        assertThat(cost.trainingStep().multiplyAdds())
                .isBetween(2 * cost.primal().multiplyAdds(), 3 * cost.primal().multiplyAdds());
        assertThat(cost.trainingStep().bytes()).isGreaterThan(cost.dual(1).bytes());
    }

    @Test
    void arenasEndWhereTheProgramEndsThem() {
        Consumer<Device> program = device -> {
            Tensor x = device.fill(DType.FLOAT64, Shape.of(1000), 1);
            for (int i = 0; i < 5; i++) {
                try (Arena arena = device.arena()) {
                    Tensor next = arena.keep(Ops.add(Ops.exp(x), x));
                    assertThat(next.shape()).isEqualTo(x.shape());
                }
            }
        };
        long held = peak(new HostDevice(), program);
        assertThat(Cost.of(program)).isEqualTo(new Cost(0, held));
        assertThat(held).isEqualTo(8000 * (1 + 5 + 1)); // x, five results, one intermediate at a time
    }

    @ParameterizedTest
    @CsvSource({"1, 28, 0.339, 14036417", "3, 64, 1.934, 14037699"})
    void flowUNetTakesWhatThePaperSizeTakes(int channels, int size, double billions, long parameters) {
        Architecture architecture = Architecture.named("flow-unet").with("channels", Integer.toString(channels));
        ModelCost cost = new ModelCost(architecture, Shape.of(1, size, size, channels), DType.FLOAT32);
        List<LayerCost> layers = cost.layers();
        assertThat(layers.stream().mapToLong(LayerCost::parameters).sum()).isEqualTo(parameters);
        long inLayers = layers.stream()
                .filter(layer -> layer.parameters() > 0)
                .mapToLong(LayerCost::multiplyAdds)
                .sum();
        assertThat(Math.round(inLayers / 1e6) / 1e3).isEqualTo(billions);
        assertThat(layers.stream().mapToLong(LayerCost::multiplyAdds).sum())
                .isEqualTo(cost.primal().multiplyAdds());
    }

    @Test
    void layersAreNamedInTheirOrderWithTheirOutputs() {
        List<LayerCost> layers = new ModelCost(NARROW_UNET, Shape.of(5, 16, 18, 1), DType.FLOAT32).layers();
        assertThat(layers.get(3)).isEqualTo(layer("inc.conv1", 9 * 2 + 2, 5 * 16 * 18 * 9 * 2, 5, 16, 18, 2));
        assertThat(layers.get(4)).isEqualTo(layer("inc.bn1", 4, 0, 5, 16, 18, 2));
        assertThat(layers)
                .contains(layer("down4.conv.conv2", 9 * 256 + 16, 5 * 9 * 256, 5, 1, 1, 16))
                .contains(layer("outc", 3, 5 * 16 * 18 * 2, 5, 16, 18, 1))
                .endsWith(new LayerCost("target_label_emb", Optional.empty(), 256, 0));
    }

    private static LayerCost layer(String name, long parameters, long multiplyAdds, int... output) {
        return new LayerCost(name, Optional.of(Shape.of(output)), parameters, multiplyAdds);
    }

    @Test
    void productsWithoutParametersStandBetweenTheLayers() {
        Architecture architecture = Architecture.named("attention-unet").with("image_size", "32");
        List<LayerCost> layers = new ModelCost(architecture, Shape.of(1, 32, 32, 3), DType.FLOAT32).layers();
        int qkv = layers.stream().map(LayerCost::name).toList().indexOf("down_blocks.0.attention.qkv");
        long scoresAndMixture = 2L * 1024 * 1024 * 64;
        assertThat(layers.get(qkv + 1)).isEqualTo(layer("(mat_mul)", 0, scoresAndMixture, 1, 1024, 64));
        assertThat(layers.get(qkv + 2).name()).isEqualTo("down_blocks.0.attention.proj_out");
    }

    @Test
    void oneMoreDirectionTakesOnePrimalMore() {
        ModelCost cost = new ModelCost(NARROW_UNET, Shape.of(1, 16, 16, 1), DType.FLOAT32);
        long one = cost.dual(1).multiplyAdds();
        long two = cost.dual(2).multiplyAdds();
        long primal = cost.primal().multiplyAdds();
        long time = cost.layers().stream()
                .filter(layer -> layer.name().contains("time"))
                .mapToLong(LayerCost::multiplyAdds)
                .sum();
        assertThat(one - primal).isEqualTo(two - one).isEqualTo(primal - time);
    }

    @Test
    void metaDeviceHoldsNothing() {
        try (MetaDevice device = new MetaDevice()) {
            Tensor x = device.tensor(DType.FLOAT32, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            Tensor y = Ops.matmul(x, Ops.transpose(x));
            assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
            assertThat(y.value().toDoubles()).containsOnly(0);
            assertThat(device.multiplyAdds()).isEqualTo(2 * 3 * 2);
            assertThat(device.account().live()).isEqualTo(4 * (6 + 6 + 4));
        }
    }
}
