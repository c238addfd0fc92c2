package dualflow.closedform;

/** Arithmetic of small dense row-major matrices. Nothing is modified unless the name says so. */
final class Matrices {

    private Matrices() {}

    static double[][] identity(int d) {
        double[][] identity = new double[d][d];
        for (int i = 0; i < d; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    static double[][] copy(double[][] a) {
        double[][] copy = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            copy[i] = a[i].clone();
        }
        return copy;
    }

    static double[][] transpose(double[][] a) {
        int columns = a.length == 0 ? 0 : a[0].length;
        double[][] transpose = new double[columns][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                transpose[j][i] = a[i][j];
            }
        }
        return transpose;
    }

    static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                addScaled(product[i], a[i][k], b[k]);
            }
        }
        return product;
    }

    static double[] multiply(double[][] a, double[] x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    /** A diag(d) B. */
    static double[][] multiply(double[][] a, double[] diagonal, double[][] b) {
        double[][] scaled = copy(b);
        for (int k = 0; k < diagonal.length; k++) {
            for (int j = 0; j < scaled[k].length; j++) {
                scaled[k][j] *= diagonal[k];
            }
        }
        return multiply(a, scaled);
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** a x + b y. */
    static double[] combine(double a, double[] x, double b, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sum[i] = a * x[i] + b * y[i];
        }
        return sum;
    }

    /** a X + b Y. */
    static double[][] combine(double a, double[][] x, double b, double[][] y) {
        double[][] sum = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            sum[i] = combine(a, x[i], b, y[i]);
        }
        return sum;
    }

    static double[] subtract(double[] x, double[] y) {
        return combine(1, x, -1, y);
    }

    static double[] scale(double a, double[] x) {
        double[] scaled = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            scaled[i] = a * x[i];
        }
        return scaled;
    }

    static double[][] scale(double a, double[][] x) {
        double[][] scaled = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            scaled[i] = scale(a, x[i]);
        }
        return scaled;
    }

    /** Adds a x to sum, in place. */
    static void addScaled(double[] sum, double a, double[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a * x[i];
        }
    }

    /** Adds a X to sum, in place. */
    static void addScaled(double[][] sum, double a, double[][] x) {
        for (int i = 0; i < sum.length; i++) {
            addScaled(sum[i], a, x[i]);
        }
    }

    /** Adds x y^T to sum, in place. */
    static void addOuter(double[][] sum, double[] x, double[] y) {
        for (int i = 0; i < sum.length; i++) {
            addScaled(sum[i], x[i], y);
        }
    }

    /** (A + A^T)/2, without overflow. */
    static double[][] symmetrize(double[][] a) {
        double[][] symmetric = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                symmetric[i][j] = a[i][j] / 2 + a[j][i] / 2;
            }
        }
        return symmetric;
    }

    static double trace(double[][] a) {
        double trace = 0;
        for (int i = 0; i < a.length; i++) {
            trace += a[i][i];
        }
        return trace;
    }

    /** max |a_ij|. */
    static double maxNorm(double[][] a) {
        double max = 0;
        for (double[] row : a) {
            for (double value : row) {
                max = Math.max(max, Math.abs(value));
            }
        }
        return max;
    }
}
