package org.perpupil.formula.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;
import org.perpupil.formula.internal.columns.Batch;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** One model for some districts, compiled for one thread. */
final class Compiled {
    /** So many schools are computed together at least, if there are so many: their columns stay in the nearest memory. */
    private static final int TOGETHER = 1_024;

    private final List<Group> groups = new ArrayList<>();

    Compiled(List<ResolvedModel> bases) {
        int first = 0;
        int schools = 0;
        for (int at = 0; at < bases.size(); at++) {
            schools += bases.get(at).district().schools().size();
            if (schools >= TOGETHER || at == bases.size() - 1) {
                groups.add(new Group(bases.subList(first, at + 1)));
                first = at + 1;
                schools = 0;
            }
        }
    }

    <R> List<Swept<R>> compute(Scenario scenario, Function<? super Outcome, ? extends R> read) {
        List<Swept<R>> swept = new ArrayList<>();
        groups.forEach(group -> group.compute(scenario, read, swept));
        return swept;
    }

    /** Districts that are computed together. */
    private static final class Group {
        private final List<ResolvedModel> bases;
        private final List<World> worlds;
        private final Optional<Batch> batch;

        Group(List<ResolvedModel> bases) {
            this.bases = bases;
            this.worlds = bases.stream()
                    .map(base -> new World(base.district(), base.year(), base.lastYear()))
                    .toList();
            ResolvedModel first = bases.get(0);
            this.batch =
                    Batch.of(new Definition(first.model().lines(), first.model().sources()), worlds);
        }

        <R> void compute(Scenario scenario, Function<? super Outcome, ? extends R> read, List<Swept<R>> swept) {
            boolean[] misfits = new boolean[bases.size()];
            batch.ifPresent(columns -> {
                columns.set(scenario.parameters());
                for (int at = 0; at < misfits.length; at++) {
                    misfits[at] = !scenario.problems(bases.get(at)).isEmpty();
                    if (!misfits[at]) {
                        columns.set(at, world(scenario, worlds.get(at)));
                    }
                }
                columns.run();
            });
            for (int at = 0; at < misfits.length; at++) {
                ResolvedModel base = bases.get(at);
                boolean isHeld =
                        batch.isPresent() && !misfits[at] && !batch.get().isBeyond(at);
                swept.add(
                        isHeld
                                ? read(
                                        Outcome.of(
                                                scenario,
                                                base,
                                                batch.get().districts().get(at)),
                                        read)
                                : plain(scenario, base, read));
            }
        }

        private static World world(Scenario scenario, World base) {
            return scenario.changesDistrict()
                    ? new World(scenario.district(base.district()), base.year(), base.lastYear())
                    : base;
        }

        /** Computes by the way that tells faults, and holds any number. */
        private static <R> Swept<R> plain(
                Scenario scenario, ResolvedModel base, Function<? super Outcome, ? extends R> read) {
            Allocation allocation;
            try {
                allocation = scenario.appliedTo(base).allocate();
            } catch (ProblemException faults) {
                return new Swept<>(scenario, base, Optional.empty(), faults.problems());
            }
            return read(Outcome.of(scenario, base, allocation), read);
        }

        private static <R> Swept<R> read(Outcome outcome, Function<? super Outcome, ? extends R> read) {
            R value = read.apply(outcome);
            outcome.end();
            return new Swept<>(outcome.scenario(), outcome.base(), Optional.of(value), List.<Problem>of());
        }
    }
}
