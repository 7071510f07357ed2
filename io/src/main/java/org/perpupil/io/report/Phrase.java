package org.perpupil.io.report;

import java.util.Collection;

/**
 * The words for a term, as they can stand in a sentence.
 *
 * @param text a noun phrase
 * @param shape how it binds to words around it
 * @param depth how many brackets stand inside each other
 */
record Phrase(String text, Shape shape, int depth) {

    /** What holds a phrase together; all but a name need brackets beside other words. */
    enum Shape {
        NAME,
        PRODUCT,
        QUOTIENT,
        SUM,
        DIFFERENCE,
        /** Words with commas, semicolons or a condition. */
        CLAUSE
    }

    static Phrase name(String text) {
        return new Phrase(text, Shape.NAME, 0);
    }

    /** Words that are made with others. */
    static Phrase of(String text, Shape shape, Collection<Phrase> parts) {
        return new Phrase(
                text, shape, parts.stream().mapToInt(Phrase::depth).max().orElse(0));
    }

    boolean is(Shape other) {
        return shape == other;
    }

    Phrase inBrackets() {
        return new Phrase("(" + text + ")", Shape.NAME, depth + 1);
    }
}
