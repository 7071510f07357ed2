package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.perpupil.money.Money;

/**
 * What an account is reported under.
 *
 * @param tag such as {@code LEA} or {@code Federal}
 * @param value a text of any kind
 * @param money the amount that the text is, if it has the sign of the dollar, such as {@code $308,136,446}
 */
public record EdFiTag(String tag, Optional<String> value, Optional<Money> money) {

    public EdFiTag {
        requireNonNull(tag, "tag");
        requireNonNull(value, "value");
        requireNonNull(money, "money");
    }
}
