package dualflow.op;

import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The notation of Einstein, such as {@code ij,jk->ik}: a label for each axis of the operands and of the result. Labels are letters; what an ellipsis
 * stands for has labels below 0, -1 for the last such axis, so that they align on the right.
 *
 * @param operands the labels of each operand's axes
 * @param result the labels of the result's axes, none twice
 */
record EinsumNotation(List<List<Integer>> operands, List<Integer> result) {
    private static final String ELLIPSIS = "...";

    /**
     * Reads the notation.
     *
     * @param notation the text; spaces do not count
     * @param shapes the operands' shapes
     * @throws ShapeException if the text is none, or does not fit the shapes
     */
    static EinsumNotation parse(String notation, List<Shape> shapes) {
        String text = notation.replace(" ", "");
        int arrow = text.indexOf("->");
        String[] terms = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
        require(
                terms.length == shapes.size(),
                notation,
                "names " + terms.length + " operands, got " + shapes.size() + " tensors");
        List<List<Integer>> operands = new ArrayList<>();
        Map<Integer, Integer> lengths = new HashMap<>();
        int hidden = 0; // how many axes the longest ellipsis stands for
        for (int k = 0; k < terms.length; k++) {
            Shape shape = shapes.get(k);
            boolean open = terms[k].contains(ELLIPSIS);
            int more = shape.rank() - letters(notation, terms[k]);
            require(
                    open ? more >= 0 : more == 0,
                    notation,
                    "has the labels \"" + terms[k] + "\" for operand " + (k + 1) + ", whose shape is " + shape);
            hidden = Math.max(hidden, more);
            operands.add(labels(terms[k], more));
            note(notation, lengths, operands.get(k), shape, k);
        }
        boolean anyOpen = (arrow < 0 ? text : text.substring(0, arrow)).contains(ELLIPSIS);
        List<Integer> result = arrow < 0
                ? implied(operands, hidden)
                : explicit(notation, text.substring(arrow + 2), lengths, hidden, anyOpen);
        return new EinsumNotation(List.copyOf(operands), List.copyOf(result));
    }

    /** The number of letters in a term; refuses what is neither a letter nor the one ellipsis. */
    private static int letters(String notation, String term) {
        int at = term.indexOf(ELLIPSIS);
        String rest = at < 0 ? term : term.substring(0, at) + term.substring(at + ELLIPSIS.length());
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            require(
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'),
                    notation,
                    "has '" + c + "' in \"" + term
                            + "\", where letters stand for axes and one ellipsis ... for further ones");
        }
        return rest.length();
    }

    private static List<Integer> labels(String term, int hidden) {
        int at = term.indexOf(ELLIPSIS);
        if (at < 0) {
            return term.chars().boxed().toList();
        }
        return IntStream.concat(
                        IntStream.concat(term.substring(0, at).chars(), IntStream.range(-hidden, 0)),
                        term.substring(at + ELLIPSIS.length()).chars())
                .boxed()
                .toList();
    }

    /** Lengths of one label are equal; those of what an ellipsis stands for may also be 1. */
    private static void note(String notation, Map<Integer, Integer> lengths, List<Integer> labels, Shape shape, int k) {
        for (int i = 0; i < labels.size(); i++) {
            int label = labels.get(i);
            int length = shape.dims()[i];
            int known = lengths.getOrDefault(label, label < 0 ? 1 : length);
            boolean fits = length == known || (label < 0 && (length == 1 || known == 1));
            require(
                    fits,
                    notation,
                    "has " + (label < 0 ? "an axis in ..." : "the axis " + (char) label) + " of length " + known
                            + ", and of length " + length + " in operand " + (k + 1));
            lengths.put(label, known == 1 ? length : known);
        }
    }

    /** What the ellipsis stands for, then the letters that occur once, in the order of the alphabet, capital ones first. */
    private static List<Integer> implied(List<List<Integer>> operands, int hidden) {
        Map<Integer, Integer> counts = new TreeMap<>();
        operands.forEach(labels -> labels.forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<Integer> result =
                new ArrayList<>(IntStream.range(-hidden, 0).boxed().toList());
        counts.forEach((label, count) -> {
            if (label > 0 && count == 1) {
                result.add(label);
            }
        });
        return result;
    }

    private static List<Integer> explicit(
            String notation, String term, Map<Integer, Integer> lengths, int hidden, boolean anyOpen) {
        letters(notation, term);
        boolean open = term.contains(ELLIPSIS);
        require(open || hidden == 0, notation, "has axes in ... that the result does not name; add ... after ->");
        require(!open || anyOpen, notation, "has ... in the result and in no operand");
        List<Integer> result = labels(term, hidden);
        for (int label : result) {
            require(lengths.containsKey(label), notation, "has " + (char) label + " in the result and in no operand");
            require(
                    result.indexOf(label) == result.lastIndexOf(label),
                    notation,
                    "has " + (char) label + " twice in the result");
        }
        return result;
    }

    private static void require(boolean holds, String notation, String otherwise) {
        if (!holds) {
            throw new ShapeException("\"" + notation + "\" " + otherwise);
        }
    }
}
