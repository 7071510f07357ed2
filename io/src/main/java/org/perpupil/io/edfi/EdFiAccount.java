package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;

/**
 * An account of the chart of accounts that districts report by; what a district books on is an {@link EdFiLocalAccount}.
 *
 * @param organization the id of the organisation whose account it is
 * @param year the fiscal year, named by the calendar year in which it ends
 * @param type {@code Revenue}, {@code Expenditure} or {@code Balance sheet}
 * @param dimensions the code of each dimension that the account has
 */
public record EdFiAccount(
        String organization,
        FiscalYear year,
        AccountCode code,
        Optional<String> name,
        String type,
        Map<EdFiDimension.Kind, String> dimensions,
        List<EdFiTag> tags) {

    public EdFiAccount {
        requireNonNull(organization, "organization");
        requireNonNull(year, "year");
        requireNonNull(code, "code");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        dimensions = ImmutableMap.copyOf(dimensions);
        tags = ImmutableList.copyOf(tags);
    }
}
