package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;

/**
 * Accounts, their dimensions and the amounts on them, by an Ed-Fi interchange of finance.
 *
 * <pre>{@code
 * EdFiFinance finance = EdFiFinance.read(Path.of("Finance.xml")).orThrow();
 * ChartOfAccounts chart = finance.chart("255901", FiscalYear.of(2022));
 * Money spent = Money.total(finance.amounts().stream()
 *         .filter(amount -> amount.kind() == EdFiAmount.Kind.ACTUAL && amount.asOf().equals(LocalDate.of(2022, 6, 30)))
 *         .map(EdFiAmount::amount)
 *         .toList());
 * }</pre>
 *
 * <p>Amounts are whole cents; one with parts of a cent is a problem and never rounded. A fiscal year is named by the calendar year in which
 * it ends, from 2020 to 2040. {@code rowsRead} counts dimensions, accounts, local accounts and amounts. Files, limits and codes of problems
 * are those of {@link EdFiOrganizations}; the elements of version 3 ({@code Account}, {@code Budget} and others) are refused by name with
 * {@code edfi.finance-3}.
 */
public final class EdFiFinance {
    private static final int LONGEST_CODE = 16;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 100;

    private static final ImmutableMap<String, String> SINCE_4 = ImmutableMap.of(
            "Account", "LocalAccount",
            "AccountCode", "ChartOfAccount and its dimensions",
            "Actual", "LocalActual",
            "Budget", "LocalBudget",
            "ContractedStaff", "LocalContractedStaff",
            "Payroll", "LocalPayroll");

    private final Optional<String> version;
    private final ImmutableList<EdFiDimension> dimensions;
    private final ImmutableList<EdFiAccount> accounts;
    private final ImmutableList<EdFiLocalAccount> localAccounts;
    private final ImmutableList<EdFiAmount> amounts;
    private final ImmutableMap<String, Integer> notRead;

    private EdFiFinance(Interchange interchange, Reading read) {
        this.version = interchange.version();
        this.notRead = interchange.notRead();
        this.dimensions = ImmutableList.copyOf(read.dimensions);
        this.accounts = ImmutableList.copyOf(read.accounts);
        this.localAccounts = ImmutableList.copyOf(read.localAccounts);
        this.amounts = ImmutableList.copyOf(read.amounts);
    }

    /**
     * Reads the interchange whose root is {@code InterchangeFinance}.
     *
     * @throws IOException if the file cannot be read
     */
    public static Loaded<EdFiFinance> read(Path file) throws IOException {
        Interchange interchange = new Interchange(
                file,
                "InterchangeFinance",
                "Export the interchange from a system of version 4 or 5, where "
                        + "Account, AccountCode, Actual, Budget, ContractedStaff and Payroll became "
                        + "LocalAccount, ChartOfAccount, LocalActual, LocalBudget, LocalContractedStaff and LocalPayroll.",
                Interchange.MOST_BYTES);
        Reading reading = new Reading();
        interchange.read(reading);
        return interchange.loaded(new EdFiFinance(interchange, reading));
    }

    /** Collects what is read. */
    private static final class Reading implements Interchange.Reading {
        private static final String[] ORGANIZATION = {
            "EducationOrganizationReference", "EducationOrganizationIdentity", "EducationOrganizationId"
        };

        private static final ImmutableMap<String, EdFiDimension.Kind> DIMENSIONS =
                Maps.uniqueIndex(Arrays.asList(EdFiDimension.Kind.values()), kind -> kind.element() + "Dimension");

        private static final ImmutableMap<String, EdFiAmount.Kind> AMOUNTS =
                Maps.uniqueIndex(Arrays.asList(EdFiAmount.Kind.values()), EdFiAmount.Kind::element);

        private static final ImmutableSet<EdFiAmount.Kind> OF_STAFF =
                ImmutableSet.of(EdFiAmount.Kind.PAYROLL, EdFiAmount.Kind.CONTRACTED_STAFF);

        private final List<EdFiDimension> dimensions = new ArrayList<>();
        private final List<EdFiAccount> accounts = new ArrayList<>();
        private final List<EdFiLocalAccount> localAccounts = new ArrayList<>();
        private final List<EdFiAmount> amounts = new ArrayList<>();
        private final Set<List<Object>> identities = new HashSet<>();

        @Override
        public boolean reads(String name) {
            return name.equals("ChartOfAccount")
                    || name.equals("LocalAccount")
                    || DIMENSIONS.containsKey(name)
                    || AMOUNTS.containsKey(name)
                    || SINCE_4.containsKey(name);
        }

        @Override
        public boolean isUsed(EdFiRecord element) {
            String name = element.name();
            EdFiDimension.Kind dimension = DIMENSIONS.get(name);
            EdFiAmount.Kind amount = AMOUNTS.get(name);
            if (dimension != null) {
                readDimension(element, dimension);
            } else if (amount != null) {
                readAmount(element, amount);
            } else if (name.equals("ChartOfAccount")) {
                readAccount(element);
            } else if (name.equals("LocalAccount")) {
                readLocalAccount(element);
            } else {
                element.tell(
                        "edfi.finance-3",
                        "%s, an element of Ed-Fi 3".formatted(name),
                        requireNonNull(SINCE_4.get(name)),
                        "Export the interchange from a system of version 4 or 5.");
            }
            return element.isSound();
        }

        private void readDimension(EdFiRecord element, EdFiDimension.Kind kind) {
            Optional<String> code = element.requiredText(LONGEST_CODE, "Code");
            Optional<FiscalYear> year = element.fiscalYear("FiscalYear");
            Optional<String> name = element.optionalText(LONGEST_NAME, "CodeName");
            if (element.isSound() && isFirst(element, kind, code.orElseThrow(), year.orElseThrow())) {
                dimensions.add(new EdFiDimension(kind, code.orElseThrow(), year.orElseThrow(), name));
            }
        }

        private void readAccount(EdFiRecord element) {
            Optional<AccountCode> code = element.account("AccountIdentifier");
            Optional<FiscalYear> year = element.fiscalYear("FiscalYear");
            Optional<String> organization = element.organization(ORGANIZATION);
            Optional<String> name = element.optionalText(LONGEST_NAME, "AccountName");
            Optional<String> type = element.requiredCode("AccountType");
            Map<EdFiDimension.Kind, String> codes = new EnumMap<>(EdFiDimension.Kind.class);
            for (EdFiDimension.Kind kind : EdFiDimension.Kind.values()) {
                String dimension = kind.element() + "Dimension";
                String reference = kind.element() + dimension + "Reference";
                if (!element.all(reference).isEmpty()) {
                    element.requiredText(LONGEST_CODE, reference, dimension + "Identity", "Code")
                            .ifPresent(one -> codes.put(kind, one));
                }
            }
            List<EdFiTag> tags = tags(element);
            if (element.isSound()
                    && isFirst(element, organization.orElseThrow(), year.orElseThrow(), code.orElseThrow())) {
                accounts.add(new EdFiAccount(
                        organization.orElseThrow(),
                        year.orElseThrow(),
                        code.orElseThrow(),
                        name,
                        type.orElseThrow(),
                        codes,
                        tags));
            }
        }

        private void readLocalAccount(EdFiRecord element) {
            Optional<AccountCode> code = element.account("AccountIdentifier");
            Optional<FiscalYear> year = element.fiscalYear("FiscalYear");
            Optional<String> organization = element.organization(ORGANIZATION);
            Optional<String> name = element.optionalText(LONGEST_NAME, "AccountName");
            Optional<AccountCode> reportedAs =
                    element.account("ChartOfAccountReference", "ChartOfAccountIdentity", "AccountIdentifier");
            List<EdFiTag> tags = tags(element);
            if (element.isSound()
                    && isFirst(element, organization.orElseThrow(), year.orElseThrow(), code.orElseThrow())) {
                localAccounts.add(new EdFiLocalAccount(
                        organization.orElseThrow(),
                        year.orElseThrow(),
                        code.orElseThrow(),
                        name,
                        reportedAs.orElseThrow(),
                        tags));
            }
        }

        private static List<EdFiTag> tags(EdFiRecord element) {
            List<EdFiTag> tags = new ArrayList<>();
            for (EdFiRecord tag : element.all("ReportingTag")) {
                Optional<String> name = tag.requiredCode("ReportingTag");
                Optional<String> value = tag.optionalText(LONGEST_VALUE, "TagValue");
                Optional<Money> money = tag.moneyInText("TagValue");
                if (tag.isSound()) {
                    tags.add(new EdFiTag(name.orElseThrow(), value, money));
                } else {
                    element.isNotSound();
                }
            }
            return tags;
        }

        private void readAmount(EdFiRecord element, EdFiAmount.Kind kind) {
            String[] account = {"LocalAccountReference", "LocalAccountIdentity"};
            Optional<AccountCode> code = element.account(account[0], account[1], "AccountIdentifier");
            Optional<FiscalYear> year = element.fiscalYear(account[0], account[1], "FiscalYear");
            Optional<String> organization =
                    element.organization(account[0], account[1], ORGANIZATION[0], ORGANIZATION[1], ORGANIZATION[2]);
            Optional<LocalDate> asOf = element.requiredDate("AsOfDate");
            Optional<Money> amount = element.requiredMoney("Amount");
            Optional<String> collection = element.optionalCode("FinancialCollection");
            Optional<String> staff = OF_STAFF.contains(kind)
                    ? element.person("StaffReference", "StaffIdentity", "StaffUniqueId")
                    : Optional.empty();
            if (element.isSound()
                    && isFirst(
                            element,
                            organization.orElseThrow(),
                            year.orElseThrow(),
                            code.orElseThrow(),
                            asOf.orElseThrow(),
                            staff.orElse("everybody"))) {
                amounts.add(new EdFiAmount(
                        kind,
                        organization.orElseThrow(),
                        year.orElseThrow(),
                        code.orElseThrow(),
                        asOf.orElseThrow(),
                        amount.orElseThrow(),
                        collection,
                        staff));
            }
        }

        /** Tells whether no record above has the same identity, as the standard has it; amounts would count twice. */
        private boolean isFirst(EdFiRecord element, Object... identity) {
            List<Object> whole = new ArrayList<>(List.of(identity));
            whole.add(element.name());
            boolean isFirst = identities.add(whole);
            if (!isFirst) {
                element.tellTwice(Arrays.asList(identity));
            }
            return isFirst;
        }
    }

    /** Returns the version of the standard, such as {@code 5.2.0}; empty if the file was refused or its namespace is not known. */
    public Optional<String> version() {
        return version;
    }

    /** Returns the values of dimensions, in the order of the file. */
    public List<EdFiDimension> dimensions() {
        return dimensions;
    }

    /** Returns the accounts of the chart by which districts report, in the order of the file. */
    public List<EdFiAccount> accounts() {
        return accounts;
    }

    /** Returns the accounts that districts book on, in the order of the file. */
    public List<EdFiLocalAccount> localAccounts() {
        return localAccounts;
    }

    /** Returns the amounts, in the order of the file; see {@link EdFiAmount} for which of them may be added. */
    public List<EdFiAmount> amounts() {
        return amounts;
    }

    /**
     * Returns the accounts of an organisation in a year: those it books on, or if the file has none, those it reports by. An account without
     * name goes by the name of the account it is reported as, or by its code.
     *
     * @param organization the id of the district or school
     * @throws IllegalArgumentException if the file has no account of both
     */
    public ChartOfAccounts chart(String organization, FiscalYear year) {
        Map<AccountCode, String> names = new LinkedHashMap<>();
        accounts.stream()
                .filter(account -> account.organization().equals(organization)
                        && account.year().equals(year))
                .forEach(account -> names.put(
                        account.code(), account.name().orElse(account.code().value())));
        Map<AccountCode, String> local = new LinkedHashMap<>();
        localAccounts.stream()
                .filter(account -> account.organization().equals(organization)
                        && account.year().equals(year))
                .forEach(account -> local.put(
                        account.code(),
                        account.name()
                                .orElse(names.getOrDefault(
                                        account.reportedAs(), account.code().value()))));
        Map<AccountCode, String> chosen = local.isEmpty() ? names : local;
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("the file has no account of %s in %s".formatted(organization, year));
        }
        ChartOfAccounts.Builder chart = ChartOfAccounts.named("Accounts of %s, %s".formatted(organization, year));
        chosen.forEach((code, name) -> chart.account(code.value(), name));
        return chart.build();
    }

    /** Returns how many records of other kinds the file has, by the name of their element. */
    public Map<String, Integer> notRead() {
        return notRead;
    }

    /** Returns what was read, for people. */
    @Override
    public String toString() {
        return "Ed-Fi %s: %s values of dimensions, %s accounts, %s local accounts, %s amounts"
                .formatted(
                        version.orElse("of unknown version"),
                        dimensions.size(),
                        accounts.size(),
                        localAccounts.size(),
                        amounts.size());
    }
}
