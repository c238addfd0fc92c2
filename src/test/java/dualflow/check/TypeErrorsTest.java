package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dualflow.syntax.SourceText;
import dualflow.testing.ErrorCases;
import dualflow.testing.ErrorCases.ErrorCase;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeErrorsTest {
    static List<ErrorCase> errors() throws IOException {
        return ErrorCases.read("types.txt");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorNamesPlaceTypesAndWhatToDo(ErrorCase error) {
        ClaimFile file = ClaimFile.of(new SourceText("case.claims", error.text()));
        ClaimFileException refused = catchThrowableOfType(ClaimFileException.class, file::checkTypes);
        assertThat(refused).as("refused").isNotNull();
        assertThat(String.join("\n", refused.messages())).isEqualTo(error.message());
    }
}
