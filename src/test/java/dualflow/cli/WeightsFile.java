package dualflow.cli;

import dualflow.data.Safetensors;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.nn.Parameter;
import dualflow.nn.Parameters;
import dualflow.nn.Specification;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import dualflow.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of freshly initialised weights. */
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

    /** Weights with which every network exceeds the range of float32. */
    static Path large(Path file, Architecture architecture) {
        try (Device device = new HostDevice()) {
            Map<String, Tensor> large = new LinkedHashMap<>();
            architecture
                    .model()
                    .specification()
                    .parameters()
                    .forEach(p -> large.put(
                            p.name(),
                            device.fill(DType.FLOAT32, p.shape(), p.role() == Parameter.Role.BUFFER ? 1 : 1e20)));
            Weights.write(file, architecture, new Parameters(large));
        }
        return file;
    }

    /** The same weights as {@link #write}, in a file that does not say which network they are of. */
    static Path unnamed(Path file, Architecture architecture) {
        try (Device device = new HostDevice()) {
            Specification specification = architecture.model().specification();
            Parameters drawn = specification.draw(device, DType.FLOAT32, 1);
            Safetensors.write(file, Weights.arrays(specification, drawn), Map.of("format", "pt"));
        }
        return file;
    }

    /** The same weights with another entry in the metadata. */
    static Path withMetadata(Path file, Architecture architecture, String key, String value) {
        try (Device device = new HostDevice()) {
            Specification specification = architecture.model().specification();
            Map<String, String> metadata = new LinkedHashMap<>(architecture.metadata());
            metadata.put(key, value);
            Parameters drawn = specification.draw(device, DType.FLOAT32, 1);
            Safetensors.write(file, Weights.arrays(specification, drawn), metadata);
        }
        return file;
    }

    static Path write(Path file, Architecture architecture) {
        try (Device device = new HostDevice()) {
            Weights.write(
                    file, architecture, architecture.model().specification().draw(device, DType.FLOAT32, 1));
        }
        return file;
    }
}
