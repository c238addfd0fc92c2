package dualflow.cli;

import dualflow.data.JsonTree;
import dualflow.data.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one command of a device report said.
 *
 * @param name its name
 * @param exitCode the exit code of the command
 * @param text what it printed
 * @param missing sentences on what is missing
 * @param json what it measured; null if it wrote nothing
 */
record DeviceReportPart(String name, int exitCode, String text, List<String> missing, Object json) {
    /** Reads the files {@code NAME.txt}, {@code .err}, {@code .code} and, if there is one, {@code .json}, without what is private. */
    static DeviceReportPart read(Path folder, String name, PrivateText privacy) {
        int code =
                Integer.parseInt(TextFile.read(folder.resolve(name + ".code")).strip());
        List<String> said = TextFile.read(folder.resolve(name + ".err"))
                .lines()
                .filter(line -> !line.isBlank())
                .map(privacy::without)
                .toList();
        List<String> missing = new ArrayList<>(
                said.stream().filter(line -> line.contains("left out")).toList());
        if (code > ExitCode.CHECK_FAILED) {
            String reason = said.isEmpty()
                    ? "it gave no reason"
                    : said.get(said.size() - 1).strip();
            missing.add("no " + name + " (exit code " + code + "): " + reason);
        }
        Path json = folder.resolve(name + ".json");
        return new DeviceReportPart(
                name,
                code,
                privacy.without(TextFile.read(folder.resolve(name + ".txt"))),
                List.copyOf(missing),
                Files.exists(json) ? JsonTree.read(json, privacy::without) : null);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("exit_code", exitCode);
        fields.put("result", json);
        fields.put("printed", text.lines().toList());
        return fields;
    }
}
