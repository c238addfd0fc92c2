package dualflow.data;

import static dualflow.data.Mutations.concatenate;
import static dualflow.data.Mutations.memory;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dualflow.tensor.DType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    private static final Path FILES = SafetensorsTest.FILES;
    private static final int MUTANTS = 100_000;

    /** How numpy writes 2 x 3 little-endian float32. */
    private static final String DICT = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    @TempDir
    private Path folder;

    /** If not: run tools/reference/all data. */
    @Test
    void theFilesAreOfThisGenerator() throws IOException {
        String[] generator =
                Files.readAllLines(FILES.resolve("generator.txt")).get(0).split(" ", -1);
        assertThat(Sha256.of(Path.of(generator[0]))).isEqualTo(generator[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f4_little", "f8_little", "f4_big", "f8_big", "f2_little", "f8_version_2", "f8_version_3"})
    void quartersOfNumpyAreRead(String name) {
        NumericArray array = Npy.read(FILES.resolve(name + ".npy"));
        assertThat(array.header().shape()).containsExactly(2L, 3L);
        assertThat(array.header().type().npy()).isEqualTo(name.substring(0, 2));
        assertThat(array.doubles()).containsExactly(-0.5, -0.25, 0, 0.25, 0.5, 0.75);
        assertThat(array.floats()).containsExactly(-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i4_little", "i4_big", "i8_little", "i8_big", "i2_little", "i1_byte"})
    void integersOfNumpyAreRead(String name) {
        NumericArray array = Npy.read(FILES.resolve(name + ".npy"));
        assertThat(array.header().type().npy()).isEqualTo(name.substring(0, 2));
        assertThat(array.doubles()).containsExactly(-2, -1, 0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1_byte", "u2_little", "u4_little", "u8_little"})
    void unsignedIntegersOfNumpyAreRead(String name) {
        NumericArray array = Npy.read(FILES.resolve(name + ".npy"));
        assertThat(array.header().type().npy()).isEqualTo(name.substring(0, 2));
        assertThat(array.doubles()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void truthValuesAreRead() {
        assertThat(Npy.read(FILES.resolve("b1_byte.npy")).doubles()).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @Test
    void columnMajorFilesAreReadIntoRowMajorOrder() {
        double[] expected =
                IntStream.range(0, 24).mapToDouble(i -> (i - 2) / 4.0).toArray();
        NumericArray array = Npy.read(FILES.resolve("f8_column_major.npy"));
        assertThat(array.header()).isEqualTo(ArrayHeader.of(ElementType.FLOAT64, 2, 3, 4));
        assertThat(array.doubles()).isEqualTo(expected);
        assertThat(Npy.read(FILES.resolve("f4_big_column_major.npy")).doubles()).isEqualTo(Arrays.copyOf(expected, 6));
    }

    @Test
    void shapesOfNoAxisAndOfNoNumberAreRead() {
        NumericArray scalar = Npy.read(FILES.resolve("f8_scalar.npy"));
        assertThat(scalar.header().dims()).isEmpty();
        assertThat(scalar.doubles()).containsExactly(-0.5);
        NumericArray empty = Npy.read(FILES.resolve("f4_empty.npy"));
        assertThat(empty.header().dims()).containsExactly(3, 0, 2);
        assertThat(empty.doubles()).isEmpty();
    }

    /** Python 2 ended long integers with an L. */
    @Test
    void lengthsAsPython2WroteThemAreRead() throws IOException {
        Path file = Files.write(
                folder.resolve("python2.npy"),
                npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }", 24));
        assertThat(Npy.read(file).header()).isEqualTo(ArrayHeader.of(ElementType.FLOAT32, 2, 3));
        Files.write(file, npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6L,), }", 24));
        assertThat(Npy.header(file).shape()).containsExactly(6L);
    }

    @Test
    void everyClassOfHalfPrecisionIsRead() {
        assertThat(Npy.read(FILES.resolve("f2_special.npy")).doubles())
                .containsExactly(
                        0,
                        -0.0,
                        0x1p-24,
                        -0x1p-14,
                        65504,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.NaN,
                        0x1.554p-2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f4_little",
                "f8_little",
                "i1_byte",
                "i2_little",
                "i4_little",
                "i8_little",
                "u1_byte",
                "u2_little",
                "u4_little",
                "b1_byte",
                "f8_scalar",
                "f4_vector",
                "f4_empty"
            })
    void whatIsWrittenEqualsNumpysToTheByte(String name) {
        Path reference = FILES.resolve(name + ".npy");
        Path written = folder.resolve("written.npy");
        Npy.write(written, Npy.read(reference));
        assertThat(written).hasSameBinaryContentAs(reference);
    }

    @Test
    void theHeaderIsReadWithoutTheNumbers() {
        assertThat(Npy.header(FILES.resolve("f4_vector.npy"))).hasToString("float32 [5]");
    }

    @Test
    void whatTheFormatCannotSayIsNotWritten() {
        Path path = folder.resolve("bad.npy");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Npy.write(path, new NumericArray(ArrayHeader.of(ElementType.BFLOAT16, 1), i -> 1)))
                .withMessageContaining("has no numbers of type bfloat16");
        int[] axes = new int[5000];
        Arrays.fill(axes, 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Npy.write(path, NumericArray.of(new double[1], axes)))
                .withMessageContaining("A shape of 5000 axes is too long");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void numbersMustFillTheirShape() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> NumericArray.of(new double[5], 2, 3))
                .withMessage("5 numbers do not fill the shape [2, 3].");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new NumericArray(ArrayHeader.of(ElementType.UINT8, 1 << 16, 1 << 15), i -> 0))
                .withMessageContaining("more than 2^31 - 1 numbers");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> NumericArray.of(new float[2], -1, -2))
                .withMessageContaining("has a negative length");
    }

    static Stream<Arguments> attacks() {
        byte[] good = npy(DICT, 24);
        return Stream.of(
                Arguments.of("empty", new byte[0], "is not an npy file"),
                Arguments.of("magic alone", Arrays.copyOf(good, 6), "is not an npy file"),
                Arguments.of("text", "1,2,3\n4,5,6\n".getBytes(ISO_8859_1), "is not an npy file"),
                Arguments.of("version 0.1", changed(good, 6, 0), "has version 0.0"),
                Arguments.of("version 4.0", changed(good, 6, 4), "has version 4.0"),
                Arguments.of("version 1.7", changed(good, 7, 7), "has version 1.7"),
                Arguments.of("no length", Arrays.copyOf(good, 9), "ends before the length of its header"),
                Arguments.of("header of 65535 bytes", changed(good, 8, 255, 255), "a header of 65535 bytes"),
                Arguments.of(
                        "header of 10001 bytes", npy(DICT + " ".repeat(10_001 - DICT.length()), 24), "header of 10001"),
                Arguments.of(
                        "header of 4 GiB", changed(good, 6, 2, 0, 255, 255, 255, 255), "a header of 4294967295 bytes"),
                Arguments.of(
                        "cut in the header", Arrays.copyOf(good, 20), "cut short within its header: 10 of 59 bytes"),
                Arguments.of("header of nothing", npy("", 0), "at character 1: the character { is needed"),
                Arguments.of("zero byte", npy(DICT + "\0", 24), "at character 60: nothing may follow the dict"),
                Arguments.of("second dict", npy(DICT + DICT, 24), "nothing may follow the dict"),
                Arguments.of("expression", npy("__import__('os').abort()", 0), "the character { is needed"),
                Arguments.of(
                        "call in the shape",
                        npy("{'descr': '<f4', 'fortran_order': False, 'shape': tuple([2])}", 8),
                        "at character 51: the character ( is needed"),
                Arguments.of("no end", npy("{'descr': '<f4'", 24), "the character } is needed"),
                Arguments.of("text without end", npy("{'descr: <f4}", 24), "this text has no end"),
                Arguments.of("escape", npy("{'de\\x73cr': '<f4'}", 24), "has an escape"),
                Arguments.of("number as key", npy("{1: 2}", 24), "a text in quotation marks is needed"),
                Arguments.of(
                        "unknown key", npy("{'strides': (1,)}", 24), "the key \"strides\" is unknown or given twice"),
                Arguments.of(
                        "type twice",
                        npy("{'descr': '<f4', 'descr': '<f8'}", 24),
                        "\"descr\" is unknown or given twice"),
                Arguments.of(
                        "shape twice",
                        npy("{'shape': (2,), 'shape': (3,)}", 24),
                        "\"shape\" is unknown or given twice"),
                Arguments.of(
                        "order twice",
                        npy("{'fortran_order': True, 'fortran_order': True}", 24),
                        "\"fortran_order\" is unknown or given twice"),
                Arguments.of("no shape", npy("{'descr': '<f4', 'fortran_order': False}", 24), "shape is missing"),
                Arguments.of("no type", npy("{'fortran_order': False, 'shape': (2, 3)}", 24), "is missing"),
                Arguments.of("no order", npy("{'descr': '<f4', 'shape': (2, 3)}", 24), "is missing"),
                Arguments.of("order as number", dict("'<f4'", "0", "(2, 3)"), "True or False is needed"),
                Arguments.of("order in small letters", dict("'<f4'", "false", "(2, 3)"), "True or False is needed"),
                Arguments.of("shape as number", dict("'<f4'", "False", "6"), "the character ( is needed"),
                Arguments.of("shape as list", dict("'<f4'", "False", "[2, 3]"), "the character ( is needed"),
                Arguments.of("shape (6)", dict("'<f4'", "False", "(6)"), "a shape of one axis needs a comma"),
                Arguments.of("negative length", dict("'<f4'", "False", "(-2, 3)"), "number of 0 or more is needed"),
                Arguments.of("length NaN", dict("'<f4'", "False", "(nan, 3)"), "number of 0 or more is needed"),
                Arguments.of("length None", dict("'<f4'", "False", "(None, 3)"), "number of 0 or more is needed"),
                Arguments.of("length 2.0", dict("'<f4'", "False", "(2.0, 3)"), "the character , is needed"),
                Arguments.of("length 2l", dict("'<f4'", "False", "(2l, 3l)"), "the character , is needed"),
                Arguments.of("length L", dict("'<f4'", "False", "(L, 3)"), "a whole number of 0 or more is needed"),
                Arguments.of("length 2_0", dict("'<f4'", "False", "(2_0, 3)"), "the character , is needed"),
                Arguments.of("leading zero", dict("'<f4'", "False", "(02, 3)"), "may not begin with a 0"),
                Arguments.of(
                        "length 2^63",
                        dict("'<f4'", "False", "(9223372036854775808,)"),
                        "above 2^63 - 1 is too large for a length"),
                Arguments.of(
                        "length of 9000 digits",
                        dict("'<f4'", "False", "(" + "9".repeat(9000) + ",)"),
                        "above 2^63 - 1"),
                Arguments.of(
                        "product wraps to 4",
                        dict("'|u1'", "False", "(4194305, 4194305, 211106198978564)"),
                        "the shape takes more than 2^63 - 1 bytes"),
                Arguments.of(
                        "bytes wrap to 0",
                        dict("'<f8'", "False", "(2305843009213693952,)"),
                        "takes more than 2^63 - 1"),
                Arguments.of(
                        "all memory", dict("'<f4'", "False", "(1000000000,)"), "float32 [1000000000] in 4000000000"),
                Arguments.of("native order", dict("'=f4'", "False", "(2, 3)"), "the type \"=f4\" cannot be read"),
                Arguments.of("no order of bytes", dict("'|f4'", "False", "(2, 3)"), "the type \"|f4\" cannot be read"),
                Arguments.of("name of a type", dict("'float32'", "False", "(2, 3)"), "the type \"float32\" cannot"),
                Arguments.of("no name of a type", dict("''", "False", "(2, 3)"), "the type \"\" cannot be read"),
                Arguments.of("order alone", dict("'<'", "False", "(2, 3)"), "the type \"<\" cannot be read"),
                Arguments.of("type of 3 bytes", dict("'<f3'", "False", "(2, 3)"), "the type \"<f3\" cannot be read"),
                Arguments.of("type of 10^9 bytes", dict("'|V999999999'", "False", "(1,)"), "\"|V999999999\" cannot"),
                Arguments.of("dates", dict("'<M8[ns]'", "False", "(2, 3)"), "the type \"<M8[ns]\" cannot be read"),
                Arguments.of("objects", dict("'|O'", "False", "(2, 3)"), "Python objects, which are pickled and never"),
                Arguments.of("records", dict("[('a', '<f4')]", "False", "(6,)"), "a structured type"),
                Arguments.of(
                        "terminal codes", dict("'\u001b[2J'", "False", "(6,)"), "the type \"?[2J\" cannot be read"),
                Arguments.of(
                        "cut in the data", Arrays.copyOf(good, good.length - 1), "in 24 bytes, but only 23 follow"),
                Arguments.of("header alone", npy(DICT, 0), "in 24 bytes, but only 0 follow"),
                Arguments.of("one byte more", npy(DICT, 25), "holds more than the 24 bytes of float32 [2, 3]"),
                Arguments.of("a second array", concatenate(good, good), "holds more than the 24 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String attack, byte[] file, String sentence) throws IOException {
        Path path = Files.write(folder.resolve("attack"), file);
        assertThatExceptionOfType(BadFileException.class)
                .as(attack)
                .isThrownBy(() -> Npy.read(path))
                .withMessageContaining(path.toString())
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("refused_objects", "the array holds Python objects, which are pickled and never loaded"),
                Arguments.of("refused_records", "a structured type, whose elements are records, cannot be read"),
                Arguments.of("refused_records_utf8", "a structured type, whose elements are records, cannot be read"),
                Arguments.of("refused_complex", "the type \"<c16\" cannot be read"),
                Arguments.of("refused_text", "the type \"<U4\" cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoNumberInNumpyIsRefused(String name, String sentence) {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Npy.read(FILES.resolve(name + ".npy")))
                .withMessageContaining(sentence);
    }

    @Test
    void otherSpellingsOfADictAreRead() {
        for (String dict : new String[] {
            "{\"shape\":(2,3,),\"descr\":\"<f4\",\"fortran_order\":False}",
            "  { 'descr' : '<f4' ,\n'fortran_order':False,'shape':( 2 , 3 )}\n",
        }) {
            assertThat(Npy.read(memory("other", npy(dict, 24))).header())
                    .isEqualTo(ArrayHeader.of(ElementType.FLOAT32, 2, 3));
        }
    }

    /** The elements exist, in a sparse file, but no array or memory can hold them. */
    @Test
    void numbersBeyondAnArrayAreRefused() throws IOException {
        byte[] start = dictAlone("'<f8'", "(4294967296,)");
        Path path = Files.write(folder.resolve("sparse.npy"), start);
        try (RandomAccessFile grown = new RandomAccessFile(path.toFile(), "rw")) {
            grown.setLength(start.length + (1L << 35));
        }
        assertThat(Npy.header(path).count()).isEqualTo(1L << 32);
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> Npy.read(path))
                .withMessageContaining("announces 4294967296 numbers in one array");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve("f8_column_major.npy"));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(BadFileException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Npy.read(memory("cut", cut)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8_column_major", "i8_big"})
    void mutantsGiveOnlyBadFileExceptions(String name) throws IOException {
        byte[] good = Files.readAllBytes(FILES.resolve(name + ".npy"));
        Mutations.Count count = Mutations.read(good, MUTANTS / 2, 12, NpyTest::readAll);
        assertThat(count.accepted()).isGreaterThan(MUTANTS / 2000);
        assertThat(count.refused()).isGreaterThan(MUTANTS / 8);
    }

    static void readAll(InputFile file) {
        NumericArray array = Npy.read(file);
        assertThat(array.doubles().length).isEqualTo((int) array.header().count());
    }

    private static byte[] dict(String descr, String order, String shape) {
        return npy("{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + "}", 24);
    }

    private static byte[] dictAlone(String descr, String shape) {
        return npy("{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + "}", 0);
    }

    /** Version 1.0 with such a header and equally many bytes of data. */
    static byte[] npy(String header, int data) {
        return ByteBuffer.allocate(10 + header.length() + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NpyHeader.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length())
                .put(header.getBytes(ISO_8859_1))
                .array();
    }

    private static byte[] changed(byte[] good, int at, int... bytes) {
        byte[] changed = good.clone();
        for (int i = 0; i < bytes.length; i++) {
            changed[at + i] = (byte) bytes[i];
        }
        return changed;
    }

    @Test
    void numbersAreRoundedToTheFormat() {
        double[] third = {1 / 3.0};
        assertThat(NumericArray.of(DType.FLOAT64, third, 1).header().type()).isEqualTo(ElementType.FLOAT64);
        assertThat(NumericArray.of(DType.FLOAT32, third, 1).header().type()).isEqualTo(ElementType.FLOAT32);
        Path file = folder.resolve("third.npy");
        Npy.write(file, NumericArray.of(DType.FLOAT32, third, 1));
        assertThat(Npy.read(file).doubles()).containsExactly((float) third[0]);
    }
}
