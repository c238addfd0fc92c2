package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.AtomicFolder;
import dualflow.data.Csv;
import dualflow.report.XmlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private static Path temporary;

    private static Path folder;
    private static Invocation run;

    /** One report for all tests: some claims, a table, labels that are damaged, a claim of one's own that fails. */
    @BeforeAll
    static void make() throws IOException {
        folder = temporary.resolve("made/report");
        Path data = Files.createDirectories(temporary.resolve("data/celeba"));
        Files.writeString(data.resolve("list_attr_celeba.txt"), "damaged\n");
        Path own = Files.writeString(temporary.resolve("own.claims"), """
                from "A note: of transposes"
                given d in 1..2;  A, B: R^(d,d)
                claim product: (A B)' = A' B'
                """);
        run = report(
                "--out",
                folder.toString(),
                "--only",
                "table4,table6,figure5,table4-intervention,wiggle-covariance",
                "--data",
                data.getParent().toString(),
                "--claims",
                own.toString());
    }

    private static Invocation report(String... args) {
        return Invocation.of(Stream.concat(Stream.of("report", "--device", "host"), Stream.of(args))
                .toArray(String[]::new));
    }

    private static List<Map<String, String>> table(String file) {
        return Csv.read(folder.resolve(file));
    }

    @Test
    void theFolderIsWholeAndHasNoOther() throws IOException {
        assertThat(AtomicFolder.damage(folder)).isEmpty();
        assertThat(names(folder))
                .contains(
                        "report.html", "report.md", "claims.csv", "items.csv", "table4.csv", "table4.svg", "run.json");
        assertThat(names(folder.getParent())).as("no work is left beside it").containsExactly("report");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void claimsHaveTheVerdictsOfTheRun() {
        assertThat(table("claims.csv").stream().map(row -> row.get("id") + " " + row.get("verdict")))
                .containsExactly("wiggle-covariance corrected", "table4-intervention corrected", "product fails");
        assertThat(Double.parseDouble(table("claims.csv").get(0).get("error_as_printed")))
                .isGreaterThan(1e-5);
    }

    @Test
    void everyTableAndFigureIsDoneOrSaysWhyNot() {
        Map<String, String> reasons = new HashMap<>();
        table("items.csv").forEach(row -> reasons.put(row.get("item"), row.get("status") + ": " + row.get("reason")));
        assertThat(reasons)
                .hasSize(12)
                .containsEntry("Table 4", "done: ")
                .containsEntry("Figure 6", "skipped: It was not asked for: --only names others.")
                .hasEntrySatisfying(
                        "Table 6", why -> assertThat(why).startsWith("failed: ").endsWith(" (Exit code 4.)"))
                .hasEntrySatisfying("Table 2", why -> assertThat(why).startsWith("no result: "));
    }

    @Test
    void aFailureIsInTheReportAndInTheExitCode() throws Exception {
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT); // greater than that of the claim that fails
        assertThat(run.out())
                .contains(
                        "3 claims: 2 corrected, 1 fail. Tables and figures of the paper: 1 done, 6 skipped, 2 failed");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("This is not the verdict that was to be expected.");
    }

    @Test
    void thePageHasEquationsFiguresAndTheRecord() throws Exception {
        XmlDocument page = XmlDocument.of(Files.readString(folder.resolve("report.html")));
        assertThat(page.elements("math")).hasSize(3); // one as printed and corrected, one of one's own
        assertThat(page.elements("article")).hasSize(3);
        assertThat(page.values("src"))
                .allMatch(source -> source.startsWith("data:image/"))
                .isNotEmpty();
        List<String> ids = page.values("id");
        assertThat(page.values("href")).allMatch(link -> ids.contains(link.substring(1)));
        assertThat(page.elements("table").get(page.elements("table").size() - 1).getTextContent())
                .contains("command", "dualflow report", "versions", "device", "host", "inputs", "own.claims");
    }

    @Test
    void table4IsAsPrintedAsItsCodeComputesAndExact() {
        assertThat(table("table4.csv").get(2))
                .containsEntry("t", "0.5")
                .containsEntry("intervention against analytical, as printed", "0.300")
                .hasEntrySatisfying(
                        "intervention against analytical, as its code computes",
                        x -> assertThat(Double.parseDouble(x)).isBetween(0.2995, 0.3005))
                .hasEntrySatisfying(
                        "intervention against analytical, exact",
                        x -> assertThat(Double.parseDouble(x)).isBetween(0.5990, 0.6000));
    }

    @Test
    void whatNeedsDataIsSkippedWithTheOptionThatNamesThem() {
        Path out = temporary.resolve("without");
        assertThat(report("--out", out.toString(), "--only", "table5").exitCode())
                .isEqualTo(ExitCode.OK);
        Map<String, String> table5 = Csv.read(out.resolve("items.csv")).get(4);
        assertThat(table5.get("reason"))
                .isEqualTo("It needs data: name a folder with MNIST's test split (t10k-images-idx3-ubyte and"
                        + " t10k-labels-idx1-ubyte, plain or .gz) by --data.");
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Path taken = Files.createDirectories(temporary.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        Invocation refused = report("--out", taken.toString(), "--only", "table4");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(refused.sentences())
                .containsExactly("The folder " + taken + " has files already: name a new one for the report.");
        assertThat(names(taken)).containsExactly("mine.txt");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Invocation unknown = report("--out", temporary.resolve("x").toString(), "--only", "tabel4");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err())
                .contains("There is no table, figure, claim or source 'tabel4'; perhaps 'table4' is meant");
        Invocation empty = report("--out", temporary.resolve("x").toString(), "--data", "nowhere");
        assertThat(empty.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(empty.err()).contains("There is no folder nowhere");
        Invocation nothing = report("--out", temporary.resolve("x").toString(), "--data", folder.toString());
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nothing.err()).contains("has no t10k-images-idx3-ubyte");
        assertThat(report("--out", temporary.resolve("x").toString(), "--dtype", "float32")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(temporary.resolve("x")).doesNotExist();
    }
}
