package dualflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HtmlTest {
    @Test
    void textAndAttributesReadBackAsTheyWere() throws Exception {
        String text = "a < b && c > \"d\" 'e' ]]> <script>";
        Element root = XmlDocument.of(
                        new Html().element("html", text, "title", text).finish())
                .elements("html")
                .get(0);
        assertThat(root.getTextContent()).isEqualTo(text);
        assertThat(root.getAttribute("title")).isEqualTo(text);
    }

    @Test
    void whatXmlHasNoCharacterForIsReplaced() throws Exception {
        String page = new Html().element("html", "a\u0000b\u001bc\ud83d\ude00").finish();
        assertThat(XmlDocument.of(page).elements("html").get(0).getTextContent())
                .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00");
    }

    @Test
    void finishClosesWhatIsOpen() {
        assertThat(new Html().open("html").open("p").text("x").finish())
                .isEqualTo("<!DOCTYPE html>\n<html><p>x</p>\n</html>\n");
    }

    @Test
    void closingMoreThanIsOpenIsRejected() {
        Html html = new Html().open("p").close();
        assertThatThrownBy(html::close).isInstanceOf(NoSuchElementException.class);
    }
}
