package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.pupils.PupilCount;

class PublicReleaseProperties {

    @Property(tries = 300)
    void an_adversary_who_is_told_which_counts_are_small_recovers_none(@ForAll long seed) {
        RandomRelease drawn = new RandomRelease(seed, false);
        boolean isTold = drawn.release().protectedWithoutMinimum() == 0;

        RandomRelease.Attack attack = drawn.attack(isTold, false);

        assertThat(attack.recovered()).as(drawn.toString()).isEmpty();
        Statistics.label("attacked")
                .collect(attack.attacked() > 0)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
        Statistics.label("told")
                .collect(isTold)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
    }

    @Property(tries = 100)
    void one_who_goes_through_all_possible_pupils_recovers_no_count(@ForAll long seed) {
        RandomRelease drawn = new RandomRelease(seed, true);

        assertThat(drawn.attack(false, true).recovered()).as(drawn.toString()).isEmpty();
    }

    @Property(tries = 100)
    void the_order_of_schools_and_tables_changes_nothing(@ForAll long seed) {
        RandomRelease drawn = new RandomRelease(seed, false);

        assertThat(hidden(drawn.turnedRound())).isEqualTo(hidden(drawn.release()));
        assertThat(hidden(new RandomRelease(seed, false).release())).isEqualTo(hidden(drawn.release()));
    }

    @Property(tries = 100)
    void what_is_not_small_and_hangs_together_with_nothing_small_is_shown(
            @ForAll long seed, @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 10, max = 500) Integer> large) {
        RandomRelease drawn = new RandomRelease(seed, false);
        ReleaseTable.Builder buses = ReleaseTable.named(
                "by bus", Dimension.adding("school", "all schools"), Dimension.adding("bus", "all buses"));
        for (int i = 0; i < large.size(); i++) {
            buses.count(large.get(i), "another school", "bus " + i);
        }
        PublicRelease.Builder release = PublicRelease.named("drawn");
        drawn.tables().stream()
                .filter(table -> table.name().equals("by school"))
                .forEach(release::table);

        ReleasedTable table =
                release.table(buses.build()).build().table("by bus").orElseThrow();

        assertThat(table.suppressed()).isZero();
    }

    @Property(tries = 100)
    void small_counts_are_never_shown(@ForAll long seed) {
        PublicRelease release = new RandomRelease(seed, false).release();

        assertThat(release.tables().stream()
                        .flatMap(table -> table.cells().stream())
                        .flatMap(cell -> cell.count().stream())
                        .filter(count -> !count.isZero())
                        .filter(count -> count.compareTo(PupilCount.of(release.minimum())) < 0))
                .isEmpty();
    }

    private static Set<List<String>> hidden(PublicRelease release) {
        return release.tables().stream()
                .flatMap(table -> table.cells().stream().filter(ReleasedTable.Cell::isSuppressed))
                .map(ReleasedTable.Cell::labels)
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(List::toString))));
    }
}
