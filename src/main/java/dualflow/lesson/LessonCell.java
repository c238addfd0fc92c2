package dualflow.lesson;

/**
 * A piece of a lesson.
 *
 * @param isCode whether it is code, else prose in Markdown
 * @param text what is read, without the indentation that it has in its class
 * @param first its first line in the source, from 1
 * @param last its last line
 */
record LessonCell(boolean isCode, String text, int first, int last) {}
