package dualflow.cli;

import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.weights.Weights;
import java.nio.file.Path;

/** Files of weights as they are before training. */
final class WeightsFile {
    private WeightsFile() {}

    /** A flow UNet of two base channels. */
    static Path flowUNet(Path file, int channels) {
        return write(
                file,
                Architecture.named("flow-unet")
                        .with("channels", Integer.toString(channels))
                        .with("base_channels", "2"));
    }

    static Path write(Path file, Architecture architecture) {
        try (Device device = new HostDevice()) {
            Weights.write(
                    file, architecture, architecture.model().specification().draw(device, DType.FLOAT32, 1));
        }
        return file;
    }
}
