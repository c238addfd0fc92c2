package dualflow.device.opencl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.cli.Main;
import dualflow.testing.ChildJvm;
import dualflow.testing.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jocl.LibUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final byte[] LIBRARY = "a library".getBytes(UTF_8);
    private static final String NAME = LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName("JOCL_2_0_6"));

    @TempDir
    private Path cache;

    @Test
    void folderIsPrivateAndNamedByTheBytes() throws IOException {
        Path folder = NativeLibrary.place(cache, "lib.so", LIBRARY);
        assertThat(folder.getFileName().toString()).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(folder.resolve("lib.so")).hasBinaryContent(LIBRARY);
        assertThat(NativeLibrary.place(cache, "lib.so", "another".getBytes(UTF_8)))
                .isNotEqualTo(folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void tamperedFileIsReplaced() throws IOException {
        Path target = NativeLibrary.place(cache, "lib.so", LIBRARY).resolve("lib.so");
        Files.writeString(target, "z library");
        NativeLibrary.place(cache, "lib.so", LIBRARY);
        assertThat(target).hasBinaryContent(LIBRARY);
    }

    @Test
    void linkIsReplacedAndItsTargetLeftAlone() throws IOException {
        Path target = NativeLibrary.place(cache, "lib.so", LIBRARY).resolve("lib.so");
        Path stranger = Files.write(cache.resolve("stranger"), LIBRARY);
        Files.delete(target);
        Files.createSymbolicLink(target, stranger);
        NativeLibrary.place(cache, "lib.so", LIBRARY);
        assertThat(Files.isSymbolicLink(target)).isFalse();
        assertThat(stranger).hasBinaryContent(LIBRARY);
    }

    @Test
    void folderThatOthersMayWriteToIsRefused() throws IOException {
        Path folder = NativeLibrary.place(cache, "lib.so", LIBRARY);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> NativeLibrary.place(cache, "lib.so", LIBRARY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("others may write to");
    }

    @Test
    void linkInPlaceOfTheFolderIsRefused() throws IOException {
        Path folder = NativeLibrary.place(cache, "lib.so", LIBRARY);
        Path elsewhere = Files.move(folder, cache.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);
        assertThatThrownBy(() -> NativeLibrary.place(cache, "lib.so", LIBRARY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void libraryPlantedInTheTemporaryFolderIsNotLoaded() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        Path temporary = Files.createDirectory(cache.resolve("tmp"));
        Path planted = Files.writeString(temporary.resolve(NAME), "planted");
        ChildJvm.Result result = ChildJvm.run(
                Main.class,
                Map.of("XDG_CACHE_HOME", cache.toString()),
                List.of("-Djava.io.tmpdir=" + temporary),
                "devices");
        assertThat(result.out()).as(result.err()).contains("opencl:0:0");
        assertThat(planted).hasContent("planted");
        try (Stream<Path> files = Files.walk(cache.resolve("dualflow"))) {
            Path placed = files.filter(file -> file.endsWith(NAME)).findFirst().orElseThrow();
            Files.writeString(placed, "tampered");
        }
        assertThat(devices(Map.of("XDG_CACHE_HOME", cache.toString()))).contains("opencl:0:0");
    }

    @Test
    void withoutACacheFolderAPassingOneServes() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        Path file = Files.createFile(cache.resolve("file"));
        Path temporary = Files.createDirectory(cache.resolve("tmp"));
        ChildJvm.Result result = ChildJvm.run(
                Main.class,
                Map.of(
                        "XDG_CACHE_HOME",
                        file.toString(),
                        "POCL_CACHE_DIR",
                        cache.resolve("pocl").toString()),
                List.of("-Djava.io.tmpdir=" + temporary),
                "devices");
        assertThat(result.out()).as(result.err()).contains("opencl:0:0");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void libraryPlantedOnTheLibraryPathIsNamedAndNotLoaded() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        Path planted = Files.writeString(
                cache.resolve(System.mapLibraryName(LibUtils.createPlatformLibraryName("JOCL_2_0_6"))), "planted");
        assertThat(devices(Map.of("LD_LIBRARY_PATH", cache.toString())))
                .doesNotContain("opencl:0:0")
                .contains("there is a foreign " + planted);
    }

    /** Ten rounds were measured: 120 of 120 starts succeeded. */
    @Test
    void twelveStartsAtOnceAllSucceed() throws IOException, InterruptedException {
        TestDevices.openClInfo();
        for (int round = 0; round < Integer.getInteger("dualflow.test.rounds", 1); round++) {
            Map<String, String> environment =
                    Map.of("XDG_CACHE_HOME", cache.resolve("round" + round).toString());
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                children.add(ChildJvm.start(Main.class, environment, List.of(), "devices"));
            }
            for (ChildJvm child : children) {
                try (child) {
                    ChildJvm.Result result = child.result();
                    assertThat(result.exitCode()).as(result.err()).isZero();
                    assertThat(result.out()).contains("opencl:0:0");
                }
            }
        }
    }

    private static String devices(Map<String, String> environment) throws IOException, InterruptedException {
        return ChildJvm.run(Main.class, environment, List.of(), "devices").out();
    }
}
