package org.perpupil.io.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.domains.DomainContextBase;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.perpupil.account.Account;
import org.perpupil.account.AccountCode;
import org.perpupil.account.ChartOfAccounts;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.Study;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.regression.RowSums;
import org.perpupil.equity.regression.Term;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.report.ReportSection;
import org.perpupil.money.Money;
import org.perpupil.problem.Missing;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.spending.Expenditure;
import org.perpupil.spending.SchoolSpending;
import org.perpupil.spending.Spending;
import org.perpupil.staff.Position;
import org.perpupil.staff.Staff;
import org.perpupil.testing.Schools;

/** Documents of data and definitions: each is read back equal, keeps to its schema, and with a slip in it is read or refused. */
@Domain(DataJsonProperties.Worlds.class)
@Domain(Documents.class)
@Domain(DomainContext.Global.class)
class DataJsonProperties {

    /** Values with odd names, negative amounts, and numbers of every size. */
    static final class Worlds extends DomainContextBase {
        private static final List<Double> EXTREMES = List.of(
                0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE, 0.1, 1e23, 9_007_199_254_740_993.0);

        private static Arbitrary<String> names() {
            return Documents.texts().filter(text -> !text.isBlank());
        }

        private static Arbitrary<Double> numbers() {
            return Arbitraries.oneOf(
                    Arbitraries.doubles(),
                    Arbitraries.of(EXTREMES),
                    Arbitraries.longs()
                            .map(Double::longBitsToDouble)
                            .map(number -> Double.isFinite(number) ? number : 1.0));
        }

        private static Arbitrary<List<Problem>> problems() {
            return Combinators.combine(names(), names(), names())
                    .as((code, place, words) -> new Problem(code, place, words, words, words))
                    .list()
                    .ofMaxSize(3);
        }

        @Provide
        Arbitrary<Staff> anyStaff() {
            Arbitrary<BigDecimal> decimals = Arbitraries.bigDecimals()
                    .between(BigDecimal.ZERO, BigDecimal.valueOf(40))
                    .ofScale(3);
            return Combinators.combine(
                            Schools.schoolIds().optional(0.7),
                            Arbitraries.of("teacher", "psychologist", "a \"job\", odd"),
                            decimals,
                            Arbitraries.longs()
                                    .greaterOrEqual(0)
                                    .map(Money::ofCents)
                                    .optional(0.5),
                            decimals.optional(0.5))
                    .as((school, job, fte, pay, years) -> {
                        Position position =
                                school.map(id -> Position.at(id, job, fte)).orElseGet(() -> Position.central(job, fte));
                        Position paid = pay.map(position::paid).orElse(position);
                        return years.map(served -> paid.withYears(served.toPlainString()))
                                .orElseGet(() -> pay.isPresent()
                                        ? paid.withoutYears(Missing.NOT_APPLICABLE)
                                        : paid.withoutPay(Missing.SUPPRESSED));
                    })
                    .list()
                    .ofMaxSize(5)
                    .map(positions -> Staff.of(FiscalYear.of(2026), positions));
        }

        @Provide
        Arbitrary<Spending> anySpending() {
            return Documents.sources()
                    .list()
                    .uniqueElements(RevenueSource::id)
                    .ofMinSize(1)
                    .ofMaxSize(3)
                    .flatMap(sources -> {
                        Arbitrary<List<Expenditure>> spent = Combinators.combine(
                                        Arbitraries.of(sources),
                                        Arbitraries.longs().map(Money::ofCents),
                                        Arbitraries.of(Expenditure.Level.class),
                                        Arbitraries.of("1100", "01-0-x/2:_")
                                                .map(AccountCode::of)
                                                .optional(0.5))
                                .as(Expenditure::new)
                                .list()
                                .ofMaxSize(5);
                        return Combinators.combine(
                                        Arbitraries.integers()
                                                .between(1900, 2999)
                                                .map(FiscalYear::of),
                                        Arbitraries.maps(Schools.schoolIds(), spent)
                                                .ofMaxSize(5))
                                .as((year, bySchool) -> {
                                    List<SchoolSpending> schools = new ArrayList<>();
                                    bySchool.forEach(
                                            (school, all) -> schools.add(new SchoolSpending(school, year, all)));
                                    return Spending.of(year, schools);
                                });
                    })
                    .withoutEdgeCases();
        }

        @Provide
        Arbitrary<List<RevenueSource>> anySources() {
            return Documents.sources()
                    .list()
                    .uniqueElements(RevenueSource::id)
                    .ofMaxSize(4)
                    .withoutEdgeCases();
        }

        @Provide
        Arbitrary<ChartOfAccounts> anyChart() {
            Arbitrary<Map<String, String>> values = Arbitraries.maps(
                            Arbitraries.of("01", "1100", "4300", "a.b_c", "x/1:2"), names())
                    .ofMinSize(1)
                    .ofMaxSize(4);
            Arbitrary<ChartOfAccounts> listed = Combinators.combine(
                            names(),
                            Arbitraries.maps(names(), values).ofMinSize(1).ofMaxSize(3))
                    .as((name, segments) -> {
                        ChartOfAccounts.Builder chart = ChartOfAccounts.named(name);
                        segments.forEach((segment, all) -> {
                            chart.segment(segment);
                            all.forEach(chart::account);
                        });
                        return chart.build();
                    });
            Arbitrary<ChartOfAccounts> open = Arbitraries.maps(Arbitraries.of("01", "1100", "4300"), names())
                    .ofMaxSize(3)
                    .map(accounts -> ChartOfAccounts.openWith(accounts.entrySet().stream()
                            .map(account -> new Account(AccountCode.of(account.getKey()), account.getValue()))
                            .toList()));
            return Arbitraries.oneOf(listed, open).withoutEdgeCases();
        }

        /** Studies of a few rows, some of whose values are missing for each of the reasons. */
        @Provide
        static Arbitrary<Study> anyStudy() {
            Arbitrary<List<String>> columns = names().list().uniqueElements().ofMaxSize(5);
            Arbitrary<List<String>> units = Documents.texts().list().ofMaxSize(6);
            return Combinators.combine(
                            columns,
                            units,
                            problems(),
                            Arbitraries.randoms(),
                            numbers().list().ofSize(30))
                    .as((named, rows, leftOut, random, drawn) -> {
                        Study.Builder study = Study.of(rows).leftOut(leftOut);
                        for (int i = 0; i < named.size(); i++) {
                            int column = i;
                            boolean[] isThere = new boolean[rows.size()];
                            IntStream.range(0, isThere.length).forEach(row -> isThere[row] = random.nextInt(3) > 0);
                            if (i % 2 == 0) {
                                study.number(
                                        named.get(i),
                                        IntStream.range(0, rows.size())
                                                .mapToDouble(row ->
                                                        isThere[row] ? drawn.get(row + 6 * (column % 5)) : Double.NaN)
                                                .toArray());
                            } else {
                                study.text(
                                        named.get(i),
                                        IntStream.range(0, rows.size())
                                                .mapToObj(row -> isThere[row] ? " " + random.nextInt(3) : "")
                                                .toList());
                            }
                            for (int row = 0; row < isThere.length; row++) {
                                if (!isThere[row]) {
                                    study.missing(named.get(i), row, Missing.values()[random.nextInt(3)]);
                                }
                            }
                        }
                        return study.build();
                    })
                    .withoutEdgeCases();
        }

        private static Arbitrary<Term> terms(int depth) {
            Arbitrary<Term> single = Arbitraries.oneOf(
                    Documents.texts().map(Term::of),
                    Documents.texts().map(Term::log),
                    Combinators.combine(
                                    Documents.texts(), Arbitraries.integers().between(2, 20))
                            .as(Term::power),
                    Documents.texts().map(Term::factor),
                    Combinators.combine(Documents.texts(), names()).as(Term::factor));
            return depth == 0
                    ? single
                    : Arbitraries.oneOf(
                            single,
                            Combinators.combine(terms(depth - 1), terms(depth - 1))
                                    .as(Term::product),
                            terms(depth - 1).list().ofMaxSize(3).map(Term.Together::new));
        }

        @Provide
        Arbitrary<Regression> anyRegression() {
            return Combinators.combine(
                            Documents.texts(),
                            Arbitraries.of(true, false),
                            terms(2).list().ofMaxSize(4),
                            Documents.texts().optional(),
                            Arbitraries.of(true, false))
                    .as((explained, isLogarithm, terms, weight, isThroughOrigin) -> {
                        Regression regression = (isLogarithm ? Regression.ofLog(explained) : Regression.of(explained))
                                .on(terms.toArray(Term[]::new));
                        regression = weight.map(regression::weightedBy).orElse(regression);
                        return isThroughOrigin ? regression.throughOrigin() : regression;
                    })
                    .withoutEdgeCases();
        }

        @Provide
        Arbitrary<RowSums> anyRowSums() {
            return Combinators.combine(
                            names().filter(name -> !name.equals(Regression.CONSTANT))
                                    .list()
                                    .uniqueElements()
                                    .ofMinSize(1)
                                    .ofMaxSize(4),
                            Arbitraries.doubles()
                                    .between(-1e6, 1e6)
                                    .filter(number -> number == 0 || Math.abs(number) > 1e-40)
                                    .list()
                                    .ofSize(20))
                    .as((columns, numbers) -> RowSums.of(
                            rows -> {
                                for (int row = 0; row < 5; row++) {
                                    int first = row;
                                    rows.add(IntStream.range(0, columns.size())
                                            .mapToDouble(i -> numbers.get(first * 4 + i))
                                            .toArray());
                                }
                            },
                            columns.get(0),
                            columns.subList(1, columns.size()).toArray(String[]::new)))
                    .withoutEdgeCases();
        }

        @Provide
        Arbitrary<EquityReport> anyReport() {
            Arbitrary<ReportSection.Row> rows = Combinators.combine(
                            Documents.texts(),
                            numbers(),
                            Arbitraries.of(ReportSection.Form.class),
                            Arbitraries.of(0, 1, 2),
                            Documents.texts(),
                            Documents.texts())
                    .as((name, number, form, many, words, source) -> new ReportSection.Row(
                            name,
                            IntStream.range(0, many)
                                    .mapToObj(i -> new ReportSection.Figure("column " + i, number, form))
                                    .toList(),
                            words,
                            source));
            Arbitrary<ReportSection> sections = Combinators.combine(
                            names(),
                            Documents.texts(),
                            rows.list().ofMaxSize(3),
                            Documents.texts().list().ofMaxSize(2),
                            Documents.texts(),
                            problems())
                    .as((title, counted, all, notes, source, leftOut) -> new ReportSection(
                            title, counted, List.of("column 1", "", "column 0"), all, notes, source, leftOut));
            return Combinators.combine(
                            Documents.texts(), anyStudy(), sections.list().ofMaxSize(3))
                    .as((title, study, all) -> {
                        EquityReport report = EquityReport.of(title, study);
                        for (ReportSection section : all) {
                            report = report.with(section);
                        }
                        return report;
                    })
                    .withoutEdgeCases();
        }
    }

    /** Checks that a document is read back equal and keeps to its schema, and that it is read or refused with a slip in it. */
    private static <T> void check(
            String schema, T value, Function<T, String> write, Function<String, ? extends T> read, Random random) {
        String json = write.apply(value);
        T again = read.apply(json);
        assertThat(again).isEqualTo(value);
        assertThat(write.apply(again)).isEqualTo(json);
        assertThat(Schemas.faults(schema, json)).isEmpty();
        String slipped = random.nextBoolean() ? Slips.ofTyping(json, random) : Slips.ofMeaning(json, random);
        Optional<ProblemException> refused = Optional.empty();
        try {
            T slip = read.apply(slipped);
            assertThat(read.apply(write.apply(slip))).isEqualTo(slip);
        } catch (ProblemException told) {
            refused = Optional.of(told);
            assertThat(told.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.place()).matches("(?s)JSON(, line \\d+:\\d+.*)?"));
        }
        Statistics.label("refused")
                .collect(refused.isPresent())
                .coverage(drawn -> drawn.check(true).percentage(share -> share > 10));
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void staff(@ForAll Staff staff, @ForAll Random random) {
        check("staff", staff, StaffJson::toJson, StaffJson::parse, random);
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void spending(@ForAll Spending spending, @ForAll Random random) {
        check("spending", spending, SpendingJson::toJson, SpendingJson::parse, random);
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void sources(@ForAll List<RevenueSource> sources, @ForAll Random random) {
        check("sources", sources, SourcesJson::toJson, SourcesJson::parse, random);
    }

    @Property(tries = 200)
    @StatisticsReport(StatisticsReportMode.OFF)
    void counts(@ForAll District district, @ForAll Random random) {
        Map<SchoolId, Enrollment> counts = new TreeMap<>();
        district.schools().forEach(school -> counts.put(school.id(), school.enrollment()));
        check("counts", counts, CountsJson::toJson, CountsJson::parse, random);
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void charts_of_accounts(@ForAll ChartOfAccounts chart, @ForAll Random random) {
        check("chart-of-accounts", chart, ChartOfAccountsJson::toJson, ChartOfAccountsJson::parse, random);
    }

    @Property(tries = 400)
    @StatisticsReport(StatisticsReportMode.OFF)
    void studies(@ForAll Study study, @ForAll Random random) {
        check("study", study, StudyJson::toJson, StudyJson::parse, random);
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void regressions(@ForAll Regression regression, @ForAll Random random) {
        check("regression", regression, RegressionJson::toJson, RegressionJson::parse, random);
    }

    @Property(tries = 150)
    @StatisticsReport(StatisticsReportMode.OFF)
    void sums_of_rows(@ForAll RowSums sums, @ForAll Random random) {
        check("row-sums", sums, RowSumsJson::toJson, RowSumsJson::parse, random);
    }

    @Property(tries = 300)
    @StatisticsReport(StatisticsReportMode.OFF)
    void equity_reports(@ForAll EquityReport report, @ForAll Random random) {
        check("equity-report", report, EquityReportJson::toJson, EquityReportJson::parse, random);
    }
}
