package org.perpupil.pupils;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;

/** A year of schooling, in order; {@link #UNGRADED} pupils are in none. */
public enum Grade {
    PRE_KINDERGARTEN("PK"),
    TRANSITIONAL_KINDERGARTEN("TK"),
    KINDERGARTEN("K"),
    GRADE_1("1"),
    GRADE_2("2"),
    GRADE_3("3"),
    GRADE_4("4"),
    GRADE_5("5"),
    GRADE_6("6"),
    GRADE_7("7"),
    GRADE_8("8"),
    GRADE_9("9"),
    GRADE_10("10"),
    GRADE_11("11"),
    GRADE_12("12"),
    UNGRADED("UG");

    private static final ImmutableMap<String, Grade> BY_CODE = Maps.uniqueIndex(Arrays.asList(values()), Grade::code);

    private final String code;

    Grade(String code) {
        this.code = code;
    }

    /** Returns {@code PK}, {@code TK}, {@code K}, {@code 1} to {@code 12} or {@code UG}. */
    public String code() {
        return code;
    }

    /**
     * Returns the grade with a code, as {@link #code()} gives it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Grade parse(String code) {
        Grade grade = BY_CODE.get(code);
        if (grade == null) {
            throw new IllegalArgumentException(
                    "there is no grade \"%s\"; grades are PK, TK, K, 1 to 12 and UG".formatted(code));
        }
        return grade;
    }
}
