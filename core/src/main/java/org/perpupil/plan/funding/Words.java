package org.perpupil.plan.funding;

import java.util.Locale;

/** Constants for people. */
final class Words {
    private Words() {}

    /** Returns a constant's name in words: {@code CAME_IN} is {@code came in}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
