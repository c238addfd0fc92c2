package dualflow.digits;

import dualflow.data.IdxImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images of a causal model as a data set.
 *
 * @param structure the graph with its equations
 * @param height the rows of each image
 * @param width the columns of each image
 * @param set the values of variables that were set from outside
 * @param draws the images, one or more
 */
public record DigitSample(
        DigitStructure structure, int height, int width, Map<DigitVariable, Double> set, List<DigitDraw> draws) {
    /**
     * The images together.
     *
     * @return a copy of their pixels
     */
    public IdxImages images() {
        int size = height * width;
        byte[] pixels = new byte[Math.multiplyExact(draws.size(), size)];
        for (int i = 0; i < draws.size(); i++) {
            System.arraycopy(draws.get(i).pixels(), 0, pixels, i * size, size);
        }
        return new IdxImages(draws.size(), height, width, pixels);
    }

    /**
     * The names of the columns of the table of labels.
     *
     * @return the digit that the image was shaped from, its label, and each variable as assigned, as measured, and as standard score
     */
    public List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("base", "label"));
        structure.variables().forEach(variable -> columns.add(variable.toString()));
        structure.variables().forEach(variable -> columns.add(variable + "_measured"));
        structure.variables().forEach(variable -> columns.add(variable + "_z"));
        return columns;
    }

    /**
     * The table of labels.
     *
     * @return for each image what {@link #columns} names
     */
    public List<List<Number>> rows() {
        List<List<Number>> rows = new ArrayList<>();
        for (DigitDraw drawn : draws) {
            List<Number> row = new ArrayList<>(List.of(drawn.base(), drawn.label()));
            structure.variables().forEach(variable -> row.add(drawn.assigned().get(variable)));
            structure.variables().forEach(variable -> row.add(variable.of(drawn.measured())));
            structure.variables().forEach(variable -> row.add(drawn.scores().get(variable)));
            rows.add(row);
        }
        return rows;
    }

    /**
     * How often a digit vanished and was drawn again.
     *
     * @return how many times, over all images
     */
    public int vanished() {
        return draws.stream().mapToInt(DigitDraw::vanished).sum();
    }

    /**
     * A variable's values as assigned.
     *
     * @param variable one of the structure's
     * @return their summary
     */
    public MeasureSummary assigned(DigitVariable variable) {
        return MeasureSummary.of(draws.stream()
                .mapToDouble(drawn -> drawn.assigned().get(variable))
                .toArray());
    }

    /**
     * How far the images are from what they were shaped after: measured minus assigned.
     *
     * @param variable one of the structure's
     * @return the summary of the differences
     */
    public MeasureSummary difference(DigitVariable variable) {
        return MeasureSummary.of(draws.stream()
                .mapToDouble(drawn ->
                        variable.of(drawn.measured()) - drawn.assigned().get(variable))
                .toArray());
    }

    /**
     * The sample in numbers, for the record of a run.
     *
     * @return the values set from outside, the digits that vanished, and mean and deviation of measured minus assigned
     */
    public Map<String, Object> figures() {
        Map<String, Object> interventions = new LinkedHashMap<>();
        structure.variables().stream()
                .filter(set::containsKey)
                .forEach(variable -> interventions.put(variable.toString(), set.get(variable)));
        Map<String, Object> differences = new LinkedHashMap<>();
        for (DigitVariable variable : structure.variables()) {
            Map<String, Object> difference = new LinkedHashMap<>();
            difference.put("mean", difference(variable).mean());
            difference.put("deviation", difference(variable).deviation());
            differences.put(variable.toString(), difference);
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("structure", structure.toString());
        figures.put("do", interventions);
        figures.put("vanished", vanished());
        figures.put("measured minus assigned", differences);
        return figures;
    }
}
