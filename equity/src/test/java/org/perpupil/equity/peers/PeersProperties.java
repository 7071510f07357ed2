package org.perpupil.equity.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.perpupil.equity.Study;

class PeersProperties {
    record Row(String unit, double size, double need) {}

    /** Schools of at least two sizes and needs; many are alike. */
    @Provide
    Arbitrary<List<Row>> schools() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(0, 10))
                .as((size, need) -> new Row("", size * 25.0, need * 10.0))
                .list()
                .ofMinSize(0)
                .ofMaxSize(20)
                .map(rows -> {
                    List<Row> named = new ArrayList<>(List.of(new Row("first", 10, 3), new Row("second", 20, 5)));
                    for (Row row : rows) {
                        named.add(new Row("school " + named.size(), row.size, row.need));
                    }
                    return named;
                });
    }

    private static Peers of(List<Row> rows) {
        return Peers.of(
                Study.of(rows.stream().map(Row::unit).toList())
                        .number("size", rows.stream().mapToDouble(Row::size).toArray())
                        .number("need", rows.stream().mapToDouble(Row::need).toArray())
                        .build(),
                "size",
                "need");
    }

    @Property
    void the_order_of_rows_changes_no_bit(@ForAll @From("schools") List<Row> rows, @ForAll Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        assertThat(of(shuffled)).isEqualTo(of(rows)).hasSameHashCodeAs(of(rows));
        assertThat(of(shuffled).nearest("first", 30)).isEqualTo(of(rows).nearest("first", 30));
    }

    @Property
    void the_unit_of_a_column_does_not_matter(
            @ForAll @From("schools") List<Row> rows,
            @ForAll @IntRange(min = 1, max = 1000) int factor,
            @ForAll @IntRange(min = -1000, max = 1000) int shift) {
        Peers other = of(rows.stream()
                .map(row -> new Row(row.unit, row.size * factor + shift, -row.need))
                .toList());
        for (Peer peer : of(rows).nearest("second", 30)) {
            assertThat(other.distance("second", peer.unit())).isCloseTo(peer.distance(), within(1e-12));
        }
    }

    @Property
    void agrees_with_z_scores(@ForAll @From("schools") List<Row> rows) {
        double[] sizes = scores(rows.stream().mapToDouble(Row::size).toArray());
        double[] needs = scores(rows.stream().mapToDouble(Row::need).toArray());
        Peers peers = of(rows);
        for (int i = 0; i < rows.size(); i++) {
            double distance = Math.hypot(sizes[i] - sizes[0], needs[i] - needs[0]);
            assertThat(peers.distance("first", rows.get(i).unit())).isCloseTo(distance, within(1e-12));
            assertThat(peers.distance(rows.get(i).unit(), "first"))
                    .isEqualTo(peers.distance("first", rows.get(i).unit()));
        }
        List<Peer> nearest = peers.nearest("first", 30);
        assertThat(nearest)
                .hasSize(rows.size() - 1)
                .isSortedAccordingTo((one, other) ->
                        Math.abs(one.distance() - other.distance()) <= 1e-9 * Math.max(one.distance(), other.distance())
                                ? one.unit().compareTo(other.unit())
                                : Double.compare(one.distance(), other.distance()));
        assertThat(peers.nearest("first", 1)).isEqualTo(nearest.subList(0, 1));
    }

    @Property
    void a_review_lies_among_the_peers(
            @ForAll @From("schools") List<Row> rows, @ForAll @IntRange(min = 1, max = 30) int count) {
        Peers peers = of(rows);
        ResourceReview review = peers.review("first", count, "size", "need");
        assertThat(review.peers()).isEqualTo(peers.nearest("first", count));
        for (ResourceReview.Line line : review.lines()) {
            assertThat(line.known()).isEqualTo(Math.min(count, rows.size() - 1));
            double lowest = line.lowest().orElseThrow();
            double highest = line.highest().orElseThrow();
            assertThat(line.mean().orElseThrow()).isBetween(lowest, highest);
            assertThat(line.isBelowAll() && line.isAboveAll()).isFalse();
        }
        assertThat(review.line("size").own()).hasValue(10);
    }

    private static double[] scores(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) / Math.sqrt(variance))
                .toArray();
    }
}
