package org.perpupil.equity.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.Bootstrap;
import org.perpupil.equity.inequality.Decomposition;
import org.perpupil.equity.inequality.DollarsPerPupil;
import org.perpupil.equity.inequality.EquityFactor;
import org.perpupil.equity.inequality.Measure;
import org.perpupil.equity.inequality.Replicates;
import org.perpupil.equity.inequality.SalaryComparison;
import org.perpupil.equity.peers.ResourceReview;
import org.perpupil.equity.progressivity.ChangeSinceBaseline;
import org.perpupil.equity.progressivity.NeedGroups;
import org.perpupil.equity.progressivity.Progressivity;
import org.perpupil.equity.progressivity.RelativeSpending;
import org.perpupil.equity.progressivity.Scatter;
import org.perpupil.equity.progressivity.VerticalMeasure;
import org.perpupil.equity.regression.Inference;
import org.perpupil.equity.regression.RegressionTable;
import org.perpupil.equity.report.ReportSection.Form;
import org.perpupil.equity.spread.OneWay;
import org.perpupil.equity.weights.ImpliedWeights;
import org.perpupil.equity.weights.StudentWeightedIndex;
import org.perpupil.problem.Problem;

/**
 * Did money follow need, and did that change: what was asked for, in order, as one text.
 *
 * <pre>{@code
 * EquityReport report = EquityReport.of("Spending and need, 2016", study)
 *         .with(DollarsPerPupil.of(study, Study.DOLLARS, Study.PUPILS), Measure.MEAN, Measure.GINI)
 *         .with(Progressivity.of(study, Study.DOLLARS, "poverty", Study.PUPILS))
 *         .with(RelativeSpending.of(inference, "poverty"), 50, 100);
 * System.out.println(report);
 * report.section("Predicted \"dollars per pupil\" by \"poverty\"").figure("100%", "ratio");
 * }</pre>
 *
 * <p>Every section says how many units it counts and how each counts, defines its figures, names its source, and tells who is left out
 * and why: each unit once, with all its reasons. What the study left out stands once, at the head, with what reading the file met; a
 * section lists whom it leaves out beyond that, and names the earlier section where the same list stands already. A figure that does not
 * exist is told with the reason, and never thrown. The range in which a need is observed is told, a prediction beyond it is called an extrapolation, and a need that
 * looks like fractions, where per cents are expected, is warned of. Nothing is computed for a report but what a method here says.
 *
 * <p>A result that no method here takes becomes a {@link ReportSection}, which any report takes.
 */
public final class EquityReport {
    private final String title;
    private final Study study;
    private final ImmutableList<ReportSection> sections;

    private EquityReport(String title, Study study, List<ReportSection> sections) {
        this.title = requireNonNull(title, "title");
        this.study = requireNonNull(study, "study");
        this.sections = ImmutableList.copyOf(sections);
    }

    /** Starts a report on a study. */
    public static EquityReport of(String title, Study study) {
        return new EquityReport(title, study, List.of());
    }

    /** Returns the report with sections of any origin, in their order. */
    public EquityReport with(List<ReportSection> more) {
        return new EquityReport(
                title,
                study,
                ImmutableList.<ReportSection>builder()
                        .addAll(sections)
                        .addAll(more)
                        .build());
    }

    /** Returns the report with a section of any origin. */
    public EquityReport with(ReportSection section) {
        return new EquityReport(
                title,
                study,
                ImmutableList.<ReportSection>builder()
                        .addAll(sections)
                        .add(section)
                        .build());
    }

    /**
     * Returns the report with how unequal dollars per pupil are.
     *
     * @param measures those to be told; all if none is named
     */
    public EquityReport with(DollarsPerPupil spending, Measure... measures) {
        return with(Sections.of(spending, measures.length == 0 ? Measure.values() : measures));
    }

    /**
     * Returns the report with how unequal dollars per pupil are, and how far each measure might be off by the chance of which units
     * there are: percentile intervals of 95 per cent.
     *
     * @param measures those to be told; all if none is named
     */
    public EquityReport with(DollarsPerPupil spending, Bootstrap bootstrap, Measure... measures) {
        return with(Sections.of(spending, bootstrap, measures.length == 0 ? Measure.values() : measures));
    }

    /**
     * Returns the report with whether dollars follow need.
     *
     * @param measures those to be told; all if none is named
     */
    public EquityReport with(Progressivity spending, VerticalMeasure... measures) {
        return with(Sections.of(spending, measures.length == 0 ? VerticalMeasure.values() : measures));
    }

    /**
     * Returns the report with a regression: such as the fitted line of a scatter, or one on several needs. A coefficient with the name of
     * another figure, such as "R²", is found by that with " (coefficient)" added.
     */
    public EquityReport with(Inference regression) {
        return with(FittedSections.of(regression));
    }

    /**
     * Returns the report with what is predicted at some shares of a need relative to none.
     *
     * @param percents the shares, in per cent; rows are named by them to the last digit, such as "33.3%"
     * @throws IllegalArgumentException if a share is not finite
     */
    public EquityReport with(RelativeSpending spending, double... percents) {
        return with(FittedSections.of(spending, percents));
    }

    /**
     * Returns the report with what changed since a baseline year: the coefficient of a need, everything together, and what is predicted at
     * some shares of the need relative to none.
     *
     * <p>A year with the name of a figure, such as "change", has " (year)" added to it as a column.
     *
     * @param percents the shares, in per cent; rows are named by them to the last digit, such as "33.3%"
     * @throws IllegalArgumentException if the need does not explain as it is, or a share is not finite
     */
    public EquityReport with(ChangeSinceBaseline change, String need, double... percents) {
        return with(FittedSections.of(change, need, percents));
    }

    /**
     * Returns the report with the means of columns by groups of need, each unit counting with its pupils.
     *
     * <p>Beside them stand how many "units" and "pupils" a group has; the mean of a column of such a name is found by that with " (mean)"
     * added.
     *
     * @param columns such as unrestricted and restricted dollars per pupil, other needs, or outcomes
     * @throws IllegalArgumentException if there is no such column of numbers
     */
    public EquityReport with(NeedGroups groups, String... columns) {
        return with(Sections.of(groups, columns));
    }

    /**
     * Returns the report with how much of the inequality lies within groups and how much between them. A group with the name of a
     * measure, such as "variance", is found by that with " (group)" added.
     */
    public EquityReport with(Decomposition parts) {
        return with(Sections.of(parts));
    }

    /**
     * Returns the report with an analysis of variance: of means, or of spread. A group named "difference" is found by "difference (group)".
     */
    public EquityReport with(OneWay comparison) {
        return with(Sections.of(comparison));
    }

    /** Returns the report with the weights that spending implies, beside the adopted ones if there are any. */
    public EquityReport with(ImpliedWeights weights) {
        return with(FittedSections.of(weights));
    }

    /**
     * Returns the report with the fitted line of a scatter: its coefficients, what it says at the least, in the middle and at the most
     * across, with bands of 95 per cent, and how many points are in each group. Where there are two points only, nothing tells how sure
     * the line is, and its coefficients stand alone.
     */
    public EquityReport with(Scatter points) {
        return with(FittedSections.of(points));
    }

    /**
     * Returns the report with regressions side by side: estimates with their standard errors and p. A coefficient with the name of another
     * row, such as "n" or "poverty, p", is found by that with " (coefficient)" added.
     */
    public EquityReport with(RegressionTable regressions) {
        return with(FittedSections.of(regressions));
    }

    /** Returns the report with a school beside its peers: what it has, and the mean, lowest and highest of what they have. */
    public EquityReport with(ResourceReview review) {
        return with(Sections.of(review));
    }

    /**
     * Returns the report with what schools get beside what their pupils would bring at the district's averages.
     *
     * @param units those to be shown; all if none is named
     * @throws IllegalArgumentException if one has no index
     */
    public EquityReport with(StudentWeightedIndex index, String... units) {
        return with(Sections.of(index, units));
    }

    /**
     * Returns the report with spending at actual and at average salaries.
     *
     * @param measures those to be told of both; all if none is named
     */
    public EquityReport with(SalaryComparison salaries, Measure... measures) {
        return with(Sections.of(salaries, measures.length == 0 ? Measure.values() : measures));
    }

    /** Returns the report with the equity factor of federal education finance incentive grants. */
    public EquityReport with(EquityFactor factor) {
        return with(Sections.of(factor));
    }

    /**
     * Returns the report with how sure a figure is: its standard error, a percentile interval of 95 per cent, and its bias.
     *
     * @param measure what was measured, for the title, such as "Gini index of spending"
     */
    public EquityReport with(String measure, Replicates replicates) {
        return with(Sections.of(measure, replicates));
    }

    /**
     * Returns the report with another title over its last section, such as one that names the year.
     *
     * @throws IllegalArgumentException if the title is blank
     * @throws IllegalStateException if there is no section
     */
    public EquityReport headed(String heading) {
        if (sections.isEmpty()) {
            throw new IllegalStateException("there is no section to head \"%s\"; add one first".formatted(heading));
        }
        ReportSection last = sections.get(sections.size() - 1);
        return new EquityReport(title, study, sections.subList(0, sections.size() - 1)).with(last.headed(heading));
    }

    /**
     * Returns the problems that reading the file of the study met, by their codes, which start with {@code csv.}; what was left out for
     * other reasons is in {@link Study#leftOut} as well.
     */
    public List<Problem> fileProblems() {
        return study.leftOut().stream().filter(EquityReport::isOfFile).collect(ImmutableList.toImmutableList());
    }

    private static boolean isOfFile(Problem problem) {
        return problem.code().startsWith("csv.");
    }

    public String title() {
        return title;
    }

    public Study study() {
        return study;
    }

    /** Returns the sections, in the order in which they were added. */
    public List<ReportSection> sections() {
        return sections;
    }

    /**
     * Returns the section with a title.
     *
     * @throws IllegalArgumentException if there is none, or several
     */
    public ReportSection section(String heading) {
        List<ReportSection> found = sections.stream()
                .filter(section -> section.title().equals(heading))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("the report has %s sections \"%s\"; it has %s"
                    .formatted(
                            found.isEmpty() ? "no" : found.size(),
                            heading,
                            sections.stream().map(ReportSection::title).toList()));
        }
        return found.get(0);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof EquityReport other
                && title.equals(other.title)
                && study.equals(other.study)
                && sections.equals(other.sections);
    }

    @Override
    public int hashCode() {
        return Objects.hash(title, study, sections);
    }

    /** Returns the report as text, for people; it promises no format. */
    @Override
    public String toString() {
        List<Problem> ofFile = fileProblems();
        List<Problem> rest =
                study.leftOut().stream().filter(problem -> !isOfFile(problem)).toList();
        String head = title + "\n" + Words.units(study.size()) + " in the study\n"
                + (rest.isEmpty() ? "" : ReportSection.leftOut(rest) + "\n")
                + (ofFile.isEmpty()
                        ? ""
                        : ofFile.stream()
                                .map(Problem::message)
                                .collect(Collectors.joining(
                                        "\n  ",
                                        "\nProblems of the file (%s)\n  ".formatted(Form.COUNT.of(ofFile.size())),
                                        "\n")));
        Told told = new Told(study.leftOut());
        StringBuilder text = new StringBuilder(head);
        for (int i = 0; i < sections.size(); i++) {
            ReportSection section = sections.get(i);
            text.append('\n').append(section.text(told.tell(heading(i), section.leftOut())));
        }
        return text.toString();
    }

    /** Returns the title of a section, with its number if another has the same. */
    private String heading(int index) {
        String heading = sections.get(index).title();
        boolean isOnly = sections.stream()
                        .filter(section -> section.title().equals(heading))
                        .count()
                == 1;
        return isOnly ? heading : "%s, section %s".formatted(heading, index + 1);
    }
}
