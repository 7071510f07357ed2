package org.perpupil.equity.internal;

import java.util.function.Predicate;

/** Names that data give to rows or columns of a table, kept apart from those that the table has of its own. */
public final class GivenNames {
    private GivenNames() {}

    /**
     * Returns a name that is none of the table's own: with the kind added in brackets if it is one, or is one with the kind added before.
     * So different names stay different, whatever others there are and in whatever order.
     *
     * @param kind what has the name, such as "coefficient"
     * @param isOwn whether a name is the table's own; none of these ends with the kind in brackets
     */
    public static String apart(String name, String kind, Predicate<String> isOwn) {
        String added = " (" + kind + ")";
        String stem = name;
        while (stem.endsWith(added)) {
            stem = stem.substring(0, stem.length() - added.length());
        }
        return isOwn.test(stem) ? name + added : name;
    }
}
