package dualflow.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images, each with its label.
 *
 * @param images the images
 * @param labels as many labels, in the same order
 */
public record LabelledImages(IdxImages images, IdxLabels labels) {
    /**
     * Checks that the two belong together.
     *
     * @param images any images
     * @param labels as many labels
     * @throws IllegalArgumentException if their numbers differ
     */
    public LabelledImages {
        if (images.count() != labels.count()) {
            throw new IllegalArgumentException(
                    images.count() + " images and " + labels.count() + " labels do not belong together.");
        }
    }

    /**
     * Reads a file of images and the file of their labels.
     *
     * @param images an IDX file of images, plain, gzipped or in a zip archive
     * @param labels an IDX file of labels, likewise
     * @return both together
     * @throws BadFileException if one of the files is bad or they hold different numbers
     */
    public static LabelledImages read(Path images, Path labels) {
        IdxImages pictures = Idx.readImages(images);
        IdxLabels names = Idx.readLabels(labels);
        if (pictures.count() != names.count()) {
            throw new BadFileException("The file " + images + " holds " + pictures.count() + " images, but " + labels
                    + " holds " + names.count() + " labels: name two files of one data set.");
        }
        return new LabelledImages(pictures, names);
    }

    /**
     * The labels that occur.
     *
     * @return the number of images with each label, in ascending order of labels
     */
    public SortedMap<Integer, Integer> countByLabel() {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < labels.count(); i++) {
            counts.merge(labels.label(i), 1, Integer::sum);
        }
        return counts;
    }

    /**
     * The images with one of some labels, in their order.
     *
     * @param wanted the labels to keep
     * @return a copy of those images with their labels
     * @throws BadFileException if no image has one of the labels
     * @throws IllegalArgumentException if no label is given
     */
    public LabelledImages withLabels(int... wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("No label was given to choose images by.");
        }
        SortedMap<Integer, Integer> counts = countByLabel();
        for (int label : wanted) {
            if (!counts.containsKey(label)) {
                throw new BadFileException("No image is labelled " + label + ": choose among the labels there are, "
                        + counts.keySet() + ".");
            }
        }
        int size = images.height() * images.width();
        byte[] keptPixels = new byte[images.pixels().length];
        byte[] keptLabels = new byte[labels.count()];
        int kept = 0;
        for (int i = 0; i < labels.count(); i++) {
            int label = labels.label(i);
            if (Arrays.stream(wanted).anyMatch(w -> w == label)) {
                System.arraycopy(images.pixels(), i * size, keptPixels, kept * size, size);
                keptLabels[kept++] = (byte) label;
            }
        }
        return new LabelledImages(
                new IdxImages(kept, images.height(), images.width(), Arrays.copyOf(keptPixels, kept * size)),
                new IdxLabels(Arrays.copyOf(keptLabels, kept)));
    }
}
