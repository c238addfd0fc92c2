package dualflow.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MathMlTest {
    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** Elements of MathML Core whose number of children is fixed. */
    private static int children(String element) {
        return switch (element) {
            case "mfrac", "msub", "msup" -> 2;
            case "munderover" -> 3;
            default -> -1;
        };
    }

    @Test
    void everyClaimOfTheCorpusIsWellFormedMathMl() throws Exception {
        TreeSet<String> used = new TreeSet<>();
        for (SourceText file : Trees.corpus()) {
            for (Statement claim : ClaimFileParser.parse(file).claims()) {
                NodeList all = parse(MathMl.of(claim.equation(), claim.scope())).getElementsByTagName("*");
                for (int i = 0; i < all.getLength(); i++) {
                    Element element = (Element) all.item(i);
                    used.add(element.getTagName());
                    int expected = children(element.getTagName());
                    if (expected >= 0) {
                        assertThat(element.getChildNodes().getLength()).isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(used)
                .containsExactlyElementsOf(new TreeSet<>(List.of(
                        "math",
                        "mfrac",
                        "mi",
                        "mn",
                        "mo",
                        "mrow",
                        "msqrt",
                        "msub",
                        "msup",
                        "mtable",
                        "mtd",
                        "mtr",
                        "munderover")));
    }

    @Test
    void textOfAFormulaIsItsMathematics() throws Exception {
        Statement claim = Trees.claims("""
                given d, K in 1..3; x, mu0: R^d; mu[K]: R^d; A: spd(d); w: simplex(K); sigma: R
                claim a: (sum_k w[k] mu[k] - mu0)' A^-1 x/2 <= sigma |x|^2
                """).get(0);
        String text = parse(MathMl.of(claim.equation(), claim.scope()))
                .getDocumentElement()
                .getTextContent();
        assertThat(text).isEqualTo("(∑kwkμk−μ0)⊤A−1x2≤σ‖x‖2");
    }
}
