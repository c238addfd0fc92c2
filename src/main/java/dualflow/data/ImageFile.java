package dualflow.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG, JPEG and BMP files through {@code javax.imageio}, whatever their names. Samples are taken as they are stored, as in Pillow:
 * profiles, gamma, transparency and orientation (EXIF) are ignored, and CMYK is converted to RGB by multiplication.
 *
 * <p>A sample v of n bits becomes 255 v / (2^n - 1), rounded to nearest where n is 16 (Pillow clips grey samples and truncates colour
 * samples, which gives at most one less) and down where n is less than 8 (as in Pillow).
 */
final class ImageFile {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "bmp");

    /** The largest image: 64 million pixels, for each of which the decoder needs some bytes. */
    private static final long MOST_PIXELS = 1L << 26;

    private static final int BYTES_OF_PIXEL = 8;

    private ImageFile() {}

    static {
        System.setProperty("java.awt.headless", "true"); // no window is opened
    }

    /** Reads an image, with one channel if the file stores neither colours nor a palette. */
    static ByteImage read(InputFile file) {
        byte[] bytes = bytes(file);
        JpegColours jpeg = null;
        if (PngChunks.areBegunBy(bytes)) {
            bytes = PngChunks.critical(file.name(), bytes);
        } else if (JpegFile.isBegunBy(bytes)) {
            JpegFile segments = JpegFile.of(file.name(), bytes);
            jpeg = segments.colours();
            bytes = segments.bare();
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(file, in);
            try {
                return read(file, reader, in, jpeg);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The decoders throw exceptions of many kinds for damaged files.
            throw e instanceof BadFileException bad ? bad : damaged(file, reason(e), e);
        }
    }

    private static byte[] bytes(InputFile file) {
        Heap.requireBytes(file.name(), "has " + file.size() + " bytes", file.size(), Heap.Share.THIRTY_SECOND);
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private static ImageReader reader(InputFile file, ImageInputStream in) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw new BadFileException("The file " + file.name()
                + " is not a PNG, JPEG or BMP image: convert it or remove it from the folder.");
    }

    private static ByteImage read(InputFile file, ImageReader reader, ImageInputStream in, JpegColours jpeg)
            throws IOException {
        String[] warning = new String[1];
        reader.addIIOReadWarningListener((source, text) -> warning[0] = text);
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) {
            throw new BadFileException("The image " + file.name() + " has " + width + " x " + height
                    + " pixels, more than the 2^26 that one may have: make it smaller.");
        }
        Heap.requireBytes(
                file.name(),
                "holds " + width + " x " + height + " pixels",
                width * height * BYTES_OF_PIXEL,
                Heap.Share.HALF);
        ByteImage image = jpeg == null ? samples(file, reader.read(0)) : jpeg.image(reader.readRaster(0, null));
        if (warning[0] != null) {
            throw damaged(file, warning[0], null);
        }
        return image;
    }

    /**
     * Takes the samples of the raster, since {@code BufferedImage.getRGB} changes grey ones, which it treats as linear in light.
     */
    private static ByteImage samples(InputFile file, BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        int bands = raster.getNumBands();
        int stored = bands < 3 && !(colours instanceof IndexColorModel) ? 1 : 3;
        byte[] samples = new byte[Math.multiplyExact(stored, image.getWidth() * image.getHeight())];
        int at = 0;
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                for (int band = 0; band < stored; band++) {
                    samples[at++] = (byte)
                            (colours instanceof IndexColorModel palette
                                    ? palette.getRGB(raster.getSample(column, row, 0)) >> (16 - 8 * band)
                                    : eightBits(file, raster, column, row, band));
                }
            }
        }
        return new ByteImage(image.getHeight(), image.getWidth(), stored, samples);
    }

    private static int eightBits(InputFile file, Raster raster, int column, int row, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        if (bits > 16) {
            throw damaged(file, "it has " + bits + " bits per sample", null);
        }
        int largest = (1 << bits) - 1;
        int half = bits > 8 ? largest / 2 : 0;
        return (raster.getSample(column, row, band) * 255 + half) / largest;
    }

    private static String reason(Exception e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof EOFException ? "it ends too early" : "its data are inconsistent";
    }

    private static BadFileException damaged(InputFile file, String reason, Throwable cause) {
        return new BadFileException(
                "The image " + file.name() + " cannot be decoded (" + Quoted.plain(reason)
                        + "): fetch or save it again.",
                cause);
    }
}
