package org.perpupil.equity.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
import org.perpupil.equity.peers.ResourceReview.Line;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

class PeersTest {
    /** Standard deviations are 1 and 2. */
    private static Study corners() {
        return Study.of(List.of("d", "c", "b", "a", "gone"))
                .number("size", 1, -1, 1, -1, 7)
                .number("need", 2, 2, -2, -2, Double.NaN)
                .number("same", 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3)
                .build();
    }

    @Test
    void counts_standard_deviations() {
        Peers peers = Peers.of(corners(), "size", "need");
        assertThat(peers.columns()).containsExactly("size", "need");
        assertThat(peers.units()).containsExactly("a", "b", "c", "d");
        // 2 / 1, 4 / 2, and √(2² + 2²)
        assertThat(peers.distance("a", "b")).isEqualTo(2);
        assertThat(peers.distance("c", "a")).isEqualTo(2);
        assertThat(peers.distance("a", "d")).isEqualTo(Math.sqrt(8));
        assertThat(peers).hasToString("peers by [size, need]: 4 units, 1 left out");
    }

    @Test
    void names_the_nearest_first_and_of_the_equally_near_the_first_by_name() {
        Peers peers = Peers.of(corners(), "size", "need");
        assertThat(peers.nearest("a", 2)).containsExactly(new Peer("b", 2), new Peer("c", 2));
        assertThat(peers.nearest("d", 1)).containsExactly(new Peer("b", 2));
        assertThat(peers.nearest("d", 9)).extracting(Peer::unit).containsExactly("b", "c", "a");
    }

    @Test
    void neither_rounding_nor_the_order_of_rows_decides_who_is_a_peer() {
        double third = 0.1 + 0.2; // not 0.3 in doubles
        // From o, at 0.3, the others are 0 or 0.1 away, whatever doubles make of it: 0.3 − 0.2 and 0.4 − 0.3 differ.
        Study study = Study.of(List.of("o", "far", "d", "c", "b", "a"))
                .number("share", 0.3, 5, 0.2, 0.4, third, 0.3)
                .build();
        Peers peers = Peers.of(study, "share");
        assertThat(peers.distance("o", "b")).isZero();
        assertThat(peers.nearest("o", 9)).extracting(Peer::unit).containsExactly("a", "b", "c", "d", "far");
        assertThat(peers.nearest("o", 3)).extracting(Peer::unit).containsExactly("a", "b", "c");
        assertThat(Peers.of(
                                Study.of(List.of("o", "far", "c", "d", "b", "a"))
                                        .number("share", 0.3, 5, 0.2, 0.4, third, 0.3)
                                        .build(),
                                "share")
                        .nearest("o", 3))
                .extracting(Peer::unit)
                .containsExactly("a", "b", "c");
    }

    private static Study reviewed() {
        return corners()
                .copy()
                .number("dollars", 900, 1000, 1100, 1300, 2)
                .number("years", Double.NaN, 4, 7, 20, 1)
                .number("counsellors", 1, Double.NaN, Double.NaN, Double.NaN, 3)
                .build();
    }

    @Test
    void sets_a_school_beside_its_peers() {
        ResourceReview review =
                Peers.of(reviewed(), "size", "need").review("d", 3, "dollars", "years", "counsellors", "size");
        assertThat(review.unit()).isEqualTo("d");
        assertThat(review.peers()).extracting(Peer::unit).containsExactly("b", "c", "a");
        // (1000 + 1100 + 1300) / 3; d has 900
        assertThat(review.line("dollars"))
                .isEqualTo(new Line("dollars", known(900), 3, known(3400 / 3.0), known(1000), known(1300)));
        assertThat(review.line("dollars").difference()).hasValue(900 - 3400 / 3.0);
        assertThat(review.line("dollars").isBelowAll()).isTrue();
        assertThat(review.line("dollars").isAboveAll()).isFalse();
        // (4 + 7 + 20) / 3; of d it is not known
        assertThat(review.line("years"))
                .isEqualTo(new Line("years", OptionalDouble.empty(), 3, known(31 / 3.0), known(4), known(20)));
        assertThat(review.line("years").difference()).isEmpty();
        assertThat(review.line("years").isBelowAll()).isFalse();
        assertThat(review.line("counsellors"))
                .isEqualTo(new Line(
                        "counsellors",
                        known(1),
                        0,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()));
        assertThat(review.line("counsellors").isAboveAll()).isFalse();
        // Sizes 1, −1 and −1: d is as large as b.
        assertThat(review.line("size").isAboveAll()).isFalse();
        assertThat(Peers.of(reviewed(), "size", "need")
                        .review("a", 1, "dollars")
                        .line("dollars")
                        .isAboveAll())
                .isTrue();
    }

    private static OptionalDouble known(double value) {
        return OptionalDouble.of(value);
    }

    @Test
    void a_peer_that_lacks_a_number_is_in_no_figure_of_it() {
        Line years =
                Peers.of(reviewed(), "size", "need").review("b", 3, "years").line("years");
        // Of a, c and d: 20, 4 and not known
        assertThat(years).isEqualTo(new Line("years", known(7), 2, known(12), known(4), known(20)));
    }

    @Test
    void writes_the_review_for_people() {
        assertThat(Peers.of(reviewed(), "size", "need")
                        .review("d", 3, "dollars", "years")
                        .toString()
                        .lines())
                .containsExactly(
                        "d beside b, c, a",
                        "                    own   mean of peers          lowest         highest  known",
                        "dollars          900.00        1,133.33        1,000.00        1,300.00      3  below all",
                        "years         not known           10.33            4.00           20.00      3");
    }

    @Test
    void refuses_reviews_of_what_is_not_there() {
        Peers peers =
                Peers.of(reviewed().copy().number("huge", 1e200, 1, 1, 1, 1).build(), "size", "need");
        assertThatThrownBy(() -> peers.review("d", 3, "dolars", "huge", "yaers"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("d cannot be reviewed; 3 problems:\n"
                        + "  columns of numbers: found \"dolars\"; allowed: size, need, same, dollars, years, counsellors, huge."
                        + " Add the column, or correct its name.\n"
                        + "  d: found huge 1.0E200; allowed: at most 1.0E100 in size.");
        assertThatThrownBy(() -> peers.review("d", 3)).hasMessage("name at least one column to review");
        assertThatThrownBy(() -> peers.review("d", 3, "years", "years"))
                .hasMessage("the column \"years\" is named twice");
        assertThatThrownBy(() -> peers.review("gone", 3, "years")).hasMessageStartingWith("gone has no peers");
        assertThatThrownBy(() -> peers.review("d", 3, "years").line("dollars"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the review has no column \"dollars\"; it has [years]");
        assertThatThrownBy(() -> new Line("years", known(1), 1, known(1), known(1), OptionalDouble.empty()))
                .hasMessageStartingWith("\"years\" has a mean, a lowest and a highest if it is known of a peer");
    }

    @Test
    void lists_rows_that_lack_a_number() {
        Peers peers = Peers.of(corners(), "size", "need");
        assertThat(peers.leftOut())
                .containsExactly(new Problem(
                        "value.missing",
                        "gone",
                        "no need",
                        "a value in every column that is used",
                        "Find what is missing, or leave the column out."));
        assertThatThrownBy(() -> peers.nearest("gone", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gone has no peers; it was left out with no need");
        assertThatThrownBy(() -> peers.distance("a", "z")).hasMessage("z has no peers; it is not in the study");
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> Peers.of(corners()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name at least one column in which peers should be alike");
        assertThatThrownBy(() -> Peers.of(corners(), "size", "size"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column \"size\" is named twice");
        assertThatThrownBy(() -> Peers.of(corners(), "weight"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("peers cannot be found; 1 problem:");
        assertThatThrownBy(() -> Peers.of(corners(), "size").nearest("a", 0))
                .hasMessage("the number of peers is at least 1, not 0");
        assertThatThrownBy(() -> Peers.of(
                        Study.of(List.of("a", "a")).number("size", 1, 1e200).build(), "size"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly("unit.twice", "value.range"));
        assertThatThrownBy(() -> new Peer("a", Double.NaN)).hasMessage("a is at a distance of 0 or more, not NaN");
    }

    @Test
    void says_why_there_is_no_distance() {
        assertThatThrownBy(() -> Peers.of(corners(), "size", "same"))
                .isInstanceOf(UndefinedMeasureException.class)
                .hasMessage(
                        "a distance divides by the standard deviation of \"same\", and all have 0.3; leave the column out");
        assertThatThrownBy(
                        () -> Peers.of(Study.ofRows(2).number("size", 0, 1e-200).build(), "size"))
                .isInstanceOf(UndefinedMeasureException.class);
    }

    @Test
    void is_a_value() {
        Peers one = Peers.of(corners(), "size", "need");
        assertThat(Peers.of(corners(), "size", "need")).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(Peers.of(corners(), "need", "size")).isNotEqualTo(one);
        // What can be reviewed differs.
        assertThat(Peers.of(reviewed(), "size", "need")).isNotEqualTo(one);
        assertThat(one).isNotEqualTo("a");
    }

    private static void check(List<Peer> peers, Json expected) {
        assertThat(peers).hasSize(expected.items().size());
        for (int i = 0; i < peers.size(); i++) {
            Json one = expected.items().get(i);
            assertThat(peers.get(i).unit()).isEqualTo(one.get("id").text());
            assertThat(peers.get(i).distance()).isCloseTo(one.number("distance"), Percentage.withPercentage(1e-10));
        }
    }

    // Which columns and rows the expected figures are of: the README of the data.
    @Test
    void agrees_on_california_districts_of_1998() throws IOException {
        Study districts = EquityData.study(EquityData.california("caschools.csv"), "district")
                .with("log students", "students", StrictMath::log);
        Peers peers = Peers.of(districts, "log students", "calworks", "lunch", "english");
        assertThat(peers.units()).hasSize(420);
        check(
                peers.nearest("75119", 10),
                Json.of(EquityData.california("expected.json")).get("peers_of_75119"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00010003", "01590025"})
    void agrees_on_massachusetts_schools_with_grade_4_in_2017(String school) throws IOException {
        Study all = EquityData.study(EquityData.text("massachusetts-2017/ma_schools_2017.csv"), "school_code");
        Study open = all.where("school_type", "Public School");
        // A school without pupils has no logarithm of them.
        Study schools = open.leavingOut(row -> open.number(row, "enrolled").equals(known(0)), "no pupils");
        Study fourth = schools.where(
                        row -> Arrays.asList(schools.texts("grades").get(row).split(","))
                                .contains("04"))
                .with("log enrolled", "enrolled", StrictMath::log);
        Json expected = Json.of(EquityData.text("massachusetts-2017/expected.json"));
        Peers peers = Peers.of(fourth, "pct_high_needs", "pct_ell", "pct_swd", "log enrolled");
        assertThat(peers.units()).hasSize((int) expected.number("grade4_public_schools"));
        check(peers.nearest(school, 10), expected.get("peers").get(school));
    }

    @Test
    void a_unit_is_no_peer_of_its_own_in_another_year() {
        Study study = Study.of(List.of("a", "b", "c")).number("need", 1, 2, 5).build();
        Study both = study.asOf("2015").and(study.asOf("2016"));
        assertThat(catchThrowableOfType(ProblemException.class, () -> Peers.of(both, "need"))
                        .problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("unit.twice", "a, 2016"), tuple("unit.twice", "b, 2016"), tuple("unit.twice", "c, 2016"));
        assertThat(Peers.of(both.where(Study.YEAR, "2016"), "need").nearest("a, 2016", 1))
                .extracting(Peer::unit)
                .containsExactly("b, 2016");
    }

    @Test
    void a_review_refuses_numbers_that_are_too_large_of_the_unit_and_of_its_peers() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("need", 1, 2, 5)
                .number("own", 1e101, 2, 3)
                .number("theirs", 1, -1e101, 3)
                .build();
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> Peers.of(study, "need").review("a", 1, "own", "theirs"))
                        .problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(tuple("value.range", "a"), tuple("value.range", "b"));
    }

    @Test
    void a_review_says_where_a_unit_is_beyond_all_its_peers() {
        Study study = Study.of(List.of("a", "b", "c"))
                .number("need", 1, 2, 3)
                .number("low", 1, 2, 3)
                .number("high", 5, 2, 3)
                .number("within", 2, 2, 3)
                .build();
        assertThat(Peers.of(study, "need")
                        .review("a", 2, "low", "high", "within")
                        .lines())
                .extracting(ResourceReview.Line::remark)
                .containsExactly("below all", "above all", "");
    }
}
