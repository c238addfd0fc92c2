package dualflow.lesson;

import java.util.List;

/** All lessons, in the order in which they are best read. */
public final class Lessons {
    private static final List<Lesson> ALL = List.of(
            new Lesson(
                    1,
                    "Dual numbers",
                    "A number that carries its derivative through a program, loops included.",
                    DualNumbers.class,
                    DualNumbers::teach),
            new Lesson(
                    2,
                    "The product rule",
                    "Whatever is linear in each of two arguments has one rule, made of itself; the order matters.",
                    ProductRule.class,
                    ProductRule::teach),
            new Lesson(
                    3,
                    "A JVP is an interpreter",
                    "A whole engine in one file: values, derivatives of any order, linear programs and their transposes.",
                    Interpreter.class,
                    Interpreter::teach),
            new Lesson(
                    4,
                    "Perturbation confusion",
                    "Nested derivatives go wrong without a word, unless each has a perturbation of its own.",
                    PerturbationConfusion.class,
                    PerturbationConfusion::teach));

    private Lessons() {}

    /**
     * All lessons.
     *
     * @return them, lesson n at index n - 1
     */
    public static List<Lesson> all() {
        return ALL;
    }
}
