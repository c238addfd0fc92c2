package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.report.Html;
import dualflow.report.HtmlPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tools/check-page}, which opens a page in Chromium: where there is none, there is nothing to test. */
class CheckPageTest {
    /** A picture of one pixel. */
    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    @TempDir
    private Path folder;

    private record Judged(int exitCode, String told) {}

    private Judged judge(Html page) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page.html"), page.finish());
        Process process = new ProcessBuilder(List.of("bash", "tools/check-page", file.toString()))
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        assumeTrue(exitCode != ExitCode.CANNOT_START, told);
        return new Judged(exitCode, told);
    }

    @Test
    void aPageIsJudgedByWhatABrowserShows() throws Exception {
        Judged good = judge(HtmlPage.begin("A page")
                .element("p", "See", "id", "here")
                .element("a", "there", "href", "#here")
                .empty("img", "src", PIXEL, "alt", "a pixel"));
        assertThat(good.told())
                .contains(
                        "390 pixels, light: 1 figures", "1280 pixels, light", "390 pixels, dark", "1280 pixels, dark");
        assertThat(good.exitCode()).as(good.told()).isZero();
    }

    @Test
    void faultsAreNamed() throws Exception {
        Judged bad = judge(HtmlPage.begin("A page")
                .element("h4", "Too deep")
                .element("p", "pale", "style", "color: #999; background: #fff")
                .element("div", "wide", "style", "width: 2000px")
                .element("a", "nowhere", "href", "#nowhere")
                .empty("img", "src", "data:image/png;base64,AAAA", "alt", "damaged")
                .empty("img", "src", "http://127.0.0.1:9/x.png", "alt", "from outside")
                .open("table")
                .open("tbody")
                .open("tr")
                .element("td", "x")
                .close()
                .close()
                .close());
        assertThat(bad.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(bad.told())
                .contains(
                        "a heading of level 4 below one of 1",
                        "contrast of 2.85: p \"pale\"",
                        "wider than the window: ",
                        "a link to nothing: #nowhere",
                        "not painted: damaged",
                        "not painted: from outside",
                        "a table without a caption",
                        "a row without a header");
    }
}
