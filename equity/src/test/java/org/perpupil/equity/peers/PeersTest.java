package org.perpupil.equity.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.EquityData;
import org.perpupil.equity.Json;
import org.perpupil.equity.Study;
import org.perpupil.equity.inequality.UndefinedMeasureException;
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
        Study schools = all.where("school_type", "Public School");
        Study fourth = schools.where(
                        row -> Arrays.asList(schools.texts("grades").get(row).split(","))
                                .contains("04"))
                // A school without pupils has no logarithm of them.
                .with("log enrolled", "enrolled", pupils -> pupils == 0 ? Double.NaN : StrictMath.log(pupils));
        Json expected = Json.of(EquityData.text("massachusetts-2017/expected.json"));
        Peers peers = Peers.of(fourth, "pct_high_needs", "pct_ell", "pct_swd", "log enrolled");
        assertThat(peers.units()).hasSize((int) expected.number("grade4_public_schools"));
        check(peers.nearest(school, 10), expected.get("peers").get(school));
    }
}
