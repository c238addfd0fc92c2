package dualflow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the distribution, in a folder whose name has blanks. {@code tools/publication} runs the distribution itself. */
class DistributionTest {
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final List<String> SCRIPTS = List.of("dualflow", "environment.sh");

    @TempDir
    private Path folder;

    private Path home;
    private Path launcher;

    @BeforeEach
    void unpack() throws IOException {
        home = folder.resolve("a folder/dualflow 0.1.0");
        Files.createDirectories(home.resolve("bin"));
        for (String script : SCRIPTS) {
            Files.copy(
                    Path.of("src/distribution/bin", script), home.resolve("bin").resolve(script));
        }
        launcher = home.resolve("bin/dualflow");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        writeProbe(home.resolve("dualflow.jar"));
    }

    private static void writeProbe(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LauncherProbe.class.getName());
        String name = LauncherProbe.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = LauncherProbe.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
    }

    /** A shell in which no cache can be written. */
    private Shell shell() {
        return Shell.in(folder)
                .with("JAVA_HOME", JAVA_HOME.toString())
                .with("LD_PRELOAD", "")
                .with("XDG_CACHE_HOME", "/dev/null");
    }

    @Test
    void passesArgumentsAndExitCode() throws IOException, InterruptedException {
        Shell.Result result = shell().run(launcher.toString(), "explain", "x * y", "", "-1", "$HOME `'\"");
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().filter(line -> line.startsWith("argument")))
                .containsExactly(
                        "argument <explain>",
                        "argument <x * y>",
                        "argument <>",
                        "argument <-1>",
                        "argument <$HOME `'\">");
        assertThat(result.exitCode()).isEqualTo(LauncherProbe.EXIT_CODE);
    }

    @Test
    void startsThroughSymbolicLinks() throws IOException, InterruptedException {
        Path links = Files.createDirectories(folder.resolve("some links"));
        Files.createSymbolicLink(links.resolve("first"), launcher);
        Files.createSymbolicLink(folder.resolve("second"), Path.of("some links", "first"));
        Shell.Result result = shell().run("./second", "--version");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(LauncherProbe.EXIT_CODE);
    }

    @Test
    void startsFromItsOwnFolder() throws IOException, InterruptedException {
        Shell.Result result = Shell.in(home.resolve("bin"))
                .with("XDG_CACHE_HOME", "/dev/null")
                .run("sh", "dualflow");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(LauncherProbe.EXIT_CODE);
    }

    @Test
    void chainsSignals() throws IOException, InterruptedException {
        Path library = JAVA_HOME.resolve("lib/libjsig.so");
        String expected = Files.exists(library) ? library.toString() : "";
        assertThat(shell().run(launcher.toString()).out()).contains("preloaded " + expected + "\n");
    }

    @Test
    void aJavaWithBlanksInItsPathStarts() throws IOException, InterruptedException {
        Path java = javaSaying("my java", "exec '" + JAVA_HOME + "/bin/java' \"$@\"");
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        Files.createFile(Files.createDirectories(java.resolve("lib")).resolve("libjsig.so"));
        Shell.Result result = shell().with("JAVA_HOME", java.toString()).run(launcher.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(LauncherProbe.EXIT_CODE);
        assertThat(result.out()).contains("preloaded \n");
    }

    @Test
    void boundsTheHeapOfChecksAlone() throws IOException, InterruptedException {
        assertThat(shell().run(launcher.toString(), "check").out()).contains("UseParallelGC", "-Xmx800m");
        assertThat(shell().run(launcher.toString(), "verify").out())
                .contains("UseParallelGC")
                .doesNotContain("-Xmx800m");
    }

    @Test
    void theFirstStartMakesAnArchiveOfClassesForTheNext() throws Exception {
        Path java = archivingJava("echo not really >\"$word\"");
        Path cache = folder.resolve("my cache");
        Shell here = shell().with("JAVA_HOME", java.toString()).with("XDG_CACHE_HOME", cache.toString());
        assertThat(here.run(launcher.toString()).out()).doesNotContain("SharedArchiveFile");
        Path archive = awaitArchive(cache);
        Shell.Result next = here.run(launcher.toString());
        // It is none that Java can use, and of that Java says nothing.
        assertThat(next.err()).isEmpty();
        assertThat(next.out()).contains("-XX:SharedArchiveFile=" + archive).startsWith("options ");
        assertThat(next.exitCode()).isEqualTo(LauncherProbe.EXIT_CODE);

        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.16\" of another size\n");
        assertThat(here.run(launcher.toString()).out())
                .as("of another Java")
                .doesNotContain(archive.getFileName().toString());
        awaitArchives(cache, 2);
    }

    @Test
    void aJavaThatMakesNoArchiveIsAskedOnce() throws Exception {
        Path java = archivingJava("exit 1");
        Path cache = folder.resolve("my cache");
        Shell here = shell().with("JAVA_HOME", java.toString()).with("XDG_CACHE_HOME", cache.toString());
        here.run(launcher.toString());
        Path mark = awaitArchive(cache);
        assertThat(mark.toFile()).isEmpty();
        Shell.Result next = here.run(launcher.toString());
        assertThat(next.out()).doesNotContain("SharedArchiveFile");
        assertThat(next.err()).isEmpty();
        assertThat(next.exitCode()).isEqualTo(LauncherProbe.EXIT_CODE);
    }

    /** A Java that instead of making an archive runs a script, in which $word is the archive's file, and otherwise is this one. */
    private Path archivingJava(String making) throws IOException {
        String script = """
                for word in "$@"; do
                    case $word in
                        -XX:ArchiveClassesAtExit=*) word=${word#*=}; %s; exit 0 ;;
                    esac
                done
                exec '%s/bin/java' "$@\"""".formatted(making, JAVA_HOME);
        Path java = javaSaying("archiving java", script);
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        return java;
    }

    private static Path awaitArchive(Path cache) throws IOException, InterruptedException {
        return awaitArchives(cache, 1).get(0);
    }

    /** Waits until there are so many, and nothing else, in the cache: they are made beside the start that found none. */
    private static List<Path> awaitArchives(Path cache, int count) throws IOException, InterruptedException {
        List<Path> found = List.of();
        for (int i = 0; i < 600; i++) {
            try (Stream<Path> files = Files.list(cache.resolve("dualflow"))) {
                found = files.toList();
            }
            if (found.size() == count
                    && found.stream().allMatch(file -> file.toString().endsWith(".jsa"))) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no archive within a minute, but " + found);
    }

    @Test
    void passesOverJavaThatIsTooOld() throws IOException, InterruptedException {
        for (String version : List.of("1.8.0_392", "11.0.2", "16")) {
            Path old = fakeJava(version);
            Shell.Result result = shell().with("JAVA_HOME", old.toString())
                    .with("PATH", JAVA_HOME.resolve("bin") + ":" + System.getenv("PATH"))
                    .run(launcher.toString());
            assertThat(result.exitCode()).as(version + result.err()).isEqualTo(LauncherProbe.EXIT_CODE);
        }
    }

    /** A Java that only states its version, in the file in which JDKs do, or where that is missing when asked. */
    private Path fakeJava(String version) throws IOException {
        Path fake = javaSaying(
                "java-" + version,
                "[ \"$1\" = -version ] && echo 'openjdk version \"" + version + "\" 2020-01-01' >&2\nexit 99");
        if (version.startsWith("11")) {
            Files.writeString(fake.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        }
        return fake;
    }

    private Path javaSaying(String name, String script) throws IOException {
        Path java = Files.createDirectories(folder.resolve(name).resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return folder.resolve(name);
    }

    @Test
    void saysThatJavaIsMissing() throws IOException, InterruptedException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "readlink", "dirname", "basename", "sed", "head")) {
            String found =
                    Shell.in(folder).run("sh", "-c", "command -v " + tool).out().strip();
            Files.copy(Path.of(found), tools.resolve(tool));
        }
        Path script = home.resolve("bin/environment.sh");
        String text = Files.readString(script);
        assertThat(text).contains(" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home");
        Files.writeString(script, text.replace(" /usr/lib/jvm/* ", " ").replace(" /Library/Java/", " /nowhere/"));
        Shell.Result result = Shell.in(folder)
                .with("JAVA_HOME", fakeJava("16").toString())
                .with("PATH", tools.toString())
                .run(launcher.toString());
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("dualflow needs Java 17 or newer: install it")
                .hasLineCount(1);
    }

    @Test
    void saysThatItIsNotComplete() throws IOException, InterruptedException {
        Files.delete(home.resolve("dualflow.jar"));
        Shell.Result result = shell().run(launcher.toString());
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err())
                .contains("is not complete in " + home.toRealPath())
                .hasLineCount(1);
    }
}
