import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.device.Devices;
import dualflow.nn.Architecture;
import dualflow.nn.Pass;
import dualflow.nn.VelocityModel;
import dualflow.tensor.*;
import dualflow.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the weights of a small network to a file, reads them again and differentiates the network. */
public class LoadWeights {
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempDirectory("weights").resolve("model.safetensors");
        try (Device device = Devices.open("host", DType.FLOAT64).device()) {
            Architecture small = Architecture.named("mlp2d").with("blocks", "1").with("width", "8");
            Weights.write(file, small, small.model().specification().draw(device, DType.FLOAT64, 7));

            Architecture architecture = Weights.architecture(file).orElseThrow(); // written by dualflow, so it says what it is
            VelocityModel model = architecture.velocityModel();
            Weights weights = Weights.read(file, model.specification(), device, DType.FLOAT64);
            Pass pass = Pass.evaluation(weights.parameters());

            Tensor t = device.scalar(DType.FLOAT64, 0.5);
            Tensor x = device.tensor(DType.FLOAT64, Shape.of(1, 2), 0.3, -0.8);
            Tensor v = device.tensor(DType.FLOAT64, Shape.of(1, 2), 1, 0);
            Dual velocity = Autodiff.jvp(a -> model.velocity(pass, t, a), x, v);
            System.out.println(architecture);
            System.out.println("velocity " + velocity.primal().shape() + ", tangent " + velocity.tangent().shape());
            System.out.println("entries of the file that the network does not use: " + weights.unused());
        }
    }
}
