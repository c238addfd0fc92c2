package dualflow.digits;

import static dualflow.digits.DigitVariable.INTENSITY;
import static dualflow.digits.DigitVariable.SLANT;
import static dualflow.digits.DigitVariable.THICKNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.BadFileException;
import dualflow.data.IdxImages;
import dualflow.data.IdxLabels;
import dualflow.data.LabelledImages;
import dualflow.testing.GoldenCsv;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigitScmTest {
    private static final LabelledImages DIGITS = digits();
    private static final DigitScm FORK = new DigitScm(DigitStructure.FORK, DIGITS, 5);
    private static final List<DigitDraw> DRAWN = FORK.draws(24, Map.of(), done -> {});

    /** Two pictures of strokes, labelled 7 and 8, and one without ink, labelled 9. */
    private static LabelledImages digits() {
        GoldenCsv golden = GoldenCsv.read("digits/morphometry");
        byte[] pixels = new byte[3 * 28 * 28];
        List<String> names = List.of("thin", "usual");
        for (int i = 0; i < names.size(); i++) {
            byte[] image = MorphometryTest.bytes(golden.at(names.get(i)).values("image"));
            System.arraycopy(image, 0, pixels, i * image.length, image.length);
        }
        return new LabelledImages(new IdxImages(3, 28, 28, pixels), new IdxLabels(new byte[] {7, 8, 9}));
    }

    @ParameterizedTest
    @CsvSource({
        "FORK, THICKNESS, INTENSITY, SLANT, 0.36, 0",
        "CHAIN, INTENSITY, THICKNESS, SLANT, 0.36, 0",
        "COLLIDER, INTENSITY, THICKNESS, SLANT, 0, -0.5625",
        "INDEPENDENT, INTENSITY, THICKNESS, SLANT, 0, 0"
    })
    void endsAreCorrelatedAsStated(
            DigitStructure structure,
            DigitVariable middle,
            DigitVariable a,
            DigitVariable b,
            double marginal,
            double given) {
        double ab = structure.correlation(a, b);
        double am = structure.correlation(a, middle);
        double bm = structure.correlation(b, middle);
        assertThat(ab).isCloseTo(marginal, within(1e-15));
        assertThat((ab - am * bm) / Math.sqrt((1 - am * am) * (1 - bm * bm))).isCloseTo(given, within(1e-15));
    }

    /** The correlations that the structure states are those of the scores that its equations give, and each score has the variance 1. */
    @ParameterizedTest
    @EnumSource
    void scoresHaveTheStatedCorrelations(DigitStructure structure) {
        int n = 10_000;
        Random random = new Random(3);
        Map<DigitVariable, double[]> z = new EnumMap<>(DigitVariable.class);
        structure.variables().forEach(variable -> z.put(variable, new double[n]));
        for (int i = 0; i < n; i++) {
            Map<DigitVariable, Double> noise = new EnumMap<>(DigitVariable.class);
            structure.variables().forEach(variable -> noise.put(variable, random.nextGaussian()));
            Map<DigitVariable, Double> scores = structure.scores(noise, Map.of());
            for (DigitVariable variable : structure.variables()) {
                z.get(variable)[i] = scores.get(variable);
            }
        }
        double fourErrors = 4 / Math.sqrt(n);
        for (DigitVariable a : structure.variables()) {
            double square = 0;
            for (double score : z.get(a)) {
                square += score * score / n;
            }
            assertThat(square).isCloseTo(1, within(fourErrors * Math.sqrt(2)));
            for (DigitVariable b : structure.variables()) {
                assertThat(new PearsonsCorrelation().correlation(z.get(a), z.get(b)))
                        .isCloseTo(structure.correlation(a, b), within(fourErrors));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"THICKNESS_INTENSITY, 2, -2.5, 0.5", "THICKNESS_INTENSITY_INVERTED, -2, -2, 0.5"})
    void morphoScmHasThePublishedEquations(DigitStructure structure, double slope, double from, double deviation) {
        DigitScm scm = new DigitScm(structure, DIGITS, 8);
        double mean = 0;
        int n = 12;
        for (DigitDraw drawn : scm.draws(n, Map.of(), done -> {})) {
            double t = drawn.assigned().get(THICKNESS);
            assertThat(t).isGreaterThan(0.5);
            double share = (drawn.assigned().get(INTENSITY) - 64) / 191;
            double epsilon = (Math.log(share / (1 - share)) - slope * (t + from)) / deviation;
            assertThat(Math.abs(epsilon)).isLessThan(4);
            mean += epsilon / n;
            assertThat(drawn.scores().get(THICKNESS)).isCloseTo((t - 2.5) / Math.sqrt(0.4), within(1e-12));
        }
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
    }

    @Test
    void valuesAndScoresAreInverse() {
        for (DigitStructure structure : DigitStructure.values()) {
            for (DigitVariable variable : structure.variables()) {
                assertThat(structure.score(variable, structure.value(variable, -1.3)))
                        .isCloseTo(-1.3, within(1e-12));
            }
        }
        assertThat(DigitStructure.FORK.value(THICKNESS, 1)).isCloseTo(2.5 * Math.exp(0.25), within(1e-12));
        assertThat(DigitStructure.FORK.value(INTENSITY, 0)).isEqualTo(64 + 191 / 2.0);
        assertThat(DigitStructure.FORK.value(SLANT, -2)).isEqualTo(-0.4);
    }

    @Test
    void imagesMeasureWhatTheyWereAssigned() {
        for (DigitDraw drawn : DRAWN) {
            Morphometry measured = drawn.measured();
            assertThat(measured.thickness())
                    .as("thickness of image " + drawn.index())
                    .isCloseTo(drawn.assigned().get(THICKNESS), within(0.5));
            assertThat(measured.intensity())
                    .as("intensity of image " + drawn.index())
                    .isCloseTo(drawn.assigned().get(INTENSITY), within(2.0));
            assertThat(measured.slant())
                    .as("slant of image " + drawn.index())
                    .isCloseTo(drawn.assigned().get(SLANT), within(0.02));
            assertThat(drawn.label()).isEqualTo(7 + drawn.base());
        }
    }

    @Test
    void imageDependsOnSeedAndIndexAlone() {
        DigitDraw alone = new DigitScm(DigitStructure.FORK, DIGITS, 5).draw(17, Map.of());
        assertThat(alone.pixels()).isEqualTo(DRAWN.get(17).pixels());
        assertThat(alone.scores()).isEqualTo(DRAWN.get(17).scores());
        assertThat(alone.measured()).isEqualTo(DRAWN.get(17).measured());
        assertThat(new DigitScm(DigitStructure.FORK, DIGITS, 6)
                        .draw(17, Map.of())
                        .scores())
                .isNotEqualTo(alone.scores());
    }

    @Test
    void interventionsKeepDigitAndNoise() {
        DigitDraw factual = DRAWN.get(3);
        DigitDraw set = FORK.draw(3, Map.of(INTENSITY, 200.0));
        assertThat(set.base()).isEqualTo(factual.base());
        assertThat(set.assigned()).containsEntry(INTENSITY, 200.0);
        assertThat(set.assigned().get(THICKNESS)).isEqualTo(factual.assigned().get(THICKNESS));
        assertThat(set.assigned().get(SLANT)).isEqualTo(factual.assigned().get(SLANT));

        DigitDraw thick = FORK.counterfactual(factual, Map.of(THICKNESS, 4.0)).orElseThrow();
        assertThat(thick.base()).isEqualTo(factual.base());
        double change =
                DigitStructure.FORK.score(THICKNESS, 4) - factual.scores().get(THICKNESS);
        for (DigitVariable effect : List.of(INTENSITY, SLANT)) {
            assertThat(thick.scores().get(effect) - factual.scores().get(effect))
                    .isCloseTo(0.6 * change, within(1e-12));
        }
        assertThat(thick.measured().thickness()).isCloseTo(4, within(0.5));
    }

    @Test
    void withNothingSetTheCounterfactualIsTheFact() {
        DigitDraw again = FORK.counterfactual(DRAWN.get(4), Map.of()).orElseThrow();
        assertThat(again.pixels()).isEqualTo(DRAWN.get(4).pixels());
    }

    @Test
    void digitsThatVanishAreDrawnAgainAndCounted() {
        assertThat(DRAWN).extracting(DigitDraw::base).containsOnly(0, 1);
        assertThat(DRAWN).extracting(DigitDraw::vanished).contains(0, 1);
        DigitDraw vanishing =
                DRAWN.stream().filter(drawn -> drawn.vanished() > 0).findFirst().orElseThrow();
        assertThat(FORK.counterfactual(vanishing, Map.of(INTENSITY, 99.0)).orElseThrow())
                .returns(vanishing.base(), DigitDraw::base)
                .returns(vanishing.vanished(), DigitDraw::vanished);
    }

    @Test
    void refusesImpossibleValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORK.draw(0, Map.of(THICKNESS, 0.0)))
                .withMessage("A thickness of 0 is impossible: it is above 0 pixels.");
        assertThatIllegalArgumentException().isThrownBy(() -> FORK.draw(0, Map.of(THICKNESS, Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FORK.draw(0, Map.of(INTENSITY, 255.0)))
                .withMessageContaining("lies between 64 and 255");
        assertThatIllegalArgumentException().isThrownBy(() -> FORK.draw(0, Map.of(SLANT, 1.6)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new DigitScm(DigitStructure.THICKNESS_INTENSITY, DIGITS, 1).draw(0, Map.of(SLANT, 0.1)))
                .withMessage("The structure thickness-intensity has no slant; it has [thickness, intensity].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DigitVariable.named("colour"))
                .withMessage("There is no variable 'colour'; there are thickness, intensity, slant.");
    }

    @Test
    void refusesDigitsWithoutInk() {
        LabelledImages blank = new LabelledImages(new IdxImages(1, 4, 4, new byte[16]), new IdxLabels(new byte[1]));
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> new DigitScm(DigitStructure.FORK, blank, 1).draw(0, Map.of()))
                .withMessageContaining("have no ink");
    }
}
