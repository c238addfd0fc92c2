package dualflow.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as Java's own XML parser reads it. */
public final class XmlDocument {
    private final Document document;

    private XmlDocument(Document document) {
        this.document = document;
    }

    /** Parses a page; throws where it is not well-formed. */
    public static XmlDocument of(String page) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new XmlDocument(factory.newDocumentBuilder().parse(new InputSource(new StringReader(page))));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All elements of a name. */
    public List<Element> elements(String name) {
        return listed(document.getElementsByTagNameNS("*", name));
    }

    /** All elements of a name within another. */
    public static List<Element> within(Element parent, String name) {
        return listed(parent.getElementsByTagNameNS("*", name));
    }

    private static List<Element> listed(NodeList found) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The values of an attribute, of all elements that have it. */
    public List<String> values(String attribute) {
        return elements("*").stream()
                .filter(element -> element.hasAttribute(attribute))
                .map(element -> element.getAttribute(attribute))
                .toList();
    }
}
