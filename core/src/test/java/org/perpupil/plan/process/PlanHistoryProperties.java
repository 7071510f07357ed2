package org.perpupil.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.plan.process.Councils.ADVISORY;
import static org.perpupil.plan.process.Councils.COUNCIL;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.perpupil.problem.ProblemException;

class PlanHistoryProperties {
    private static final String ANA = "Ana Ruiz";
    private static final Map<String, Committee> PROPER =
            Map.of(COUNCIL, Councils.council(), ADVISORY, Councils.advisory());
    private static final Map<String, Committee> BROKEN = Map.of(
            COUNCIL,
            Councils.council().releasing("parent 1"),
            ADVISORY,
            Councils.advisory().releasing("parent 1").releasing("parent 2"));

    /** What somebody tries to do. */
    private enum Kind {
        SHARE,
        VOTE_FOR,
        VOTE_AGAINST,
        APPROVE,
        FINISH,
        REVISE,
        COMPOSE,
        BREAK
    }

    /** An attempt, so many days after the last step, or before it. */
    private record Attempt(Kind kind, String committee, int versionsBack, int days) {}

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(6, Kind.SHARE),
                Tuple.of(12, Kind.VOTE_FOR),
                Tuple.of(2, Kind.VOTE_AGAINST),
                Tuple.of(6, Kind.APPROVE),
                Tuple.of(4, Kind.FINISH),
                Tuple.of(2, Kind.REVISE),
                Tuple.of(3, Kind.COMPOSE),
                Tuple.of(2, Kind.BREAK));
        Arbitrary<Integer> versionsBack = Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, 1), Tuple.of(1, -1));
        Arbitrary<Integer> days = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(6, 3), Tuple.of(1, -1));
        return Combinators.combine(kinds, Arbitraries.of(COUNCIL, ADVISORY), versionsBack, days)
                .as(Attempt::new)
                .list()
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Property
    void nothing_is_approved_or_final_without_every_approval_of_its_version_by_a_proper_committee(
            @ForAll("attempts") List<Attempt> attempts) {
        PlanHistory history = PlanHistory.requiring(PROPER.get(COUNCIL), PROPER.get(ADVISORY))
                .start(Councils.plan("Version 1"), ANA, LocalDate.of(2027, 3, 1), "");
        Map<String, Boolean> proper = new HashMap<>(Map.of(COUNCIL, true, ADVISORY, true));
        Map<String, Boolean> counts = new HashMap<>(); // the last vote of each on the current version
        boolean finished = false;

        for (Attempt attempt : attempts) {
            PlanHistory before = history;
            LocalDate last = before.steps().get(before.steps().size() - 1).day();
            LocalDate day = last.plusDays(attempt.days());
            boolean all = counts.getOrDefault(COUNCIL, false) && counts.getOrDefault(ADVISORY, false);
            switch (attempt.kind()) {
                case SHARE ->
                    history = tried(before, () -> before.share(ANA, day), attempt, before.status() == PlanStatus.DRAFT);
                case VOTE_FOR, VOTE_AGAINST -> {
                    boolean inFavor = attempt.kind() == Kind.VOTE_FOR;
                    int version = Math.max(1, before.current().number() - attempt.versionsBack());
                    boolean current = before.status() == PlanStatus.SHARED
                            && version == before.current().number();
                    Approval approval = inFavor
                            ? Approval.approved(attempt.committee(), version, day, Votes.inFavor(2))
                            : Approval.rejected(
                                    attempt.committee(),
                                    version,
                                    day,
                                    Votes.inFavor(0).against(2),
                                    "");
                    history = tried(before, () -> before.record(approval), attempt, current);
                    if (history != before) {
                        counts.put(attempt.committee(), inFavor && proper.get(attempt.committee()));
                    }
                }
                case APPROVE ->
                    history = tried(
                            before,
                            () -> before.approve(ANA, day),
                            attempt,
                            before.status() == PlanStatus.SHARED && all);
                case FINISH ->
                    history = tried(
                            before, () -> before.finish(ANA, day), attempt, before.status() == PlanStatus.APPROVED);
                case REVISE -> {
                    String words = "Version " + (before.current().number() + 1);
                    history = tried(before, () -> before.revise(Councils.plan(words), ANA, day, ""), attempt, true);
                    if (history != before) {
                        counts.clear();
                    }
                }
                case COMPOSE, BREAK -> {
                    boolean composed = attempt.kind() == Kind.COMPOSE;
                    history = before.withCommittee((composed ? PROPER : BROKEN).get(attempt.committee()));
                    proper.put(attempt.committee(), composed);
                }
            }
            if (history.status() == PlanStatus.APPROVED || history.status() == PlanStatus.FINAL) {
                assertThat(counts).containsExactlyInAnyOrderEntriesOf(Map.of(COUNCIL, true, ADVISORY, true));
            }
            finished |= history.status() == PlanStatus.FINAL;
        }

        assertThat(history.steps()).extracting(PlanStep::day).isSorted();
        assertThat(history.steps()).extracting(PlanStep::version).isSorted();
        for (int number = 1; number <= history.versions().size(); number++) {
            assertThat(history.version(number).number()).isEqualTo(number);
        }
        Statistics.label("was final")
                .collect(finished)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 1.25));
    }

    /** Takes a step and checks that it is refused if and only if it is out of order or before the last one. */
    private static PlanHistory tried(PlanHistory before, Supplier<PlanHistory> step, Attempt attempt, boolean inOrder) {
        boolean allowed = inOrder && attempt.days() >= 0;
        try {
            PlanHistory after = step.get();
            assertThat(allowed).as("%s in %s", attempt, before).isTrue();
            assertThat(after.steps()).hasSize(before.steps().size() + 1);
            return after;
        } catch (ProblemException refusal) {
            assertThat(allowed).as("%s: %s", attempt, refusal.getMessage()).isFalse();
            return before;
        }
    }
}
