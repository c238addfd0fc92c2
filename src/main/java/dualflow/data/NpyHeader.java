package dualflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an npy file.
 *
 * @param array type and shape
 * @param order the byte order of the elements
 * @param columnMajor whether the first axis runs fastest, as in Fortran
 * @param bytes the length of the header: the elements begin after it
 */
record NpyHeader(ArrayHeader array, ByteOrder order, boolean columnMajor, int bytes) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** As many characters as numpy itself reads. */
    private static final int LARGEST = 10_000;

    /** numpy leaves room for the first axis to grow to this many digits. */
    private static final int GROWTH_DIGITS = 21;

    private static final int ALIGNMENT = 64;

    /** Reads a header and no byte after it. */
    static NpyHeader read(String file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BadFileException(
                    "The file " + file
                            + " is not an npy file: it does not start with the bytes of \\x93NUMPY and a version; name another file.");
        }
        int major = start[MAGIC.length] & 255;
        int minor = start[MAGIC.length + 1] & 255;
        if (major < 1 || major > 3 || minor != 0) {
            throw new BadFileException("The file " + file + " has version " + major + "." + minor
                    + " of the npy format, where 1.0, 2.0 and 3.0 are known; write it with numpy.save.");
        }
        int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
        byte[] lengthField = in.readNBytes(lengthBytes);
        if (lengthField.length < lengthBytes) {
            throw new BadFileException("The file " + file + " ends before the length of its header; fetch it again.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN);
        long length = major == 1 ? buffer.getShort() & 0xffff : buffer.getInt() & 0xffff_ffffL;
        if (length > LARGEST) {
            throw new BadFileException("The file " + file + " announces a header of " + length
                    + " bytes, where at most " + LARGEST + " are read; it is damaged or not an array of numbers.");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new BadFileException("The file " + file + " is cut short within its header: " + text.length + " of "
                    + length + " bytes are there; fetch it again.");
        }
        // Only a structured type could have a non-ASCII name, and it is refused before its names are read.
        return new Parser(file, new String(text, StandardCharsets.ISO_8859_1))
                .header(MAGIC.length + 2 + lengthBytes + text.length);
    }

    /** The header that numpy writes for an array, row-major and little-endian: version 1.0. */
    static byte[] of(ArrayHeader array) {
        String type = array.type().npy();
        if (type.isEmpty()) {
            throw new IllegalArgumentException("The npy format has no numbers of type " + array.type() + ".");
        }
        List<String> lengths = array.shape().stream().map(String::valueOf).toList();
        String text = "{'descr': '" + (array.type().bytes() == 1 ? '|' : '<') + type
                + "', 'fortran_order': False, 'shape': ("
                + (lengths.size() == 1 ? lengths.get(0) + "," : String.join(", ", lengths)) + "), }";
        if (!lengths.isEmpty()) {
            text += " ".repeat(GROWTH_DIGITS - lengths.get(0).length());
        }
        int prefix = MAGIC.length + 2 + Short.BYTES;
        text += " ".repeat(ALIGNMENT - (prefix + text.length() + 1) % ALIGNMENT) + "\n";
        if (text.length() > LARGEST) {
            throw new IllegalArgumentException("A shape of " + lengths.size() + " axes is too long for an npy header.");
        }
        return ByteBuffer.allocate(prefix + text.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length())
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Parses the one form of Python text that a header may have: a dict of a string, a boolean and a tuple of integers. */
    private static final class Parser {
        private final String file;
        private final String text;
        private int at;

        Parser(String file, String text) {
            this.file = file;
            this.text = text;
        }

        NpyHeader header(int bytes) {
            String descr = null;
            Boolean columnMajor = null;
            List<Long> shape = null;
            expect('{');
            while (!accept('}')) {
                String key = string();
                expect(':');
                if (key.equals("descr") && descr == null) {
                    descr = descr();
                } else if (key.equals("fortran_order") && columnMajor == null) {
                    columnMajor = truth();
                } else if (key.equals("shape") && shape == null) {
                    shape = tuple();
                } else {
                    throw here("the key " + Quoted.of(key)
                            + " is unknown or given twice; the keys are descr, fortran_order and shape");
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw here("nothing may follow the dict");
            }
            if (descr == null || columnMajor == null || shape == null) {
                throw here("one of the keys descr, fortran_order and shape is missing");
            }
            ElementType type = type(descr);
            try {
                return new NpyHeader(
                        new ArrayHeader(type, shape),
                        descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                        columnMajor,
                        bytes);
            } catch (IllegalArgumentException e) {
                throw here("the shape takes more than 2^63 - 1 bytes");
            }
        }

        private String descr() {
            skipSpace();
            if (at < text.length() && text.charAt(at) == '[') {
                throw notNumbers(
                        "a structured type, whose elements are records, cannot be read; save each field by itself");
            }
            return string();
        }

        private ElementType type(String descr) {
            if (descr.endsWith("O")) {
                throw notNumbers("the array holds Python objects, which are pickled and never loaded; save numbers");
            }
            ElementType type = descr.isEmpty()
                    ? null
                    : ElementType.ofNpy(descr.substring(1)).orElse(null);
            if (type == null || "<>|".indexOf(descr.charAt(0)) < 0 || (descr.charAt(0) == '|' && type.bytes() > 1)) {
                throw notNumbers("the type " + Quoted.of(descr) + " cannot be read; those that can are "
                        + Arrays.stream(ElementType.values())
                                .map(ElementType::npy)
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.joining(", "))
                        + " after < or >");
            }
            return type;
        }

        private String string() {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : 0;
            if (quote != '\'' && quote != '"') {
                throw here("a text in quotation marks is needed");
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw here("this text has no end");
            }
            String string = text.substring(at + 1, end);
            if (string.indexOf('\\') >= 0) {
                throw here("this text has an escape, which none of the needed ones has");
            }
            at = end + 1;
            return string;
        }

        private boolean truth() {
            skipSpace();
            for (boolean value : new boolean[] {true, false}) {
                String word = value ? "True" : "False";
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return value;
                }
            }
            throw here("True or False is needed");
        }

        private List<Long> tuple() {
            List<Long> entries = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                entries.add(wholeNumber());
                if (accept(')')) {
                    if (entries.size() == 1) {
                        throw here("a shape of one axis needs a comma, as in (3,)");
                    }
                    break;
                }
                expect(',');
            }
            return entries;
        }

        private long wholeNumber() {
            skipSpace();
            int end = at;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == at) {
                throw here("a whole number of 0 or more is needed");
            }
            if (text.charAt(at) == '0' && end > at + 1) {
                throw here("a number may not begin with a 0");
            }
            try {
                long number = Long.parseLong(text, at, end, 10);
                at = text.startsWith("L", end) ? end + 1 : end; // Python 2 ended its long integers with an L
                return number;
            } catch (NumberFormatException e) {
                throw here("a number above 2^63 - 1 is too large for a length");
            }
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw here("the character " + c + " is needed");
            }
        }

        private boolean accept(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
        }

        private BadFileException here(String problem) {
            return new BadFileException(sentence(problem));
        }

        private NotNumbersException notNumbers(String problem) {
            return new NotNumbersException(sentence(problem));
        }

        private String sentence(String problem) {
            return "In the header of the file " + file + ", at character " + (at + 1) + ": " + problem
                    + "; write the file again with numpy.save.";
        }
    }
}
