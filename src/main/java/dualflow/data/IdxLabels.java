package dualflow.data;

/**
 * Labels from 0 to 255, the contents of an IDX file.
 *
 * @param labels one unsigned byte for each image; not copied
 */
public record IdxLabels(byte[] labels) {
    /**
     * The number of labels.
     *
     * @return how many there are
     */
    public int count() {
        return labels.length;
    }

    /**
     * One label.
     *
     * @param index which one, from 0
     * @return the label, from 0 to 255
     * @throws ArrayIndexOutOfBoundsException if there is no such label
     */
    public int label(int index) {
        return labels[index] & 255;
    }
}
