package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.perpupil.plan.funding.Wants.GENERAL;
import static org.perpupil.plan.funding.Wants.GIFT;
import static org.perpupil.plan.funding.Wants.SUPPLEMENTAL;
import static org.perpupil.plan.funding.Wants.TITLE_I;
import static org.perpupil.plan.funding.Wants.YEAR;
import static org.perpupil.plan.funding.Wants.stream;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Held;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.SchoolId;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

class FundingStreamsTest {
    private static final FundingStreams TWO = FundingStreams.of(stream(TITLE_I, 60, 2), stream(GENERAL, 100, 1));
    private static final SchoolBudget BUDGET = budget(
            line("per pupil", GENERAL, 400_000, Held.FREE),
            line("poverty", TITLE_I, 50_000, Held.FREE),
            line("custodians", GENERAL, 30_000, Held.LOCKED),
            line("poverty", GENERAL, 20_000, Held.FREE),
            line("cap", GENERAL, -5_000, Held.FREE),
            line("nurse", TITLE_I, 1_000, Held.SET),
            line("heating", GIFT, 700, Held.LOCKED));

    static BudgetLine line(String name, RevenueSource source, long dollars, Held held) {
        return new BudgetLine(name, source, Money.ofDollars(dollars), held);
    }

    static SchoolBudget budget(BudgetLine... lines) {
        return new SchoolBudget(SchoolId.of("101"), YEAR, List.of(lines));
    }

    private static List<SourceId> ids(FundingStreams streams) {
        return streams.all().stream().map(FundingStream::id).toList();
    }

    @Test
    void a_budget_gives_each_source_what_its_lines_pay_that_are_not_locked() {
        assertThat(FundingStreams.of(BUDGET).all())
                .containsExactly(
                        // 400,000 + 20,000 − 5,000
                        stream(GENERAL, 415_000, 1),
                        stream(TITLE_I, 50_000, 2),
                        // 1,000 are awarded for a nurse, and for nothing else
                        new FundingStream(
                                RevenueSource.of(SourceId.of("title-i.award"), "Title I, awarded", TITLE_I.origin())
                                        .restrictedTo(Restriction.to("pupils: poverty; the use it is awarded for")
                                                .forNeeds(POVERTY)
                                                .judgedByPeople()),
                                Money.ofDollars(1_000),
                                2));
    }

    @Test
    void locked_dollars_are_told_apart_and_are_no_stream() {
        FundingStreams streams = FundingStreams.of(BUDGET);

        assertThat(streams.locked())
                .containsOnly(Map.entry(GENERAL, Money.ofDollars(30_000)), Map.entry(GIFT, Money.ofDollars(700)));
        assertThat(streams.stream(GIFT.id())).isEmpty();
        // 415,000 + 51,000
        assertThat(streams.total()).isEqualTo(Money.ofDollars(466_000));
        // 466,000 + 30,000 + 700
        assertThat(BUDGET.total()).isEqualTo(Money.ofDollars(496_700));
    }

    @Test
    void a_budget_without_lines_gives_no_streams() {
        FundingStreams none = FundingStreams.of(budget());

        assertThat(none.all()).isEmpty();
        assertThat(none.locked()).isEmpty();
        assertThat(none).hasToString("0 streams, 0.00");
    }

    @Test
    void a_source_that_pays_nothing_is_no_stream() {
        // 100 − 100
        assertThat(FundingStreams.of(budget(
                                line("per pupil", GENERAL, 100, Held.FREE), line("cap", GENERAL, -100, Held.FREE)))
                        .all())
                .isEmpty();
    }

    @Test
    void refuses_a_budget_and_tells_every_source_below_0() {
        SchoolBudget below = budget(
                line("per pupil", GENERAL, 100, Held.FREE),
                line("cap", GENERAL, -101, Held.FREE),
                line("custodians", GENERAL, 500, Held.LOCKED),
                line("poverty", SUPPLEMENTAL, 40, Held.FREE),
                line("take back", TITLE_I, -7, Held.FREE));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FundingStreams.of(below))
                // 100 − 101; −7
                .withMessage("the budget of school 101 for %s cannot be planned with; 2 problems:\n".formatted(YEAR)
                        + "  school 101, source general: found -1.00; allowed: 0 or more to plan with. "
                        + "Correct the lines of the budget that this source pays.\n"
                        + "  school 101, source title-i: found -7.00; allowed: 0 or more to plan with. "
                        + "Correct the lines of the budget that this source pays.")
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::code)
                        .containsExactly("stream.negative", "stream.negative"));
    }

    @Test
    void what_is_locked_may_be_below_0() {
        FundingStreams streams = FundingStreams.of(
                budget(line("per pupil", GENERAL, 100, Held.FREE), line("debt", GENERAL, -30, Held.LOCKED)));

        assertThat(streams.all()).containsExactly(stream(GENERAL, 100, 1));
        assertThat(streams.locked()).containsOnly(Map.entry(GENERAL, Money.ofDollars(-30)));
    }

    @Test
    void streams_stand_by_rank_and_those_of_one_rank_by_id() {
        FundingStreams streams = FundingStreams.of(
                stream(TITLE_I, 1, 2), stream(SUPPLEMENTAL, 1, 2), stream(GIFT, 1, 3), stream(GENERAL, 1, 1));

        assertThat(ids(streams)).containsExactly(GENERAL.id(), SUPPLEMENTAL.id(), TITLE_I.id(), GIFT.id());
    }

    @Test
    void saved_in_order_ranks_the_named_streams_first_and_keeps_the_order_of_the_others() {
        FundingStreams streams = FundingStreams.of(
                stream(GENERAL, 1, 1), stream(SUPPLEMENTAL, 2, 2), stream(TITLE_I, 3, 2), stream(GIFT, 4, 7));

        FundingStreams saved = streams.savedInOrder(GIFT.id(), TITLE_I.id());

        assertThat(saved.all())
                .containsExactly(
                        stream(GIFT, 4, 1), stream(TITLE_I, 3, 2), stream(GENERAL, 1, 3), stream(SUPPLEMENTAL, 2, 4));
        assertThat(streams.savedInOrder().all())
                .extracting(FundingStream::flexibility)
                .containsExactly(1, 2, 3, 4);
        assertThat(ids(streams.savedInOrder())).isEqualTo(ids(streams));
    }

    @Test
    void refuses_an_order_and_tells_every_id_that_is_no_stream_or_comes_again() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TWO.savedInOrder(GIFT.id(), TITLE_I.id(), TITLE_I.id()))
                .withMessage("the streams cannot be put in order; 2 problems:\n"
                        + "  order of streams: found gift; allowed: each stream at most once: general, title-i. "
                        + "Correct the id.\n"
                        + "  order of streams: found title-i a second time; allowed: each stream at most once: "
                        + "general, title-i. Correct the id.")
                .satisfies(refused ->
                        assertThat(refused.problems()).extracting(Problem::code).containsOnly("stream.unknown"));
    }

    @Test
    void streams_of_another_budget_keep_their_rank() {
        FundingStreams saved = FundingStreams.of(BUDGET).savedInOrder(TITLE_I.id(), GENERAL.id());

        FundingStreams next = saved.from(budget(
                line("poverty", TITLE_I, 55_000, Held.FREE),
                line("per pupil", GENERAL, 390_000, Held.FREE),
                line("learners", SUPPLEMENTAL, 9_000, Held.FREE),
                line("custodians", GENERAL, 31_000, Held.LOCKED)));

        // the supplemental grant is new and comes last; what was awarded for a nurse is kept, though it is nothing now
        assertThat(next.all())
                .containsExactly(
                        stream(TITLE_I, 55_000, 1),
                        stream(GENERAL, 390_000, 2),
                        new FundingStream(next.all().get(2).source(), Money.ZERO, 3),
                        stream(SUPPLEMENTAL, 9_000, 4));
        assertThat(next.locked()).containsOnly(Map.entry(GENERAL, Money.ofDollars(31_000)));
    }

    @Test
    void a_level_rounds_every_cap_down_to_the_cent() {
        FundingStreams streams = FundingStreams.of(
                new FundingStream(GENERAL, Money.ofCents(100), 1), new FundingStream(TITLE_I, Money.ofCents(99), 2));

        FundingStreams level = streams.at(FundingLevel.parse("66.6%"));

        // 100 × 0.666 = 66.6; 99 × 0.666 = 65.934: half up would be 67 and 66
        assertThat(level.all()).extracting(stream -> stream.cap().cents()).containsExactly(66L, 65L);
        assertThat(streams.at(FundingLevel.FULL)).isEqualTo(streams);
        assertThat(streams.at(FundingLevel.parse("0%")).total()).isEqualTo(Money.ZERO);
        // 100 × 2 + 99 × 2
        assertThat(streams.at(FundingLevel.parse("200%")).total()).isEqualTo(Money.ofCents(398));
    }

    @Test
    void each_stream_is_rounded_for_itself() {
        FundingStreams streams = FundingStreams.of(
                new FundingStream(GENERAL, Money.ofCents(1), 1), new FundingStream(TITLE_I, Money.ofCents(1), 2));

        // half a cent each is nothing, though half of the 2 cents is 1
        assertThat(streams.at(FundingLevel.parse("50%")).total()).isEqualTo(Money.ZERO);
    }

    @Test
    void a_level_leaves_what_is_locked() {
        assertThat(FundingStreams.of(BUDGET).at(FundingLevel.parse("50%")).locked())
                .isEqualTo(FundingStreams.of(BUDGET).locked());
    }

    @Test
    void more_is_added_to_one_stream() {
        // 60 + 0.05
        assertThat(TWO.withMore(TITLE_I.id(), Money.ofCents(5)).all())
                .containsExactly(stream(GENERAL, 100, 1), new FundingStream(TITLE_I, Money.ofCents(6_005), 2));
        assertThat(FundingStreams.of(BUDGET)
                        .withMore(GENERAL.id(), Money.ofDollars(1))
                        .locked())
                .isEqualTo(FundingStreams.of(BUDGET).locked());
    }

    @Test
    void less_may_be_added_as_long_as_the_stream_holds_it() {
        // 60 − 60
        assertThat(TWO.withMore(TITLE_I.id(), Money.ofDollars(-60)).stream(TITLE_I.id()))
                .contains(stream(TITLE_I, 0, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TWO.withMore(TITLE_I.id(), Money.ofDollars(-61)))
                // 60 − 61
                .withMessage("stream title-i holds -1.00; a stream holds 0 or more");
    }

    @Test
    void refuses_more_for_a_stream_that_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TWO.withMore(GIFT.id(), Money.ZERO))
                .withMessage("there is no stream gift; there are general, title-i");
    }

    @Test
    void refuses_two_streams_of_one_source() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FundingStreams.of(stream(GENERAL, 1, 1), stream(GENERAL, 2, 2)))
                .withMessage(
                        "these streams cannot be used; 1 problem:\n"
                                + "  stream general: found more than one stream with this id; allowed: one stream for a source. Add them up.")
                .satisfies(refused ->
                        assertThat(refused.problems()).extracting(Problem::code).containsExactly("stream.twice"));
    }

    @Test
    void a_stream_holds_0_or_more_and_its_rank_is_1_or_more() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FundingStream(GENERAL, Money.ofCents(-1), 1))
                .withMessage("stream general holds -0.01; a stream holds 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FundingStream(GENERAL, Money.ZERO, 0))
                .withMessage("stream general has flexibility 0; ranks begin with 1, the most flexible");
    }

    @Test
    void prints_how_many_and_how_much() {
        // 60 + 100
        assertThat(TWO).hasToString("2 streams, 160.00");
    }

    @Test
    void later_changes_of_the_list_do_not_reach_the_streams() {
        List<FundingStream> list = new java.util.ArrayList<>(TWO.all());

        FundingStreams streams = FundingStreams.of(list);
        list.clear();

        assertThat(streams).isEqualTo(TWO);
    }

    @Test
    void equals_means_the_same_streams_and_locked_dollars_in_any_order() {
        assertThat(TWO)
                .isEqualTo(FundingStreams.of(stream(GENERAL, 100, 1), stream(TITLE_I, 60, 2)))
                .hasSameHashCodeAs(FundingStreams.of(stream(GENERAL, 100, 1), stream(TITLE_I, 60, 2)))
                .isNotEqualTo(FundingStreams.of(stream(GENERAL, 100, 1), stream(TITLE_I, 61, 2)))
                .isNotEqualTo(FundingStreams.of(stream(GENERAL, 100, 1), stream(TITLE_I, 60, 3)))
                .isNotEqualTo(FundingStreams.of(stream(GENERAL, 100, 1)))
                .isNotEqualTo(null)
                .isNotEqualTo("2 streams, 160.00");
        assertThat(FundingStreams.of(budget(
                        line("per pupil", GENERAL, 100, Held.FREE), line("custodians", GENERAL, 1, Held.LOCKED))))
                .isNotEqualTo(FundingStreams.of(budget(line("per pupil", GENERAL, 100, Held.FREE))));
        assertThat(stream(GENERAL, 100, 1))
                .isNotEqualTo(stream(TITLE_I, 100, 1))
                .isNotEqualTo(stream(GENERAL, 101, 1))
                .isNotEqualTo(stream(GENERAL, 100, 2));
    }

    @Test
    void refuses_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> new FundingStream(null, Money.ZERO, 1))
                .withMessage("source");
        assertThatNullPointerException().isThrownBy(() -> new FundingStream(GENERAL, null, 1));
        assertThatNullPointerException().isThrownBy(() -> FundingStreams.of((SchoolBudget) null));
        assertThatNullPointerException().isThrownBy(() -> FundingStreams.of((FundingStream) null));
        assertThatNullPointerException().isThrownBy(() -> TWO.at(null));
        assertThatNullPointerException().isThrownBy(() -> TWO.withMore(GENERAL.id(), null));
        assertThatNullPointerException().isThrownBy(() -> TWO.from(null));
    }

    @Test
    void what_is_awarded_for_a_stated_use_pays_for_nothing_that_people_did_not_find_to_serve_it() {
        FundingStreams streams = FundingStreams.of(
                budget(line("per pupil", GENERAL, 100, Held.FREE), line("Music magnet award", GENERAL, 50, Held.SET)));
        Funding football =
                Matching.of(Wants.plan(Wants.want("football", 150, 1)), streams).fund();
        Funding music = Matching.of(
                        Wants.plan(Wants.want("music", 150, 1).approvedFor(SourceId.of("general.award"))), streams)
                .fund();

        assertThat(football.total()).isEqualTo(Money.ofDollars(100));
        assertThat(music.total()).isEqualTo(Money.ofDollars(150));
    }

    @Test
    void a_rank_outlasts_a_budget_that_has_nothing_of_the_source() {
        FundingStreams saved = FundingStreams.of(BUDGET).savedInOrder(TITLE_I.id(), GENERAL.id());
        FundingStreams without = saved.from(budget(line("per pupil", GENERAL, 390_000, Held.FREE)));

        FundingStreams again = without.from(BUDGET);

        assertThat(again.all()).isEqualTo(saved.all());
    }

    @Test
    void refuses_streams_that_hold_more_than_an_amount_can_be() {
        Money most = Money.ofCents(Long.MAX_VALUE);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FundingStreams.of(
                        new FundingStream(GENERAL, most, 1), new FundingStream(TITLE_I, Money.ofCents(1), 2)))
                .withMessageContaining(
                        "all streams: found 92233720368547758.08; allowed: at most 92233720368547758.07 together");
    }
}
