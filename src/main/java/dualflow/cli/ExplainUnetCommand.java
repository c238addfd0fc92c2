package dualflow.cli;

import dualflow.bench.BlockSteps;
import dualflow.data.Json;
import dualflow.device.Workload;
import dualflow.nn.FlowUNet;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code explain unet}: a block of the flow UNet, one line for each operation. */
@Command(
        name = "unet",
        mixinStandardHelpOptions = true,
        description = {
            "A block of the paper's flow UNet, operation by operation: shapes, bytes, multiply-adds and time of an"
                    + " evaluation, and of one with its derivative along one direction.",
            "",
            "Blocks are named or numbered in the order of evaluation: 0 time_mlp, 1 inc, 2 to 5 down1 to down4, 6 to 9"
                    + " up1 to up4, 10 outc. Weights and inputs are random; the direction moves all inputs of the block."
        },
        footer = {"", "Example:", "  dualflow explain unet --block 2 --device host"})
final class ExplainUnetCommand extends ExplainedPart {
    @Option(
            names = "--block",
            required = true,
            paramLabel = "NAME",
            description = "The block: its number, 0 to 10, or its name, such as down1.")
    private String block;

    @Option(
            names = "--channels",
            paramLabel = "C",
            defaultValue = "1",
            description = "Channels of an image (default: ${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            defaultValue = "64",
            description = "Channels of the first block (default: ${DEFAULT-VALUE}, as published).")
    private int baseChannels;

    @Option(
            names = "--size",
            paramLabel = "S",
            defaultValue = "28",
            description = "Height and width of the images (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--batch",
            paramLabel = "B",
            defaultValue = "1",
            description = "How many images at once (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Over how many runs the median of the times is taken (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "Prints JSON in place of tables.")
    private boolean json;

    @Mixin
    private DeviceOptions deviceOptions;

    private ExplainUnetCommand() {}

    @Override
    public Integer call() {
        requireAlone();
        requirePositive("--size", size);
        requirePositive("--batch", batch);
        requirePositive("--runs", runs);
        FlowUNet.Block chosen;
        try {
            FlowUNet network = new FlowUNet(channels, baseChannels, FlowUNet.Upsampling.BILINEAR);
            chosen = chosen(network.blocks(Shape.of(batch, size, size, channels)));
        } catch (ShapeException e) {
            throw usage(e.getMessage());
        }
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.SMALL)) {
            BlockSteps steps = BlockSteps.of(chosen, device, dtype, runs);
            if (json) {
                out().println(Json.text(fields(chosen, dtype, device, steps)));
            } else {
                print(chosen, dtype, device, steps);
            }
        }
        out().flush();
        return ExitCode.OK;
    }

    private FlowUNet.Block chosen(List<FlowUNet.Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (block.equals(Integer.toString(i)) || block.equals(blocks.get(i).name())) {
                return blocks.get(i);
            }
        }
        throw usage("There is no block " + block + "; the blocks are 0 to " + (blocks.size() - 1) + ": "
                + String.join(", ", blocks.stream().map(FlowUNet.Block::name).toList()) + ".");
    }

    private void print(FlowUNet.Block chosen, DType dtype, Device device, BlockSteps steps) {
        out().println("block " + chosen.name() + " of the flow UNet, inputs "
                + String.join(
                        ", ", chosen.inputs().stream().map(Shape::toString).toList()) + ", " + dtype + " on "
                + device.id());
        section("An evaluation:", steps.primal(), false);
        section("An evaluation with its derivative:", steps.dual(), true);
        out().println();
        Table.print(
                out(),
                List.of(
                        List.of("", "operations", "bytes", "multiply-adds", "ms"),
                        total("evaluation", steps.primal()),
                        total("with its derivative", steps.dual())));
        out().println();
        out().println("Bytes are those of arguments and result, each moved once; a view moves none. Times are"
                + " medians of "
                + runs + " runs" + (device.timesItself() ? "" : ", launching included") + ".");
    }

    private void section(String title, List<BlockSteps.Step> steps, boolean isDual) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("operation", isDual ? "of" : "", "takes", "gives", "bytes", "multiply-adds", "ms"));
        for (BlockSteps.Step step : steps) {
            rows.add(List.of(
                    step.op(),
                    isDual ? step.ofTangent() ? "tangent" : "value" : "",
                    String.join(" ", step.inputs().stream().map(Shape::toString).toList()),
                    step.result().toString(),
                    step.bytes() == 0 ? "view" : number(step.bytes()),
                    number(step.multiplyAdds()),
                    time(step.milliseconds())));
        }
        out().println();
        out().println(title);
        Table.print(out(), rows);
    }

    private static List<String> total(String name, List<BlockSteps.Step> steps) {
        return List.of(
                name,
                Integer.toString(steps.size()),
                number(steps.stream().mapToLong(BlockSteps.Step::bytes).sum()),
                number(steps.stream().mapToLong(BlockSteps.Step::multiplyAdds).sum()),
                time(steps.stream().mapToDouble(BlockSteps.Step::milliseconds).sum()));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String time(double milliseconds) {
        return String.format(Locale.ROOT, "%.3f", milliseconds);
    }

    private static Map<String, Object> fields(FlowUNet.Block chosen, DType dtype, Device device, BlockSteps steps) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("block", chosen.name());
        fields.put("inputs", chosen.inputs().stream().map(Shape::toString).toList());
        fields.put("dtype", dtype.toString());
        fields.put("device", device.id());
        fields.put("evaluation", list(steps.primal()));
        fields.put("withDerivative", list(steps.dual()));
        return fields;
    }

    private static List<Object> list(List<BlockSteps.Step> steps) {
        List<Object> all = new ArrayList<>();
        for (BlockSteps.Step step : steps) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("operation", step.op());
            fields.put("ofTangent", step.ofTangent());
            fields.put("inputs", step.inputs().stream().map(Shape::toString).toList());
            fields.put("result", step.result().toString());
            fields.put("bytes", step.bytes());
            fields.put("multiplyAdds", step.multiplyAdds());
            fields.put("milliseconds", step.milliseconds());
            all.add(fields);
        }
        return all;
    }
}
