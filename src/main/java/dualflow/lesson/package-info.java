/**
 * Numbered lessons: each a class that is read from top to bottom, wrong beside right, with what it prints beside it. Start at {@link
 * dualflow.lesson.Lessons}. May import everything but {@code cli}; only {@code cli} imports it.
 *
 * <p>{@code tools/lessons} makes a page of the guide and notebooks of these sources. It reads a file as a page: imports, then the class's
 * comment, then members and the statements of {@code teach}, whose comments are its prose.
 */
package dualflow.lesson;
