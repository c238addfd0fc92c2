package dualflow.images;

import dualflow.data.Images;
import dualflow.flow.VelocityField;
import dualflow.path.FiniteDataPath;
import dualflow.path.LinearSchedule;
import dualflow.path.Memorisation;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** How far a learned flow of images is from the marginal field of given images, as {@link Memorisation} has it, on the linear path. */
public final class ImageMemorisation {
    private ImageMemorisation() {}

    /**
     * Measures.
     *
     * @param flow the flow
     * @param images the images, such as those that it was trained on
     * @param device the device to run on
     * @param dtype the format
     * @param times the times, each from 0 to below 1
     * @param samples the number of draws at each time, at least 2
     * @param seed the seed of the draws, which are the same at each time
     * @return the gap and what it compares to, for each time
     */
    public static List<Memorisation> of(
            LearnedImageFlow flow,
            Images images,
            Device device,
            DType dtype,
            List<Double> times,
            int samples,
            long seed) {
        Shape image = images.shape();
        double[] rows = new double[Math.multiplyExact(images.count(), image.size())];
        for (int i = 0; i < images.count(); i++) {
            System.arraycopy(images.image(i), 0, rows, i * image.size(), image.size());
        }
        List<Memorisation> measured = new ArrayList<>();
        try (Arena arena = device.arena()) {
            Tensor data = arena.device().tensor(dtype, Shape.of(images.count(), image.size()), rows);
            FiniteDataPath path = new FiniteDataPath(new LinearSchedule(), data);
            VelocityField field = flow.velocity(device, dtype);
            for (double t : times) {
                measured.add(Memorisation.measure(field, image, path, t, samples, new Draws(seed)));
            }
        }
        return measured;
    }
}
