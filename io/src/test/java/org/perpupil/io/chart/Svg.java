package org.perpupil.io.chart;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG as any reader of XML sees it. */
record Svg(Element root) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    static Svg parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new Svg(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement());
        } catch (Exception broken) {
            throw new AssertionError("not well-formed: " + text, broken);
        }
    }

    /** Returns the elements of a name, in the order in which they are drawn. */
    List<Element> all(String name) {
        NodeList found = root.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** Returns the marks that have a name for the pointer which begins so. */
    List<Element> marks(String told) {
        return all("title").stream()
                .filter(title -> title.getTextContent().startsWith(told))
                .map(title -> (Element) title.getParentNode())
                .filter(parent -> parent != root)
                .toList();
    }

    Element mark(String told) {
        List<Element> marks = marks(told);
        if (marks.size() != 1) {
            throw new AssertionError(marks.size() + " marks told as " + told);
        }
        return marks.get(0);
    }

    static double number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        if (!NUMBER.matcher(text).matches()) {
            throw new AssertionError("%s of %s is \"%s\"".formatted(attribute, element.getTagName(), text));
        }
        return Double.parseDouble(text);
    }

    private static List<Double> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(found -> Double.valueOf(found.group()))
                .toList();
    }

    /** Returns how high a band is. */
    static double thickness(Element path) {
        // M x1 top1 C m top1 m top2 x2 top2 V bottom2 …
        List<Double> numbers = numbers(path.getAttribute("d"));
        return numbers.get(8) - numbers.get(7);
    }

    /** Returns what is drawn outside of the sheet. */
    List<String> outside() {
        double width = number(root, "width");
        double height = number(root, "height");
        List<String> outside = new ArrayList<>();
        Stream.of("line", "polyline", "polygon", "path", "rect", "circle", "text")
                .flatMap(name -> all(name).stream())
                .forEach(element -> {
                    double[] box = box(element);
                    if (box[0] < -0.01 || box[1] < -0.01 || box[2] > width + 0.01 || box[3] > height + 0.01) {
                        outside.add("%s %s %s".formatted(element.getTagName(), Arrays.toString(box), text(element)));
                    }
                });
        return outside;
    }

    private static String text(Element element) {
        String text = element.getTextContent();
        return text.length() > 80 ? text.substring(0, 80) : text;
    }

    private static double[] box(Element element) {
        return switch (element.getTagName()) {
            case "rect" -> {
                double x = element.hasAttribute("x") ? number(element, "x") : 0;
                double y = element.hasAttribute("y") ? number(element, "y") : 0;
                yield new double[] {x, y, x + number(element, "width"), y + number(element, "height")};
            }
            case "circle" -> {
                double r = number(element, "r");
                yield new double[] {
                    number(element, "cx") - r,
                    number(element, "cy") - r,
                    number(element, "cx") + r,
                    number(element, "cy") + r
                };
            }
            case "line" ->
                around(List.of(
                        number(element, "x1"), number(element, "y1"), number(element, "x2"), number(element, "y2")));
            case "polyline", "polygon" -> around(numbers(element.getAttribute("points")));
            case "path" -> {
                List<Double> n = numbers(element.getAttribute("d"));
                // the corners; a curve lies between its ends and their heights
                yield around(List.of(n.get(0), n.get(1), n.get(6), n.get(7), n.get(6), n.get(8), n.get(0), n.get(14)));
            }
            case "text" -> {
                double length = new Lettering(number(element, "font-size")).width(element.getTextContent());
                double x = number(element, "x");
                double start = switch (element.getAttribute("text-anchor")) {
                    case "end" -> x - length;
                    case "middle" -> x - length / 2;
                    default -> x;
                };
                double y = number(element, "y");
                yield new double[] {start, y - 12, start + length, y + 3};
            }
            default -> throw new IllegalArgumentException(element.getTagName());
        };
    }

    private static double[] around(List<Double> numbers) {
        double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; i < numbers.size(); i += 2) {
            box[0] = Math.min(box[0], numbers.get(i));
            box[1] = Math.min(box[1], numbers.get(i + 1));
            box[2] = Math.max(box[2], numbers.get(i));
            box[3] = Math.max(box[3], numbers.get(i + 1));
        }
        return box;
    }
}
