package dualflow.cli;

import dualflow.data.Idx;
import dualflow.data.ImageFolder;
import dualflow.data.Images;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The images selected by the user, and their origin.
 *
 * @param images the images
 * @param labelled the same with their labels, if labels were given
 * @param files their source: IDX files, or a folder
 */
record ChosenImages(Images images, Optional<LabelledImages> labelled, List<Path> files) {
    /** The images of IDX files that have given labels; all if no labels are named. */
    static ChosenImages of(Path images, Path labels, List<Integer> digits) {
        LabelledImages all = LabelledImages.read(images, labels);
        LabelledImages chosen = digits == null
                ? all
                : all.withLabels(digits.stream().distinct().mapToInt(d -> d).toArray());
        return new ChosenImages(chosen.images(), Optional.of(chosen), List.of(images, labels));
    }

    /**
     * The images of a folder, or of IDX files, optionally restricted to given labels.
     *
     * @param labels the label file, or null; ignored for a folder
     * @param digits the labels, or null for all
     * @param channels the number of channels of a folder's images
     * @param size the size to which a folder's images are resized and cropped, or null if all have the same size
     */
    static ChosenImages read(Path images, Path labels, List<Integer> digits, int channels, Integer size) {
        if (Files.isDirectory(images)) {
            return unlabelled(
                    size == null ? ImageFolder.open(images, channels) : ImageFolder.open(images, channels, size),
                    images);
        }
        return labels == null ? unlabelled(Idx.readImages(images), images) : of(images, labels, digits);
    }

    private static ChosenImages unlabelled(Images images, Path from) {
        return new ChosenImages(images, Optional.empty(), List.of(from));
    }

    void print(PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "images   %d of %d x %d pixels%s%s%n",
                images.count(),
                images.height(),
                images.width(),
                images.channels() == 1 ? "" : ", " + images.channels() + " channels",
                labelled.map(l -> ", labels " + l.countByLabel()).orElse(""));
    }

    void write(RunRecord record) {
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                record.put("folder", file.toString());
            } else {
                record.input(file);
            }
        }
        labelled.ifPresent(
                l -> record.put("labels", l.countByLabel().keySet().stream().toList()));
        record.put("images", images.count());
    }
}
