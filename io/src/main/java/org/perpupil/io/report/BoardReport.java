package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.perpupil.budget.Budgets;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.equity.report.EquityReport;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.scenario.Scenarios;
import org.perpupil.io.chart.Chart;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * An allocation as the page on which a school board decides: where the money comes from and goes, how it is calculated, who gains and who
 * loses, what else could be decided, whether money follows need, what is promised, and what to beware of.
 *
 * <pre>{@code
 * BoardReport.of(allocation)
 *         .comparedWith(lastYear, "last year, staffed by ratio")
 *         .with(Methodology.of(model, year), "methodology.html")
 *         .with(scenarios)
 *         .with(equity)
 *         .with(ScatterChart.of(points))
 *         .noting("Assumption: 15% of the general fund stays central.")
 *         .writeTo(Path.of("board.html"));
 * }</pre>
 *
 * <p>What is not given has no section. The page holds everything it needs, loads nothing, has no script, and is made to be printed. The same
 * input gives the same bytes. Gains, losses and scenarios are told in whole dollars, the money of sources and lines to the cent. It shows no counts of pupils by need but those in equity figures and charts that are given; groups of few
 * schools are shown as they are, and the page says that it is a working document.
 */
public final class BoardReport {
    private final Allocation allocation;
    private final BoardGiven given;

    private BoardReport(Allocation allocation, BoardGiven given) {
        this.allocation = requireNonNull(allocation, "allocation");
        this.given = given;
    }

    /** Returns the report of an allocation, with nothing beside it. */
    public static BoardReport of(Allocation allocation) {
        return new BoardReport(allocation, BoardGiven.NOTHING);
    }

    /**
     * Returns the report with a comparison: who gains and who loses, by level and by the share of pupils in poverty, and the schools that
     * gain and lose most.
     *
     * @param budgets what schools have now, or had; a school without a budget among them is shown as such, not as a gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @throws IllegalStateException if the report has a comparison already
     */
    public BoardReport comparedWith(Budgets budgets, String name) {
        return new BoardReport(allocation, given.withBefore(AllocationPage.Before.of(given.before(), budgets, name)));
    }

    /**
     * Returns the report with a comparison, and a remark on the budgets that it compares with, which stands wherever they are told.
     *
     * @param budgets what schools have now, or had, or are assumed to have had
     * @param name what those budgets are, to be read after "compared with"
     * @param remark what a reader must know of them, in a sentence, such as {@code "What a plain staffing rule would cost, not what schools
     *     had."}
     * @throws IllegalStateException if the report has a comparison already
     */
    public BoardReport comparedWith(Budgets budgets, String name, String remark) {
        return new BoardReport(
                allocation, given.withBefore(AllocationPage.Before.of(given.before(), budgets, name, remark)));
    }

    /**
     * Returns the report with a sentence on each line that pays, from the methodology.
     *
     * @throws IllegalArgumentException if the methodology is of another definition or year than the allocation
     * @throws IllegalStateException if the report has a methodology already
     */
    public BoardReport with(Methodology methodology) {
        return told(methodology, "");
    }

    /**
     * Returns the report with a sentence on each line that pays, and a link to the whole methodology.
     *
     * @param page the file of the methodology, relative to that of the report, such as {@code methodology.html}
     * @throws IllegalArgumentException if the methodology is of another definition or year than the allocation, or the file lies elsewhere
     *     than below the folder of the report
     * @throws IllegalStateException if the report has a methodology already
     */
    public BoardReport with(Methodology methodology, String page) {
        return told(methodology, Links.to(Path.of(page)));
    }

    private BoardReport told(Methodology methodology, String page) {
        if (given.told().isPresent()) {
            throw new IllegalStateException("the report has a methodology already");
        }
        methodology.requireOf(allocation);
        return new BoardReport(allocation, given.withTold(new BoardGiven.Told(methodology, page)));
    }

    /**
     * Returns the report with an answer to whether money follows a need, in place of poverty. What it tells is computed from the
     * allocation: nothing is told of fewer than eight schools of which the need is known, or where all have the same share of it.
     *
     * @throws IllegalArgumentException if no school counts pupils by the need
     */
    public BoardReport answering(NeedCategory need) {
        boolean known = allocation.schools().stream()
                .anyMatch(school -> school.school().enrollment().count(need).isPresent());
        if (!known) {
            throw new IllegalArgumentException(
                    "no school counts pupils as \"%s\"; they count %s".formatted(need.name(), counted()));
        }
        return new BoardReport(allocation, given.withNeed(need));
    }

    private List<String> counted() {
        return allocation.schools().stream()
                .flatMap(school -> school.school().enrollment().groups().stream())
                .map(PupilGroup::name)
                .distinct()
                .toList();
    }

    /**
     * Returns the report with scenarios side by side, each against the first of them.
     *
     * @throws IllegalStateException if the report has scenarios already
     */
    public BoardReport with(Scenarios scenarios) {
        if (given.scenarios().isPresent()) {
            throw new IllegalStateException("the report has scenarios already; add to them what is missing");
        }
        return new BoardReport(allocation, given.withScenarios(scenarios));
    }

    /**
     * Returns the report with a sentence on what a scenario is.
     *
     * @throws IllegalArgumentException if the report has no scenario of the name
     * @throws IllegalStateException if the scenario is explained already
     */
    public BoardReport explaining(String scenario, String sentence) {
        requireScenario(scenario);
        if (given.explained().containsKey(scenario)) {
            throw new IllegalStateException("the scenario \"%s\" is explained already".formatted(scenario));
        }
        return new BoardReport(
                allocation,
                given.withExplained(ImmutableMap.<String, String>builder()
                        .putAll(given.explained())
                        .put(scenario, requireNonNull(sentence, "sentence"))
                        .buildOrThrow()));
    }

    private void requireScenario(String scenario) {
        Set<String> known = given.scenarios()
                .map(scenarios -> scenarios.allocations().keySet())
                .orElse(ImmutableSet.of());
        if (!known.contains(scenario)) {
            throw new IllegalArgumentException(
                    "the report has no scenario \"%s\"; it has %s".formatted(scenario, known));
        }
    }

    /**
     * Returns the report with more that nobody may overlook, under its title, in this order: that amounts of revenue are assumed, or that
     * the year is past.
     *
     * @param remarks sentences
     */
    public BoardReport remarking(String... remarks) {
        return new BoardReport(allocation, given.withRemarks(AllocationPage.notes(given.remarks(), remarks)));
    }

    /**
     * Returns the report with more that the board has still to decide, in this order; it is shown as long as the allocation is a draft.
     *
     * @param decisions a sentence or a question each
     */
    public BoardReport toDecide(String... decisions) {
        BoardReport report = this;
        for (String decision : decisions) {
            report = report.toDecide(decision, ImmutableList.of());
        }
        return report;
    }

    /**
     * Returns the report with more that the board has still to decide, and the scenarios that show another choice, to which it leads; a
     * decision without any is said not to be calculated.
     *
     * @param decision a sentence or a question
     * @param scenarios their names
     * @throws IllegalArgumentException if the report has no scenario of such a name
     */
    public BoardReport toDecide(String decision, List<String> scenarios) {
        scenarios.forEach(this::requireScenario);
        // A decision is checked as a note is.
        ImmutableList<String> checked = AllocationPage.notes(ImmutableList.of(), decision);
        return new BoardReport(
                allocation,
                given.withToDecide(ImmutableList.<BoardGiven.Decision>builder()
                        .addAll(given.toDecide())
                        .add(new BoardGiven.Decision(checked.get(0), ImmutableList.copyOf(scenarios)))
                        .build()));
    }

    /** Returns the report with more figures on whether money follows need, in this order. */
    public BoardReport with(EquityReport... reports) {
        return new BoardReport(allocation, given.withEquity(joined(given.equity(), Arrays.asList(reports))));
    }

    /** Returns the report with more charts on whether money follows need, in this order. */
    public BoardReport with(Chart... charts) {
        return new BoardReport(allocation, given.withCharts(joined(given.charts(), Arrays.asList(charts))));
    }

    /**
     * Returns the report with a warning of each school whose budget is below a minimum.
     *
     * @param minimum what a school needs to run; empty for a school that has none
     * @throws IllegalStateException if the report has a minimum already
     */
    public BoardReport withMinimum(Function<School, Optional<Money>> minimum) {
        if (given.shortfalls().isPresent()) {
            throw new IllegalStateException("the report has a minimum already");
        }
        return new BoardReport(allocation, given.withShortfalls(ImmutableList.copyOf(allocation.below(minimum))));
    }

    /**
     * Returns the report with more that it rests on, in this order: assumptions, estimates, where figures come from.
     *
     * @param more sentences; words before a first colon, such as {@code Assumption:}, are set off as a label
     */
    public BoardReport noting(String... more) {
        return new BoardReport(allocation, given.withNotes(AllocationPage.notes(given.notes(), more)));
    }

    private static <T> ImmutableList<T> joined(List<T> some, List<T> more) {
        return ImmutableList.<T>builder().addAll(some).addAll(more).build();
    }

    Allocation allocation() {
        return allocation;
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return html(any -> "", given.told().map(BoardGiven.Told::page).orElse(""), "");
    }

    /**
     * The page among others.
     *
     * @param schools where a school is shown; empty if it is not
     * @param methodology where the methodology is; empty if it is not there
     * @param index where the list of pages is; empty without one
     */
    String html(Function<SchoolId, String> schools, String methodology, String index) {
        return Template.named("board-report")
                .among(index, "")
                .fill(new BoardContent(
                                allocation,
                                given,
                                new Words(allocation.district().currencySign(), schools))
                        .page(methodology));
    }

    /**
     * Writes the page, in UTF-8. A file that is there already is replaced in one step, or stays as it was if writing fails.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        AtomicFile.write(file, html());
    }

    @Override
    public String toString() {
        return "board report of " + allocation;
    }
}
