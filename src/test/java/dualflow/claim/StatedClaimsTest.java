package dualflow.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.check.ClaimFile;
import dualflow.check.SideBySide;
import dualflow.device.host.HostDevice;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The claims that claim files state. */
class StatedClaimsTest {
    private static final Path FOLDER = Path.of("src/main/resources/dualflow/claims");

    /** A paper or book, cited by author and year. */
    private static final Pattern PAPER = Pattern.compile("\\p{Lu}.* (19|20)\\d\\d");

    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final List<String> OURS =
            List.of("paper", "published code", "Beigy's notes", "ENM5310's notes", "Khungurn's notes");

    /** What was found out about claims of the paper and of the notes before they were stated in their files, written down separately from them. */
    private static final String KNOWN = """
            flow-matching-minimiser            holds
            linear-counterfactual              holds
            conditional-mean                   holds
            conditional-mean-at-one            corrected
            gaussian-drift                     holds
            gaussian-flow-map                  holds
            gaussian-jacobian-constant         holds
            wiggle-covariance                  corrected
            responsibilities                   holds
            responsibility-gradient            holds
            mixture-drift                      holds
            mixture-continuity                 holds
            mixture-drift-endpoints            holds
            mixture-jacobian                   corrected
            mixture-jacobian-standard-source   holds
            posterior-covariance               holds
            shared-covariances                 corrected
            finite-difference-jvp              holds
            unit-directions                    corrected
            diffeomorphism-map                 holds
            diffeomorphism-determinant         holds
            diffeomorphism-is-the-flow         refuted
            diffeomorphism-endpoint            corrected
            diffeomorphism-wiggle              corrected
            attribute-chain-rule               holds
            linear-attributes                  holds
            linear-map-correlation             holds
            second-moment-is-covariance        corrected
            curved-trajectories                holds
            figure-1-path                      corrected
            published-drift                    corrected
            projection-do                      holds
            projection-second-order            holds
            axis-aligned-jacobian              holds
            beigy-equation                     corrected
            change-of-variables                corrected
            likelihood-sign                    corrected
            linear-path-sigma                  corrected
            conical-path-sign                  corrected
            single-item-field                  corrected
            beigy-integral-limit               corrected
            beigy-tangent-line                 corrected
            beigy-euler-time                   corrected
            beigy-path-integral                corrected
            beigy-total-not-partial            corrected
            beigy-backward-start               corrected
            beigy-cfm-sampling                 corrected
            beigy-linear-path-draw             corrected
            beigy-sgd-condition                corrected
            enm5310-composition-order          corrected
            khungurn-density                   corrected
            beigy-gaussian-path-not-unique     holds
            beigy-contraction                  holds
            khungurn-delta                     holds
            khungurn-flow-determinant          holds
            """;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    private static ClaimFile read(Path file) throws IOException {
        return ClaimFile.of(new SourceText(file.getFileName().toString(), Files.readString(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsReadAndItsTypesFit(Path file) throws IOException {
        ClaimFile claims = read(file);
        claims.checkTypes();
        assertThat(claims.claims()).isNotEmpty();
    }

    @Test
    void everyFileIsListed() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            read(file).claims().stream().map(Statement::id).forEach(ids::add);
        }
        assertThat(Claims.stated().stream().map(Claim::id)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void idsAreUnique() {
        assertThat(Claims.all())
                .extracting(Claim::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(Claims.all())
                .hasSize(Claims.stated().size() + Claims.programmed().size());
    }

    @Test
    void noIdIsASource() {
        assertThat(Claims.all())
                .extracting(Claim::id)
                .doesNotContainAnyElementsOf(Claims.all().stream()
                        .map(claim -> claim.source().key())
                        .distinct()
                        .toList());
    }

    @Test
    void aSourceIsStatedInOneFile() {
        Map<String, String> documents = new TreeMap<>();
        for (Claim claim : Claims.all()) {
            Source source = claim.source();
            assertThat(documents.merge(source.key(), source.document(), (old, same) -> old))
                    .isEqualTo(source.document());
        }
    }

    /** One of the documents that the claims were taken from, or any other, cited by author and year, or a repository. */
    @Test
    void everySourceIsACitedDocument() {
        assertThat(Claims.all())
                .extracting(Claim::source)
                .allMatch(source -> OURS.contains(source.document())
                        || PAPER.matcher(source.document()).matches()
                        || REPOSITORY.matcher(source.document()).matches())
                .noneMatch(source -> source.place().isBlank());
    }

    @Test
    void enoughIsStatedOfEnoughPapers() {
        assertThat(Claims.stated()).hasSizeGreaterThanOrEqualTo(120);
        assertThat(Claims.stated().stream()
                        .map(claim -> claim.source().document())
                        .filter(PAPER.asMatchPredicate())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void expectationsAreThoseKnown() {
        Map<String, Verdict> stated = new TreeMap<>();
        Claims.stated().forEach(claim -> stated.put(claim.id(), claim.expected()));
        KNOWN.strip()
                .lines()
                .map(line -> line.strip().split(" +"))
                .forEach(row ->
                        assertThat(stated).containsEntry(row[0], Verdict.valueOf(row[1].toUpperCase(Locale.ROOT))));
    }

    /** All of them on the host, side by side: what the user sees of {@code verify}. */
    @Test
    void eachClaimHasTheVerdictThatItsFileExpects() {
        List<StatedClaim> claims = Claims.stated();
        List<Function<Device, Outcome>> checks = claims.stream()
                .<Function<Device, Outcome>>map(claim -> own -> claim.check(new Setting(own, DType.FLOAT64)))
                .toList();
        SoftAssertions softly = new SoftAssertions();
        try (Device host = new HostDevice()) {
            new SideBySide<>(checks, new SideBySide.Listener<Outcome>() {
                        @Override
                        public void done(int job, Outcome outcome) {
                            StatedClaim claim = claims.get(job);
                            softly.assertThat(outcome.verdict())
                                    .as("%s: %s", claim.id(), outcome)
                                    .isEqualTo(claim.expected());
                            softly.assertThat(ClaimsTest.isConsistent(outcome))
                                    .as("%s: %s", claim.id(), outcome)
                                    .isTrue();
                        }

                        @Override
                        public void failed(int job, Throwable cause) {
                            softly.fail(claims.get(job).id(), cause);
                        }

                        @Override
                        public void waiting(int job, int finished) {
                            // A slow claim is no failure.
                        }
                    })
                    .on(host);
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("wrongExpectations")
    void anotherVerdictThanExpectedIsAFailure(String equation, String expected, String said) {
        String text = "given x: R; y: R\nclaim c \"place\": " + equation + " expect " + expected + "\n";
        Statement statement =
                ClaimFile.of(new SourceText("test.claims", text)).claims().get(0);
        try (Device host = new HostDevice()) {
            Outcome outcome = new StatedClaim("test", statement).check(new Setting(host, DType.FLOAT64));
            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.why()).matches(said);
        }
    }

    static Stream<Arguments> wrongExpectations() {
        return Stream.of(
                Arguments.of(
                        "x + y = x - y",
                        "holds",
                        "It should hold as printed\\. Found: fails in 24 of 24 generic draws.* Counterexample: .*; left side .*, right side .*\\."),
                Arguments.of(
                        "(x + y)^2 = x^2 + 2 x y + y^2", "fails", "It should be false as printed\\. Found: holds.*\\."),
                Arguments.of(
                        "(x + y)^2 = x^2 instead: (x + y)^2 = y^2",
                        "corrected",
                        "It should be false as printed and true as corrected\\. Found: fails.*"));
    }
}
