package dualflow.testing;

import dualflow.data.IdxImages;
import dualflow.data.IdxLabels;
import dualflow.data.LabelledImages;
import dualflow.random.Draws;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small images with known structure: the top left pixel is always black, each pixel is correlated with the one before
 * it, and the two labels 3 and 7, which alternate, differ in brightness.
 */
public final class SyntheticImages {
    private SyntheticImages() {}

    /** A number of images with 4 rows and 5 columns. */
    public static LabelledImages of(int count) {
        return of(count, 4, 5);
    }

    /** A number of images of this size. */
    public static LabelledImages of(int count, int height, int width) {
        int d = height * width;
        byte[] pixels = new byte[count * d];
        byte[] labels = new byte[count];
        double[] noise = new Draws(2).normals(0, 0, count * d);
        for (int image = 0; image < count; image++) {
            labels[image] = (byte) (image % 2 == 0 ? 3 : 7);
            double brightness = image % 2 == 0 ? 90 : 140;
            double before = 0;
            for (int i = 1; i < d; i++) {
                before = 0.7 * before + 25 * noise[image * d + i];
                pixels[image * d + i] = (byte) Math.max(0, Math.min(255, Math.rint(brightness + before)));
            }
        }
        return new LabelledImages(new IdxImages(count, height, width, pixels), new IdxLabels(labels));
    }

    /** Writes {@code images} and {@code labels} as IDX files into a folder. */
    public static void write(LabelledImages all, Path folder) throws IOException {
        IdxImages images = all.images();
        Files.write(
                folder.resolve("images"),
                ByteBuffer.allocate(16 + images.pixels().length)
                        .putInt(0x803)
                        .putInt(images.count())
                        .putInt(images.height())
                        .putInt(images.width())
                        .put(images.pixels())
                        .array());
        Files.write(
                folder.resolve("labels"),
                ByteBuffer.allocate(8 + images.count())
                        .putInt(0x801)
                        .putInt(images.count())
                        .put(all.labels().labels())
                        .array());
    }
}
