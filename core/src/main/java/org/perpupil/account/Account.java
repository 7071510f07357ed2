package org.perpupil.account;

import static java.util.Objects.requireNonNull;

/**
 * One account of a chart.
 *
 * @param code what identifies it
 * @param name what is charged to it, for people
 */
public record Account(AccountCode code, String name) {

    public Account {
        requireNonNull(code, "code");
        if (name.isBlank()) {
            throw new IllegalArgumentException("account " + code + " has no name");
        }
    }

    /** Returns the code and the name, such as {@code 1100 Teachers' salaries}. */
    @Override
    public String toString() {
        return name.equals(code.value()) ? name : code + " " + name;
    }
}
