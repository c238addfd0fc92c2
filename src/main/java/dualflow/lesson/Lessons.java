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
                    "A whole engine in one file: values, derivatives of any order, linear programs and their"
                            + " transposes.",
                    Interpreter.class,
                    Interpreter::teach),
            new Lesson(
                    4,
                    "Perturbation confusion",
                    "Nested derivatives go wrong without a word, unless each has a perturbation of its own.",
                    PerturbationConfusion.class,
                    PerturbationConfusion::teach),
            new Lesson(
                    5,
                    "Many directions at once",
                    "K directions are one more axis in front of the tangents; the values are computed once.",
                    ManyDirections.class,
                    ManyDirections::teach),
            new Lesson(
                    6,
                    "One kernel, two devices, the same bits",
                    "Sums in a stated order and elementary functions of one's own make Java and OpenCL agree to the"
                            + " bit.",
                    OneKernel.class,
                    OneKernel::teach),
            new Lesson(
                    7,
                    "Linearize",
                    "The derivative at a point as a program of its own, applied as often as one likes.",
                    Linearize.class,
                    Linearize::teach),
            new Lesson(
                    8,
                    "Transpose and reverse mode",
                    "A gradient is the linear program run backwards, each step transposed.",
                    ReverseMode.class,
                    ReverseMode::teach),
            new Lesson(
                    9,
                    "Why float32 finite differences mislead",
                    "Curvature and rounding leave no good step, and the products of such derivatives are wrong where"
                            + " the mean is right.",
                    FiniteDifferences.class,
                    FiniteDifferences::teach),
            new Lesson(
                    10,
                    "Flow matching in thirty lines",
                    "A flow from noise to data, trained from nothing but pairs, and what its loss does not say.",
                    TinyFlow.class,
                    TinyFlow::teach),
            new Lesson(
                    11,
                    "A JVP through an ODE",
                    "A solver on dual numbers gives the exact derivative of the steps that it took.",
                    ThroughAnOde.class,
                    ThroughAnOde::teach),
            new Lesson(
                    12,
                    "The mixture's Jacobian",
                    "The product rule on the velocity of a mixture, and a misprint that symmetric examples hide.",
                    VelocityJacobian.class,
                    VelocityJacobian::teach),
            new Lesson(
                    13,
                    "What the estimator measures",
                    "Averaged products of JVPs are E[J J'], which is the covariance for affine generators only.",
                    WhatTheEstimatorMeasures.class,
                    WhatTheEstimatorMeasures::teach),
            new Lesson(
                    14,
                    "Conditioning is not do",
                    "Derivatives of a generator tell what goes with what; what an intervention does needs the causes.",
                    ConditioningIsNotDo.class,
                    ConditioningIsNotDo::teach));

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
