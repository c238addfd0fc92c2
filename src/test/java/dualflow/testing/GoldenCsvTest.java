package dualflow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenCsvTest {

    /** SHA-256 of the text "print(1)\n". */
    private static final String HASH = "cc42155088fca5730758db72b2a5bca33112a941dfaa2d43098ec422ce4ea213";

    private static final List<String> ROWS = List.of(
            "case,quantity,index,value",
            "a,t,,0.25",
            "a,x,0,1.0",
            "a,x,1,0.10000000000000001",
            "a,m,0:0,1",
            "a,m,0:1,2",
            "a,m,1:0,3",
            "a,m,1:1,4",
            "b,t,,-1.5e-300");

    @TempDir
    private Path root;

    @BeforeEach
    void writeGenerator() throws IOException {
        Files.createDirectories(root.resolve("tools"));
        Files.writeString(root.resolve("tools/one.py"), "print(1)\n");
    }

    @Test
    void givesValuesByCaseAndQuantity() throws IOException {
        GoldenCsv golden = golden(HASH, "none", ROWS);

        assertThat(golden.header("equation")).isEqualTo("x = 1: y");
        assertThat(golden.cases()).extracting(GoldenCsv.Case::name).containsExactly("a", "b");
        GoldenCsv.Case a = golden.at("a");
        assertThat(a).hasToString("a");
        assertThat(a.quantities()).containsExactly("t", "x", "m");
        assertThat(a.scalar("t")).isEqualTo(0.25);
        assertThat(a.vector("x")).containsExactly(1.0, 0.1);
        assertThat(a.matrix("m")).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(a.values("m")).containsExactly(1, 2, 3, 4);
        assertThat(a.shape("m")).containsExactly(2, 2);
        assertThat(a.shape("t")).isEmpty();
        assertThat(golden.at("b").has("x")).isFalse();
        assertThat(golden.at("b").scalar("t")).isEqualTo(-1.5e-300);
    }

    @Test
    void refusesAStaleGenerator() throws IOException {
        Files.writeString(root.resolve("tools/one.py"), "print(2)\n");

        assertThatThrownBy(() -> golden(HASH, "none", ROWS)).hasMessageContaining("is stale: run tools/one.py again");
    }

    @Test
    void refusesHolesInAnArray() {
        assertThatThrownBy(() -> golden(HASH, "none", without("a,m,0:1,2"))).hasMessageContaining("row-major");
        assertThatThrownBy(() -> golden(HASH, "none", without("a,x,0,1.0"))).hasMessageContaining("row-major");
        assertThatThrownBy(() -> golden(HASH, "none", without("a,m,1:1,4"))).hasMessageContaining("row-major");
    }

    @Test
    void refusesNonFiniteValuesUnlessDeclared() throws IOException {
        List<String> rows = List.of("case,quantity,index,value", "a,t,,NaN", "a,u,,-Infinity");

        assertThatThrownBy(() -> golden(HASH, "none", rows)).hasMessageContaining("non-finite");
        assertThat(golden(HASH, "allowed", rows).at("a").scalar("t")).isNaN();
        assertThat(golden(HASH, "allowed", rows).at("a").scalar("u")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void refusesOtherColumnsAndMissingThings() throws IOException {
        assertThatThrownBy(() -> golden(HASH, "none", List.of("case,quantity,value", "a,t,1")))
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> golden(HASH, "none", List.of("case,quantity,index,value")))
                .hasMessageContaining("no values");
        assertThatThrownBy(() -> GoldenCsv.read(root, "missing")).hasMessageContaining("cannot be read");
        GoldenCsv golden = golden(HASH, "none", ROWS);
        assertThatThrownBy(() -> golden.at("c")).hasMessageContaining("no case c");
        assertThatThrownBy(() -> golden.at("a").scalar("y")).hasMessageContaining("no quantity y");
        assertThatThrownBy(() -> golden.at("a").scalar("x")).hasMessageContaining("[2], not 0 axes");
    }

    private static List<String> without(String row) {
        return ROWS.stream().filter(other -> !other.equals(row)).toList();
    }

    private GoldenCsv golden(String hash, String nonfinite, List<String> rows) throws IOException {
        List<String> header = Arrays.asList(
                "# id: one",
                "# equation: x = 1: y",
                "# generator: tools/one.py " + hash,
                "# versions: Python 3",
                "# seed: none",
                "# precision: exact",
                "# nonfinite: " + nonfinite);
        Path folder = Files.createDirectories(root.resolve("reference-data"));
        Files.writeString(folder.resolve("one.csv"), String.join("\n", header) + "\n" + String.join("\n", rows) + "\n");
        return GoldenCsv.read(root, "one");
    }
}
