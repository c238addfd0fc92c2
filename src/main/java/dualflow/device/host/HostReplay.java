package dualflow.device.host;

import dualflow.launch.Fusion;
import dualflow.launch.Launch;
import dualflow.launch.Replay;
import dualflow.tensor.Blocks;
import dualflow.tensor.DType;
import dualflow.tensor.Memory;
import dualflow.tensor.Part;
import dualflow.tensor.Profile;
import dualflow.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Launches on arrays that stay: each op, or elementwise ops together, a strip of all of them after the other. */
final class HostReplay extends Replay {
    /** So few elements that what a strip of one op writes is still in the core's cache when the next op reads it. */
    private static final int STRIP = 2048;

    private record Ready(HostWork work, Profile.Call call) {}

    /** Memory between the ops of a fusion; it serves one fusion after the other. */
    private record Between(DType dtype, int count, Memory memory) {}

    private final HostDevice device;
    private final Ready[] launches;
    private final List<Between> between = new ArrayList<>();

    HostReplay(HostDevice device, List<Launch> launches) {
        this.device = device;
        List<Launch> run = launches.stream()
                .filter(launch -> size(launch) > 0) // otherwise there is nothing to run
                .toList();
        this.launches = new Ready[run.size()];
        try {
            // The largest first, so that what it needs between its ops serves the others too.
            IntStream.range(0, run.size())
                    .boxed()
                    .sorted(Comparator.comparing(i -> -size(run.get(i))))
                    .forEach(i -> this.launches[i] =
                            new Ready(work(run.get(i)), run.get(i).call()));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static int size(Launch launch) {
        return launch.outputs().get(0).shape().size();
    }

    private static DType dtype(Launch launch) {
        return launch.outputs().get(0).tensor().dtype();
    }

    private HostWork work(Launch launch) {
        List<Memory> inputs = memories(launch.inputs());
        List<Memory> outputs = memories(launch.outputs());
        if (launch instanceof Launch.One one) {
            return HostWork.of(one.op(), one.blocks(), dtype(launch)).on(inputs, outputs.get(0));
        }
        if (launch instanceof Launch.Fused fused) {
            return fused(fused.fusion(), dtype(launch), inputs, outputs);
        }
        throw new IllegalArgumentException("the host has no launch of " + launch.name());
    }

    private static List<Memory> memories(List<Part> parts) {
        for (Part part : parts) {
            if (part.offset() > 0 && part.shape().size() > 0) {
                throw new IllegalArgumentException(
                        "a part from number " + part.offset() + " on does not begin with its tensor");
            }
        }
        return parts.stream().map(HostDevice::memoryOf).toList();
    }

    /** Each op on a strip of the elements, then on the next strip; in the same arithmetic as one op after the other. */
    private HostWork fused(Fusion fusion, DType dtype, List<Memory> inputs, List<Memory> outputs) {
        int size = fusion.shape().size();
        int given = inputs.size();
        int[] lastUse = lastUse(fusion, given);
        List<Memory> values = new ArrayList<>(inputs);
        List<Shape> shapes = new ArrayList<>(fusion.inputs());
        boolean[] taken = new boolean[fusion.nodes().size()];
        int[] slot = new int[fusion.nodes().size()];
        HostWork[] parts = new HostWork[fusion.nodes().size()];
        for (int i = 0; i < parts.length; i++) {
            Fusion.Node node = fusion.nodes().get(i);
            int output = fusion.outputs().indexOf(given + i);
            slot[i] = -1;
            if (output < 0) {
                while (taken[++slot[i]]) {
                    // in use
                }
                taken[slot[i]] = true;
            }
            values.add(output < 0 ? between(dtype, size, slot[i]) : outputs.get(output));
            Blocks blocks = Blocks.of(
                    node.op(), node.arguments().stream().map(shapes::get).toList());
            shapes.add(blocks.shape());
            List<Memory> arguments = node.arguments().stream().map(values::get).toList();
            parts[i] = HostWork.of(node.op(), blocks, dtype).on(arguments, values.get(given + i));
            for (int argument : node.arguments()) {
                if (argument >= given && slot[argument - given] >= 0 && lastUse[argument] == i) {
                    taken[slot[argument - given]] = false;
                }
            }
        }
        if (Arrays.stream(parts).anyMatch(part -> part.items() != size)) {
            throw new IllegalArgumentException("the ops of " + fusion.name() + " do not have one shape");
        }
        long work = Arrays.stream(parts).mapToLong(HostWork::work).sum();
        return new HostWork(size, work, (from, to) -> {
            for (int start = from; start < to; start += STRIP) {
                int end = Math.min(to, start + STRIP);
                for (HostWork part : parts) {
                    part.range().run(start, end);
                }
            }
        });
    }

    private static int[] lastUse(Fusion fusion, int given) {
        int[] last = new int[given + fusion.nodes().size()];
        for (int i = 0; i < fusion.nodes().size(); i++) {
            for (int argument : fusion.nodes().get(i).arguments()) {
                last[argument] = i;
            }
        }
        return last;
    }

    /** The slot-th memory of a format that has room. */
    private Memory between(DType dtype, int count, int slot) {
        return between.stream()
                .filter(memory -> memory.dtype == dtype && memory.count >= count)
                .skip(slot)
                .findFirst()
                .orElseGet(() -> {
                    between.add(new Between(dtype, count, device.between(dtype, count)));
                    return between.get(between.size() - 1);
                })
                .memory;
    }

    @Override
    public void run() {
        device.replay(launches.length, profile -> {
            for (Ready ready : launches) {
                long begin = profile == null ? 0 : System.nanoTime();
                ready.work.run();
                if (profile != null) {
                    profile.add(ready.call, System.nanoTime() - begin);
                }
            }
        });
    }

    @Override
    public void close() {
        between.forEach(memory -> device.giveBack(memory.memory));
        between.clear();
    }
}
