package org.perpupil.io.edfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.perpupil.io.edfi.Xml.codes;
import static org.perpupil.io.edfi.Xml.interchange;
import static org.perpupil.io.edfi.Xml.onlyProblem;
import static org.perpupil.io.edfi.Xml.organization;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.FiscalYear;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;

class EdFiFinanceTest {
    private static final FiscalYear YEAR = FiscalYear.of(2026);
    private static final AccountCode CODE = AccountCode.of("01-1000-110");

    private static final String DIMENSIONS = """
            <FundDimension><Code>01</Code><FiscalYear>2026</FiscalYear><CodeName>General</CodeName></FundDimension>
            <OperationalUnitDimension><Code>OAK</Code><FiscalYear>2026</FiscalYear></OperationalUnitDimension>
            """;

    private static final String ACCOUNT = "<ChartOfAccount><AccountIdentifier>01-1000-110</AccountIdentifier>\n"
            + "<FiscalYear>2026</FiscalYear>\n" + organization("4400000")
            + "<AccountType>uri://ed-fi.org/AccountTypeDescriptor#Expenditure</AccountType><AccountName>Teachers</AccountName>\n"
            + reference("Fund", "01") + reference("OperationalUnit", "OAK")
            + "<ReportingTag><TagValue>$1,234,567</TagValue>"
            + "<ReportingTag>uri://ed-fi.org/ReportingTagDescriptor#LEA</ReportingTag></ReportingTag></ChartOfAccount>\n";

    private static final String LOCAL = "<LocalAccount><AccountIdentifier>01-1000-110-7</AccountIdentifier>\n"
            + organization("4400000") + "<FiscalYear>2026</FiscalYear><ChartOfAccountReference><ChartOfAccountIdentity>"
            + "<AccountIdentifier>01-1000-110</AccountIdentifier><FiscalYear>2026</FiscalYear>"
            + organization("4400000")
            + "</ChartOfAccountIdentity></ChartOfAccountReference></LocalAccount>\n";

    @TempDir
    Path folder;

    private static String reference(String kind, String code) {
        return "<%s%sDimensionReference><%sDimensionIdentity><Code>%s</Code><FiscalYear>2026</FiscalYear></%sDimensionIdentity></%s%sDimensionReference>\n"
                .formatted(kind, kind, kind, code, kind, kind, kind);
    }

    private static String amount(String kind, String amount, String more) {
        return "<" + kind + "><LocalAccountReference><LocalAccountIdentity>"
                + "<AccountIdentifier>01-1000-110-7</AccountIdentifier>" + organization("4400000")
                + "<FiscalYear>2026</FiscalYear></LocalAccountIdentity></LocalAccountReference>\n"
                + "<AsOfDate>2026-06-30</AsOfDate>\n<Amount>" + amount + "</Amount>" + more + "</" + kind + ">\n";
    }

    private static String person(String id) {
        return "<StaffReference><StaffIdentity><StaffUniqueId>" + id
                + "</StaffUniqueId></StaffIdentity></StaffReference>";
    }

    private Loaded<EdFiFinance> read(String records) throws IOException {
        return EdFiFinance.read(Xml.write(folder, interchange("Finance", records)));
    }

    @Test
    void reads_accounts_with_their_dimensions_and_tags() throws IOException {
        Loaded<EdFiFinance> loaded = read(DIMENSIONS + ACCOUNT + LOCAL);
        EdFiFinance finance = loaded.orThrow();

        assertThat(finance.dimensions())
                .containsExactly(
                        new EdFiDimension(EdFiDimension.Kind.FUND, "01", YEAR, Optional.of("General")),
                        new EdFiDimension(EdFiDimension.Kind.OPERATIONAL_UNIT, "OAK", YEAR, Optional.empty()));
        assertThat(finance.accounts())
                .containsExactly(new EdFiAccount(
                        "4400000",
                        YEAR,
                        CODE,
                        Optional.of("Teachers"),
                        "Expenditure",
                        Map.of(EdFiDimension.Kind.FUND, "01", EdFiDimension.Kind.OPERATIONAL_UNIT, "OAK"),
                        List.of(new EdFiTag(
                                "LEA", Optional.of("$1,234,567"), Optional.of(Money.ofDollars(1_234_567))))));
        assertThat(finance.localAccounts())
                .containsExactly(new EdFiLocalAccount(
                        "4400000", YEAR, AccountCode.of("01-1000-110-7"), Optional.empty(), CODE, List.of()));
        assertThat(loaded.rowsRead()).isEqualTo(4);
        assertThat(finance).hasToString("Ed-Fi 5.2.0: 2 values of dimensions, 1 accounts, 1 local accounts, 0 amounts");
    }

    @Test
    void makes_a_chart_of_the_accounts_that_a_district_books_on() throws IOException {
        EdFiFinance finance = read(ACCOUNT + LOCAL).orThrow();

        ChartOfAccounts chart = finance.chart("4400000", YEAR);
        assertThat(chart.name()).isEqualTo("Accounts of 4400000, 2025–26");
        // The local account has no name of its own.
        assertThat(chart.account(AccountCode.of("01-1000-110-7")).map(Account::name))
                .contains("Teachers");
        assertThat(chart.account(CODE)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> finance.chart("4400000", YEAR.next()))
                .withMessage("the file has no account of 4400000 in 2026–27");
    }

    @Test
    void makes_a_chart_of_what_is_reported_where_nothing_else_is_there() throws IOException {
        assertThat(read(ACCOUNT).orThrow().chart("4400000", YEAR).account(CODE).map(Account::name))
                .contains("Teachers");
    }

    @Test
    void reads_amounts_of_every_kind() throws IOException {
        EdFiFinance finance = read(amount(
                                "LocalBudget", "1000", "<FinancialCollection>uri://x#Adopted</FinancialCollection>")
                        + amount("LocalActual", "-12.50", "")
                        + amount("LocalEncumbrance", "0", "")
                        + amount("LocalPayroll", "100.10", person("7"))
                        + amount("LocalPayroll", "200.2000", person("8"))
                        + amount("LocalContractedStaff", "1.", person("9")))
                .orThrow();

        assertThat(finance.amounts())
                .extracting(
                        EdFiAmount::kind,
                        EdFiAmount::amount,
                        amount -> amount.staff().orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.BUDGET, Money.ofDollars(1000), ""),
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.ACTUAL, Money.ofCents(-12_50), ""),
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.ENCUMBRANCE, Money.ZERO, ""),
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.PAYROLL, Money.ofCents(100_10), "7"),
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.PAYROLL, Money.ofCents(200_20), "8"),
                        org.assertj.core.groups.Tuple.tuple(EdFiAmount.Kind.CONTRACTED_STAFF, Money.ofDollars(1), "9"));
        assertThat(finance.amounts().get(0))
                .isEqualTo(new EdFiAmount(
                        EdFiAmount.Kind.BUDGET,
                        "4400000",
                        YEAR,
                        AccountCode.of("01-1000-110-7"),
                        LocalDate.of(2026, 6, 30),
                        Money.ofDollars(1000),
                        Optional.of("Adopted"),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001,edfi.cents",
        "1000.005,edfi.cents",
        "'1,000',edfi.amount",
        "$5,edfi.amount",
        "1e3,edfi.amount",
        "92233720368547758.08,edfi.amount",
        "'',edfi.missing"
    })
    void tells_an_amount_that_is_not_whole_cents_and_rounds_none(String amount, String code) throws IOException {
        Loaded<EdFiFinance> loaded = read(amount("LocalBudget", amount, "") + amount("LocalActual", "1", ""));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        // Two lines above the record, and three within it before the amount, whose tag <Amount> is 8 characters long.
        assertThat(onlyProblem(loaded).place()).contains("line 6, column 9, LocalBudget/Amount");
        assertThat(loaded.value().amounts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'$1,234,567',123456700",
        "$308136446,30813644600",
        "$12.30,1230",
        "-$5,-500",
        "$-5,-500",
        "($5),-500",
        "$0,0"
    })
    void reads_the_money_of_a_tag(String text, long cents) throws IOException {
        EdFiFinance finance = read(ACCOUNT.replace("$1,234,567", text)).orThrow();

        assertThat(finance.accounts().get(0).tags().get(0).money()).contains(Money.ofCents(cents));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "yes", "2110"})
    void a_tag_without_the_sign_of_the_dollar_is_a_text(String text) throws IOException {
        EdFiFinance finance = read(ACCOUNT.replace("$1,234,567", text)).orThrow();

        assertThat(finance.accounts().get(0).tags().get(0))
                .isEqualTo(new EdFiTag("LEA", Optional.of(text), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"$1.005,edfi.cents", "'$1,23',edfi.amount", "$,edfi.amount", "1$,edfi.amount", "$1 000,edfi.amount"})
    void tells_a_tag_whose_money_cannot_be_read(String text, String code) throws IOException {
        Loaded<EdFiFinance> loaded = read(ACCOUNT.replace("$1,234,567", text));

        assertThat(onlyProblem(loaded).code()).isEqualTo(code);
        assertThat(onlyProblem(loaded).place()).endsWith("ChartOfAccount/ReportingTag/TagValue");
        assertThat(loaded.value().accounts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<FiscalYear>2026</FiscalYear>,<FiscalYear>2019</FiscalYear>,edfi.fiscal-year",
        "<FiscalYear>2026</FiscalYear>,<FiscalYear>2041</FiscalYear>,edfi.fiscal-year",
        "<FiscalYear>2026</FiscalYear>,<FiscalYear>26</FiscalYear>,edfi.fiscal-year",
        "<FiscalYear>2026</FiscalYear>,'',edfi.missing",
        "<Code>01</Code>,<Code>12345678901234567</Code>,edfi.length",
        "<Code>01</Code>,<Code/>,edfi.missing"
    })
    void tells_a_dimension_with_a_fault(String old, String with, String code) throws IOException {
        String dimension = DIMENSIONS.lines().findFirst().orElseThrow();

        assertThat(onlyProblem(read(dimension.replace(old, with))).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51})
    void an_account_has_at_most_50_characters(int length) throws IOException {
        Loaded<EdFiFinance> loaded = read(ACCOUNT.replace("01-1000-110", "1".repeat(length)));

        assertThat(codes(loaded)).isEqualTo(length == 50 ? List.of() : List.of("edfi.length"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101})
    void the_name_of_an_account_has_at_most_100_characters(int length) throws IOException {
        // Each of these letters is two of Java's chars and one character of XML.
        Loaded<EdFiFinance> loaded = read(ACCOUNT.replace("Teachers", "\uD835\uDD38".repeat(length)));

        assertThat(codes(loaded)).isEqualTo(length == 100 ? List.of() : List.of("edfi.length"));
    }

    @Test
    void tells_a_code_that_no_account_can_have() throws IOException {
        assertThat(onlyProblem(read(ACCOUNT.replace("01-1000-110", "01 1000"))).message())
                .contains("ChartOfAccount/AccountIdentifier: found \"01 1000\"; allowed: letters, digits, dots,");
    }

    @Test
    void nothing_counts_twice() throws IOException {
        String budget = amount("LocalBudget", "1000", "");

        Loaded<EdFiFinance> loaded =
                read(DIMENSIONS + ACCOUNT + LOCAL + budget + DIMENSIONS + ACCOUNT + LOCAL + budget);

        assertThat(codes(loaded)).hasSize(5).containsOnly("edfi.twice");
        assertThat(loaded.value().amounts()).hasSize(1);
        assertThat(loaded.rowsRead() - loaded.rowsUsed()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "Account,LocalAccount",
        "AccountCode,ChartOfAccount and its dimensions",
        "Actual,LocalActual",
        "Budget,LocalBudget",
        "ContractedStaff,LocalContractedStaff",
        "Payroll,LocalPayroll"
    })
    void refuses_the_elements_of_version_3_by_name(String old, String now) throws IOException {
        Loaded<EdFiFinance> loaded = read("<" + old + "><FiscalYear>2018</FiscalYear></" + old + ">");

        assertThat(onlyProblem(loaded).message())
                .endsWith(
                        "%s: found %s, an element of Ed-Fi 3; allowed: %s. Export the interchange from a system of version 4 or 5."
                                .formatted(old, old, now));
    }

    @Test
    void refuses_a_file_of_version_3_with_the_names_of_today() throws IOException {
        Loaded<EdFiFinance> loaded =
                EdFiFinance.read(Xml.write(folder, interchange("Finance", "http://ed-fi.org/0320", "<Budget/>")));

        assertThat(onlyProblem(loaded).code()).isEqualTo("edfi.version");
        assertThat(onlyProblem(loaded).message())
                .contains("found Ed-Fi 3.2 (\"http://ed-fi.org/0320\")")
                .contains("Account, AccountCode, Actual, Budget, ContractedStaff and Payroll became");
    }

    @Test
    void reads_the_published_finance_file() throws IOException {
        EdFiFinance finance = EdFiFinance.read(Xml.published("Finance.xml")).orThrow();

        // Ed-Fi Data Standard 5.2, sample Finance.xml: 72 accounts and 72 local accounts of the fiscal year 2022.
        assertThat(finance.accounts())
                .hasSize(72)
                .allMatch(account -> account.year().equals(FiscalYear.of(2022)));
        assertThat(finance.localAccounts()).hasSize(72);
        // Counted with Python 3 xml.etree in the published file: 4 funds, 5 functions, 9 objects, 5 sources.
        assertThat(finance.dimensions()).hasSize(23);
        // The same file: revenue tags sum to 566,565,702, expenditure tags to 324,644,641.
        assertThat(tagged(finance, "Revenue")).isEqualTo(Money.ofDollars(566_565_702));
        assertThat(tagged(finance, "Expenditure")).isEqualTo(Money.ofDollars(324_644_641));
        // The tags of local accounts, without separators, sum to both: 566,565,702 + 324,644,641.
        assertThat(Money.total(finance.localAccounts().stream()
                        .flatMap(account -> account.tags().stream())
                        .map(tag -> tag.money().orElseThrow())
                        .toList()))
                .isEqualTo(Money.ofDollars(891_210_343));
        assertThat(finance.amounts()).isEmpty();
        assertThat(finance.accounts().get(0).dimensions())
                .containsExactly(
                        org.assertj.core.api.Assertions.entry(EdFiDimension.Kind.FUND, "1"),
                        org.assertj.core.api.Assertions.entry(EdFiDimension.Kind.SOURCE, "1000"));
        assertThat(finance.chart("255901", FiscalYear.of(2022))
                        .account(AccountCode.of("1-1-1000-000"))
                        .map(Account::name))
                .contains("TOTAL REVENUE FROM LOCAL SOURCES");
    }

    private static Money tagged(EdFiFinance finance, String type) {
        return Money.total(finance.accounts().stream()
                .filter(account -> account.type().equals(type))
                .flatMap(account -> account.tags().stream())
                .map(tag -> tag.money().orElseThrow())
                .toList());
    }
}
