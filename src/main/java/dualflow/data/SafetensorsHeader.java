package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked in full against the size of the file.
 *
 * @param entries the tensors of readable numbers, by name, in the order of their data
 * @param others the types of all other tensors by name, as in the file, in the order of their data
 * @param unknown the keys of tensors other than dtype, shape and data_offsets, each once
 * @param metadata free text by key
 * @param start where the data begin in the file
 */
record SafetensorsHeader(
        Map<String, Entry> entries,
        Map<String, String> others,
        List<String> unknown,
        Map<String, String> metadata,
        long start) {
    static final int LARGEST = 100_000_000;

    static final String METADATA = "__metadata__";

    /** A tensor, from byte {@code begin} (inclusive) to byte {@code end} (exclusive) of the data. */
    record Entry(String name, ArrayHeader array, long begin, long end) {}

    /** Reads the header from the start of a file of {@code size} bytes. */
    static SafetensorsHeader read(String file, InputStream in, long size) throws IOException {
        byte[] prefix = in.readNBytes(Long.BYTES);
        if (prefix.length < Long.BYTES) {
            throw new BadFileException("The file " + file + " has " + prefix.length
                    + " bytes, too few for a safetensors file; name another file.");
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LARGEST) {
            throw new BadFileException(
                    prefix[0] == '{'
                            ? "The file " + file + " is text where safetensors is needed; name another file, and if it"
                                    + " is a mixture in JSON, let its name end in .json."
                            : "The file " + file + " is no safetensors file, or is damaged: it announces a header of "
                                    + Long.toUnsignedString(length) + " bytes, where " + LARGEST
                                    + " are allowed; name another file.");
        }
        if (length > size - Long.BYTES) {
            throw new BadFileException("The file " + file + " is cut short within its header: " + (size - Long.BYTES)
                    + " of " + length + " bytes are there; fetch it again.");
        }
        // The worst header takes less than 32 times its length in memory; a test constructs it.
        Heap.requireBytes(file, "has a header of " + length + " bytes", length, Heap.Share.THIRTY_SECOND);
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new BadFileException("The file " + file + " was truncated while it was read; start again.");
        }
        if (length == 0 || text[0] != '{') {
            throw new BadFileException("The header of the file " + file + " does not begin with the character {"
                    + "; it is damaged or not a safetensors file.");
        }
        long start = Long.BYTES + length;
        return new SafetensorsParser(file).header(decode(file, text), start, size - start);
    }

    private static String decode(String file, byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFileException(
                    "The header of the file " + file + " is not valid UTF-8; fetch the file again.", e);
        }
    }
}
