package dualflow.cli;

import dualflow.association.BinaryColumns;
import dualflow.data.CelebaAttributes;
import dualflow.data.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names the list of labels, as a mixin. */
final class LabelList {
    @Option(
            names = "--attributes",
            required = true,
            paramLabel = "FILE",
            description = "The labels of images: CelebA's list_attr_celeba.txt or a file like it, also as CSV.")
    private Path file;

    private CelebaAttributes list;
    private BinaryColumns columns;

    /** Reads the file, once. */
    CelebaAttributes list() {
        if (list == null) {
            list = CelebaAttributes.read(file);
        }
        return list;
    }

    Path file() {
        return file;
    }

    BinaryColumns columns() {
        if (columns == null) {
            columns = BinaryColumns.of(
                    list().targets(list().files()), list().names().size());
        }
        return columns;
    }

    /** Those of some labels that never vary, by name, each with its value in the file. */
    Map<String, String> constant(int... chosen) {
        Map<String, String> constant = new LinkedHashMap<>();
        for (int label : chosen) {
            int ones = columns().ones(label);
            if (ones == 0 || ones == columns().rows()) {
                constant.put(list().names().get(label), ones == 0 ? "-1" : "1");
            }
        }
        return constant;
    }

    void record(RunRecord run) {
        run.input(file);
    }
}
