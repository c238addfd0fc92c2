package dualflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The processes and their words, on small cases; never their speed. */
class PeerComparisonTest {
    private static Child server;

    @TempDir
    private Path folder;

    /** One for all tests, since a JVM takes a second or two to start. */
    @BeforeAll
    static void startServer() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        server = new Child(
                "dualflow",
                List.of(
                        java,
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        "host"));
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void forget() {
        assertThat(server.ask("forget")).isEmpty();
    }

    private List<String> words(Case task, String... id) {
        List<String> words = new ArrayList<>(List.of(id));
        words.addAll(task.with("folder", folder.toString()).words());
        return words;
    }

    private static Case unet(String kind, String... more) {
        Case unet = Case.of(
                kind,
                "model",
                "flow-unet",
                "channels",
                "1",
                "base_channels",
                "2",
                "batch",
                "2",
                "size",
                "16",
                "tangents",
                "2",
                "steps",
                "2",
                "rate",
                "1e-3");
        return new Case(merged(unet.settings(), more));
    }

    private static Map<String, String> merged(Map<String, String> settings, String... more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "direct", "winograd", "primal", "dual", "training", "solve", "mixture", "mlp"})
    void everyKindAgreesWithItsDefinitionInFloat64(String method) throws IOException {
        Case task = switch (method) {
            case "product" -> Case.of("product", "m", "5", "k", "16", "n", "7");
            case "direct", "winograd" ->
                Case.of("convolution", "batch", "2", "size", "8", "in", "3", "out", "4", "method", method);
            case "training" -> unet("training");
            case "mixture", "mlp" ->
                Case.of("solver", "field", method, "method", "tsit5", "tolerance", "1e-6", "batch", "5");
            case "solve" -> unet("euler", "tangents", "1", "method", method);
            default -> unet("model", "method", method);
        };
        assertThat(server.ask("prepare", words(task, "ours")).get(0))
                .matches(task.kind().equals("solver") ? "[1-9][0-9]+ evaluations" : "");
        assertThat(server.ask("run", "ours")).hasSize(2).allMatch(word -> Double.parseDouble(word) >= 0);
        server.ask("answer", "ours");
        server.ask("reference", words(task.with("method", method.equals("winograd") ? "direct" : method)));
        boolean tangent = Files.exists(folder.resolve("reference.tangent.npy"));
        assertThat(tangent).isEqualTo(List.of("dual", "training", "solve").contains(method));
        for (String what : tangent ? List.of("primal", "tangent") : List.of("primal")) {
            double[] ours = Npy.read(folder.resolve("ours." + what + ".npy")).doubles();
            double[] exact =
                    Npy.read(folder.resolve("reference." + what + ".npy")).doubles();
            assertThat(RelativeError.of(ours, exact)).isBetween(1e-12, 2e-4);
        }
    }

    @Test
    void aServerRefusesInASentenceAndGoesOn() {
        assertThatThrownBy(() -> server.ask("prepare", "a", "kind=dance"))
                .isInstanceOf(Child.Refusal.class)
                .hasMessage("dualflow: there is no kind of case 'dance'");
        assertThatThrownBy(() -> server.ask("sing"))
                .isInstanceOf(Child.Refusal.class)
                .hasMessage("dualflow: there is no command 'sing'");
        assertThat(server.ask("calibrate")).hasSize(3).allMatch(word -> Double.parseDouble(word) > 0);
        assertThat(server.ask("forget")).isEmpty();
        assertThat(server.ask("hello")).anyMatch(word -> word.startsWith("device=host"));
    }

    @Test
    void aProgramThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> new Child("torch", List.of(folder.resolve("none").toString())))
                .isInstanceOf(Child.Refusal.class)
                .hasMessageStartingWith("torch cannot be started: ");
    }

    @Test
    void everyGroupHasCasesAndItsPairsNameTasks() {
        for (String group : Match.groups()) {
            List<Match> matches = Match.of(group);
            assertThat(matches.isEmpty()).isEqualTo(group.equals("start"));
            for (Match match : matches) {
                assertThat(match.pairs()).isNotEmpty();
                assertThat(match.pairs())
                        .allSatisfy(pair -> assertThat(match.tasks()).containsKeys(pair.ours(), pair.peer()));
            }
        }
    }

    @Test
    void withoutPythonOursIsMeasuredAlone() {
        List<String> said = new ArrayList<>();
        Optional<Path> none = Optional.of(folder.resolve("python"));
        TimePlan plan = new TimePlan(
                List.of(new TimePlan.Item("small", new CaseTime(1, 0.1))), OptionalInt.of(1), true, 1, 1, () -> 0);
        try (PeerComparison comparison = new PeerComparison("host", none, folder, plan, said::add)) {
            assertThat(said).hasSize(2).allMatch(sentence -> sentence.endsWith("; it is left out."));
            assertThat(comparison.environment()).containsKeys("dualflow", "java", "device", "cores");
            ComparisonRow row = comparison
                    .run(new Match(
                            "product",
                            "small",
                            Map.of(
                                    "ours",
                                    new Match.Entry(Match.OURS, Case.of("product", "m", "4", "k", "8", "n", "4"))),
                            List.of(new Match.Pair("small", "ours", "torch mm"))))
                    .get(0);
            assertThat(row.hasPeer()).isFalse();
            assertThat(row.error().primal().orElseThrow()).isBetween(1e-12, 1e-5);
            assertThat(row.fields(comparison.environment())).containsEntry("peer", null);
        }
    }
}
