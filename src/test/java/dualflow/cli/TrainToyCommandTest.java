package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainToyCommandTest {
    @TempDir
    private Path folder;

    private static Invocation train(Path out, String... options) {
        return train("--out=" + out, options);
    }

    private static Invocation train(String where, String... options) {
        List<String> words = new ArrayList<>(List.of("train", "toy", "--device", "host", where));
        for (String usual : List.of("--width=8", "--blocks=2", "--batch=32", "--held-out=20")) {
            if (Arrays.stream(options).noneMatch(option -> option.startsWith(usual.split("=", 2)[0] + "="))) {
                words.add(usual);
            }
        }
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }

    private static double number(Path run, String key) throws IOException {
        String text = Files.readString(run.resolve("run.json"));
        String after = text.substring(text.indexOf("\"" + key + "\" : ") + key.length() + 5);
        return Double.parseDouble(after.substring(0, after.indexOf(',')).strip());
    }

    @Test
    void aRunEndsWithItsJudgement() throws IOException {
        Invocation run = train(folder, "--steps=4", "--data=circles");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("log-likelihood of 20 held-out samples"))
                .anyMatch(line -> line.startsWith("sliced Wasserstein-2 distance"))
                .anyMatch(line -> line.startsWith("variance of the gradient of 32 samples"))
                .anyMatch(line -> line.startsWith("time of a step"));
        assertThat(number(folder, "log-likelihood")).isBetween(-20.0, 0.0);
        assertThat(number(folder, "log-likelihood under their own law")).isBetween(-1.0, 0.0);
        assertThat(number(folder, "variance of the gradient")).isPositive();
        assertThat(ImageIO.read(folder.resolve("flow.png").toFile()).getWidth()).isGreaterThan(2000);
        try (Safetensors model = Safetensors.open(folder.resolve("model.safetensors"))) {
            assertThat(model.metadata())
                    .containsEntry("model", "mlp")
                    .containsEntry("data", "circles")
                    .containsEntry("path", "linear")
                    .containsEntry("schedule", "cosine");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--loss=meanflow",
                "--loss=meanflow --path=cosine --coupling=ot",
                "--loss=likelihood --solver-steps=2",
                "--coupling=sinkhorn --epsilon=0.5",
                "--path=vp --samples=40",
                "--path=ve",
                "--path=linear-vp --dtype=float64",
                "--jacobian-penalty=frobenius --penalty=0.1 --penalty-probes=1",
                "--jacobian-penalty=off-diagonal --penalty=0.1 --penalty-steps=2"
            })
    void allLossesPathsAndCouplingsTrain(String options) throws IOException {
        Invocation run = train(folder, ("--steps=2 " + options).split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(number(folder, "log-likelihood")).isNegative();
        assertThat(number(folder, "sliced Wasserstein-2 distance in one step")).isPositive();
        Path samples = folder.resolve("samples.csv");
        Invocation sample = Invocation.of("sample", "--device=host", "--flow=" + folder, "--n=3", "--out=" + samples);
        assertThat(sample.exitCode()).as(sample.err()).isZero();
    }

    @Test
    void comparisonHasARowForEachLossAndGoesOn() throws IOException {
        String[] options = {"--compare", "--steps=2", "--likelihood-steps=1"};
        Invocation run = train(folder, options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("comparison.csv"));
        assertThat(rows.stream().map(row -> row.substring(0, row.indexOf(',', row.indexOf(',') + 1))))
                .containsExactly("loss,coupling", "fm,independent", "fm,ot", "meanflow,independent", "likelihood,");
        assertThat(run.out()).contains("at the same parameters");
        assertThat(number(folder, "pairs, variance of the gradient, transported"))
                .isPositive();
        for (String name : List.of("fm", "fm-ot", "meanflow", "likelihood")) {
            assertThat(folder.resolve(name).resolve("model.safetensors")).exists();
        }
        Invocation same = train(folder, options);
        assertThat(same.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(same.sentences()).singleElement().asString().contains("go on with --resume " + folder);
        Invocation again = train("--resume=" + folder, options);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("going on from " + folder.resolve("likelihood"));
        assertThat(withoutTimes(folder.resolve("comparison.csv"))).isEqualTo(withoutTimes(rows));
    }

    private static List<String> withoutTimes(Path csv) throws IOException {
        return withoutTimes(Files.readAllLines(csv));
    }

    private static List<String> withoutTimes(List<String> rows) {
        return rows.stream()
                .map(row -> row.split(",", -1))
                .map(cells -> cells[0]
                        + cells[1]
                        + String.join(",", Arrays.asList(cells).subList(4, cells.length)))
                .toList();
    }

    /** The whole of the training, as far as it is told in numbers: from the source's likelihood, about -2.5, most of the way to the data's own, -0.26. */
    @Test
    void twoMoonsAreLearned() throws IOException {
        Invocation run = train(folder, "--width=32", "--blocks=3", "--batch=256", "--steps=600", "--held-out=500");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(number(folder, "log-likelihood")).isBetween(-1.6, -0.26);
        assertThat(number(folder, "sliced Wasserstein-2 distance")).isLessThan(0.2);
    }

    @Test
    void aRunGoesOnWhereItStopped() {
        Path straight = folder.resolve("straight");
        assertThat(train(straight, "--steps=8", "--checkpoint-every=3").exitCode())
                .isZero();
        Path copy = folder.resolve("copy");
        Invocation rest =
                train(copy, "--steps=8", "--checkpoint-every=3", "--resume=" + straight.resolve("checkpoint-00000006"));
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        for (String name : List.of("model.safetensors", "loss.csv", "flow.png")) {
            assertThat(copy.resolve(name)).hasSameBinaryContentAs(straight.resolve(name));
        }
        Invocation other = train(
                folder.resolve("other"),
                "--steps=8",
                "--data=spirals",
                "--resume=" + straight.resolve("checkpoint-00000006"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.sentences()).last().asString().contains("with data two-moons where this one has spirals");
    }

    @Test
    void aRunIsNotOverwritten() {
        assertThat(train(folder, "--steps=2").exitCode()).isZero();
        Invocation again = train(folder, "--steps=2");
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.sentences()).singleElement().asString().contains("go on with --resume " + folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data=three-moons|there is no 'three-moons'; there are eight-gaussians, two-moons, ",
                "--path=winding|there is no 'winding'; there are linear, cosine, ",
                "--samples=-1|--samples is a number of samples",
                "--samples=31|31 samples do not fill a batch of 32",
                "--held-out=1|a standard error takes 2 or more",
                "--width=0|must be a whole number",
                "--loss=adversarial|there are fm, meanflow, likelihood",
                "--coupling=random|there are independent, ot, sinkhorn",
                "--epsilon=1|--epsilon is of --coupling sinkhorn",
                "--coupling=sinkhorn --epsilon=0|epsilon",
                "--solver-steps=3|--solver-steps is of --loss likelihood",
                "--loss=likelihood --solver-steps=0|one step or more",
                "--loss=likelihood --path=vp|maximum likelihood knows neither",
                "--likelihood-steps=3|is of --compare",
                "--compare --loss=fm|leave --loss and --coupling out",
                "--compare --resume=elsewhere|goes on in its own folder",
                "--compare --likelihood-steps=0|1 to 1000000000 steps",
                "--schedule=linear|there are constant, cosine",
                "--jacobian-penalty=spectral --penalty=1|there are frobenius, off-diagonal",
                "--jacobian-penalty=frobenius|needs its weight: name it by --penalty",
                "--jacobian-penalty=frobenius --penalty=-1|--penalty is -1; a weight is 0 or more",
                "--jacobian-penalty=off-diagonal --penalty=1 --penalty-probes=1|1 probes; it takes 2 or more",
                "--jacobian-penalty=off-diagonal --penalty=1 --penalty-steps=0|the flow takes 1 to 1000 steps",
                "--jacobian-penalty=frobenius --penalty=1 --loss=meanflow|--jacobian-penalty is of --loss fm",
                "--compare --jacobian-penalty=frobenius --penalty=1|leave --jacobian-penalty out",
                "--penalty=1|are of --jacobian-penalty"
            })
    void optionsThatCannotBeAreRefused(String option, String message) {
        Invocation run = train(folder, ("--steps=2 " + option).split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void samplesAndLikelihoodsOfTheRunAgreeWithItsJudgement() throws IOException {
        assertThat(train(folder.resolve("run"), "--steps=4", "--dtype=float64").exitCode())
                .isZero();
        Path samples = folder.resolve("samples.csv");
        Invocation sample = Invocation.of(
                "sample",
                "--device=host",
                "--dtype=float64",
                "--flow=" + folder.resolve("run"),
                "--n=20",
                "--out=" + samples);
        assertThat(sample.exitCode()).as(sample.err()).isZero();
        Invocation likelihood = Invocation.of(
                "likelihood",
                "--device=host",
                "--dtype=float64",
                "--flow=" + folder.resolve("run"),
                "--points=" + samples,
                "--out=" + folder.resolve("l.csv"));
        assertThat(likelihood.exitCode()).as(likelihood.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("l.csv"))).hasSize(21);
    }
}
