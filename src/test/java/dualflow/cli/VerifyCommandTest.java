package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dualflow.claim.Claim;
import dualflow.claim.Claims;
import dualflow.claim.Outcome;
import dualflow.claim.Setting;
import dualflow.claim.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
    /** Quick ones: one that holds, one corrected, one refuted. */
    private static final List<String> THREE = List.of("do-in-a-fork", "mixture-jacobian", "diffeomorphism-is-the-flow");

    @TempDir
    private Path folder;

    private static Invocation verify(String... more) {
        List<String> args = new ArrayList<>(List.of("verify", "--device", "host"));
        args.addAll(List.of(more));
        return Invocation.of(args.toArray(String[]::new));
    }

    private static Invocation verifyThree(String... more) {
        List<String> args = new ArrayList<>(THREE);
        args.addAll(List.of(more));
        return verify(args.toArray(String[]::new));
    }

    private record Fixed(String id, Outcome outcome) implements Claim {
        @Override
        public String statement() {
            return "A statement.";
        }

        @Override
        public Source source() {
            return Source.paper("nowhere");
        }

        @Override
        public Outcome check(Setting setting) {
            return outcome;
        }
    }

    @Test
    void lastLineCountsTheVerdicts() {
        Invocation run = verifyThree();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words().get(run.words().size() - 1))
                .matches("verified 3 claims on host float64 in \\d+\\.\\d s: 1 hold, 1 corrected, 1 refuted, 0 failed");
    }

    @Test
    void eachClaimIsPrintedWithItsNumbersAndReason() {
        List<String> words = verify("mixture-jacobian").words();
        assertThat(words.get(0)).isEqualTo("corrected mixture-jacobian (paper, equation (4))");
        assertThat(words.get(2)).matches("error \\S+, tolerance \\S+; as printed \\S+, relative difference \\S+");
        assertThat(Double.parseDouble(words.get(2).replaceAll(".* ", ""))).isBetween(0.1, 2.0);
        assertThat(words.get(3)).endsWith(".");
    }

    @Test
    void dtypeIsTheOneAskedFor() {
        assertThat(verify("do-in-a-fork", "--dtype", "float32").out()).contains("verified 1 claim on host float32 in ");
    }

    @Test
    void listNamesAllClaimsAndChecksNone() {
        Invocation run = verify("--list");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .hasSameSizeAs(Claims.all())
                .allMatch(line -> line.matches("[a-z0-9-]+ [a-z0-9-]+ .+, .+"));
    }

    @Test
    void aSourceStandsForItsClaims() {
        Invocation run = verify("chernoff-1981", "su-2024", "rotary-stray", "--list");
        assertThat(run.words())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("chernoff chernoff-1981 Chernoff 1981, "))
                .anyMatch(line -> line.startsWith("rotary-relative su-2024 "));
        assertThat(verify("su-2024").words())
                .last()
                .asString()
                .matches("verified 2 claims on host float64 in .*: 1 hold, 1 corrected, 0 refuted, 0 failed");
    }

    @Test
    void whatAFileStatesIsJudgedInFloat64() {
        Invocation run = verify("vae-kl", "--dtype", "float32");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("what a claim file states is judged in float64");
        assertThat(verify("do-in-a-fork", "--dtype", "float32").err()).doesNotContain("float64");
    }

    @Test
    void unknownClaimIsMisuse() {
        Invocation run = verify("mixture-jacobean");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences())
                .containsExactly(
                        "There is no claim or source 'mixture-jacobean'; perhaps 'mixture-jacobian' is meant, and"
                                + " 'dualflow verify --list' names all.");
        assertThat(verify("everything").sentences())
                .containsExactly("There is no claim or source 'everything'; 'dualflow verify --list' names all.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFailedClaimIsAFailedCheck() {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new VerifyCommand(() -> List.of(
                        new Fixed("good", Outcome.holds(0, 1)),
                        new Fixed("bad", Outcome.holds(2, 1)),
                        new Fixed("far", Outcome.corrected(Double.POSITIVE_INFINITY, 0, 1, "Because.")),
                        new Fixed("wrong", Outcome.refuted(Double.NaN, 1, "Because.")))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("--device", "host");
        assertThat(exitCode).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString())
                .contains("1 hold, 1 corrected, 0 refuted, 2 failed")
                .contains("error 0.0e+00, tolerance 1e+00; as printed infinity")
                .contains("error undefined, tolerance 1e+00")
                .doesNotContain("NaN", "Infinity")
                .contains("It should hold as printed.")
                .contains("It should be false as printed.");
    }

    private record Faulty(String id, Error error) implements Claim {
        @Override
        public String statement() {
            return "A statement.";
        }

        @Override
        public Source source() {
            return Source.paper("nowhere");
        }

        @Override
        public Outcome check(Setting setting) {
            if (error != null) {
                throw error;
            }
            throw new IllegalStateException("a bug");
        }
    }

    @Test
    void aClaimThatCannotBeCheckedDoesNotEndTheOthers() throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path json = folder.resolve("verify.json");
        int exitCode = new CommandLine(new VerifyCommand(() -> List.of(
                        new Faulty("full", new OutOfMemoryError("Java heap space")),
                        new Fixed("good", Outcome.holds(0, 1)),
                        new Faulty("broken", null),
                        new Fixed("bad", Outcome.holds(2, 1)))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--device", "host", "--json", json.toString(), "--out", folder.toString());
        assertThat(exitCode).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(out.toString().lines().map(String::strip))
                .contains(
                        "error      full (paper, nowhere)",
                        "holds      good (paper, nowhere)",
                        "error      broken (paper, nowhere)",
                        "dualflow met an error of its own: java.lang.IllegalStateException: a bug.",
                        "again: tools/dualflow verify broken --device host --dtype float64")
                .anyMatch(line -> line.startsWith("Java's memory did not suffice: "))
                .last()
                .asString()
                .startsWith("verified 4 claims on host float64 in ")
                .endsWith(": 1 hold, 0 corrected, 0 refuted, 1 failed, 2 not checked");
        assertThat(err.toString().lines()).contains("Not checked: full, broken.");
        assertThat(json(json))
                .containsEntry("/claims/2/verdict", "null")
                .containsEntry("/claims/2/error", "null")
                .containsEntry(
                        "/claims/2/why", "dualflow met an error of its own: java.lang.IllegalStateException: a bug.");
        assertThat(Files.readAllLines(folder.resolve("verify.csv"))).hasSize(5);
    }

    @Test
    void jsonHasTheCountsAndEveryOutcome() throws IOException {
        Path file = folder.resolve("new/verify.json");
        assertThat(verifyThree("--json", file.toString()).exitCode()).isEqualTo(ExitCode.OK);
        Map<String, String> json = json(file);
        assertThat(json)
                .containsEntry("/device", "host")
                .containsEntry("/dtype", "float64")
                .containsEntry("/holds", "1")
                .containsEntry("/corrected", "1")
                .containsEntry("/refuted", "1")
                .containsEntry("/failed", "0")
                .containsEntry("/claims/0/id", "do-in-a-fork")
                .containsEntry("/claims/0/verdict", "holds")
                .containsEntry("/claims/0/errorAsPrinted", "null")
                .containsEntry("/claims/0/relativeDifference", "null") // a class checks it
                .containsEntry("/claims/1/source", "paper")
                .containsEntry("/claims/1/document", "paper")
                .containsEntry("/claims/1/place", "equation (4)")
                .containsKeys(
                        "/seconds",
                        "/claims/1/statement",
                        "/claims/1/error",
                        "/claims/1/tolerance",
                        "/claims/1/errorAsPrinted",
                        "/claims/1/why")
                .doesNotContainKey("/claims/3/id");
        assertThat(Double.parseDouble(json.get("/claims/1/errorAsPrinted")))
                .isGreaterThan(Double.parseDouble(json.get("/claims/1/tolerance")));
    }

    @Test
    void outHoldsTheTableAndTheRecordOfTheRun() throws IOException {
        Path out = folder.resolve("new/folder");
        assertThat(verifyThree("--out", out.toString()).exitCode()).isEqualTo(ExitCode.OK);
        List<String> csv = Files.readAllLines(out.resolve("verify.csv"));
        assertThat(csv).hasSize(4);
        assertThat(csv.get(0))
                .isEqualTo("id,source,document,place,verdict,error,tolerance,errorAsPrinted,relativeDifference,why");
        assertThat(csv.get(1)).startsWith("do-in-a-fork,paper,paper,");
        assertThat(json(out.resolve("run.json")))
                .containsEntry("/dtype", "float64")
                .containsKey("/seconds");
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Invocation run = verify("do-in-a-fork", "--out", file.resolve("folder").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.sentences()).hasSize(1).allMatch(line -> line.contains(file.toString()) && line.endsWith("."));
        Invocation json = verify("do-in-a-fork", "--json", folder.toString());
        assertThat(json.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(json.sentences()).hasSize(1).allMatch(line -> line.contains(folder.toString()));
    }

    /** Every value under its JSON pointer. */
    private static Map<String, String> json(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
        }
        return values;
    }
}
