package dualflow.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.host.HostDevice;
import dualflow.flow.MixtureVelocity;
import dualflow.nn.FlowUNet;
import dualflow.nn.Mlp2d;
import dualflow.nn.Pass;
import dualflow.nn.ResNet50;
import dualflow.nn.Specification;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The magnitudes of models' results and of their Jacobian-vector products, against what float32 really loses: times one unit in the last place
 * of 1 they bound it. For a formula the bound is within a factor of 50. For a network it is far too great, the more so the deeper the network is, since
 * magnitudes have the weights' absolute values where errors have the weights, which cancel: 1e6 for the flow UNet, 1e13 for the network of points, 1e24
 * for the classifier of 50 layers.
 */
class ModelRoundingTest {
    private static final Draws DRAWS = new Draws(12);

    /** A model as a program of its input alone. */
    @SuppressWarnings("ImmutableEnumChecker") // a shape does not change
    private enum Model {
        FLOW_UNET(Shape.of(1, 16, 16, 1)) {
            @Override
            Tensor apply(Tensor x) {
                FlowUNet net = new FlowUNet(1, 8, FlowUNet.Upsampling.BILINEAR);
                return net.velocity(pass(net.specification(), x), x.device().scalar(x.dtype(), 0.375), x);
            }
        },
        MLP(Shape.of(5, 2)) {
            @Override
            Tensor apply(Tensor x) {
                Mlp2d net = new Mlp2d();
                return net.velocity(pass(net.specification(), x), x.device().scalar(x.dtype(), 0.375), x);
            }
        },
        CLASSIFIER(Shape.of(1, 32, 32, 3)) {
            @Override
            Tensor apply(Tensor x) {
                ResNet50 net = new ResNet50(4, 4);
                return net.apply(pass(net.specification(), x), x);
            }
        },
        MIXTURE_VELOCITY(Shape.of(20, 2)) {
            @Override
            Tensor apply(Tensor x) {
                Device device = x.device();
                DType dtype = x.dtype();
                return new MixtureVelocity(
                                device.tensor(dtype, Shape.of(3), 0, 0.5, -0.25),
                                device.tensor(dtype, Shape.of(3, 2), -2, 0, 2, 0.5, 0, 3),
                                device.tensor(
                                        dtype,
                                        Shape.of(3, 2, 2),
                                        1,
                                        0.25,
                                        0.25,
                                        0.5,
                                        0.5,
                                        0,
                                        0,
                                        0.125,
                                        0.25,
                                        -0.125,
                                        -0.125,
                                        1),
                                device.fill(dtype, Shape.of(2), 0),
                                device.tensor(dtype, Shape.of(2, 2), 1, 0, 0, 1))
                        .velocity(device.scalar(dtype, 0.625), x);
            }
        };

        private final Shape input;

        Model(Shape input) {
            this.input = input;
        }

        abstract Tensor apply(Tensor x);

        private static Pass pass(Specification specification, Tensor x) {
            return Pass.evaluation(specification.draw(x.device(), x.dtype(), 5));
        }

        /** The result at a point, and its Jacobian-vector product along a direction. */
        List<Tensor> dual(List<Tensor> x) {
            Dual dual = Autodiff.jvp(this::apply, x.get(0), x.get(1));
            return List.of(dual.primal(), dual.tangent());
        }

        /** A point and a direction that float32 represents. */
        private List<Tensor> arguments(Device device, DType dtype) {
            return Stream.of("x", "direction")
                    .<Tensor>map(name -> device.tensor(
                            dtype,
                            input,
                            Arrays.stream(DRAWS.normals(Draws.stream(name), 0, input.size()))
                                    .map(number -> (float) number)
                                    .toArray()))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void boundsTheErrorOfFloat32(Model model) {
        try (Device device = new HostDevice()) {
            List<Tensor> single = model.dual(model.arguments(device, DType.FLOAT32));
            List<Tensor> plain = model.dual(model.arguments(device, DType.FLOAT64));
            List<Measured> exact = Rounding.magnitudes(model::dual, model.arguments(device, DType.FLOAT64));
            for (int k = 0; k < exact.size(); k++) {
                double[] value = numbers(exact.get(k).value());
                double[] magnitude = numbers(exact.get(k).magnitude());
                double[] rounded = numbers(single.get(k));
                assertThat(value).isEqualTo(numbers(plain.get(k)));
                double worst = 0;
                for (int i = 0; i < value.length; i++) {
                    worst = Math.max(worst, Math.abs(rounded[i] - value[i]) / magnitude[i] / DType.FLOAT32.ulp());
                }
                assertThat(worst).isLessThan(1);
                if (model == Model.MIXTURE_VELOCITY) { // absolute values lose the cancellation of many layers
                    assertThat(worst).isGreaterThan(0.02);
                }
            }
        }
    }

    private static double[] numbers(Tensor x) {
        return x.value().toDoubles();
    }
}
