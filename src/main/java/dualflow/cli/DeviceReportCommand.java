package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.data.Version;
import dualflow.report.Html;
import dualflow.report.HtmlPage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code device-report}, which {@code tools/device-report} runs last: packs what its commands said. */
@Command(
        name = "device-report",
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "Packs what the commands of tools/device-report wrote into one JSON file and one page, without paths and names.")
final class DeviceReportCommand extends Subcommand {
    private static final List<String> PARTS = List.of("devices", "check", "tune", "bench");

    private static final String CONTENTS =
            "This report holds the names and versions of devices, drivers, Java, Python's packages and the"
                    + " system, what the kernels computed and how long it took. Paths and the names of the user and of the machine"
                    + " are removed; look it through all the same before you send it.";

    @Option(
            names = "--parts",
            paramLabel = "DIR",
            required = true,
            description = "The folder of what the commands wrote.")
    private Path parts;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the report.")
    private Path out;

    private DeviceReportCommand() {}

    @Override
    public Integer call() {
        PrivateText privacy = PrivateText.of(System.getProperties(), System.getenv(), host());
        List<DeviceReportPart> read = PARTS.stream()
                .filter(name -> Files.exists(parts.resolve(name + ".code")))
                .map(name -> DeviceReportPart.read(parts, name, privacy))
                .toList();
        List<String> missing = Stream.concat(
                        PARTS.stream()
                                .filter(name -> read.stream()
                                        .noneMatch(part -> part.name().equals(name)))
                                .map(name -> "no " + name + ": it was not run"),
                        read.stream().flatMap(part -> part.missing().stream()))
                .toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contents", CONTENTS);
        fields.put("about", about());
        fields.put("missing", missing);
        read.forEach(part -> fields.put(part.name(), part.fields()));
        Path json = out.resolve("device-report.json");
        Path page = out.resolve("device-report.html");
        Json.write(json, fields);
        AtomicFile.write(page, stream -> stream.write(page(read, missing).getBytes(StandardCharsets.UTF_8)));
        missing.forEach(sentence -> out().println("missing: " + sentence));
        out().println("The report is in " + json + " and " + page + ".");
        out().flush();
        return ExitCode.OK;
    }

    private static Map<String, Object> about() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("dualflow", Version.current());
        about.put("commit", Version.commit());
        about.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("architecture", System.getProperty("os.arch"));
        about.put("processors", Runtime.getRuntime().availableProcessors());
        return about;
    }

    private static String page(List<DeviceReportPart> parts, List<String> missing) {
        Html html = HtmlPage.begin("dualflow: device report").element("p", CONTENTS);
        html.open("ul");
        about().forEach((key, value) -> html.element("li", key + ": " + value));
        html.close();
        if (!missing.isEmpty()) {
            html.element("h2", "Missing").open("ul");
            missing.forEach(sentence -> html.element("li", sentence));
            html.close();
        }
        for (DeviceReportPart part : parts) {
            html.element("h2", part.name())
                    .element("p", "Exit code " + part.exitCode() + ".")
                    .open("div", "class", "scroll")
                    .element("pre", part.text())
                    .close();
        }
        return html.finish();
    }

    /** The name of this machine; empty if it has none. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
