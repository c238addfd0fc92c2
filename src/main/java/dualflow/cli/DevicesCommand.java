package dualflow.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dualflow.device.Devices;
import dualflow.device.host.HostDevice;
import dualflow.device.opencl.OpenClInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the devices of this machine. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "Lists the devices that --device may name, and what each can do.")
final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(out);
        } else {
            print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out) {
        try (HostDevice host = new HostDevice()) {
            out.printf("%s: %s%n", host.id(), host.description());
            out.printf("  float64 yes, memory %s%n", mebibytes(host.account().limit()));
        }
        for (OpenClInfo info : Devices.openCl()) {
            out.printf(
                    "%s: %s, %s%n",
                    info.id(), info.name(), info.kind().toString().toLowerCase(Locale.ROOT));
            out.printf("  vendor %s, platform %s%n", info.vendor(), info.platform());
            out.printf("  driver %s, version %s%n", info.driver(), info.version());
            out.printf(
                    "  float64 %s, memory %s, at most %s in one tensor%n",
                    info.float64() ? "yes" : "no", mebibytes(info.memoryBytes()), mebibytes(info.maxAllocationBytes()));
            out.printf("  %d compute units, work-groups of at most %d%n", info.computeUnits(), info.maxWorkGroup());
            info.notes().forEach(note -> out.printf("  note: it %s%n", note));
        }
        Devices.openClAbsence().ifPresent(sentence -> out.println(sentence + "."));
    }

    private static void printJson(PrintWriter out) throws IOException {
        JsonGenerator generator = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
        generator.writeStartObject();
        generator.writeArrayFieldStart("devices");
        try (HostDevice host = new HostDevice()) {
            generator.writeStartObject();
            generator.writeStringField("id", host.id());
            generator.writeStringField("kind", "host");
            generator.writeStringField("name", host.description());
            generator.writeBooleanField("float64", true);
            generator.writeNumberField("memory_bytes", host.account().limit());
            generator.writeEndObject();
        }
        for (OpenClInfo info : Devices.openCl()) {
            generator.writeStartObject();
            generator.writeStringField("id", info.id());
            generator.writeStringField("kind", info.kind().toString().toLowerCase(Locale.ROOT));
            generator.writeStringField("name", info.name());
            generator.writeStringField("vendor", info.vendor());
            generator.writeStringField("platform", info.platform());
            generator.writeStringField("driver", info.driver());
            generator.writeStringField("version", info.version());
            generator.writeBooleanField("float64", info.float64());
            generator.writeNumberField("memory_bytes", info.memoryBytes());
            generator.writeNumberField("max_allocation_bytes", info.maxAllocationBytes());
            generator.writeNumberField("max_work_group", info.maxWorkGroup());
            generator.writeNumberField("compute_units", info.computeUnits());
            generator.writeBooleanField("usable", info.usable());
            generator.writeArrayFieldStart("notes");
            for (String note : info.notes()) {
                generator.writeString(note);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        generator.writeEndArray();
        if (Devices.openClAbsence().isPresent()) {
            generator.writeStringField("absence", Devices.openClAbsence().get());
        }
        generator.writeEndObject();
        generator.close();
        out.println();
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
