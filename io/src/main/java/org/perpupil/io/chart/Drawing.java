package org.perpupil.io.chart;

import com.google.common.collect.ImmutableList;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Marks on a sheet of paper, which become SVG or an image. */
final class Drawing {
    private static final String FONTS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private static final long MOST_PIXELS = 100_000_000;

    private final int width;
    private final int height;
    private final ImmutableList<Mark> marks;

    Drawing(int width, int height, List<Mark> marks) {
        this.width = width;
        this.height = height;
        this.marks = ImmutableList.copyOf(marks);
    }

    /**
     * Returns the drawing as SVG.
     *
     * @param id begins the names of its parts, so that several can stand on one page
     */
    String svg(String id, String title, String description) {
        StringBuilder svg = new StringBuilder(8_192);
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
                        .formatted(width, height, width, height));
        svg.append(" role=\"img\" aria-labelledby=\"%s-title %s-desc\" font-family=\"%s\">\n".formatted(id, id, FONTS));
        svg.append("<title id=\"")
                .append(id)
                .append("-title\">")
                .append(escaped(title))
                .append("</title>\n");
        svg.append("<desc id=\"")
                .append(id)
                .append("-desc\">")
                .append(escaped(description))
                .append("</desc>\n");
        svg.append("<rect class=\"paper\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
                .formatted(width, height, Paint.PAPER.colour()));
        boolean inPoints = false;
        for (Mark mark : marks) {
            // What points have in common is said once, since there may be many.
            if (inPoints != mark instanceof Mark.Dot) {
                svg.append(inPoints ? "</g>\n" : "<g fill-opacity=\"0.7\">\n");
                inPoints = !inPoints;
            }
            svg.append(element(mark)).append('\n');
        }
        svg.append(inPoints ? "</g>\n" : "");
        return svg.append("</svg>\n").toString();
    }

    private static String element(Mark mark) {
        if (mark instanceof Mark.Line line) {
            return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
                    .formatted(
                            line.paint().name(),
                            number(line.x1()),
                            number(line.y1()),
                            number(line.x2()),
                            number(line.y2()),
                            line.paint().colour(),
                            number(line.width()),
                            line.dashed() ? " stroke-dasharray=\"4 3\"" : "");
        }
        if (mark instanceof Mark.Polyline line) {
            return "<polyline class=\"%s\" points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>"
                    .formatted(
                            line.paint().name(),
                            points(line.places()),
                            line.paint().colour(),
                            number(line.width()));
        }
        if (mark instanceof Mark.Area area) {
            return "<polygon class=\"%s\" points=\"%s\" fill=\"%s\" fill-opacity=\"%s\">%s</polygon>"
                    .formatted(
                            area.paint().name(),
                            points(area.places()),
                            area.paint().colour(),
                            number(area.opacity()),
                            told(area.told()));
        }
        if (mark instanceof Mark.Ribbon ribbon) {
            String middle = number((ribbon.x1() + ribbon.x2()) / 2);
            return "<path class=\"%s\" d=\"M%s %sC%s %s %s %s %s %sV%sC%s %s %s %s %s %sZ\" fill=\"%s\" fill-opacity=\"0.45\" stroke=\"%s\">%s</path>"
                    .formatted(
                            ribbon.paint().name(),
                            number(ribbon.x1()),
                            number(ribbon.top1()),
                            middle,
                            number(ribbon.top1()),
                            middle,
                            number(ribbon.top2()),
                            number(ribbon.x2()),
                            number(ribbon.top2()),
                            number(ribbon.top2() + ribbon.height()),
                            middle,
                            number(ribbon.top2() + ribbon.height()),
                            middle,
                            number(ribbon.top1() + ribbon.height()),
                            number(ribbon.x1()),
                            number(ribbon.top1() + ribbon.height()),
                            ribbon.paint().colour(),
                            // Where bands lie on paper, the line around them has the contrast that the band has not.
                            ribbon.paint().colour(),
                            told(ribbon.told()));
        }
        if (mark instanceof Mark.Box box) {
            return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\">%s</rect>"
                    .formatted(
                            box.paint().name(),
                            number(box.x()),
                            number(box.y()),
                            number(box.width()),
                            number(box.height()),
                            box.paint().colour(),
                            told(box.told()));
        }
        if (mark instanceof Mark.Dot dot) {
            return dot.form() == Mark.Form.CIRCLE
                    ? "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\">%s</circle>"
                            .formatted(
                                    dot.paint().name(),
                                    number(dot.x()),
                                    number(dot.y()),
                                    number(dot.radius()),
                                    dot.paint().colour(),
                                    dot.paint().colour(),
                                    told(dot.told()))
                    : "<polygon class=\"%s\" points=\"%s\" fill=\"%s\" stroke=\"%s\">%s</polygon>"
                            .formatted(
                                    dot.paint().name(),
                                    points(corners(dot)),
                                    dot.paint().colour(),
                                    dot.paint().colour(),
                                    told(dot.told()));
        }
        Mark.Text text = (Mark.Text) mark;
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" fill=\"%s\" font-size=\"%s\"%s%s%s>%s</text>"
                .formatted(
                        text.paint().name(),
                        number(text.x()),
                        number(text.y()),
                        text.paint().colour(),
                        number(text.size()),
                        switch (text.anchor()) {
                            case START -> "";
                            case MIDDLE -> " text-anchor=\"middle\"";
                            case END -> " text-anchor=\"end\"";
                        },
                        text.bold() ? " font-weight=\"600\"" : "",
                        text.upright()
                                ? " transform=\"rotate(-90 %s %s)\"".formatted(number(text.x()), number(text.y()))
                                : "",
                        escaped(text.text()));
    }

    private static String told(String text) {
        return text.isEmpty() ? "" : "<title>" + escaped(text) + "</title>";
    }

    private static String points(List<Mark.Place> places) {
        return places.stream()
                .map(place -> number(place.x()) + "," + number(place.y()))
                .collect(Collectors.joining(" "));
    }

    private static List<Mark.Place> corners(Mark.Dot dot) {
        double x = dot.x();
        double y = dot.y();
        // Each form has about the area of the circle.
        return switch (dot.form()) {
            case CIRCLE -> throw new IllegalArgumentException("a circle has no corners");
            case SQUARE -> {
                double half = dot.radius() * 0.886;
                yield List.of(
                        new Mark.Place(x - half, y - half),
                        new Mark.Place(x + half, y - half),
                        new Mark.Place(x + half, y + half),
                        new Mark.Place(x - half, y + half));
            }
            case DIAMOND -> {
                double half = dot.radius() * 1.253;
                yield List.of(
                        new Mark.Place(x, y - half),
                        new Mark.Place(x + half, y),
                        new Mark.Place(x, y + half),
                        new Mark.Place(x - half, y));
            }
            case TRIANGLE -> {
                double out = dot.radius() * 1.555;
                yield List.of(
                        new Mark.Place(x, y - out),
                        new Mark.Place(x + out * 0.866, y + out / 2),
                        new Mark.Place(x - out * 0.866, y + out / 2));
            }
        };
    }

    /** Two decimals are finer than any screen, and the same everywhere. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Text for XML: what has a meaning there is escaped, and characters that XML forbids are shown as such. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(point) ? point : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int point) {
        boolean control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        boolean noCharacter = (point >= 0xD800 && point < 0xE000) || (point & 0xFFFE) == 0xFFFE;
        return point == '\t' || point == '\n' || !(control || noCharacter);
    }

    /** Returns the drawing as an image of a width. */
    BufferedImage image(int across) {
        double scale = (double) across / width;
        long down = Math.round(height * scale);
        if (across * down > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "an image of %s × %s pixels is too large. Ask for one that is less wide, or for SVG."
                            .formatted(across, down));
        }
        BufferedImage image = new BufferedImage(across, (int) down, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.decode(Paint.PAPER.colour()));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            marks.forEach(mark -> paint(graphics, mark));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void paint(Graphics2D graphics, Mark mark) {
        if (mark instanceof Mark.Line line) {
            stroke(graphics, line.paint(), line.width(), line.dashed());
            graphics.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
        } else if (mark instanceof Mark.Polyline line) {
            stroke(graphics, line.paint(), line.width(), false);
            graphics.draw(path(line.places()));
        } else if (mark instanceof Mark.Area area) {
            fill(graphics, area.paint(), area.opacity(), closed(path(area.places())));
        } else if (mark instanceof Mark.Ribbon ribbon) {
            double middle = (ribbon.x1() + ribbon.x2()) / 2;
            double bottom1 = ribbon.top1() + ribbon.height();
            double bottom2 = ribbon.top2() + ribbon.height();
            Path2D path = new Path2D.Double();
            path.moveTo(ribbon.x1(), ribbon.top1());
            path.curveTo(middle, ribbon.top1(), middle, ribbon.top2(), ribbon.x2(), ribbon.top2());
            path.lineTo(ribbon.x2(), bottom2);
            path.curveTo(middle, bottom2, middle, bottom1, ribbon.x1(), bottom1);
            Shape band = closed(path);
            fill(graphics, ribbon.paint(), 0.45, band);
            stroke(graphics, ribbon.paint(), 1, false);
            graphics.draw(band);
        } else if (mark instanceof Mark.Box box) {
            fill(graphics, box.paint(), 1, new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
        } else if (mark instanceof Mark.Dot dot) {
            double across = 2 * dot.radius();
            Shape shape = dot.form() == Mark.Form.CIRCLE
                    ? new Ellipse2D.Double(dot.x() - dot.radius(), dot.y() - dot.radius(), across, across)
                    : closed(path(corners(dot)));
            fill(graphics, dot.paint(), 0.7, shape);
            stroke(graphics, dot.paint(), 1, false);
            graphics.draw(shape);
        } else {
            paint(graphics, (Mark.Text) mark);
        }
    }

    private static void paint(Graphics2D graphics, Mark.Text text) {
        graphics.setColor(Color.decode(text.paint().colour()));
        graphics.setFont(
                new Font(Font.SANS_SERIF, text.bold() ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) text.size()));
        double length =
                graphics.getFontMetrics().getStringBounds(text.text(), graphics).getWidth();
        AffineTransform before = graphics.getTransform();
        graphics.translate(text.x(), text.y());
        if (text.upright()) {
            graphics.rotate(-Math.PI / 2);
        }
        double start = switch (text.anchor()) {
            case START -> 0;
            case MIDDLE -> -length / 2;
            case END -> -length;
        };
        graphics.drawString(text.text(), (float) start, 0f);
        graphics.setTransform(before);
    }

    private static void stroke(Graphics2D graphics, Paint paint, double width, boolean dashed) {
        graphics.setColor(Color.decode(paint.colour()));
        graphics.setStroke(new BasicStroke(
                (float) width,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10f,
                dashed ? new float[] {4, 3} : null,
                0f));
    }

    private static void fill(Graphics2D graphics, Paint paint, double opacity, Shape shape) {
        Composite before = graphics.getComposite();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        graphics.setColor(Color.decode(paint.colour()));
        graphics.fill(shape);
        graphics.setComposite(before);
    }

    private static Path2D path(List<Mark.Place> places) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < places.size(); i++) {
            Mark.Place place = places.get(i);
            if (i == 0) {
                path.moveTo(place.x(), place.y());
            } else {
                path.lineTo(place.x(), place.y());
            }
        }
        return path;
    }

    private static Path2D closed(Path2D path) {
        path.closePath();
        return path;
    }
}
