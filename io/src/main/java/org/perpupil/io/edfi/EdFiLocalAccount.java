package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.account.AccountCode;
import org.perpupil.district.FiscalYear;

/**
 * An account that a district books on.
 *
 * @param organization the id of the organisation whose account it is
 * @param year the fiscal year, named by the calendar year in which it ends
 * @param reportedAs the account of the chart under which it is reported
 */
public record EdFiLocalAccount(
        String organization,
        FiscalYear year,
        AccountCode code,
        Optional<String> name,
        AccountCode reportedAs,
        List<EdFiTag> tags) {

    public EdFiLocalAccount {
        requireNonNull(organization, "organization");
        requireNonNull(year, "year");
        requireNonNull(code, "code");
        requireNonNull(name, "name");
        requireNonNull(reportedAs, "reportedAs");
        tags = ImmutableList.copyOf(tags);
    }
}
