package dualflow.claim;

import dualflow.check.ClaimFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * All claims: of each document those that its claim file states, then those that need a program. The paper and its code come first, then the lecture
 * notes, then other papers and codes.
 */
public final class Claims {
    /** The documents that have a claim file, by its name. */
    private static final List<String> DOCUMENTS = List.of(
            "paper",
            "paper-conditioning",
            "published-code",
            "beigy",
            "enm5310",
            "khungurn",
            "albergo-2023",
            "behrmann-2019",
            "bishop-2006",
            "boffi-2024",
            "celeba",
            "chen-2018",
            "chen-2019",
            "chernoff-1981",
            "deisenroth-2020",
            "diffusion-models",
            "dinh-2017",
            "dowson-1982",
            "durkan-2019",
            "efron-2011",
            "geng-2025",
            "grathwohl-2019",
            "gu-2022",
            "hartman-1964",
            "hendrycks-2016",
            "higham-2008",
            "ho-2020",
            "ho-2022",
            "hutchinson-1990",
            "hyvarinen-1999",
            "hyvarinen-2005",
            "ioffe-2015",
            "karras-2022",
            "kim-2022",
            "kingma-2014",
            "kingma-2018",
            "labbe-2020",
            "liang-2024",
            "lipman-2023",
            "lipman-2024",
            "liu-2023",
            "magnus-2019",
            "meyer-2021",
            "model-zoo",
            "mokady-2023",
            "murphy-2022",
            "murray-2016",
            "odw-2023",
            "papamakarios-2017",
            "pearl-2009",
            "peebles-2020",
            "petersen-2012",
            "rackauckas-2020",
            "rasmussen-2006",
            "rezende-2015",
            "salimans-2022",
            "sarkka-2013",
            "song-2021",
            "song-2021-ddim",
            "song-2023",
            "stein-1981",
            "su-2024",
            "tong-2024",
            "verma-1990",
            "vincent-2011",
            "ye-2025");

    private static final List<Claim> PROGRAMMED = List.of(
            new InterventionInFork(),
            new InterventionJacobian(),
            new LocalLinearity(),
            new ExperimentEpsilon(),
            new UncentredCorrelation(),
            new FigureOneEuler(),
            new FigureTwoEvolution(),
            new TableFourNumerical(),
            new TableFourIntervention(),
            new TableFourMatrix(),
            new TableFourOverlap(),
            new ConditioningFork(),
            new ConditioningThreshold(),
            new ConditioningCollider(),
            new ConditioningMediator(),
            new PowerIteration(),
            new DiagnosticsEpsilon(),
            new FigureSixScaling(),
            new EulerExample());

    private Claims() {}

    /** The files are read when they are first asked for. */
    private static final class Files {
        static final List<StatedClaim> STATED = DOCUMENTS.stream()
                .flatMap(key -> read(key).map(claim -> new StatedClaim(key, claim)))
                .toList();

        private static Stream<Statement> read(String key) {
            String name = key + ".claims";
            try (InputStream file = Claims.class.getResourceAsStream("/dualflow/claims/" + name)) {
                return ClaimFile.of(new SourceText(name, new String(file.readAllBytes(), StandardCharsets.UTF_8)))
                        .claims()
                        .stream();
            } catch (IOException e) {
                throw new UncheckedIOException("the claim file " + name + " cannot be read", e);
            }
        }
    }

    /**
     * All claims.
     *
     * @return document by document
     */
    public static List<Claim> all() {
        return DOCUMENTS.stream()
                .flatMap(key -> Stream.<Claim>concat(stated().stream(), PROGRAMMED.stream())
                        .filter(claim -> claim.source().key().equals(key)))
                .toList();
    }

    /**
     * The claims that claim files state.
     *
     * @return document by document
     */
    public static List<StatedClaim> stated() {
        return Files.STATED;
    }

    /**
     * The claims that need a program: networks, solvers, samples, published figures.
     *
     * @return a class each
     */
    public static List<Claim> programmed() {
        return PROGRAMMED;
    }
}
