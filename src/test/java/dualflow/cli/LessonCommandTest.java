package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.lesson.Lesson;
import dualflow.lesson.LessonOutput;
import dualflow.lesson.Lessons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LessonCommandTest {
    private static final Lesson FIRST = Lessons.all().get(0);

    @Test
    void withoutANumberAllLessonsAreListed() {
        Invocation run = Invocation.of("lesson");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .startsWith("1 Dual numbers")
                .containsAll(Lessons.all().stream()
                        .map(lesson -> lesson.number() + " " + lesson.title())
                        .toList())
                .containsAll(Lessons.all().stream().map(Lesson::sentence).toList());
    }

    @Test
    void aNumberRunsThatLesson() {
        Invocation run = Invocation.of("lesson", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .startsWith("Lesson 1: Dual numbers")
                .anyMatch(line -> line.contains(FIRST.file()))
                .containsAll(LessonOutput.of(FIRST).all());
    }

    @Test
    void sourceIsPrintedWhole() {
        Invocation run = Invocation.of("lesson", "1", "--source");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo(FIRST.source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lesson 0 | There is no lesson 0; the lessons are numbered from 1 to",
                "lesson 99 | There is no lesson 99; the lessons are numbered from 1 to",
                "lesson -1 | There is no lesson -1; the lessons are numbered from 1 to",
                "lesson one | 'one'",
                "lesson 1 2 | '2'",
                "lesson --source | --source needs the number of a lesson, 1 to"
            })
    void rejectsWhatIsNoLesson(String words, String sentence) {
        Invocation run = Invocation.of(words.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains(sentence);
    }
}
