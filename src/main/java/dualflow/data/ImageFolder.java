package dualflow.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The images of a folder: its PNG, JPEG and BMP files by name, in the order of their names; other files and subfolders are ignored. Each is
 * read from its file whenever it is asked for, by any number of threads.
 *
 * <p>Images of a given size are made as in the published code: the shorter side is resized to it, bilinearly with antialiasing, and the
 * centre square is cut out ({@code Resize} and {@code CenterCrop} of torchvision on Pillow's images, bit-identical; JPEG files with
 * chroma subsampled only vertically, 4:4:0, differ where a JDK bundles its own libjpeg, which replicates such chroma where others
 * interpolate). An image with an EXIF orientation is read as it is stored, as in Pillow.
 */
public final class ImageFolder implements Images {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp");
    private static final int LARGEST = 1 << 12;

    private final List<Path> files;
    private final int channels;
    private final boolean isCut;
    private final int height;
    private final int width;

    private ImageFolder(List<Path> files, int channels, int size) {
        this.files = files;
        this.channels = channels;
        this.isCut = size > 0;
        if (isCut) {
            height = size;
            width = size;
        } else {
            ByteImage first = ImageFile.read(file(0));
            height = first.height();
            width = first.width();
        }
    }

    /**
     * A folder of images that all have the same size.
     *
     * @param folder the folder
     * @param channels 1 for grey, to which colours are converted, or 3 for colours
     * @return its images, of the size of the first
     * @throws BadFileException if there is no such folder, no image in it, or the first cannot be read
     * @throws IllegalArgumentException if the channels are neither 1 nor 3
     */
    public static ImageFolder open(Path folder, int channels) {
        return new ImageFolder(files(folder), requireChannels(channels), 0);
    }

    /**
     * A folder of images of any size, which are resized and cropped to squares.
     *
     * @param folder the folder
     * @param channels 1 for grey, to which colours are converted, or 3 for colours
     * @param size height and width of the squares, from 1 to 4096
     * @return its images
     * @throws BadFileException if there is no such folder or no image in it
     * @throws IllegalArgumentException if the channels are neither 1 nor 3, or the size is out of range
     */
    public static ImageFolder open(Path folder, int channels, int size) {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("images are cut to squares of 1 to " + LARGEST + " pixels, not " + size);
        }
        return new ImageFolder(files(folder), requireChannels(channels), size);
    }

    private static int requireChannels(int channels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("images have 1 or 3 channels, not " + channels);
        }
        return channels;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadFileException("There is no folder " + folder + ": check the path.");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ImageFolder::isImage)) {
            entries.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new BadFileException(
                    "The folder " + folder + " could not be read (" + e.getMessage() + "): check its permissions.", e);
        }
        if (files.isEmpty()) {
            throw new BadFileException("The folder " + folder + " holds no image: name one with files "
                    + String.join(", ", ENDINGS) + ".");
        }
        Collections.sort(files);
        return List.copyOf(files);
    }

    private static boolean isImage(Path entry) {
        String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(entry);
    }

    /**
     * The files of the images.
     *
     * @return their names in the folder, in order
     */
    public List<String> files() {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    /**
     * A digest of the names and sizes of the files, which tells another folder from this one without reading all images. A file that was
     * changed but kept its size is not noticed.
     *
     * @return the SHA-256 digest of a line for each file, name and size in bytes, in 64 hexadecimal digits
     * @throws BadFileException if a file is gone
     */
    public String digest() {
        MessageDigest digest = Sha256.digest();
        for (int image = 0; image < count(); image++) {
            digest.update((files.get(image).getFileName() + " " + file(image).size() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int channels() {
        return channels;
    }

    /**
     * Reads one image from its file.
     *
     * @throws BadFileException if the file is gone or damaged, or differs in size from the first image where no size was given
     */
    @Override
    public double[] image(int image) {
        ByteImage stored = ImageFile.read(file(image));
        ByteImage coloured = channels == 1 ? stored.grey() : stored.colour();
        ByteImage result = isCut ? coloured.square(height) : coloured;
        if (result.height() != height || result.width() != width) {
            throw new BadFileException("The image " + file(image).name() + " has " + result.height() + " rows and "
                    + result.width() + " columns, where the first in its folder has " + height + " and " + width
                    + ": give a size that all are brought to.");
        }
        double[] numbers = new double[height * width * channels];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (result.samples()[i] & 255) / 255.0;
        }
        return numbers;
    }

    private InputFile file(int image) {
        return InputFile.of(files.get(image));
    }
}
