package org.perpupil.io.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.formula.allocation.Status;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.funding.FundedLine;
import org.perpupil.plan.funding.Funding;
import org.perpupil.plan.funding.FundingStream;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStatus;
import org.perpupil.plan.process.PlanningCalendar;
import org.perpupil.plan.review.Scorecard;

/**
 * A school's plan and its money as an HTML page, to read, print and share: the whole plan, or the same dollars by goal, by funding
 * source or by account, the scorecard alone, or one sheet for parents.
 *
 * <pre>{@code
 * PlanPage plan = PlanPage.of(district, funding).with(history).with(scorecard);
 * plan.writeTo(Path.of("plan.html"));
 * plan.bySource().writeTo(Path.of("plan-by-source.html"));
 * plan.forParents().writeTo(Path.of("plan-for-parents.html"));
 * }</pre>
 *
 * <p>A page holds everything it needs, loads nothing, has no script, and is made to be printed. The same input gives the same bytes. It
 * shows what the plan says, names of people and findings about few pupils too; look it through before it is published.
 */
public final class PlanPage {
    /** What a page shows. */
    enum View {
        WHOLE,
        BY_GOAL,
        BY_SOURCE,
        BY_ACCOUNT,
        SCORECARD,
        FOR_PARENTS
    }

    /** What all pages of a plan are made from. */
    record Parts(
            District district,
            School school,
            Funding funding,
            Optional<Status> budget,
            Optional<PlanHistory> history,
            Optional<Scorecard> scorecard,
            Optional<PlanningCalendar> calendar,
            ImmutableList<String> opening,
            ImmutableList<String> notes,
            ImmutableList<String> contacts) {

        SitePlan plan() {
            return funding.plan();
        }

        /** Words that leave cents out where no amount of the plan has any. */
        Words words() {
            Words words = new Words(district.currencySign());
            return isInDollars() ? words.inDollars() : words;
        }

        private boolean isInDollars() {
            return Stream.of(
                            plan().chains().stream()
                                    .map(chain -> chain.investment().cost().amount()),
                            funding.lines().stream().map(FundedLine::amount),
                            funding.streams().all().stream().map(FundingStream::cap),
                            funding.streams().locked().values().stream())
                    .flatMap(amounts -> amounts)
                    .allMatch(amount -> amount.cents() % 100 == 0);
        }

        /** Whether the plan is final while the budget that pays for it is not. */
        boolean isAheadOfBudget() {
            return budget.filter(Status.DRAFT::equals).isPresent()
                    && history.filter(of -> of.status() == PlanStatus.FINAL).isPresent();
        }
    }

    private final Parts parts;
    private final View view;

    private PlanPage(Parts parts, View view) {
        this.parts = parts;
        this.view = view;
    }

    /**
     * Returns the page of a whole plan and what pays for it; nothing is said yet of who approved it.
     *
     * @param district whose school it is, for names and the currency
     * @throws IllegalArgumentException if the district has no such school
     */
    public static PlanPage of(District district, Funding funding) {
        School school = district.school(funding.plan().school())
                .orElseThrow(() -> new IllegalArgumentException("%s has no school %s"
                        .formatted(district.name(), funding.plan().school())));
        return new PlanPage(
                new Parts(
                        district,
                        school,
                        funding,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ImmutableList.of(),
                        ImmutableList.of(),
                        ImmutableList.of()),
                View.WHOLE);
    }

    /**
     * Returns the page with how the plan came about: its status and version, committees, votes and steps.
     *
     * @throws IllegalArgumentException if the current version is not the plan that is shown
     */
    public PlanPage with(PlanHistory history) {
        if (!history.current().plan().equals(parts.plan())) {
            throw new IllegalArgumentException(
                    "the page shows the %s, which is not the current version of %s; match that version with its money"
                            .formatted(parts.plan(), history));
        }
        return with(Optional.of(history), parts.scorecard, parts.calendar, parts.opening, parts.notes, parts.contacts);
    }

    /**
     * Returns the page with whether the budget that pays for the plan is a draft, which a final plan then says.
     *
     * @param budget usually {@link org.perpupil.formula.allocation.Allocation#status()}
     */
    public PlanPage with(Status budget) {
        return new PlanPage(
                new Parts(
                        parts.district,
                        parts.school,
                        parts.funding,
                        Optional.of(budget),
                        parts.history,
                        parts.scorecard,
                        parts.calendar,
                        parts.opening,
                        parts.notes,
                        parts.contacts),
                view);
    }

    /**
     * Returns the page with how the school stands on the metrics of its district.
     *
     * @throws IllegalArgumentException if it is that of another school
     */
    public PlanPage with(Scorecard scorecard) {
        if (!scorecard.school().equals(parts.school.id())) {
            throw new IllegalArgumentException("a page of school %s cannot show the scorecard of school %s"
                    .formatted(parts.school.id(), scorecard.school()));
        }
        return with(parts.history, Optional.of(scorecard), parts.calendar, parts.opening, parts.notes, parts.contacts);
    }

    /**
     * Returns the page with the days of the year in which the plan is made.
     *
     * @throws IllegalArgumentException if they are those of a plan for another year
     */
    public PlanPage with(PlanningCalendar calendar) {
        if (!calendar.planned().equals(parts.plan().year())) {
            throw new IllegalArgumentException("a page of a plan for %s cannot show the calendar of planning %s"
                    .formatted(parts.plan().year(), calendar.planned()));
        }
        return with(parts.history, parts.scorecard, Optional.of(calendar), parts.opening, parts.notes, parts.contacts);
    }

    /**
     * Returns the page with what a reader must know before anything else, such as that the plan is an example: the first of what to know
     * first, and on the sheet for parents above the status of the plan.
     *
     * @param more sentences
     */
    public PlanPage opening(String... more) {
        return with(
                parts.history,
                parts.scorecard,
                parts.calendar,
                joined(parts.opening, more),
                parts.notes,
                parts.contacts);
    }

    /**
     * Returns the page with more to know first, in this order; on the sheet for parents it stands at the end.
     *
     * @param more sentences
     */
    public PlanPage noting(String... more) {
        return with(
                parts.history,
                parts.scorecard,
                parts.calendar,
                parts.opening,
                joined(parts.notes, more),
                parts.contacts);
    }

    /**
     * Returns the page with whom to ask, and where and when to meet, for the sheet for parents.
     *
     * @param more sentences, such as {@code "The school site council meets on March 14 at 6 in the library."}
     */
    public PlanPage asking(String... more) {
        return with(
                parts.history,
                parts.scorecard,
                parts.calendar,
                parts.opening,
                parts.notes,
                joined(parts.contacts, more));
    }

    /** Returns the page that shows everything, as it does unless another is asked for. */
    public PlanPage whole() {
        return new PlanPage(parts, View.WHOLE);
    }

    /** Returns the page of what each goal costs, by strategy and investment, and who pays. */
    public PlanPage byGoal() {
        return new PlanPage(parts, View.BY_GOAL);
    }

    /** Returns the page of what each funding source pays for, and what is left in it. */
    public PlanPage bySource() {
        return new PlanPage(parts, View.BY_SOURCE);
    }

    /** Returns the page of what is charged to each account. */
    public PlanPage byAccount() {
        return new PlanPage(parts, View.BY_ACCOUNT);
    }

    /**
     * Returns the page of the scorecard alone.
     *
     * @throws IllegalStateException if none was given
     */
    public PlanPage scorecard() {
        if (parts.scorecard.isEmpty()) {
            throw new IllegalStateException("the page has no scorecard; give it one by with(…)");
        }
        return new PlanPage(parts, View.SCORECARD);
    }

    /**
     * Returns one sheet in plain words: what was found, what is aimed at by when, what will be done, what it costs, who pays, and
     * whom to ask. Of a long plan it shows the most important and says how much more there is.
     */
    public PlanPage forParents() {
        return new PlanPage(parts, View.FOR_PARENTS);
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return view == View.FOR_PARENTS
                ? Template.named("plan-for-parents").fill(ParentsContent.of(parts))
                : Template.named("plan-page").fill(PlanContent.of(parts, view));
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
        return "page of the " + parts.plan();
    }

    private PlanPage with(
            Optional<PlanHistory> history,
            Optional<Scorecard> scorecard,
            Optional<PlanningCalendar> calendar,
            ImmutableList<String> opening,
            ImmutableList<String> notes,
            ImmutableList<String> contacts) {
        return new PlanPage(
                new Parts(
                        parts.district,
                        parts.school,
                        parts.funding,
                        parts.budget,
                        history,
                        scorecard,
                        calendar,
                        opening,
                        notes,
                        contacts),
                view);
    }

    private static ImmutableList<String> joined(List<String> some, String... more) {
        for (String text : more) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a sentence says something");
            }
        }
        return ImmutableList.<String>builder().addAll(some).add(more).build();
    }
}
