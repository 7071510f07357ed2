package org.perpupil.account;

import java.util.regex.Pattern;

/**
 * What identifies an account, such as {@code 1100} or {@code 3010-1110-1000-1100}; leading zeros count.
 *
 * @param value up to 100 letters, digits, dots, hyphens, slashes, colons and underscores
 */
public record AccountCode(String value) implements Comparable<AccountCode> {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}");

    public AccountCode {
        if (!CODE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    ("\"%s\" cannot be the code of an account; a code has up to 100 letters, digits, dots, hyphens,"
                                    + " slashes, colons and underscores, such as 1100")
                            .formatted(value));
        }
    }

    public static AccountCode of(String value) {
        return new AccountCode(value);
    }

    @Override
    public int compareTo(AccountCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
