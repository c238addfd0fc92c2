package dualflow.evaluation;

/** A running mean and its standard error, for independent numbers. */
final class RunningMean {
    private long count;
    private double sum;
    private double squares;

    void add(double x) {
        count++;
        sum += x;
        squares += x * x;
    }

    double value() {
        return sum / count;
    }

    double error() {
        return Math.sqrt(Math.max(0, squares / count - value() * value()) / (count - 1));
    }
}
