package org.perpupil.plan.funding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class MatcherProperties {

    record Case(long[] caps, long[] wanted, boolean[][] may, boolean[] whole) {
        Matcher.Match matched() {
            return new Matcher(caps, wanted, may, whole).match();
        }

        @Override
        public String toString() {
            return "caps %s, wanted %s, may %s, whole %s"
                    .formatted(
                            Arrays.toString(caps),
                            Arrays.toString(wanted),
                            Arrays.deepToString(may),
                            Arrays.toString(whole));
        }
    }

    @Provide
    Arbitrary<Case> small() {
        return cases(3, 6, 4, 4);
    }

    @Provide
    Arbitrary<Case> large() {
        return cases(0, 40, 70, 1_000);
    }

    private static Arbitrary<Case> cases(int fewest, int mostWants, int mostStreams, int mostCents) {
        return Combinators.combine(
                        Arbitraries.integers().between(fewest, mostWants),
                        Arbitraries.integers().between(Math.min(fewest, 2), mostStreams))
                .as((wants, streams) -> Combinators.combine(
                                Arbitraries.longs()
                                        .between(0, mostCents)
                                        .array(long[].class)
                                        .ofSize(streams),
                                Arbitraries.longs()
                                        .between(0, mostCents)
                                        .array(long[].class)
                                        .ofSize(wants),
                                Arbitraries.of(true, false)
                                        .array(boolean[].class)
                                        .ofSize(streams)
                                        .array(boolean[][].class)
                                        .ofSize(wants),
                                Arbitraries.of(false, false, true)
                                        .array(boolean[].class)
                                        .ofSize(wants))
                        .as(Case::new))
                .flatMap(drawn -> drawn);
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void finds_what_trying_every_way_finds(@ForAll("small") Case drawn) {
        BruteForce.Way best = new BruteForce(drawn.wanted(), drawn.may(), drawn.whole()).best(drawn.caps());

        Matcher.Match matcher = drawn.matched();

        int streams = drawn.caps().length;
        List<Long> amounts = new ArrayList<>();
        List<Long> cells = new ArrayList<>();
        for (int want = 0; want < drawn.wanted().length; want++) {
            amounts.add(matcher.got(want));
            for (int stream = 0; stream < streams; stream++) {
                cells.add(matcher.paid(stream, want));
            }
        }
        List<Long> left = new ArrayList<>();
        for (int stream = streams - 1; stream >= 0; stream--) {
            left.add(matcher.left(stream));
        }
        assertThat(new BruteForce.Way(amounts, left, cells)).isEqualTo(best);
        Statistics.label("whole wants left out")
                .collect(hasWholeLeftOut(drawn, matcher))
                .coverage(checker -> checker.check(true).percentage(share -> share > 1.25));
        Statistics.label("who pays for earlier wants has to change for later ones")
                .collect(!withoutLookingBack(drawn).equals(amounts))
                .coverage(checker -> checker.check(true).percentage(share -> share > 1.25));
        Statistics.label("a want is paid from several streams")
                .collect(hasSplit(drawn, matcher))
                .coverage(checker -> checker.check(true).percentage(share -> share > 1.25));
    }

    /** Pays each want from what is left in the streams it may use, the least flexible first, and never looks back. */
    private static List<Long> withoutLookingBack(Case drawn) {
        long[] left = drawn.caps().clone();
        List<Long> amounts = new ArrayList<>();
        for (int want = 0; want < drawn.wanted().length; want++) {
            long[] after = left.clone();
            long need = drawn.wanted()[want];
            for (int stream = 0; stream < left.length; stream++) {
                long cents = drawn.may()[want][stream] ? Math.min(need, after[stream]) : 0;
                after[stream] -= cents;
                need -= cents;
            }
            boolean nothing = drawn.whole()[want] && need > 0;
            amounts.add(nothing ? 0 : drawn.wanted()[want] - need);
            left = nothing ? left : after;
        }
        return amounts;
    }

    private static boolean hasWholeLeftOut(Case drawn, Matcher.Match matcher) {
        for (int want = 0; want < drawn.wanted().length; want++) {
            if (drawn.whole()[want] && matcher.got(want) == 0 && matcher.available(want) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSplit(Case drawn, Matcher.Match matcher) {
        for (int want = 0; want < drawn.wanted().length; want++) {
            int payers = 0;
            for (int stream = 0; stream < drawn.caps().length; stream++) {
                payers += matcher.paid(stream, want) > 0 ? 1 : 0;
            }
            if (payers > 1) {
                return true;
            }
        }
        return false;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void overspends_no_stream_overfunds_no_want_and_pairs_nothing_that_is_not_allowed(@ForAll("large") Case drawn) {
        Matcher.Match matcher = drawn.matched();

        for (int stream = 0; stream < drawn.caps().length; stream++) {
            long spent = 0;
            for (int want = 0; want < drawn.wanted().length; want++) {
                assertThat(matcher.paid(stream, want)).isNotNegative();
                assertThat(drawn.may()[want][stream] || matcher.paid(stream, want) == 0)
                        .isTrue();
                spent += matcher.paid(stream, want);
            }
            assertThat(matcher.left(stream)).isNotNegative();
            assertThat(spent + matcher.left(stream)).isEqualTo(drawn.caps()[stream]);
        }
        for (int want = 0; want < drawn.wanted().length; want++) {
            long got = matcher.got(want);
            assertThat(got).isLessThanOrEqualTo(drawn.wanted()[want]);
            assertThat(!drawn.whole()[want] || got == 0 || got == drawn.wanted()[want])
                    .isTrue();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void what_is_paid_in_part_never_gets_less_when_a_stream_holds_more(
            @ForAll("large") Case drawn, @ForAll int which, @ForAll boolean much) {
        if (drawn.caps().length == 0) {
            return;
        }
        boolean[] none = new boolean[drawn.whole().length];
        long[] more = drawn.caps().clone();
        more[Math.floorMod(which, more.length)] += much ? 500 : 1;

        Matcher.Match poorer = new Matcher(drawn.caps(), drawn.wanted(), drawn.may(), none).match();
        Matcher.Match richer = new Matcher(more, drawn.wanted(), drawn.may(), none).match();

        for (int want = 0; want < drawn.wanted().length; want++) {
            assertThat(richer.got(want)).isGreaterThanOrEqualTo(poorer.got(want));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void with_more_money_the_first_want_whose_amount_changes_gets_more(
            @ForAll("large") Case drawn, @ForAll int which, @ForAll boolean much) {
        if (drawn.caps().length == 0) {
            return;
        }
        long[] more = drawn.caps().clone();
        more[Math.floorMod(which, more.length)] += much ? 500 : 1;

        Matcher.Match poorer = drawn.matched();
        Matcher.Match richer = new Matcher(more, drawn.wanted(), drawn.may(), drawn.whole()).match();

        for (int want = 0; want < drawn.wanted().length; want++) {
            if (richer.got(want) != poorer.got(want)) {
                assertThat(richer.got(want)).isGreaterThan(poorer.got(want));
                return;
            }
        }
    }
}
