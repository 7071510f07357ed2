package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a published table of amounts: its parts by column, and the total printed beside them.
 *
 * @param label the school, or what the table calls its row of totals
 * @param parts the amounts by column; a column left out is missing, which is not 0
 * @param total the printed total; empty if none is printed
 */
public record PublishedSum(String label, Map<String, BigDecimal> parts, Optional<BigDecimal> total) {

    public PublishedSum {
        requireNonNull(label, "label");
        parts = ImmutableMap.copyOf(Maps.transformValues(parts, PublishedRow::normal));
        total = total.map(PublishedRow::normal);
    }

    public static PublishedSum of(String label, Map<String, BigDecimal> parts, BigDecimal total) {
        return new PublishedSum(label, parts, Optional.of(total));
    }

    public static PublishedSum withoutTotal(String label, Map<String, BigDecimal> parts) {
        return new PublishedSum(label, parts, Optional.empty());
    }
}
