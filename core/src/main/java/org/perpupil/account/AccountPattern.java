package org.perpupil.account;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of accounts by their codes: {@code *} stands for any characters or none, so that {@code 4*} is every account whose code
 * begins with 4.
 *
 * @param value the pattern, up to 100 characters of a code and asterisks
 */
public record AccountPattern(String value) implements Comparable<AccountPattern> {
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._:/*-]{1,100}");

    public AccountPattern {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no pattern of account codes; write a code with * for any characters, such as 4*"
                            .formatted(value));
        }
    }

    public static AccountPattern of(String value) {
        return new AccountPattern(value);
    }

    /** Tells whether a code is in the set. */
    public boolean matches(AccountCode code) {
        // A greedy search from the left finds a match if there is one, and takes no time that grows with asterisks.
        String[] parts = value.split("\\*+", -1);
        String text = code.value();
        if (parts.length == 1) {
            return text.equals(value);
        }
        String last = parts[parts.length - 1];
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], from);
            if (found < 0) {
                return false;
            }
            from = found + parts[i].length();
        }
        return text.length() - last.length() >= from && text.endsWith(last);
    }

    /** Returns the patterns for people, such as {@code 1*, 4300}. */
    public static String join(Stream<AccountPattern> patterns) {
        return patterns.map(AccountPattern::value).collect(Collectors.joining(", "));
    }

    @Override
    public int compareTo(AccountPattern other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
