package dualflow.data;

import static dualflow.data.Mutations.memory;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelebaAttributesTest {
    private static final String GOOD = "3\r\nBald Smiling Young \r\na.jpg -1  1  1\nb.png  1 -1 -1\nc.jpg -1 -1  1";

    private static CelebaAttributes read(String text) {
        return CelebaAttributes.read(memory("list", text.getBytes(UTF_8)));
    }

    @Test
    void givesTheAttributesOfImagesInAnyOrder() {
        CelebaAttributes attributes = read(GOOD);

        assertThat(attributes.names()).containsExactly("Bald", "Smiling", "Young");
        assertThat(attributes.files()).containsExactly("a.jpg", "b.png", "c.jpg");
        assertThat(attributes.targets(List.of("c.jpg", "a.jpg"))).containsExactly(0, 0, 1, 0, 1, 1);
        assertThat(attributes.targets(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n \n"})
    void emptyLinesAtTheEndSayNothing(String end) {
        assertThat(read(GOOD + end).files()).hasSize(3);
    }

    /** As the list is distributed alongside the original, and with the byte order mark that spreadsheet programs put in front. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void readsTheListAsCsv(String start) {
        CelebaAttributes attributes =
                read(start + "image_id,Bald,Smiling,Young\r\na.jpg,-1,1,1\r\nb.png,1,-1,-1\r\nc.jpg,-1, -1 ,1\r\n\r\n");
        assertThat(attributes.names()).containsExactly("Bald", "Smiling", "Young");
        assertThat(attributes.files()).containsExactly("a.jpg", "b.png", "c.jpg");
        assertThat(attributes.targets(List.of("c.jpg", "a.jpg"))).containsExactly(0, 0, 1, 0, 1, 1);
    }

    @Test
    void csvMayHaveItsFieldsInQuotationMarks() {
        CelebaAttributes attributes = read("\"image_id\",\"Bald\",\"Young\"\n\"a.jpg\",\"-1\", \"1\"\nb.jpg,1,-1\n");
        assertThat(attributes.names()).containsExactly("Bald", "Young");
        assertThat(attributes.files()).containsExactly("a.jpg", "b.jpg");
        assertThat(attributes.targets(List.of("a.jpg"))).containsExactly(0, 1);
    }

    @Test
    void aByteOrderMarkBeforeTheNumberOfRowsSaysNothing() {
        assertThat(read("\ufeff" + GOOD).files()).hasSize(3);
    }

    @Test
    void namesTheImageThatHasNoRow() {
        CelebaAttributes attributes = read(GOOD);
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> attributes.targets(List.of("a.jpg", "d.jpg")))
                .withMessageContaining("list has no row for the image \"d.jpg\"");
    }

    @Test
    void findsAttributesByNameAndNamesTheLineWithout() {
        CelebaAttributes attributes = read(GOOD);
        assertThat(attributes.index("Young")).isEqualTo(2);
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> attributes.index("Old"))
                .withMessage("The file list has no attribute \"Old\": in line 2 it has Bald, Smiling, Young.");
        String header = IntStream.range(0, 60).mapToObj(i -> ",x" + i).collect(Collectors.joining());
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(
                        () -> read("image" + header + "\na" + ",1".repeat(60)).index("Old"))
                .withMessageContaining("in line 1 it has x0, x1, ")
                .withMessageEndingWith(", x49 and 10 more.");
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                Arguments.of("", "in line 1 the number of rows is needed, not \"\""),
                Arguments.of("Bald\na 1\n", "in line 1 the number of rows is needed, not \"Bald\""),
                Arguments.of("-1\nBald\na 1\n", "in line 1 the number of rows is needed"),
                Arguments.of("1e3\nBald\na 1\n", "in line 1 the number of rows is needed"),
                Arguments.of("99999999999999999999\nBald\na 1\n", "in line 1 the number of rows is needed"),
                Arguments.of("0\nBald\n", "in line 1 no row is announced"),
                Arguments.of("1\n", "in line 2 the names of the attributes are needed"),
                Arguments.of("1\n \na 1\n", "in line 2 the names of the attributes are needed"),
                Arguments.of("1\nBald Bald\na 1 1\n", "in line 2 the attribute \"Bald\" is named twice"),
                Arguments.of("1\nBald\na\n", "in line 3 a name and 1 values are needed, but there are 1 words"),
                Arguments.of("1\nBald\na 1 1\n", "in line 3 a name and 1 values are needed, but there are 3 words"),
                Arguments.of("2\nBald\na 1\n\nb 1\n", "in line 4 nothing stands, and there are rows after it"),
                Arguments.of(
                        "image,Bald\na.jpg,1\n\nb.jpg,1\n", "in line 3 nothing stands, and there are rows after it"),
                Arguments.of("image,Bald,Bald\na,1,1\n", "in line 1 the attribute \"Bald\" is named twice"),
                Arguments.of("image,\na,1\n", "in line 1 the names of the attributes are needed"),
                Arguments.of("image,Bald\n", "a row is needed"),
                Arguments.of(
                        "image,Bald\na.jpg 1\n", "in line 2 a name and 1 values are needed, but there are 1 words"),
                Arguments.of(
                        "image,Bald\na.jpg,1,1\n", "in line 2 a name and 1 values are needed, but there are 3 words"),
                Arguments.of("image,Bald\na.jpg,\n", "the value of \"Bald\" is \"\" instead of 1 or -1"),
                Arguments.of("1\nBald\na 0\n", "in line 3 the value of \"Bald\" is \"0\" instead of 1 or -1"),
                Arguments.of("1\nBald\na +1\n", "instead of 1 or -1"),
                Arguments.of("1\nBald\na \u001b[31m\n", "the value of \"Bald\" is \"?[31m\""),
                Arguments.of("2\nBald\na 1\na 1\n", "in line 4 there was a row for \"a\" before"),
                Arguments.of("1\nBald\na 1\nb 1\n", "in line 4 there are more rows than the 1"),
                Arguments.of("999999999\nBald\na 1\n", "announces 999999999 rows, but only 1 follow"),
                Arguments.of("1\n" + "x".repeat(1 << 20), "in line 2 it is longer than 65536 bytes"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesWithItsOwnSentence(String text, String sentence) {
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("The file list ")
                .withMessageContaining(sentence)
                .withMessageEndingWith(".");
    }

    @Test
    void mutantsGiveTypedErrorsAlone() {
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int mutant = 0; mutant < 20_000; mutant++) {
            byte[] bytes = GOOD.getBytes(UTF_8);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                CelebaAttributes attributes = CelebaAttributes.read(memory("list", bytes));
                assertThat(attributes.files()).hasSize(3);
            } catch (BadFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    /** Correlations of the labels, known from an independent source. */
    @Test
    void readsTheRealList() {
        String data = System.getenv("DUALFLOW_DATA");
        Assumptions.assumeTrue(
                data != null, "DUALFLOW_DATA is unset: name the folder that holds celeba/*.txt to run this test.");
        CelebaAttributes all = CelebaAttributes.read(Path.of(data, "celeba", "list_attr_celeba_first20000.txt"));
        assertThat(all.names()).hasSize(40);
        assertThat(all.files()).hasSize(20_000).startsWith("000001.jpg").endsWith("020000.jpg");
        double[] targets = all.targets(all.files());
        int nose = all.names().indexOf("Pointy_Nose");
        int cheeks = all.names().indexOf("Rosy_Cheeks");
        int makeup = all.names().indexOf("Heavy_Makeup");
        assertThat(new int[] {nose, cheeks, makeup}).containsExactly(27, 29, 18);
        assertThat(phi(targets, nose, cheeks)).isCloseTo(0.1767, within(5e-5));
        assertThat(phi(targets, makeup, nose)).isCloseTo(0.2637, within(5e-5));
        assertThat(phi(targets, makeup, cheeks)).isCloseTo(0.2937, within(5e-5));
    }

    private static double phi(double[] targets, int a, int b) {
        double count = targets.length / 40.0;
        double onlyA = 0;
        double onlyB = 0;
        double both = 0;
        for (int row = 0; row < targets.length; row += 40) {
            onlyA += targets[row + a] / count;
            onlyB += targets[row + b] / count;
            both += targets[row + a] * targets[row + b] / count;
        }
        return (both - onlyA * onlyB) / Math.sqrt(onlyA * (1 - onlyA) * onlyB * (1 - onlyB));
    }
}
