package dualflow.device.opencl;

import dualflow.op.Concat;
import dualflow.op.WinogradConvolution;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Launch;
import dualflow.tensor.Op;
import dualflow.tensor.Part;
import dualflow.tensor.Replay;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Convolutions of images in two parts, which no launch joins. */
final class JoinedImages {
    private record Case(Op op, Shape images, int first, int second, int results) {
        List<Shape> inputs() {
            return List.of(
                    images.then(Shape.of(first)), images.then(Shape.of(second)), Shape.of(36, first + second, results));
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(new WinogradConvolution(1), Shape.of(1, 5, 6), 16, 16, 16),
            new Case(
                    new WinogradConvolution(0), Shape.of(2, 2, 7, 5), 16, 80, 48), // parted among channels read at once
            new Case(new WinogradConvolution(2), Shape.of(3, 4, 9), 64, 64, 80),
            new Case(new WinogradConvolution(1), Shape.of(2, 1, 11, 10), 112, 32, 16));

    private JoinedImages() {}

    /** Those cases for which a device has no launch. */
    static List<String> missing(Device device) {
        return CASES.stream()
                .filter(c -> !device.joins(c.op, c.inputs()))
                .map(Case::toString)
                .toList();
    }

    /** Those whose bits differ from those of the op on the joined images. */
    static List<String> differing(Device device) {
        List<String> different = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (Case c : CASES) {
                if (device.joins(c.op, c.inputs()) && !isSame(device, c, dtype)) {
                    different.add(c + " in " + dtype + " differs");
                }
            }
        }
        return different;
    }

    private static boolean isSame(Device device, Case c, DType dtype) {
        SplittableRandom random = new SplittableRandom(5);
        try (Arena arena = device.arena()) {
            List<DeviceTensor> x = c.inputs().stream()
                    .map(shape -> device.tensor(
                            dtype, shape, random.doubles(shape.size(), -1, 1).toArray()))
                    .toList();
            DeviceTensor expected = (DeviceTensor) c.op.on(new Concat(1).on(x.get(0), x.get(1)), x.get(2));
            DeviceTensor actual = device.fill(dtype, expected.shape(), 0);
            Launch launch = new Launch.Joined(c.op, x.stream().map(Part::new).toList(), new Part(actual));
            try (Replay replay = device.prepare(List.of(launch))) {
                replay.run();
                return arena.size() > 0 && Arrays.equals(actual.toDoubles(), expected.toDoubles());
            }
        }
    }
}
