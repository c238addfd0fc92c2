package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that commands write: tables, JSON and the record of a run. */
class RecordsTest {
    @TempDir
    private Path folder;

    @Test
    void csvQuotesAndRoundTrips() {
        Path file = folder.resolve("table.csv");
        Csv.write(
                file,
                List.of("name", "value", "count"),
                List.of(List.of("a, \"b\"", 0.1 + 0.2, 3), Arrays.asList("c", null, 4L)));
        assertThat(file).hasContent("name,value,count\n\"a, \"\"b\"\"\",0.30000000000000004,3\nc,,4\n");
    }

    @Test
    void csvIsTheSameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Path file = folder.resolve("table.csv");
            Csv.write(file, List.of("x", "n"), List.of(List.of(1234.5, 1234567)));
            assertThat(Files.readString(file)).isEqualTo("x,n\n1234.5,1234567\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void csvRefusesRowOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.write(folder.resolve("t.csv"), List.of("x"), List.of(List.of(1, 2))));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void jsonWritesEveryKindOfValue() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a \"b\"\n");
        object.put("truth", true);
        object.put("whole", 1L << 60);
        object.put("real", 1e-7);
        object.put("undefined", Double.NaN);
        object.put("list", List.of(1, "two", new double[] {0.5, 3}));
        object.put("matrix", new double[][] {{1}, {2}});
        object.put("nothing", null);
        Path file = folder.resolve("values.json");
        Json.write(file, object);
        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .isEqualTo("{\"text\":\"a\\\"b\\\"\\n\",\"truth\":true,\"whole\":1152921504606846976,\"real\":1E-7,"
                        + "\"undefined\":null,\"list\":[1,\"two\",[0.5,3]],\"matrix\":[[1],[2]],\"nothing\":null}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(folder.resolve("other.json"), Map.of("path", folder)));
    }

    @Test
    void runRecordHoldsWhatRepeatsTheRun() throws IOException {
        Path input = Files.writeString(folder.resolve("input"), "abc");
        Path file = folder.resolve("out/run.json");
        new RunRecord(List.of("dualflow", "correlate", "--seed", "7"))
                .seed(7)
                .device("host")
                .input(input)
                .put("pairs", List.of(Map.of("estimate", 0.875)))
                .write(file);

        Map<String, String> values = leaves(file);
        assertThat(values)
                .containsEntry("/command/3", "7")
                .containsEntry("/seed", "7")
                .containsEntry("/device", "host")
                .containsEntry("/versions/dualflow", Version.current())
                .containsEntry("/versions/commit", Version.commit())
                .containsEntry("/versions/tree", Version.tree())
                .containsEntry("/inputs/0/file", input.toString())
                .containsEntry("/inputs/0/bytes", "3")
                // The digest of "abc" in FIPS 180-4's examples.
                .containsEntry("/inputs/0/sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .containsEntry("/pairs/0/estimate", "0.875")
                .containsKeys("/started", "/seconds", "/versions/java", "/versions/os");
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void commitAndTreeAreKnownTogether() {
        if (Version.commit().equals("unknown")) {
            assertThat(Version.tree()).isEqualTo("unknown");
        } else {
            assertThat(Version.commit()).matches("[0-9a-f]{40}");
            assertThat(Version.tree()).isIn("clean", "modified");
        }
    }

    @Test
    void runRecordRefusesKeyTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunRecord(List.of()).put("command", "another"))
                .withMessageContaining("\"command\"");
    }

    /** All values of a JSON file by their paths. */
    private static Map<String, String> leaves(Path file) throws IOException {
        Map<String, String> leaves = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    leaves.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return leaves;
    }
}
