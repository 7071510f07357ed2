package org.perpupil.plan.funding;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants for people. */
final class Words {
    private Words() {}

    /** Returns a constant's name in words: {@code CAME_IN} is {@code came in}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns such as {@code 1 stream} and {@code 2 streams}. */
    static String counted(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }

    /** Returns several things by name; {@code none} if there are none. */
    static String listed(Collection<?> several) {
        return several.isEmpty()
                ? "none"
                : several.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
