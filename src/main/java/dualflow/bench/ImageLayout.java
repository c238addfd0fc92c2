package dualflow.bench;

import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.tensor.Tensor;
import java.nio.file.Path;

/** Arrays of images as npy files in PyTorch's axis order: [..., H, W, C] here is [..., C, H, W] there. */
final class ImageLayout {
    private ImageLayout() {}

    /** Writes a tensor; one with fewer than four axes, unchanged. */
    static void write(Path file, Tensor x) {
        double[] values = x.value().toDoubles();
        int[] dims = x.shape().dims();
        if (dims.length >= 4) {
            int rank = dims.length;
            int channels = dims[rank - 1];
            values = channelsFirst(values, dims[rank - 3] * dims[rank - 2], channels);
            dims[rank - 1] = dims[rank - 2];
            dims[rank - 2] = dims[rank - 3];
            dims[rank - 3] = channels;
        }
        Npy.write(file, NumericArray.of(values, dims));
    }

    /** Each image [pixels, channels] as [channels, pixels]. */
    static double[] channelsFirst(double[] values, int pixels, int channels) {
        double[] turned = new double[values.length];
        int image = pixels * channels;
        for (int i = 0; i < values.length; i++) {
            int within = i % image;
            turned[i - within + within % channels * pixels + within / channels] = values[i];
        }
        return turned;
    }
}
