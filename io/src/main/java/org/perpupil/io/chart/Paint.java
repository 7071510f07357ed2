package org.perpupil.io.chart;

import java.util.List;

/**
 * A colour with the name by which a page can change it, such as in the dark.
 *
 * @param name a class of the SVG
 * @param colour on white, such as {@code #0072b2}
 */
record Paint(String name, String colour) {
    static final Paint INK = new Paint("ink", "#1c2127");
    static final Paint QUIET = new Paint("quiet", "#56606b");
    static final Paint RULE = new Paint("rule", "#d5dbe1");
    static final Paint PAPER = new Paint("paper", "#ffffff");

    /**
     * Colours that people with any vision of colours can tell apart, in the order in which groups get them: M. Okabe and K. Ito, "Color
     * Universal Design", 2008, without black, and with violet and brown in the place of yellow, sky blue and orange, which do not have the
     * contrast of 3 : 1 with white that the Web Content Accessibility Guidelines 2.2 (success criterion 1.4.11) ask of graphics.
     */
    static final List<Paint> GROUPS = List.of(
            new Paint("g0", "#0072b2"),
            new Paint("g1", "#d55e00"),
            new Paint("g2", "#009e73"),
            new Paint("g3", "#cc79a7"),
            new Paint("g4", "#8a2be2"),
            new Paint("g5", "#5a2d00"));

    /** Returns the colour of a group; after six they come again, told apart by form. */
    static Paint ofGroup(int number) {
        return GROUPS.get(number % GROUPS.size());
    }
}
