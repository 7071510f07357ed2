package org.perpupil.plan.process;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Words in and words out. */
final class Text {
    private Text() {}

    /** Checks that something is said. */
    static String said(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what);
        }
        return text;
    }

    /** Returns a constant's name in words: {@code COMMITTEE_APPROVED} is {@code committee approved}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns such as {@code parent}, {@code parent or student}, {@code principal, teacher or other staff}. */
    static String anyOf(Collection<?> things) {
        List<String> words = things.stream().map(Object::toString).collect(ImmutableList.toImmutableList());
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** Returns such as {@code 1 member} or {@code 2 members}. */
    static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
