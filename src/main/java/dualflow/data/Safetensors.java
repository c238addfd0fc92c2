package dualflow.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dualflow.data.SafetensorsHeader.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: named arrays, the format in which weights travel between programs without carrying code.
 *
 * <p>A file is the length of a header as a little-endian 64-bit number, the header, which is JSON with type, shape and offsets of each
 * array, and the elements, little-endian in row-major order, each array right after the one before, to the last byte of the file. All
 * of this is checked when the file is opened; elements are read when they are asked for, and nothing is allocated that the file does not
 * have bytes for. The file is not memory-mapped: one that another program truncates gives an exception here, where a mapping would
 * crash Java.
 */
public final class Safetensors implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final String file;
    private final SeekableByteChannel channel;
    private final SafetensorsHeader header;

    private Safetensors(String file, SeekableByteChannel channel, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @param file the file
     * @return the open file, which keeps the contents it had, even where another file takes its name
     * @throws BadFileException if there is no such file, or it violates the format
     */
    public static Safetensors open(Path file) {
        InputFile input = InputFile.of(file);
        try {
            return open(input.name(), Files.newByteChannel(file));
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    /** Opens what a channel reads; it is closed with the file, or at once where the header is refused. */
    static Safetensors open(String file, SeekableByteChannel channel) throws IOException {
        try {
            SafetensorsHeader header =
                    SafetensorsHeader.read(file, Channels.newInputStream(channel.position(0)), channel.size());
            return new Safetensors(file, channel, header);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The arrays of the file.
     *
     * @return their names, in the order of their data
     */
    public List<String> names() {
        return List.copyOf(header.entries().keySet());
    }

    /**
     * The tensors of the file whose elements are not read here, such as F8_E4M3 and C64.
     *
     * @return their types by name, as in the file, in the order of their data
     */
    public Map<String, String> others() {
        return header.others();
    }

    /**
     * Keys of tensors other than type, shape and offsets, which are ignored.
     *
     * @return its keys, each once
     */
    public List<String> unknownKeys() {
        return header.unknown();
    }

    /**
     * Free text about the file.
     *
     * @return text by key; empty where there is none
     */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The header of one array.
     *
     * @param name one of {@link #names}
     * @return type and shape
     * @throws BadFileException if the file has no such array
     */
    public ArrayHeader header(String name) {
        return entry(name).array();
    }

    /**
     * The elements of one array.
     *
     * @param name one of {@link #names}
     * @return a new array, in row-major order
     * @throws BadFileException if the file has no such array or it cannot be read, if memory cannot hold it, or if a double cannot
     *     represent one of its integers
     */
    public double[] doubles(String name) {
        Entry entry = entry(name);
        Heap.require(file, entry.array(), Double.BYTES);
        double[] values = new double[(int) entry.array().count()];
        read(entry, (numbers, i) -> values[i] = numbers.next());
        return values;
    }

    /**
     * The elements of one array, each rounded to the nearest float32.
     *
     * @param name one of {@link #names}
     * @return a new array, in row-major order
     * @throws BadFileException if the file has no such array or it cannot be read, if memory cannot hold it, or if no double
     *     represent one of its integers
     */
    public float[] floats(String name) {
        Entry entry = entry(name);
        Heap.require(file, entry.array(), Float.BYTES);
        float[] values = new float[(int) entry.array().count()];
        read(entry, (numbers, i) -> values[i] = (float) numbers.next());
        return values;
    }

    private interface Step {
        void take(NumberStream numbers, int index) throws IOException;
    }

    private synchronized void read(Entry entry, Step step) {
        try {
            channel.position(header.start() + entry.begin());
            NumberStream numbers =
                    new NumberStream(Channels.newInputStream(channel), entry.array(), ByteOrder.LITTLE_ENDIAN);
            int count = (int) entry.array().count();
            for (int i = 0; i < count; i++) {
                step.take(numbers, i);
            }
        } catch (ArithmeticException e) {
            throw new BadFileException(
                    "In the file " + file + " the array " + Quoted.of(entry.name()) + " holds " + e.getMessage()
                            + "; store it as numbers of another type.",
                    e);
        } catch (IOException e) {
            throw new BadFileException(
                    "The file " + file + " could not be read (" + e.getMessage() + "): check the disk it is on.", e);
        }
    }

    private Entry entry(String name) {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new BadFileException("The file " + file + " has no array " + Quoted.of(name)
                    + "; 'dualflow inspect' lists those it has.");
        }
        return entry;
    }

    /** Closes the file; what was read remains valid. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
        }
    }

    /**
     * Writes a file, whole or not at all. As in the reference implementation, arrays of larger elements come first and are then sorted by
     * name, so that each is aligned; the same arrays give the same bytes.
     *
     * @param file the file; replaced where it exists
     * @param arrays what to write, by name
     * @param metadata free text by key; may be empty
     * @throws OutputException if the file cannot be written; the old contents are kept
     * @throws IllegalArgumentException if an array has the name reserved for the metadata, the header is longer than the format
     *     allows, a text is not valid Unicode, or arrays of a type cannot be written
     */
    public static void write(Path file, Map<String, NumericArray> arrays, Map<String, String> metadata) {
        AtomicFile.write(file, contents(arrays, metadata));
    }

    /**
     * The contents of a file, as {@link #write} writes them.
     *
     * @param arrays what to write, by name
     * @param metadata free text by key; may be empty
     * @return writes the contents; one array after the other is asked for its elements
     * @throws IllegalArgumentException if an array is named like the place of the metadata, the header is longer than the format
     *     allows, or a text is not valid Unicode
     */
    public static AtomicFile.Body contents(Map<String, NumericArray> arrays, Map<String, String> metadata) {
        List<String> names = arrays.keySet().stream()
                .sorted(Comparator.comparing(
                                (String name) -> arrays.get(name).header().type())
                        .reversed()
                        .thenComparing(Safetensors::utf8, Arrays::compareUnsigned))
                .toList();
        byte[] header = header(names, arrays, metadata);
        return out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (String name : names) {
                NumberStream.write(arrays.get(name), out);
            }
        };
    }

    /** The header, padded with spaces so that the data begin at a multiple of 8 bytes. */
    private static byte[] header(List<String> names, Map<String, NumericArray> arrays, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json =
                JSON.createGenerator(new OutputStreamWriter(bytes, StandardCharsets.UTF_8.newEncoder()))) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (String name : names) {
                begin = writeEntry(json, name, arrays.get(name).header(), begin);
            }
            json.writeEndObject();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A name or the metadata are not valid Unicode.", e);
        } catch (IOException e) {
            throw new AssertionError("writing to memory failed", e);
        }
        byte[] padded = Arrays.copyOf(bytes.toByteArray(), (bytes.size() + 7) / 8 * 8);
        Arrays.fill(padded, bytes.size(), padded.length, (byte) ' ');
        if (padded.length > SafetensorsHeader.LARGEST) {
            throw new IllegalArgumentException("The names and metadata make a header of " + padded.length
                    + " bytes, where safetensors allows " + SafetensorsHeader.LARGEST + ".");
        }
        return padded;
    }

    private static long writeEntry(JsonGenerator json, String name, ArrayHeader array, long begin) throws IOException {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("No array may be named " + name + ".");
        }
        long end = Math.addExact(begin, array.bytes());
        json.writeObjectFieldStart(name);
        json.writeStringField("dtype", array.type().safetensors());
        json.writeArrayFieldStart("shape");
        for (long length : array.shape()) {
            json.writeNumber(length);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
        return end;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
