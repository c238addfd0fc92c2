package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.Sha256;
import dualflow.nn.Architecture;
import dualflow.testing.ChildJvm;
import dualflow.testing.SyntheticImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other digits, decimal commas, the Turkish i and names beyond ASCII change nothing. */
class LocaleTest {
    @TempDir
    private static Path folder;

    private static List<String> english;

    @BeforeAll
    static void writeInputsAndRunInEnglish() throws IOException {
        SyntheticImages.write(SyntheticImages.of(40), folder);
        Files.writeString(
                folder.resolve("mixture.json"),
                "{\"mu0\": [0.5], \"sigma0\": [[1]], \"weights\": [0.25, 0.75], \"means\": [[1], [-1]],"
                        + " \"covariances\": [[[1]], [[0.5]]]}");
        WeightsFile.write(
                folder.resolve("model.safetensors"),
                Architecture.named("mlp2d").with("width", "4").with("blocks", "1"));
        WeightsFile.flowUNet(folder.resolve("unet.safetensors"), 3);
        Npy.write(folder.resolve("x.npy"), NumericArray.of(new double[] {0.5, -1234.5}, 1, 2));
        english = outputs(Locale.ENGLISH);
    }

    private static List<List<String>> commands() {
        String model = folder.resolve("model.safetensors").toString();
        String unet = folder.resolve("unet.safetensors").toString();
        String x = folder.resolve("x.npy").toString();
        return List.of(
                List.of("--help"),
                List.of("explain", "x^2*sin(1234.5*x)", "--at", "x=1.25", "--along", "x=1", "--order", "2"),
                List.of("explain", "x^+", "--at", "x=1", "--along", "x=1"),
                List.of("mixture", folder.resolve("mixture.json").toString(), "--t", "0.5", "--x", "-0.25"),
                List.of("verify", "do-in-a-fork"),
                List.of("model", "flow-unet", "--batch", "1"),
                List.of("model", "flow-unet", "--batch", "0"),
                List.of("inspect", model),
                List.of("inspect", "--json", model),
                List.of("jvp", model, "--x", x, "--along", x, "--t", "0.5"),
                List.of("sample", unet, "--size", "16", "--count", "2", "--steps", "1", "--out", out()),
                List.of(
                        "correlate",
                        "--images",
                        folder.resolve("images").toString(),
                        "--labels",
                        folder.resolve("labels").toString(),
                        "--flow",
                        "gaussian",
                        "--pixels",
                        "1:1,1:2",
                        "--samples",
                        "20",
                        "--out",
                        out()),
                List.of("reproduce", "table4", "--out", out()),
                List.of("train", "gaussian1d", "--steps", "12", "--batch", "4", "--out", out()),
                List.of("devices"));
    }

    private static String out() {
        return folder.resolve("out").toString();
    }

    /** What each command prints and writes, except durations. */
    private static List<String> outputs(Locale locale) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            List<String> outputs = new ArrayList<>();
            for (List<String> command : commands()) {
                List<String> words = new ArrayList<>(command);
                boolean takesDevice =
                        !List.of("--help", "model", "inspect", "devices").contains(command.get(0))
                                && !command.contains("--help");
                if (takesDevice) {
                    words.addAll(List.of("--device", "host"));
                }
                Invocation run = Invocation.of(words.toArray(String[]::new));
                outputs.add(command + " " + run.exitCode() + "\n"
                        + (run.out() + run.err()).replaceAll("[0-9.]+ (m?s)\\b", "_ $1") + written());
            }
            return outputs;
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Tables, numbers and pictures that a command wrote, which are then removed; a record contains the time and is left out. */
    private static Map<String, String> written() throws IOException {
        Map<String, String> written = new TreeMap<>();
        if (!Files.exists(folder.resolve("out"))) {
            return written;
        }
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                String name = file.getFileName().toString();
                if (name.matches(".*\\.(csv|npy|png|safetensors)")) {
                    written.put(name, Sha256.of(file));
                }
                Files.delete(file);
            }
        }
        return written;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "th-TH-u-nu-thai", "tr-TR", "de-DE", "hi-IN-u-nu-deva"})
    void everyCommandPrintsAndWritesTheSame(String tag) throws IOException {
        Locale locale = Locale.forLanguageTag(tag);
        assertThat(String.format(locale, "%,.2f", 1234.5)).isNotEqualTo("1,234.50");
        List<String> there = outputs(locale);
        for (int command = 0; command < english.size(); command++) {
            assertThat(there.get(command)).isEqualTo(english.get(command));
        }
    }

    /** What libraries print, such as the help, is also the same. */
    @Test
    void theProgramItselfKnowsNoLocale() throws IOException, InterruptedException {
        List<String> egypt = List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab");
        List<String> turkey = List.of("-Duser.language=tr", "-Duser.country=TR");
        for (List<String> words :
                List.of(List.of("train", "mnist", "--help"), List.of("jvp"), List.of("jvp", "a", "b", "c"))) {
            String[] args = words.toArray(String[]::new);
            ChildJvm.Result abroad = ChildJvm.run(Main.class, Map.of(), egypt, args);
            assertThat(abroad).isEqualTo(ChildJvm.run(Main.class, Map.of(), turkey, args));
            assertThat(abroad).isEqualTo(ChildJvm.run(Main.class, Map.of(), List.of(), args));
            assertThat(abroad.out() + abroad.err()).matches("\\p{ASCII}+");
        }
    }

    private static Path facesWithNamesBeyondAscii(String name) throws IOException {
        Path images = Files.createDirectory(folder.resolve(name));
        ImageIO.write(
                new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR),
                "png",
                images.resolve("größe 人.png").toFile());
        ImageIO.write(
                new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR),
                "png",
                images.resolve("café.png").toFile());
        return images;
    }

    private static String[] correlate(Path images) {
        return new String[] {
            "correlate",
            "--images",
            images.toString(),
            "--size",
            "16",
            "--flow",
            folder.resolve("unet.safetensors").toString(),
            "--pixels",
            "1:1:0,1:2:0",
            "--samples",
            "2",
            "--device",
            "host"
        };
    }

    /** Java cannot create files with such names there, but can read them. */
    @Test
    void filesInAFolderAreReadUnderALocaleOfAsciiAlone() throws IOException, InterruptedException {
        Path images = facesWithNamesBeyondAscii("faces");
        ChildJvm.Result run = ChildJvm.run(Main.class, Map.of("LC_ALL", "C"), List.of(), correlate(images));
        assertThat(run.out()).as(run.err()).contains("pixels 1:1:0 and 1:2:0");
    }

    @Test
    void aNameThatTheLocaleCannotWriteIsRefusedWithTheCure() throws IOException, InterruptedException {
        Path images = facesWithNamesBeyondAscii("visages_é");
        ChildJvm.Result run = ChildJvm.run(Main.class, Map.of("LC_ALL", "C"), List.of(), correlate(images));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("cannot be the name of a file, as this locale")
                .contains("set LC_ALL=C.UTF-8");
    }

    /** As tools/dualflow starts Java. */
    @Test
    void theLauncherTakesALocaleThatKnowsAllNames() throws IOException, InterruptedException {
        Path images = facesWithNamesBeyondAscii("launched_é");
        List<String> launcher = List.of("bash", "-c", "set -eu; . tools/toolchain.sh; use_utf8; exec \"$@\"", "bash");
        try (ChildJvm child =
                ChildJvm.startBehind(launcher, Main.class, Map.of("LC_ALL", "C"), List.of(), correlate(images))) {
            ChildJvm.Result run = child.result();
            assertThat(run.out()).as(run.err()).contains("pixels 1:1:0 and 1:2:0");
        }
    }
}
