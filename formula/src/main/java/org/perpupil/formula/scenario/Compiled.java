package org.perpupil.formula.scenario;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.World;
import org.perpupil.formula.internal.columns.Batch;
import org.perpupil.formula.internal.columns.Workspace;
import org.perpupil.problem.ProblemException;

/** One model for some districts, compiled for one thread. */
final class Compiled {
    /**
     * So many schools are computed together at least, if there are so many. What a batch needs beside its schools is little, and their counts
     * stay near the processor, line after line.
     */
    private static final int TOGETHER = 4_096;

    private final List<ResolvedModel> bases;
    private final Workspace workspace;
    private final List<Group> groups = new ArrayList<>();

    Compiled(List<ResolvedModel> bases) {
        this(bases, TOGETHER);
    }

    /** Compiles with another size of batches; what is computed is the same. */
    Compiled(List<ResolvedModel> bases, int together) {
        this.bases = bases;
        FundingModel model = bases.get(0).model();
        this.workspace = new Workspace(
                new Definition(model.lines(), model.sources()),
                bases.get(0).year(),
                bases.stream()
                        .mapToInt(base -> base.district().schools().size())
                        .sum());
        int first = 0;
        int schools = 0;
        for (int at = 0; at < bases.size(); at++) {
            schools += bases.get(at).district().schools().size();
            if (schools >= together || at == bases.size() - 1) {
                groups.add(new Group(workspace, bases.subList(first, at + 1)));
                first = at + 1;
                schools = 0;
            }
        }
    }

    /** Computes a scenario, and hands over what was read off each district, in their order. */
    <R> void compute(Scenario scenario, Function<? super Outcome, ? extends R> read, Consumer<? super Swept<R>> each) {
        if (!scenario.problemsOfModel(bases.get(0)).isEmpty()) {
            bases.forEach(base -> each.accept(new Swept<>(scenario, base, Optional.empty(), scenario.problems(base))));
            return;
        }
        workspace.dials().set(scenario.parameters());
        groups.forEach(group -> group.compute(scenario, read, each));
    }

    /** Districts that are computed together. */
    private static final class Group {
        private final List<ResolvedModel> bases;
        private final List<World> worlds;
        private final Optional<Batch> batch;

        /** Where a scenario changes what is not there. */
        private final boolean[] isMisfit;

        /** Where the latest scenario changed the district. */
        private final boolean[] isChanged;

        private boolean anyChanged;

        Group(Workspace workspace, List<ResolvedModel> bases) {
            this.bases = bases;
            this.isMisfit = new boolean[bases.size()];
            this.isChanged = new boolean[bases.size()];
            this.worlds = bases.stream()
                    .map(base -> new World(base.district(), base.year(), base.lastYear()))
                    .toList();
            this.batch = Batch.of(workspace, worlds);
        }

        <R> void compute(
                Scenario scenario, Function<? super Outcome, ? extends R> read, Consumer<? super Swept<R>> each) {
            batch.ifPresent(columns -> {
                for (int at = 0; at < bases.size() && (anyChanged || scenario.changesDistrict()); at++) {
                    set(columns, at, scenario);
                }
                anyChanged = scenario.changesDistrict();
                columns.run();
            });
            for (int at = 0; at < bases.size(); at++) {
                ResolvedModel base = bases.get(at);
                boolean isHeld =
                        batch.isPresent() && !isMisfit[at] && !batch.get().isBeyond(at);
                each.accept(isHeld ? read(Outcome.of(scenario, base, batch, at), read) : plain(scenario, base, read));
            }
        }

        /** Sets what is otherwise in a district, and sets back what was. */
        private void set(Batch columns, int at, Scenario scenario) {
            isMisfit[at] = scenario.changesDistrict()
                    && !scenario.problemsOfDistrict(bases.get(at).district()).isEmpty();
            boolean changes = scenario.changesDistrict() && !isMisfit[at];
            if (changes || isChanged[at]) {
                columns.set(at, changes ? world(scenario, worlds.get(at)) : worlds.get(at));
                isChanged[at] = changes;
            }
        }

        private static World world(Scenario scenario, World base) {
            return new World(scenario.district(base.district()), base.year(), base.lastYear());
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
            R value = requireNonNull(read.apply(outcome), "what is read off an outcome");
            outcome.end();
            return new Swept<>(outcome.scenario(), outcome.base(), Optional.of(value), ImmutableList.of());
        }
    }
}
