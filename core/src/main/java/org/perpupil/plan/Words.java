package org.perpupil.plan;

import java.util.Locale;

/** Constants for people. */
final class Words {
    private Words() {}

    /** Returns a constant's name in words: {@code UNDER_WAY} is {@code under way}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns such as {@code 1 goal} and {@code 2 goals}. */
    static String counted(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }
}
