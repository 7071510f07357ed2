package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

/**
 * A goal that the district sets for all its schools.
 *
 * @param id what school goals name
 * @param area what it is about
 * @param statement the goal in words
 */
public record DistrictGoal(String id, FocusArea area, String statement) {

    public DistrictGoal {
        Text.id(id, "a district goal");
        requireNonNull(area, "area");
        Text.said(statement, "district goal " + id + " says what is aimed at");
    }

    public static DistrictGoal of(String id, FocusArea area, String statement) {
        return new DistrictGoal(id, area, statement);
    }

    @Override
    public String toString() {
        return statement + " (" + id + ")";
    }
}
