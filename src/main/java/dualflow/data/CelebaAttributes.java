package dualflow.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The attributes of each image, as CelebA's {@code list_attr_celeba.txt} lists them: the number of rows on the first line, the names
 * of the attributes on the second, then on each line a file name and 1 or -1 for each attribute. Liu, Luo, Wang and Tang, "Deep
 * learning face attributes in the wild", ICCV 2015. Or the same as CSV, without the number of rows and with a column of file names before
 * the attributes. A leading byte order mark and trailing empty lines are ignored.
 */
public final class CelebaAttributes {
    /** The most names of attributes in a message; CelebA has 40. */
    private static final int MOST_SHOWN = 50;

    private final String source;
    private final int nameLine;
    private final List<String> names;
    private final Map<String, byte[]> rows;

    CelebaAttributes(String source, int nameLine, List<String> names, Map<String, byte[]> rows) {
        this.source = source;
        this.nameLine = nameLine;
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads a list of attributes.
     *
     * @param file the file
     * @return its contents
     * @throws BadFileException if there is no such file, or a line does not follow this format; it names the first such line
     */
    public static CelebaAttributes read(Path file) {
        return read(InputFile.of(file));
    }

    static CelebaAttributes read(InputFile file) {
        try (InputStream in = new BufferedInputStream(file.open())) {
            return new AttributeListReader(file, in).read();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /**
     * The attributes.
     *
     * @return their names, in the order of the file
     */
    public List<String> names() {
        return names;
    }

    /**
     * The place of an attribute among all.
     *
     * @param name its name
     * @return the place, from 0
     * @throws BadFileException if the list has no such attribute; it names the line in which they stand, and them
     */
    public int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new BadFileException("The file " + source + " has no attribute " + Quoted.of(name) + ": in line "
                    + nameLine + " it has " + shown() + ".");
        }
        return index;
    }

    private String shown() {
        String shown = names.stream().limit(MOST_SHOWN).map(Quoted::plain).collect(Collectors.joining(", "));
        return names.size() > MOST_SHOWN ? shown + " and " + (names.size() - MOST_SHOWN) + " more" : shown;
    }

    /**
     * The images.
     *
     * @return the names of their files, in the order of the file
     */
    public List<String> files() {
        return List.copyOf(rows.keySet());
    }

    /**
     * The attributes of some images, as a classifier's targets.
     *
     * @shape [files, names]
     * @param files names of files
     * @return 1 where an image has an attribute, 0 where it does not
     * @throws BadFileException if the list has no row for one of the files; it names the first
     */
    public double[] targets(List<String> files) {
        double[] targets = new double[Math.multiplyExact(files.size(), names.size())];
        int at = 0;
        for (String name : files) {
            byte[] row = rows.get(name);
            if (row == null) {
                throw new BadFileException("The file " + source + " has no row for the image " + Quoted.of(name)
                        + ": name the list that belongs to the images.");
            }
            for (byte value : row) {
                targets[at++] = value;
            }
        }
        return targets;
    }

    /**
     * The attributes of all images, in the order of the file.
     *
     * @return for each image 1 for each attribute that it has, 0 for each other; to be read only
     */
    public Collection<byte[]> values() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /**
     * Whether a file has this format rather than that of a table of numbers, as its first lines tell: it has no commas, or its first row begins
     * with the name of a file.
     *
     * @param file the file
     * @return whether {@link #read} is the way to read it
     * @throws BadFileException if there is no such file, or it cannot be read
     */
    public static boolean isOne(Path file) {
        InputFile input = InputFile.of(file);
        try (InputStream in = new BufferedInputStream(input.open())) {
            AttributeListReader reader = new AttributeListReader(input, in);
            String first = reader.start();
            if (first.indexOf(',') < 0) {
                return true;
            }
            String second = reader.next();
            return second != null && second.matches("\\s*\"?[^,]*\\.[A-Za-z]+\"?\\s*,.*\\s*");
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }
}
