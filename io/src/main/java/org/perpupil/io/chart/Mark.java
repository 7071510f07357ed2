package org.perpupil.io.chart;

import java.util.List;

/** One thing that is drawn; places are in pixels from the upper left corner. */
sealed interface Mark {

    /** A straight line. */
    record Line(double x1, double y1, double x2, double y2, Paint paint, double width, boolean dashed)
            implements Mark {}

    /** Points joined by straight lines. */
    record Polyline(List<Place> places, Paint paint, double width) implements Mark {
        public Polyline {
            places = List.copyOf(places);
        }
    }

    /** A filled area. */
    record Area(List<Place> places, Paint paint, double opacity, String told) implements Mark {
        public Area {
            places = List.copyOf(places);
        }
    }

    /** A band from a stretch on the left to one on the right, as a flow of money is drawn. */
    record Ribbon(double x1, double top1, double x2, double top2, double height, Paint paint, String told)
            implements Mark {}

    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, Paint paint, String told) implements Mark {}

    /** A point in the form of its group. */
    record Dot(double x, double y, double radius, Form form, Paint paint, String told) implements Mark {}

    /** A line of text. */
    record Text(double x, double y, String text, Anchor anchor, double size, boolean bold, boolean upright, Paint paint)
            implements Mark {}

    /** A place in the picture. */
    record Place(double x, double y) {}

    /** Which point of a text is at its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Forms of points, so that groups differ in more than colour. */
    enum Form {
        CIRCLE,
        SQUARE,
        DIAMOND,
        TRIANGLE;

        static Form ofGroup(int number) {
            return values()[number % values().length];
        }
    }
}
