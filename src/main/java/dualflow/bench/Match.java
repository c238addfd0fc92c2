package dualflow.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computations on the same data that are run in turn, and which of them are compared.
 *
 * @param group the name by which {@code --only} selects it
 * @param name what is computed
 * @param tasks the computations, by their names within the match
 * @param pairs what is compared
 */
record Match(String group, String name, Map<String, Entry> tasks, List<Pair> pairs) {
    /** Ours, as part of a child's name. */
    static final String OURS = "dualflow";

    private static final List<String> GROUPS = List.of(
            "product",
            "conv-direct",
            "winograd",
            "flow-unet",
            "flow-unet-1",
            "attention-unet",
            "tangents",
            "dual-ratio",
            "training",
            "euler",
            "solvers",
            "start");

    /** At a coarse tolerance a solve is off by a few per cent where neighbours part, and is still the same computation. */
    private static final double SOLVER_ERROR = 0.5;

    /** Who computes, and what. */
    record Entry(String child, Case what) {}

    /**
     * A comparison.
     *
     * @param name of the case
     * @param ours a task's name
     * @param peer a task's name, or empty where ours stands alone
     */
    record Pair(String name, String ours, String peer) {}

    /** The names that {@code --only} takes. */
    static List<String> groups() {
        return GROUPS;
    }

    /** All matches of a group; none for "start", which times whole processes. */
    static List<Match> of(String group) {
        return switch (group) {
            case "product" -> List.of(product(512, 512, 256), product(768, 768, 768), product(1024, 1024, 512));
            case "conv-direct" ->
                List.of(
                        convolution(group, "direct", 16, 28, 64, 64),
                        convolution(group, "direct", 16, 14, 128, 128),
                        convolution(group, "direct", 16, 7, 256, 256),
                        convolution(group, "direct", 16, 28, 128, 64),
                        convolution(group, "direct", 16, 14, 256, 128),
                        convolution(group, "direct", 4, 64, 64, 64),
                        convolution(group, "direct", 4, 32, 128, 128),
                        convolution(group, "direct", 4, 16, 256, 256),
                        convolution(group, "direct", 4, 56, 64, 64),
                        convolution(group, "direct", 4, 28, 128, 128),
                        convolution(group, "direct", 4, 14, 256, 256),
                        convolution(group, "direct", 4, 7, 512, 512));
            case "winograd" ->
                List.of(
                        convolution(group, "winograd", 4, 32, 128, 128),
                        convolution(group, "winograd", 8, 32, 128, 128),
                        convolution(group, "winograd", 16, 28, 128, 128),
                        convolution(group, "winograd", 4, 16, 256, 256),
                        convolution(group, "winograd", 4, 32, 256, 256),
                        convolution(group, "winograd", 8, 16, 512, 512));
            case "flow-unet" ->
                List.of(model(group, flowUNet(1), 16, 28, 1, true), model(group, flowUNet(3), 4, 64, 1, true));
            case "flow-unet-1" -> List.of(model(group, flowUNet(1), 1, 28, 1, true));
            case "attention-unet" -> List.of(model(group, attentionUNet(32), 4, 32, 1, true));
            case "tangents" -> List.of(model(group, flowUNet(1), 4, 28, 8, true));
            case "dual-ratio" ->
                List.of(
                        model(group, flowUNet(1), 16, 28, 1, false),
                        model(group, flowUNet(3), 4, 64, 1, false),
                        model(group, attentionUNet(32), 4, 32, 1, false));
            case "training" -> List.of(training());
            case "euler" -> List.of(euler());
            case "solvers" -> solvers();
            default -> List.of();
        };
    }

    private static Match product(int m, int n, int k) {
        Case what = Case.of(
                "product",
                "m",
                Integer.toString(m),
                "n",
                Integer.toString(n),
                "k",
                Integer.toString(k),
                "method",
                "jit");
        String name = "product " + m + "x" + n + "x" + k;
        return versus("product", name, what, Map.of("torch mm", "torch", "jax matmul", "jax"));
    }

    private static Match convolution(String group, String method, int batch, int size, int in, int out) {
        Case what = Case.of(
                "convolution",
                "batch",
                Integer.toString(batch),
                "size",
                Integer.toString(size),
                "in",
                Integer.toString(in),
                "out",
                Integer.toString(out),
                "method",
                method);
        String name = group + " " + batch + "x" + size + "x" + size + " " + in + " to " + out;
        return versus(group, name, what, Map.of("torch conv2d", "torch", "jax conv", "jax"));
    }

    private static Match versus(String group, String name, Case what, Map<String, String> peers) {
        Map<String, Entry> tasks = new LinkedHashMap<>();
        tasks.put("ours", new Entry(OURS, what));
        List<Pair> pairs = new ArrayList<>();
        peers.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(peer -> {
                    tasks.put(peer.getKey(), new Entry(peer.getValue(), what));
                    pairs.add(new Pair(name, "ours", peer.getKey()));
                });
        return new Match(group, name, tasks, pairs);
    }

    private static Case flowUNet(int channels) {
        return Case.of(
                "model",
                "model",
                "flow-unet",
                "channels",
                Integer.toString(channels),
                "base_channels",
                "64",
                "upsampling",
                "bilinear");
    }

    private static Case attentionUNet(int size) {
        return Case.of(
                "model",
                "model",
                "attention-unet",
                "channels",
                "3",
                "base_channels",
                "64",
                "image_size",
                Integer.toString(size),
                "labels",
                "1",
                "heads",
                "summed");
    }

    private static Match model(String group, Case network, int batch, int size, int tangents, boolean peers) {
        Case what = network.with("batch", Integer.toString(batch))
                .with("size", Integer.toString(size))
                .with("tangents", Integer.toString(tangents))
                .with("compile", "1");
        String shape =
                batch + "x" + size + "x" + size + "x" + what.architecture().channels();
        String name = group + " " + shape + (tangents == 1 ? "" : ", " + tangents + " tangents");
        Map<String, Entry> tasks = new LinkedHashMap<>();
        tasks.put("dual", new Entry(OURS, what.with("method", "dual")));
        tasks.put("own primal", new Entry(OURS, what.with("method", "primal")));
        List<Pair> pairs = new ArrayList<>();
        if (!peers) {
            return new Match(group, name, tasks, List.of(new Pair(name, "dual", "own primal")));
        }
        if (tangents == 1) {
            add(tasks, pairs, name, "torch", "primal", what);
            pairs.add(new Pair(name + ", primal", "own primal", "torch primal"));
            add(tasks, pairs, name, "torch", "forward_ad", what);
            add(tasks, pairs, name, "torch", "func.jvp", what);
            add(tasks, pairs, name, "jax", "jit(jvp)", what);
        } else {
            tasks.remove("own primal");
            add(tasks, pairs, name, "torch", "vmap(jvp)", what);
            add(tasks, pairs, name, "jax", "jit(vmap(jvp))", what);
        }
        return new Match(group, name, tasks, pairs);
    }

    private static void add(
            Map<String, Entry> tasks, List<Pair> pairs, String name, String child, String method, Case what) {
        String peer = child + " " + method;
        tasks.put(peer, new Entry(child, what.with("method", method)));
        pairs.add(new Pair(name, "dual", peer));
    }

    private static Match training() {
        Case what = new Case(flowUNet(1).settings())
                .with("kind", "training")
                .with("batch", "64")
                .with("size", "28")
                .with("rate", "2e-4");
        return versus("training", "training 64x28x28x1", what, Map.of("torch eager", "torch"));
    }

    private static Match euler() {
        Case what = new Case(flowUNet(1).settings())
                .with("kind", "euler")
                .with("batch", "4")
                .with("size", "28")
                .with("steps", "99");
        Map<String, Entry> tasks = new LinkedHashMap<>();
        tasks.put("solve", new Entry(OURS, what.with("method", "solve")));
        tasks.put("99 own dual passes", new Entry(OURS, what.with("method", "passes")));
        String name = "euler 4x28x28x1, 99 steps";
        return new Match("euler", name, tasks, List.of(new Pair(name, "solve", "99 own dual passes")));
    }

    /** Each method at each tolerance, or in as many steps as take about as long. */
    private static List<Match> solvers() {
        List<Match> matches = new ArrayList<>();
        for (String field : List.of("mixture", "mlp")) {
            for (String method : List.of("bosh3", "tsit5", "dopri5", "dop853")) {
                for (String tolerance : List.of("1e-3", "1e-6", "1e-9")) {
                    matches.add(solver(field, method, "tolerance", tolerance));
                }
            }
            for (String steps : List.of("10", "50", "250")) {
                matches.add(solver(field, "rk4", "steps", steps));
            }
        }
        return matches;
    }

    private static Match solver(String field, String method, String key, String value) {
        Case what = Case.of("solver", "field", field, "method", method, "batch", "10000", key, value);
        String name = "solvers " + field + " " + method + " " + (key.equals("steps") ? value + " steps" : value);
        Map<String, Entry> tasks = new LinkedHashMap<>();
        tasks.put("ours", new Entry(OURS, what));
        List<Pair> pairs = new ArrayList<>();
        for (String library : libraries(method)) {
            tasks.put(
                    library,
                    new Entry(library.matches("jax.*|diffrax") ? "jax" : "torch", what.with("library", library)));
            pairs.add(new Pair(name, "ours", library));
        }
        return new Match("solvers", name, tasks, pairs);
    }

    /** The libraries that have a method, or one of the same order. */
    private static List<String> libraries(String method) {
        return switch (method) {
            case "rk4" -> List.of("torchdiffeq");
            case "tsit5" -> List.of("diffrax");
            case "dopri5" -> List.of("scipy", "torchdiffeq", "diffrax", "jax odeint");
            default -> List.of("scipy", "torchdiffeq", "diffrax");
        };
    }

    /** The largest error of a result that is not wrong. */
    double largestError() {
        return group.equals("solvers") ? SOLVER_ERROR : ComparisonRow.LARGEST_ERROR;
    }

    /** How the peer of a pair computes, and what there is to say of ours. */
    String way(Pair pair, Map<String, String> ways, boolean hasPeer) {
        boolean isForeign = hasPeer && !tasks.get(pair.peer()).child().equals(OURS);
        String theirs = isForeign ? ways.get(pair.peer()) : "";
        String ours = ways.get(pair.ours());
        if (ours.isEmpty()) {
            return theirs;
        }
        return (theirs.isEmpty() ? "" : theirs + "; ") + "ours " + ours;
    }
}
