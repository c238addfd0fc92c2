package dualflow.data;

import static dualflow.data.Mutations.concatenate;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dualflow.testing.ChildJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
    static final Path FILES = Path.of("src/test/resources/formats");

    private static final int MUTANTS = 100_000;

    @TempDir
    private Path folder;

    @Test
    void everyTypeOfAFileOfTheReferenceImplementationIsRead() {
        try (Safetensors file = Safetensors.open(FILES.resolve("all_types.safetensors"))) {
            assertThat(file.metadata()).containsExactly(Map.entry("format", "np"));
            assertThat(file.names())
                    .containsExactly(
                            "down.0.num_batches_tracked",
                            "doubles",
                            "down.0.weight",
                            "empty",
                            "größe",
                            "unsigned",
                            "ints",
                            "halves",
                            "shorts",
                            "signed",
                            "bytes",
                            "flags");
            assertThat(file.header("down.0.weight")).isEqualTo(ArrayHeader.of(ElementType.FLOAT32, 2, 3));
            assertThat(file.header("down.0.num_batches_tracked")).isEqualTo(ArrayHeader.of(ElementType.INT64));
            assertThat(file.header("empty").shape()).containsExactly(0L, 4L);
            assertThat(file.doubles("down.0.num_batches_tracked")).containsExactly(7);
            assertThat(file.doubles("doubles")).containsExactly(-0.5, -0.25, 0, 0.25);
            assertThat(file.doubles("down.0.weight")).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
            assertThat(file.floats("down.0.weight")).containsExactly(-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
            assertThat(file.doubles("empty")).isEmpty();
            assertThat(file.doubles("größe")).containsExactly(-0.5);
            assertThat(file.doubles("unsigned")).containsExactly(0, 1, 2);
            assertThat(file.doubles("ints")).containsExactly(-2, -1, 0);
            assertThat(file.doubles("halves")).containsExactly(-0.5, -0.25, 0);
            assertThat(file.doubles("shorts")).containsExactly(-2, -1, 0);
            assertThat(file.doubles("signed")).containsExactly(-2, -1, 0);
            assertThat(file.doubles("bytes")).containsExactly(0, 1, 2, 3, 4);
            assertThat(file.doubles("flags")).containsExactly(0, 1, 0);
        }
    }

    @Test
    void bfloat16IsRead() {
        try (Safetensors file = Safetensors.open(FILES.resolve("bfloat16.safetensors"))) {
            assertThat(file.header("array")).isEqualTo(ArrayHeader.of(ElementType.BFLOAT16, 2, 3));
            assertThat(file.doubles("array")).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
        }
    }

    @Test
    void aFileOfNothingIsRead() {
        try (Safetensors file = Safetensors.open(FILES.resolve("nothing.safetensors"))) {
            assertThat(file.names()).isEmpty();
            assertThat(file.metadata()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("referenceFiles")
    void whatIsWrittenEqualsTheReferenceImplementationToTheByte(String name) throws IOException {
        Path reference = FILES.resolve(name);
        Path written = folder.resolve(name);
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        try (Safetensors file = Safetensors.open(reference)) {
            for (String array : file.names().stream().sorted().toList()) {
                double[] values = file.doubles(array);
                arrays.put(array, new NumericArray(file.header(array), i -> values[i]));
            }
            Safetensors.write(written, arrays, file.metadata());
        }
        assertThat(written).hasSameBinaryContentAs(reference);
    }

    static Stream<String> referenceFiles() {
        return Stream.of("floats.safetensors", "nothing.safetensors");
    }

    @Test
    void everyWritableTypeComesBack() {
        Path path = folder.resolve("types.safetensors");
        Map<String, NumericArray> arrays = new LinkedHashMap<>();
        for (ElementType type : ElementType.values()) {
            if (!Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.UINT64)
                    .contains(type)) {
                arrays.put(type.toString(), new NumericArray(ArrayHeader.of(type, 1, 2), i -> i));
            }
        }
        Safetensors.write(path, arrays, Map.of("note", "two\nlines \"quoted\" größe"));
        try (Safetensors file = Safetensors.open(path)) {
            assertThat(file.metadata()).containsExactly(Map.entry("note", "two\nlines \"quoted\" größe"));
            assertThat(file.names()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
            arrays.forEach((name, array) -> {
                assertThat(file.header(name)).isEqualTo(array.header());
                assertThat(file.doubles(name)).containsExactly(0, 1);
            });
        }
    }

    @Test
    void bitsOfFloatsSurvive() {
        Path path = folder.resolve("bits.safetensors");
        float[] floats = {Float.MIN_VALUE, -0f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 1 / 3f};
        double[] doubles = {Double.MIN_VALUE, -0.0, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 1 / 3.0};
        Safetensors.write(path, Map.of("f", NumericArray.of(floats, 6), "d", NumericArray.of(doubles, 2, 3)), Map.of());
        try (Safetensors file = Safetensors.open(path)) {
            assertThat(file.floats("f")).isEqualTo(floats);
            assertThat(file.doubles("d")).isEqualTo(doubles);
            assertThat(file.floats("d")[5]).isEqualTo((float) (1 / 3.0));
        }
    }

    /** 1.3 buffers of elements computed one by one, so that a buffer boundary is crossed when writing and when reading. */
    @Test
    void numbersAreMadeAsTheyAreWritten() {
        Path path = folder.resolve("many.safetensors");
        int count = 21_299;
        Safetensors.write(
                path, Map.of("many", new NumericArray(ArrayHeader.of(ElementType.FLOAT32, count), i -> i)), Map.of());
        try (Safetensors file = Safetensors.open(path)) {
            assertThat(file.doubles("many"))
                    .isEqualTo(IntStream.range(0, count).asDoubleStream().toArray());
        }
    }

    @Test
    void anOpenFileKeepsItsContentsWhenAnotherTakesItsName() {
        Path path = folder.resolve("a.safetensors");
        Safetensors.write(path, Map.of("a", NumericArray.of(new double[] {1}, 1)), Map.of());
        try (Safetensors file = Safetensors.open(path)) {
            Safetensors.write(path, Map.of("b", NumericArray.of(new double[] {2}, 1)), Map.of());
            assertThat(file.doubles("a")).containsExactly(1);
        }
    }

    @Test
    void aFileThatBecomesShorterIsRefusedWhenRead() throws IOException {
        Path path = folder.resolve("a.safetensors");
        Safetensors.write(path, Map.of("a", NumericArray.of(new double[20_000], 20_000)), Map.of());
        try (Safetensors file = Safetensors.open(path);
                RandomAccessFile cut = new RandomAccessFile(path.toFile(), "rw")) {
            cut.setLength(100_000);
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> file.doubles("a"))
                    .withMessageContaining("it was truncated while it was read");
        }
    }

    /** A sparse file of 1 TiB opens at once; its elements, which no array holds, are refused before anything is allocated. */
    @Test
    void aFileLargerThanMemoryIsOpenedAndItsArrayRefused() throws IOException {
        long numbers = 1L << 38;
        byte[] start = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + numbers + "],\"data_offsets\":[0," + 4 * numbers
                + "]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[" + 4 * numbers + "," + (4 * numbers + 4)
                + "]}}");
        Path path = Files.write(folder.resolve("sparse.safetensors"), start);
        try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
            grown.setLength(start.length + 4 * numbers + 4);
        }
        try (Safetensors file = Safetensors.open(path)) {
            assertThat(file.doubles("b")).containsExactly(0);
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> file.doubles("a"))
                    .withMessageContaining("announces 274877906944 numbers in one array");
        }
    }

    @Test
    void integersThatNoDoubleEqualsAreRefused() throws IOException {
        long[] refused = {(1L << 53) + 1, Long.MAX_VALUE, -(1L << 53) - 1};
        for (String dtype : List.of("I64", "U64")) {
            for (long value : refused) {
                assertThatExceptionOfType(BadFileException.class)
                        .isThrownBy(() -> readLong(dtype, value))
                        .withMessageContaining("the array \"a\" holds the integer "
                                + (dtype.equals("I64") ? value : Long.toUnsignedString(value))
                                + ", which no float64 equals");
            }
        }
        assertThat(readLong("I64", Long.MIN_VALUE)).isEqualTo(-0x1p63);
        assertThat(readLong("U64", Long.MIN_VALUE)).isEqualTo(0x1p63);
        assertThat(readLong("U64", -1L << 11)).isEqualTo(0x1.fffffffffffffp63);
        assertThat(readLong("I64", 1L << 53)).isEqualTo(0x1p53);
    }

    private static double readLong(String dtype, long value) throws IOException {
        byte[] data = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        byte[] bytes =
                concatenate(file("{\"a\":{\"dtype\":\"" + dtype + "\",\"shape\":[],\"data_offsets\":[0,8]}}"), data);
        try (Safetensors file = Safetensors.open("memory", new MemoryChannel(bytes))) {
            return file.doubles("a")[0];
        }
    }

    @Test
    void aTruthValueOtherThanZeroAndOneIsRefused() throws IOException {
        byte[] bytes = concatenate(
                file("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}"), new byte[] {1, 2});
        try (Safetensors file = Safetensors.open("memory", new MemoryChannel(bytes))) {
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> file.doubles("a"))
                    .withMessageContaining("a truth value with the byte 2, which is neither 0 nor 1");
        }
    }

    @Test
    void anAbsentArrayIsNamed() {
        try (Safetensors file = Safetensors.open(FILES.resolve("floats.safetensors"))) {
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> file.header("up.\u001b[2J"))
                    .withMessageContaining("has no array \"up.?[2J\"");
        }
    }

    @Test
    void whatTheFormatCannotSayIsNotWritten() {
        Path path = folder.resolve("bad.safetensors");
        NumericArray one = NumericArray.of(new double[1]);
        NumericArray half = new NumericArray(ArrayHeader.of(ElementType.FLOAT16, 1), i -> 1);
        NumericArray fraction = new NumericArray(ArrayHeader.of(ElementType.INT64, 1), i -> 0.5);
        NumericArray large = new NumericArray(ArrayHeader.of(ElementType.UINT8, 1), i -> 256);
        assertNotWritten(path, Map.of("__metadata__", one), "No array may be named __metadata__");
        assertNotWritten(path, Map.of("\ud800", one), "not valid Unicode");
        assertNotWritten(path, Map.of("a", half), "can be read, not written");
        assertNotWritten(path, Map.of("a", fraction), "0.5 is not one of the integers");
        assertNotWritten(path, Map.of("a", large), "256.0 is not one of the integers 0 to 255");
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertNotWritten(Path path, Map<String, NumericArray> arrays, String sentence) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Safetensors.write(path, arrays, Map.of()))
                .withMessageContaining(sentence);
    }

    static Stream<Arguments> attacks() {
        String a = "\"a\":" + tensor("F32", "[2]", "[0,8]");
        byte[] good = concatenate(file("{" + a + "}"), new byte[8]);
        return Stream.of(
                Arguments.of("empty", new byte[0], "has 0 bytes, too few"),
                Arguments.of("seven bytes", new byte[7], "has 7 bytes, too few"),
                Arguments.of("no header", new byte[8], "does not begin with the character {"),
                Arguments.of("header of 100,000,001 bytes", length(100_000_001, "{}"), "a header of 100000001 bytes"),
                Arguments.of("header of 2^64 - 1 bytes", length(-1, "{}"), "a header of 18446744073709551615 bytes"),
                Arguments.of(
                        "header of 2^63 bytes", length(Long.MIN_VALUE, "{}"), "header of 9223372036854775808 bytes"),
                Arguments.of("header beyond the file", length(3, "{}"), "cut short within its header: 2 of 3 bytes"),
                Arguments.of("header of 100 MB in 10 bytes", length(100_000_000, "{}"), "2 of 100000000 bytes"),
                Arguments.of("space before the brace", file(" {}"), "does not begin with the character {"),
                Arguments.of("byte-order mark", file("\ufeff{}"), "does not begin with the character {"),
                Arguments.of("a list", file("[]"), "does not begin with the character {"),
                Arguments.of("invalid UTF-8", length(7, "{\"\u00ff\":1}"), "is not valid UTF-8"),
                Arguments.of("overlong UTF-8", length(8, "{\"\u00c0\u00a2\":1}"), "is not valid UTF-8"),
                Arguments.of("surrogate in UTF-8", length(9, "{\"\u00ed\u00a0\u0080\":1}"), "is not valid UTF-8"),
                Arguments.of("no end of the object", file("{"), "at character 2: this is not valid JSON"),
                Arguments.of("comment", file("{/**/}"), "this is not valid JSON"),
                Arguments.of("single quotes", file("{'a':1}"), "this is not valid JSON"),
                Arguments.of("trailing comma", file("{" + a + ",}"), "this is not valid JSON"),
                Arguments.of("second object", file("{}{}"), "nothing may follow the object"),
                Arguments.of("zero byte after the object", file("{}\0"), "not valid JSON: Illegal character"),
                Arguments.of("duplicate name", file("{" + a + "," + a + "}"), "Duplicate field 'a'"),
                Arguments.of(
                        "duplicate key", attack("{\"dtype\":\"F32\",\"dtype\":\"F64\"}"), "Duplicate field 'dtype'"),
                Arguments.of(
                        "duplicate name by an escape",
                        file("{" + a + ",\"\\u0061\":" + tensor("F32", "[0]", "[8,8]") + "}"),
                        "Duplicate field 'a'"),
                Arguments.of("tensor as number", attack("1"), "must be an object with dtype, shape"),
                Arguments.of("tensor as null", attack("null"), "must be an object with dtype, shape"),
                Arguments.of("deep nesting", attack("[".repeat(5000)), "must be an object with dtype, shape"),
                Arguments.of(
                        "nesting in a shape",
                        attack(tensor("F32", "[".repeat(5000), "[0,8]")),
                        "has an entry that is not a whole number"),
                Arguments.of("unknown key alone", attack("{\"strides\":[1]}"), "lacks one of dtype"),
                Arguments.of(
                        "deep nesting under an unknown key",
                        attack("{\"strides\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                        "this is not valid JSON"),
                Arguments.of("no dtype", attack("{\"shape\":[2],\"data_offsets\":[0,8]}"), "lacks one of dtype"),
                Arguments.of("no shape", attack("{\"dtype\":\"F32\",\"data_offsets\":[0,8]}"), "lacks one of dtype"),
                Arguments.of("no offsets", attack("{\"dtype\":\"F32\",\"shape\":[2]}"), "lacks one of dtype"),
                Arguments.of(
                        "dtype as number", attack("{\"dtype\":32}"), "the dtype of the tensor \"a\" must be a text"),
                Arguments.of("unknown dtype", attack(tensor("FLOAT", "[8]", "[0,8]")), "the dtype \"FLOAT\""),
                Arguments.of(
                        "a type that is not read, out of place",
                        attack(tensor("F8_E4M3", "[4]", "[4,8]")),
                        "the bytes 0 to 4 of the data, before the tensor \"a\""),
                Arguments.of("dtype in small letters", attack(tensor("f32", "[2]", "[0,8]")), "the dtype \"f32\""),
                Arguments.of("pickled dtype", attack(tensor("O", "[1]", "[0,8]")), "the dtype \"O\""),
                Arguments.of("shape as number", attack(tensor("F32", "2", "[0,8]")), "must be a list of whole numbers"),
                Arguments.of("shape as null", attack(tensor("F32", "null", "[0,8]")), "must be a list of whole"),
                Arguments.of(
                        "negative length",
                        attack(tensor("F32", "[-2]", "[0,8]")),
                        "shape of the tensor \"a\" has a neg"),
                Arguments.of("minus zero", attack(tensor("F32", "[-0]", "[0,0]")), "has a negative entry"),
                Arguments.of("two negative lengths", attack(tensor("F32", "[-1,-2]", "[0,8]")), "has a negative entry"),
                Arguments.of("length 2.0", attack(tensor("F32", "[2.0]", "[0,8]")), "has an entry that is not a whole"),
                Arguments.of("length 2e0", attack(tensor("F32", "[2e0]", "[0,8]")), "has an entry that is not a whole"),
                Arguments.of("length NaN", attack(tensor("F32", "[NaN]", "[0,8]")), "has an entry that is not a whole"),
                Arguments.of(
                        "length as text", attack(tensor("F32", "[\"2\"]", "[0,8]")), "an entry that is not a whole"),
                Arguments.of("leading zero", attack(tensor("F32", "[02]", "[0,8]")), "this is not valid JSON"),
                Arguments.of(
                        "length 2^63",
                        attack(tensor("F32", "[9223372036854775808]", "[0,8]")),
                        "has an entry above 2^63 - 1"),
                Arguments.of(
                        "length of 900 digits",
                        attack(tensor("F32", "[" + "9".repeat(900) + "]", "[0,8]")),
                        "has an entry above 2^63 - 1"),
                Arguments.of(
                        "length of 5000 digits",
                        attack(tensor("F32", "[" + "9".repeat(5000) + "]", "[0,8]")),
                        "this is not valid JSON: Number value length"),
                // The product is 2^64 + 4.
                Arguments.of(
                        "product wraps to 4",
                        attack(tensor("U8", "[4194305,4194305,211106198978564]", "[0,4]")),
                        "takes more than 2^63 - 1 bytes"),
                Arguments.of(
                        "bytes wrap to 0",
                        attack(tensor("F32", "[4611686018427387904]", "[0,0]")),
                        "more than 2^63 - 1"),
                Arguments.of(
                        "offsets reversed", attack(tensor("F32", "[2]", "[8,0]")), "ends at byte 0, before it begins"),
                Arguments.of(
                        "negative offset",
                        attack(tensor("F32", "[2]", "[-8,0]")),
                        "data_offsets of the tensor \"a\" has a"),
                Arguments.of("offset NaN", attack(tensor("F32", "[2]", "[NaN,8]")), "has an entry that is not a whole"),
                Arguments.of(
                        "offset Infinity",
                        attack(tensor("F32", "[2]", "[0,Infinity]")),
                        "entry that is not a whole number"),
                Arguments.of("one offset", attack(tensor("F32", "[2]", "[8]")), "has 1 data_offsets"),
                Arguments.of("three offsets", attack(tensor("F32", "[2]", "[0,4,8]")), "has 3 data_offsets"),
                Arguments.of(
                        "too few bytes", attack(tensor("F32", "[2]", "[0,4]")), "has 4 bytes, but float32 [2] takes 8"),
                Arguments.of(
                        "too many bytes",
                        attack(tensor("F16", "[2]", "[0,8]")),
                        "has 8 bytes, but float16 [2] takes 4"),
                Arguments.of(
                        "hole at the start", attack(tensor("F32", "[1]", "[4,8]")), "the bytes 0 to 4 of the data"),
                Arguments.of(
                        "hole between",
                        pair(tensor("U8", "[2]", "[0,2]"), tensor("U8", "[4]", "[4,8]")),
                        "the bytes 2 to 4 of the data, before the tensor \"b\""),
                Arguments.of(
                        "overlap",
                        pair(tensor("U8", "[5]", "[0,5]"), tensor("U8", "[4]", "[4,8]")),
                        "\"b\" begins at byte 4 of the data, within the tensor \"a\", which ends at byte 5"),
                Arguments.of(
                        "the same bytes twice",
                        pair(tensor("F32", "[2]", "[0,8]"), tensor("F32", "[2]", "[0,8]")),
                        "\"a\" begins at byte 0 of the data, within the tensor \"b\""),
                Arguments.of(
                        "nothing inside another tensor",
                        pair(tensor("F32", "[2]", "[0,8]"), tensor("F32", "[0]", "[4,4]")),
                        "\"b\" begins at byte 4"),
                Arguments.of(
                        "one byte short",
                        Arrays.copyOf(good, good.length - 1),
                        "announces 8 bytes of data, but only 7"),
                Arguments.of(
                        "one byte more",
                        Arrays.copyOf(good, good.length + 1),
                        "holds 9 bytes of data, more than the 8"),
                Arguments.of(
                        "data for no tensor",
                        concatenate(file("{}"), new byte[1]),
                        "holds 1 bytes of data, more than the 0"),
                Arguments.of("metadata as text", file("{\"__metadata__\":\"pt\"}"), "must be an object of texts"),
                Arguments.of(
                        "metadata of a number",
                        file("{\"__metadata__\":{\"k\":1}}"),
                        "the metadata \"k\" must be a text"),
                Arguments.of(
                        "metadata of an object",
                        file("{\"__metadata__\":{\"k\":{}}}"),
                        "the metadata \"k\" must be a text"),
                Arguments.of(
                        "metadata twice",
                        file("{\"__metadata__\":{},\"__metadata__\":{}}"),
                        "Duplicate field '__metadata__'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String attack, byte[] file, String sentence) throws IOException {
        Path path = Files.write(folder.resolve("attack"), file);
        assertThatExceptionOfType(BadFileException.class)
                .as(attack)
                .isThrownBy(() -> Safetensors.open(path))
                .withMessageContaining(path.toString())
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    @Test
    void everyAttackHasAnotherName() {
        Set<Object> names = new HashSet<>();
        assertThat(attacks()).allMatch(attack -> names.add(attack.get()[0]));
    }

    /** F8 and C64 as PyTorch writes them, and keys that a later version may add. */
    @Test
    void passesOverTypesAndKeysThatItDoesNotKnow() throws IOException {
        try (Safetensors complex = Safetensors.open(FILES.resolve("refused_complex.safetensors"))) {
            assertThat(complex.names()).isEmpty();
            assertThat(complex.others()).containsExactly(Map.entry("array", "C64"));
            assertThatExceptionOfType(BadFileException.class)
                    .isThrownBy(() -> complex.doubles("array"))
                    .withMessageContaining("has no array \"array\"");
        }
        String f8 = tensor("F8_E4M3", "[4]", "[0,4]");
        String noted = tensor("U8", "[4]", "[4,8]").replace("}", ",\"strides\":{\"a\":[1]},\"note\":null}");
        Path file = Files.write(
                folder.resolve("f8.safetensors"),
                concatenate(file("{\"a\":" + f8 + ",\"b\":" + noted + "}"), new byte[] {0, 0, 0, 0, 1, 2, 3, 4}));
        try (Safetensors tensors = Safetensors.open(file)) {
            assertThat(tensors.names()).containsExactly("b");
            assertThat(tensors.doubles("b")).containsExactly(1, 2, 3, 4);
            assertThat(tensors.others()).containsExactly(Map.entry("a", "F8_E4M3"));
            assertThat(tensors.unknownKeys()).containsExactly("strides", "note");
        }
        assertThat(FileSummary.read(file).passedOver())
                .containsExactly(
                        Map.entry("a", "of type F8_E4M3"),
                        Map.entry("strides", "an unknown key of tensors"),
                        Map.entry("note", "an unknown key of tensors"));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve("all_types.safetensors"));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(BadFileException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Safetensors.open("cut", new MemoryChannel(cut)));
        }
    }

    @Test
    void mutantsGiveOnlyBadFileExceptions() throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve("all_types.safetensors"));
        Mutations.Count count = Mutations.read(good, MUTANTS, 11, SafetensorsTest::readAll);
        assertThat(count.accepted()).isGreaterThan(MUTANTS / 1000);
        assertThat(count.refused()).isGreaterThan(MUTANTS / 4);
    }

    static void readAll(InputFile input) {
        try (Safetensors file =
                Safetensors.open("mutant", new MemoryChannel(input.open().readAllBytes()))) {
            for (String name : file.names()) {
                assertThat(file.doubles(name).length)
                        .isEqualTo((int) file.header(name).count());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headers as long as a small memory allows, constructed to take the most of it. */
    @Test
    void costlyHeadersFitIntoMemory() throws IOException, InterruptedException {
        ChildJvm.Result result = ChildJvm.run(CostlyHeaders.class, Map.of(), List.of("-Xmx64m"), folder.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.endsWith(" read"));
    }

    /** Opens the headers in a JVM of its own. */
    static final class CostlyHeaders {
        private CostlyHeaders() {}

        public static void main(String[] args) throws IOException {
            int length = (int) (Runtime.getRuntime().maxMemory() / 32) - 100;
            Path path = Path.of(args[0], "costly");
            for (IntFunction<String> header : List.<IntFunction<String>>of(
                    SafetensorsTest::costlyMetadata, SafetensorsTest::costlyTensors, SafetensorsTest::costlyShape)) {
                Files.write(path, file(header.apply(length)));
                try (Safetensors file = Safetensors.open(path)) {
                    System.out.println(
                            file.names().size() + " and " + file.metadata().size() + " read");
                }
            }
        }
    }

    private static String costlyMetadata(int length) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{");
        for (int i = 0; header.length() < length; i++) {
            header.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(Integer.toString(i, 36))
                    .append("\":\"\"");
        }
        return header.append("}}").toString();
    }

    private static String costlyTensors(int length) {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; header.length() < length; i++) {
            header.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(Integer.toString(i, 36))
                    .append("\":");
            header.append(tensor("I8", "[0]", "[0,0]"));
        }
        return header.append("}").toString();
    }

    private static String costlyShape(int length) {
        return "{\"a\":" + tensor("I8", "[" + "0,".repeat(length / 2) + "0]", "[0,0]") + "}";
    }

    /** A file whose one tensor, a, has this description, with 8 bytes of data. */
    private static byte[] attack(String tensor) {
        return concatenate(file("{\"a\":" + tensor + "}"), new byte[8]);
    }

    private static byte[] pair(String a, String b) {
        return concatenate(file("{\"b\":" + b + ",\"a\":" + a + "}"), new byte[8]);
    }

    private static String tensor(String dtype, String shape, String offsets) {
        return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    static byte[] file(String header) {
        byte[] text = header.getBytes(UTF_8);
        return concatenate(length(text.length, ""), text);
    }

    /** A length, true or not, and the header with one byte per character. */
    private static byte[] length(long length, String header) {
        byte[] prefix = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
        return concatenate(prefix, header.getBytes(ISO_8859_1));
    }
}
