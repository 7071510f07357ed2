package org.perpupil.io.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a reader's program sees it. Pages are well-formed, so the platform's strict parser reads them; it is no HTML parser. */
final class Html {
    private static final Pattern OURS = Pattern.compile("(?s)<(style|script)>.*?</\\1>");

    private final Document document;

    private Html(Document document) {
        this.document = document;
    }

    static Html parse(String page) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            // Style sheet and script are no XML; they do not hang on the data.
            return new Html(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(OURS.matcher(page).replaceAll("<$1></$1>")))));
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new AssertionError(broken.getMessage(), broken);
        }
    }

    /** The text of each node that an XPath finds, with runs of white space as one blank and without joiners, which nobody sees. */
    List<String> all(String path) {
        try {
            NodeList found =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i)
                        .getTextContent()
                        .replace("\u2060", "")
                        .strip()
                        .replaceAll("\\s+", " "));
            }
            return texts;
        } catch (XPathExpressionException wrong) {
            throw new AssertionError(path, wrong);
        }
    }

    /** The text of the one node that an XPath finds. */
    String one(String path) {
        List<String> found = all(path);
        if (found.size() != 1) {
            throw new AssertionError(path + " finds " + found);
        }
        return found.get(0);
    }

    /** Every element with the names of its attributes, in order: the page without its text and values. */
    List<String> structure() {
        List<String> structure = new ArrayList<>();
        collect(document.getDocumentElement(), structure);
        return structure;
    }

    private static void collect(Node node, List<String> into) {
        if (node instanceof Element) {
            StringBuilder element = new StringBuilder(node.getNodeName());
            NamedNodeMap attributes = node.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                element.append(' ').append(attributes.item(i).getNodeName());
            }
            into.add(element.toString());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, into);
        }
    }
}
