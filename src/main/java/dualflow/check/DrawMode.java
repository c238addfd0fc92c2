package dualflow.check;

/** From which values a quantity is drawn. */
enum DrawMode {
    /** Small whole numbers and halves, sparse functions: where counterexamples are easily read, and where terms vanish. */
    LATTICE,
    /** Values of full rank and of size about one, which no accident makes equal. */
    GENERIC,
    /** Values at the border of the type, such as 0, I, or equal members of a family. */
    EDGE
}
