package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.perpupil.equity.progressivity.VerticalMeasure.PROGRESSIVITY_RATIO;
import static org.perpupil.equity.progressivity.VerticalMeasure.WEIGHTED_PEARSON;
import static org.perpupil.equity.progressivity.VerticalMeasure.WEIGHTED_SLOPE;
import static org.perpupil.equity.regression.Term.factor;
import static org.perpupil.equity.regression.Term.log;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.perpupil.district.District;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.peers.Peers;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.regression.Covariance;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.Regression;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.ImpliedWeights;
import org.perpupil.io.csv.CsvInput;
import org.perpupil.io.csv.CsvLayout;
import org.perpupil.io.csv.StudyColumns;
import org.perpupil.io.csv.StudyCsv;
import org.perpupil.problem.Problem;
import org.perpupil.spending.Spending;

/** Did money follow need, and did that change: on D.C. Public Schools, California districts, and the Los Angeles schools. */
public final class EquityExample {
    private static final String CALIFORNIA = "california-1999/caschools.csv";

    /** What the file of D.C. budgets has for a school, by fund. */
    private static final String[] AMOUNTS = {
        "amt_enrollment",
        "amt_specialty",
        "amt_ppfm",
        "amt_stabilization",
        "amt_sped",
        "amt_ell",
        "amt_aspecr",
        "amt_title",
        "amt_atrisk"
    };

    private EquityExample() {}

    /**
     * D.C. elementary schools, from fiscal year 2015 to 2016: the shortest way from a file to an answer.
     *
     * @param file initial budgets by school and fund, one row a school and year
     */
    static EquityReport districtOfColumbiaElementary(Path file) throws IOException {
        // guide:start
        StudyColumns columns = StudyColumns.unit("school_code", "year")
                .in(CsvLayout.usual().onlyRows("level", "Elementary"))
                .texts("school_code", "year")
                .numbers("enrolled", "at_risk")
                .dollars(AMOUNTS);
        Study schools = StudyCsv.read(file, columns)
                .orThrow()
                .withSum("dollars", AMOUNTS)
                .with("spending", "dollars", "enrolled", (dollars, pupils) -> dollars / pupils)
                .with("at risk", "at_risk", "enrolled", (count, pupils) -> 100 * count / pupils);
        Regression onNeed = Regression.of("spending").on("at risk").weightedBy("enrolled");
        EquityReport report = EquityReport.of("D.C. elementary schools, fiscal years 2015 and 2016", schools)
                .with(
                        Progressivity.of(schools.where("year", "2016"), "spending", "at risk", "enrolled"),
                        PROGRESSIVITY_RATIO)
                .with(
                        ChangeSinceBaseline.of(onNeed, schools, "year", "2015", "2016", "school_code"),
                        "at risk",
                        50,
                        80);
        System.out.println(report);
        // guide:end
        return report;
    }

    /** What was spent, as budgets are analysed; a school's share of central spending apart. */
    static EquityReport actualSpending(Spending spending, District district) {
        // guide:start
        Study spent = Study.of(spending, district);
        EquityReport report = EquityReport.of("What was spent", spent)
                .with(DollarsPerPupil.of(spent, Study.DOLLARS, Study.PUPILS), Measure.MEAN, Measure.GINI)
                .with(Progressivity.of(spent, Study.AT_SCHOOL, "poverty", Study.PUPILS), PROGRESSIVITY_RATIO)
                .with(
                        NeedGroups.of(spent, "poverty", Study.PUPILS, 2, NeedGroups.Cut.PUPILS),
                        Study.AT_SCHOOL,
                        Study.CENTRAL);
        // guide:end
        return report;
    }

    /** Districts of California, 1998–99; the provenance of the table stands beside it. */
    static EquityReport california() throws IOException {
        try (Reader csv = new InputStreamReader(
                requireNonNull(EquityExample.class.getResourceAsStream(CALIFORNIA), CALIFORNIA), UTF_8)) {
            return california(csv);
        }
    }

    private static EquityReport california(Reader csv) throws IOException {
        // guide:start
        StudyColumns columns = StudyColumns.unit("district")
                .texts("school", "county", "grades")
                .restAsNumbers();
        Study study = StudyCsv.read(CsvInput.of(csv, "caschools.csv"), columns).orThrow();
        Inference spending = Regression.of("expenditure")
                .on("lunch", "english")
                .on(log("students"))
                .weightedBy("students")
                .fit(study)
                .with(Covariance.HC1);
        EquityReport report = EquityReport.of("California districts, 1998–99", study)
                .with(DollarsPerPupil.of(study, "expenditure", "students"), Measure.MEAN, Measure.GINI, Measure.MCLOONE)
                .with(
                        Progressivity.of(study, "expenditure", "lunch", "students"),
                        WEIGHTED_PEARSON,
                        WEIGHTED_SLOPE,
                        PROGRESSIVITY_RATIO)
                .with(RelativeSpending.of(spending, "lunch"), 50, 100);
        System.out.println(report);
        // guide:end
        return report;
    }

    /** More that can be asked of the same districts. */
    static EquityReport californiaFurther(Study study) {
        // guide:start
        DollarsPerPupil dollars = DollarsPerPupil.of(study, "expenditure", "students");
        Inference spending = Regression.of("expenditure")
                .on("lunch", "english")
                .on(log("students"))
                .weightedBy("students")
                .fit(study)
                .with(Covariance.HC1);
        Peers peers = Peers.of(study.with("size", "students", Math::log), "size", "lunch", "english");
        EquityReport further = EquityReport.of("California districts, 1998–99: further questions", study)
                .with(Scatter.of(study, "lunch", "expenditure"))
                .with(Scatter.of(study, "lunch", "read"))
                .with(spending)
                .headed("Spending and each need, the others alike")
                .with(ImpliedWeights.of(spending, "lunch", "english")
                        .besideAdopted(Map.of("lunch", new BigDecimal("0.25"))))
                .with(Decomposition.of(study, "expenditure", "students", "grades"))
                .with(OneWay.brownForsythe(study, "expenditure", "grades"))
                .with(dollars, Bootstrap.withSeed(1999), Measure.GINI, Measure.MCLOONE)
                .with(peers.review("75119", 5, "expenditure", "lunch", "english", "students"));
        // guide:end
        return further;
    }

    /** Los Angeles schools: last year's assumed budgets by a staffing rule, and this year's by the guidebook's rates. */
    static EquityReport losAngeles() throws IOException {
        // guide:start
        District district = LosAngeles.district();
        Study before = Study.of(LosAngeles.lastYear(district), district);
        Study after = Study.of(LosAngeles.allocation(district).budgets(), district);
        Study both = before.asOf("2000").and(after.asOf("2001"));
        Regression spending = Regression.of(Study.DOLLARS)
                .on("poverty", "English learner")
                .on(log(Study.PUPILS), factor(Study.LEVEL, "elementary"))
                .weightedBy(Study.PUPILS);
        EquityReport report = EquityReport.of("Los Angeles schools, assumed budgets of 2000 and 2001", both)
                .with(NeedGroups.deciles(before, "poverty", Study.PUPILS), Study.DOLLARS)
                .headed("Dollars per pupil by decile of poverty, 2000")
                .with(
                        NeedGroups.deciles(after, "poverty", Study.PUPILS),
                        Study.UNRESTRICTED,
                        Study.RESTRICTED,
                        Study.DOLLARS,
                        "poverty",
                        "English learner")
                .headed("Dollars per pupil by decile of poverty, 2001")
                .with(
                        ChangeSinceBaseline.of(spending, both, Study.YEAR, "2000", "2001", Study.UNIT),
                        "poverty",
                        50,
                        100);
        // guide:end
        return report;
    }

    /**
     * D.C. Public Schools, from fiscal year 2015 to 2016, by schools that both years have.
     *
     * @param file initial budgets by school and fund, one row a school and year
     */
    static EquityReport districtOfColumbia(Path file) throws IOException {
        // guide:start
        StudyColumns columns = StudyColumns.unit("school_code", "year")
                .texts("school_code", "level", "year")
                .numbers("enrolled", "at_risk", "ell", "sped")
                .dollars(AMOUNTS);
        Study study = StudyCsv.read(file, columns)
                .orThrow()
                .withSum("dollars", AMOUNTS)
                .with("per pupil", "dollars", "enrolled", (dollars, pupils) -> dollars / pupils)
                .with("% at risk", "at_risk", "enrolled", (count, pupils) -> 100 * count / pupils)
                .with("% English learners", "ell", "enrolled", (count, pupils) -> 100 * count / pupils)
                .with("% special education", "sped", "enrolled", (count, pupils) -> 100 * count / pupils);
        Study both = inBothYears(study);
        Regression spending = Regression.of("per pupil")
                .on("% at risk", "% English learners", "% special education")
                .on(log("enrolled"), factor("kind", "Elementary"))
                .weightedBy("enrolled");
        EquityReport report = EquityReport.of("D.C. Public Schools, fiscal years 2015 and 2016", both)
                .with(
                        Progressivity.of(both.where("year", "2015"), "per pupil", "% at risk", "enrolled"),
                        WEIGHTED_PEARSON,
                        PROGRESSIVITY_RATIO)
                .headed("Dollars and pupils at risk, 2015")
                .with(
                        Progressivity.of(both.where("year", "2016"), "per pupil", "% at risk", "enrolled"),
                        WEIGHTED_PEARSON,
                        PROGRESSIVITY_RATIO)
                .headed("Dollars and pupils at risk, 2016")
                .with(
                        ChangeSinceBaseline.of(spending, both, "year", "2015", "2016", "school_code"),
                        "% at risk",
                        50,
                        100);
        // guide:end
        return report;
    }

    /** Schools of general levels whose pupils at risk are reported in both years; the one school of arts counts as a high school. */
    private static Study inBothYears(Study study) {
        Set<String> general = Set.of("Elementary", "Middle", "High", "Education Campus", "Art");
        Map<String, Long> years = IntStream.range(0, study.size())
                .filter(row -> study.number(row, "at_risk").isPresent())
                .filter(row -> general.contains(study.texts("level").get(row)))
                .boxed()
                .collect(Collectors.groupingBy(study.texts("school_code")::get, Collectors.counting()));
        IntPredicate isCompared =
                row -> years.getOrDefault(study.texts("school_code").get(row), 0L) == 2;
        Study both = study.where(isCompared);
        return both.copy()
                .text(
                        "kind",
                        both.texts("level").stream()
                                .map(level -> level.equals("Art") ? "High" : level)
                                .toList())
                .leftOut(study.where(isCompared.negate()).units().stream()
                        .map(EquityExample::notCompared)
                        .toList())
                .build();
    }

    private static Problem notCompared(String unit) {
        return new Problem(
                "years.one",
                unit,
                "not a general school with pupils at risk reported in both years",
                "a general school that both years report",
                "Find what is missing, or report the school beside the comparison.");
    }

    /** Prints the reports; an argument is the file of D.C. budgets, which is not part of this project. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            districtOfColumbiaElementary(Path.of(args[0]));
        }
        System.out.println(californiaFurther(california().study()));
        System.out.println(losAngeles());
        if (args.length > 0) {
            System.out.println(districtOfColumbia(Path.of(args[0])));
        }
    }
}
