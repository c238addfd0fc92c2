package dualflow.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The tables and figures of the paper, in their order, and what the report shows of each. */
public enum PaperItem {
    /** The Jacobians under intervention and observation, as formulas. */
    TABLE_1(
            "Table 1",
            "local Jacobians in three generative regimes",
            Source.NO_RESULT,
            "It states formulas, which are checked as claims."),
    /** The networks' settings. */
    TABLE_2(
            "Table 2",
            "architectures of the networks",
            Source.NO_RESULT,
            "It lists settings and no result. The networks are built in: see 'dualflow model'."),
    /** The settings of training. */
    TABLE_3(
            "Table 3",
            "hyperparameters of training",
            Source.NO_RESULT,
            "It lists settings and no result. 'dualflow train' takes them."),
    /** Jacobians of a mixture's drift. */
    TABLE_4(
            "Table 4",
            "Jacobians of a mixture of Gaussians",
            Source.COMPUTED,
            "",
            new Drawing(
                    "table4",
                    "Both columns of Table 4 over time.",
                    "Two panels over time. Left, the numerical against the analytical Jacobian: near 0.3 as printed and in float32, below one in"
                            + " a million in float64. Right, the Jacobian against the one under intervention: the published code gives the"
                            + " printed numbers, which lie below the exact ones.")),
    /** The correlation of two pixels of MNIST. */
    TABLE_5(
            "Table 5",
            "correlation of two pixels of MNIST's fives",
            Source.DIGITS,
            "",
            new Drawing("samples", "Images that the network generates.", "A sheet of generated images of fives."),
            new Drawing(
                    "derivative",
                    "The first generated image, and its derivative along one direction.",
                    "A generated five, and beside it the change of each of its pixels along one direction.")),
    /** The correlation of two labels of CelebA. */
    TABLE_6("Table 6", "correlation of two attributes of CelebA", Source.LABELS, ""),
    /** Paths between two standard Gaussians. */
    FIGURE_1(
            "Figure 1",
            "paths of a flow between two standard Gaussians",
            Source.COMPUTED,
            "",
            new Drawing(
                    "figure1",
                    "Paths from N(0, 1) to N(0, 1): exact, as the published code draws them, and learned.",
                    "Three panels of twenty paths over time: the exact ones, which draw together in the middle and end where they began; those"
                            + " of the published code, which end nearer to zero; and those of a network, each beside the exact ones."),
            new Drawing(
                    "figure1_loss",
                    "The training of that network.",
                    "Two panels over the steps of training: the loss of the batches around the least that there is, and how far the"
                            + " population's loss is above that, with intervals.")),
    /** A flow to a mixture over time. */
    FIGURE_2(
            "Figure 2",
            "time evolution of a mixture of Gaussians",
            Source.COMPUTED,
            "",
            new Drawing(
                    "figure2",
                    "Particles carried from N(0, I) to the mixture of Table 4.",
                    "Panels at several times with the particles and the arrows of the velocity and of the published drift: along the"
                            + " velocity the particles reach the mixture.")),
    /** Derivatives of pixels. */
    FIGURE_3(
            "Figure 3",
            "derivative image, and pairs of pixels of MNIST's fives",
            Source.DIGITS,
            "",
            new Drawing(
                    "figure3",
                    "A derivative image, the derivatives of two pixels, and the pixels themselves.",
                    "Three panels: the derivative of a generated five with two pixels framed, the pairs of their derivatives, and the pairs of"
                            + " their values in the images.")),
    /** A graph of CelebA's attributes. */
    FIGURE_4(
            "Figure 4",
            "conditional dependence structure of CelebA's attributes",
            Source.LABELS,
            "",
            new Drawing(
                    "figure4",
                    "The printed graph, and the most similar one of those that the labels give.",
                    "A graph whose nodes are the attributes, with the edges that both graphs share, that only the printed one has, and that only the"
                            + " labels give; the table has their numbers.")),
    /** Correlations of CelebA's attributes. */
    FIGURE_5(
            "Figure 5",
            "correlation matrices of CelebA's attributes",
            Source.LABELS,
            "",
            new Drawing(
                    "figure5",
                    "Correlations of the labels by several coefficients.",
                    "Heat maps of the correlations of all labels with each other, by phi and by the tetrachoric coefficient, plain and"
                            + " partial.")),
    /** Differences against exact products. */
    FIGURE_6(
            "Figure 6",
            "finite differences against Jacobian-vector products",
            Source.COMPUTED,
            "",
            new Drawing(
                    "figure6",
                    "The forward difference against the exact product, by its step: divided by the step, and as the published code scales it.",
                    "Two panels over the step on logarithmic axes. Left, the relative error: it falls and rises again for the curved flow of"
                            + " the mixture, and only falls for the linear one. Right, the published scaling: level wherever round-off is"
                            + " small, as it is no error but the size of the product."));

    /** What an item is computed from. */
    public enum Source {
        /** From nothing but the program. */
        COMPUTED(""),
        /** From images of digits. */
        DIGITS("MNIST's test split (t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz)"),
        /** From the labels of faces. */
        LABELS("CelebA's labels (list_attr_celeba.txt, or rows of it)"),
        /** There is nothing to compute. */
        NO_RESULT("");

        private final String data;

        Source(String data) {
            this.data = data;
        }

        /**
         * The data that are needed.
         *
         * @return in words; "" where none are
         */
        public String data() {
            return data;
        }
    }

    /**
     * A drawing of a reproduction.
     *
     * @param file its name without an ending
     * @param caption what it shows
     * @param alternative what it shows, for who cannot see it
     */
    record Drawing(String file, String caption, String alternative) {}

    private final String label;
    private final String subject;
    private final Source source;
    private final String remark;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Drawing> drawings;

    PaperItem(String label, String subject, Source source, String remark, Drawing... drawings) {
        this.label = label;
        this.subject = subject;
        this.source = source;
        this.remark = remark;
        this.drawings = List.of(drawings);
    }

    /**
     * Its name in the paper.
     *
     * @return such as {@code Table 4}
     */
    public String label() {
        return label;
    }

    /**
     * Its name on a command line.
     *
     * @return such as {@code table4}
     */
    public String word() {
        return label.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /**
     * What it is about.
     *
     * @return a few words
     */
    public String subject() {
        return subject;
    }

    /**
     * What it is computed from.
     *
     * @return the source
     */
    public Source source() {
        return source;
    }

    /**
     * Why there is nothing to compute.
     *
     * @return a sentence or two; "" where there is
     */
    public String remark() {
        return remark;
    }

    /**
     * Whether there are drawings of it.
     *
     * @return true if its command draws
     */
    public boolean isDrawn() {
        return !drawings.isEmpty();
    }

    /**
     * Its drawings.
     *
     * @return in their order
     */
    List<Drawing> drawings() {
        return drawings;
    }

    /**
     * Whether a claim is about this item, by the place that it gives.
     *
     * @param claim the claim
     * @return true if the paper or its code says it there
     */
    boolean concerns(ReportedClaim claim) {
        boolean paper = claim.origin().equals("paper") || claim.origin().equals("published code");
        String name = label.replace("Figure ", "Fig(ure|\\.) ");
        return paper
                && Pattern.compile("\\b" + name + "\\b").matcher(claim.place()).find();
    }
}
