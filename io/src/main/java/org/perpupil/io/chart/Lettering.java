package org.perpupil.io.chart;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;

/**
 * How much room texts take, without asking a machine for its fonts: an estimate on the large side for usual sans-serif fonts.
 *
 * @param size of the letters, in pixels
 */
record Lettering(double size) {
    private static final String NARROW = "iIljtf.,:;'|!()[] ";
    private static final String WIDE = "mwMWGOQ@%&—…";

    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    double width(String text) {
        return text.codePoints().mapToDouble(Lettering::part).sum() * size;
    }

    private static double part(int point) {
        if (point >= 0x1100) {
            return point >= 0x2000 && point < 0x2E80 ? 0.6 : 1.0;
        }
        if (NARROW.indexOf(point) >= 0) {
            return 0.32;
        }
        if (WIDE.indexOf(point) >= 0) {
            return 0.9;
        }
        return Character.isUpperCase(point) ? 0.7 : 0.62;
    }

    /** Returns the text, cut to a width with an ellipsis. */
    String fit(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int many = 0;
        double width = width("…");
        while (many < points.length && (many == 0 || width + part(points[many]) * size <= room)) {
            width += part(points[many]) * size;
            many++;
        }
        return new String(points, 0, many).stripTrailing() + "…";
    }

    /** Returns the text in lines of a width; a word that is longer is cut. */
    List<String> lines(String text, double room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : WORDS.split(text)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer) <= room || line.isEmpty()) {
                line.setLength(0);
                line.append(fit(longer, room));
            } else {
                lines.add(line.toString());
                line.setLength(0);
                line.append(fit(word, room));
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
