package org.perpupil.formula.funding;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.perpupil.budget.Budgets;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.CentralShare;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Disposition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundedSource;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.Terms;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.internal.Definition;
import org.perpupil.formula.internal.Resolver;
import org.perpupil.formula.internal.World;
import org.perpupil.formula.internal.columns.ColumnComputation;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A district's targeted revenue model: a decision on every revenue source, and one ordered list of lines.
 *
 * <pre>{@code
 * FundingModel model = FundingModel.named("Unified district")
 *         .unlocked(generalFund, centralShare("15%"), paying(formula).prorateIfShort())
 *         .unlocked(titleI, eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils(POVERTY)))
 *         .locked(bonds)
 *         .schoolGrant(arts, "arts grant, second year", Map.of(SchoolId.of("101"), Money.ofDollars(25_000)))
 *         .build();
 * Allocation allocation = model.resolve(district, FiscalYear.of(2027)).allocate();
 * }</pre>
 *
 * <p>A model is a definition: it holds no district and no year. Decisions become lines in the order in which they are made.
 */
public final class FundingModel {
    private final ImmutableList<FundedSource> sources;
    private final FundingFormula lines;

    private FundingModel(ImmutableList<FundedSource> sources, FundingFormula lines) {
        this.sources = sources;
        this.lines = lines;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return lines.name();
    }

    /** Returns the decision on each source, in the order in which they were made. */
    public List<FundedSource> sources() {
        return sources;
    }

    /** Returns every line in order, with the parameters and how amounts are rounded. */
    public FundingFormula lines() {
        return lines;
    }

    /**
     * Returns the same model with other parameters in place of those with the same names.
     *
     * @throws IllegalArgumentException if there is no parameter of a name, or it is of another type
     */
    public FundingModel instead(Collection<Parameter> changed) {
        return new FundingModel(sources, lines.instead(changed));
    }

    /**
     * Checks the model against a district's year.
     *
     * @throws ProblemException with everything that is missing or does not fit: a count, a fact, a parameter's year, a rate for a
     *     span, a span that cuts across the data's, an unknown school, a revenue without a decision or a decision without revenue
     */
    public ResolvedModel resolve(District district, FiscalYear year) {
        return resolve(new World(district, year, Optional.empty()));
    }

    /**
     * Checks the model against a district's year and what schools had the year before.
     *
     * @throws ProblemException with everything that is missing or does not fit
     */
    public ResolvedModel resolve(District district, FiscalYear year, Budgets lastYear) {
        return resolve(new World(district, year, Optional.of(lastYear)));
    }

    private ResolvedModel resolve(World world) {
        Definition definition = new Definition(lines, sources);
        ProblemException.throwIfAny(
                "model \"%s\" does not fit %s in %s"
                        .formatted(name(), world.district().name(), world.year()),
                Resolver.problems(definition, world, ColumnComputation::isFaultless));
        return new ResolvedModel(this, world);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof FundingModel other && sources.equals(other.sources) && lines.equals(other.lines);
    }

    @Override
    public int hashCode() {
        return 31 * sources.hashCode() + lines.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s source%s, %s line%s"
                .formatted(
                        name(),
                        sources.size(),
                        sources.size() == 1 ? "" : "s",
                        lines.lines().size(),
                        lines.lines().size() == 1 ? "" : "s");
    }

    /** Collects decisions and lines. */
    public static final class Builder {
        private final FundingFormula.Builder lines;
        private final String name;
        private final List<FundedSource> sources = new ArrayList<>();
        private final Map<SourceId, FundedSource> byId = new LinkedHashMap<>();
        private final List<Line> added = new ArrayList<>();
        private final Map<String, FundingFormula> formulas = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
            this.lines = FundingFormula.named(name);
        }

        public Builder parameters(Parameter... several) {
            lines.parameters(several);
            return this;
        }

        public Builder parameters(Collection<Parameter> several) {
            lines.parameters(several);
            return this;
        }

        /** How amounts are rounded that do not say it themselves; to cents, half up, unless said otherwise. */
        public Builder rounding(Rounding amounts) {
            lines.rounding(amounts);
            return this;
        }

        /**
         * A source that goes through the formula.
         *
         * @throws IllegalStateException if one thing is decided twice
         */
        public Builder unlocked(RevenueSource source, Decision... decisions) {
            Optional<CentralShare> central = Optional.empty();
            Optional<Condition> eligible = Optional.empty();
            Optional<Distribution> distribution = Optional.empty();
            List<Decision.Reserve> reserves = new ArrayList<>();
            boolean openEnded = false;
            for (Decision decision : decisions) {
                if (decision instanceof Decision.Central share) {
                    once(central.isPresent(), source, "central share");
                    central = Optional.of(share.share());
                } else if (decision instanceof Decision.Eligible condition) {
                    once(eligible.isPresent(), source, "eligibility");
                    eligible = Optional.of(condition.condition());
                } else if (decision instanceof Distribution how) {
                    once(distribution.isPresent(), source, "distribution; join two with then(…)");
                    distribution = Optional.of(how);
                } else if (decision instanceof Decision.Reserve reserve) {
                    reserves.add(reserve);
                } else {
                    once(openEnded, source, "withoutAmount()");
                    openEnded = true;
                }
            }
            source(FundedSource.unlocked(source, central.orElse(CentralShare.NONE), eligible, openEnded));
            reserves.forEach(reserve -> source(FundedSource.reserve(reserve.reserve(), source.id(), reserve.share())));
            distribution.ifPresent(how -> {
                how.formulas().forEach(this::use);
                how.lines(source).forEach(this::addLine);
            });
            return this;
        }

        /**
         * A source with the decisions on it as data, such as a file has them. How its pool reaches schools is said by lines that
         * are added.
         */
        public Builder source(FundedSource decided) {
            sources.add(decided);
            byId.putIfAbsent(decided.source().id(), decided);
            return this;
        }

        private static void once(boolean already, RevenueSource source, String what) {
            if (already) {
                throw new IllegalStateException("source %s already has its %s".formatted(source, what));
            }
        }

        /** A source that the formula does not distribute: it stays central. */
        public Builder locked(RevenueSource source) {
            return source(FundedSource.locked(source));
        }

        /** A locked source of which named schools are given amounts; they count in their totals, and schools have no say. */
        public Builder locked(RevenueSource source, String reason, Map<SchoolId, Money> amounts) {
            locked(source);
            return addLine(Line.line(source.name())
                    .amount(Terms.decided(reason, amounts))
                    .rounded(Rounding.cents())
                    .from(source));
        }

        /** Awards to named schools, which pass through untouched. */
        public Builder schoolGrant(RevenueSource source, String reason, Map<SchoolId, Money> awards) {
            source(FundedSource.schoolGrant(source));
            return addLine(Line.line(source.name())
                    .amount(Terms.decided(reason, awards))
                    .rounded(Rounding.cents())
                    .from(source));
        }

        /** Adds lines below those already there: guards, manual amounts, steps. */
        public Builder add(Line... several) {
            List.of(several).forEach(this::addLine);
            return this;
        }

        /** Adds guards below the lines already there. */
        public Builder guard(Guard... several) {
            List.of(several).forEach(guard -> guard.lines().forEach(this::addLine));
            return this;
        }

        /** A formula that is computed and shown beside what is paid, and pays nothing. */
        public Builder shadow(FundingFormula formula) {
            use(formula);
            Distribution.bound(formula).forEach(line -> addLine(line.asShadow()));
            return this;
        }

        /** A formula is told from others by its name, in sums and in what "everything above" means. */
        private void use(FundingFormula formula) {
            FundingFormula earlier = formulas.putIfAbsent(formula.name(), formula);
            if (earlier != null && !earlier.equals(formula)) {
                problems.add(new Problem(
                        "formula.twice",
                        "formula \"" + formula.name() + "\"",
                        "two different formulas",
                        "one formula for a name",
                        "Rename one of them."));
            }
            lines.parameters(formula.parameters().values());
        }

        private Builder addLine(Line line) {
            added.add(requireNonNull(line, "line"));
            lines.add(line);
            return this;
        }

        /**
         * Returns the model.
         *
         * @throws ProblemException with every fault: those of {@link FundingFormula.Builder#build()}, a source decided on twice, a
         *     line that draws on a source without a decision, a guard that would move restricted money, an eligibility that hangs
         *     on lines
         */
        public FundingModel build() {
            List<Problem> found = new ArrayList<>(problems);
            checkSources(found);
            added.forEach(line -> checkLine(line, found));
            Optional<FundingFormula> built = Optional.empty();
            try {
                built = Optional.of(lines.build());
            } catch (ProblemException faults) {
                found.addAll(0, faults.problems());
            }
            Map<String, Parameter> parameters =
                    built.map(FundingFormula::parameters).orElse(Map.of());
            boolean known = built.isPresent();
            sources.forEach(source -> checkEligible(source, parameters, known, found));
            ProblemException.throwIfAny("model \"" + name + "\" cannot be built", found);
            return new FundingModel(ImmutableList.copyOf(sources), built.orElseThrow());
        }

        private void checkSources(List<Problem> problems) {
            Set<SourceId> seen = new HashSet<>();
            for (FundedSource source : sources) {
                if (!seen.add(source.source().id())) {
                    problems.add(new Problem(
                            "source.twice",
                            "source " + source.source(),
                            "two decisions",
                            "one decision for a source",
                            "Join the two; a line of a source may be held otherwise than the rest."));
                }
                source.setAside().ifPresent(aside -> checkReserve(source.source(), aside.from(), problems));
            }
        }

        private void checkReserve(RevenueSource reserve, SourceId from, List<Problem> problems) {
            Optional<FundedSource> parent = decision(from);
            if (parent.filter(whole -> whole.disposition() == Disposition.UNLOCKED
                            && whole.setAside().isEmpty())
                    .isEmpty()) {
                problems.add(new Problem(
                        "reserve.source",
                        "source " + reserve,
                        "a reserve of " + from,
                        "a reserve of an unlocked source of the model that is no reserve itself",
                        "Set it aside from another source, or unlock that one."));
            }
            parent.map(FundedSource::source)
                    .filter(whole -> !whole.restriction().equals(reserve.restriction()))
                    .ifPresent(whole -> problems.add(new Problem(
                            "reserve.restriction",
                            "source " + reserve,
                            "a reserve of " + whole + " that is restricted otherwise",
                            "the same restriction, or none for both",
                            "Restrict the reserve like its source, or set it aside from another one.")));
        }

        private boolean isUnlocked(SourceId id) {
            return decision(id)
                    .filter(source -> source.disposition() != Disposition.UNLOCKED)
                    .isEmpty();
        }

        private boolean isOpenEnded(SourceId id) {
            return decision(id).filter(FundedSource::openEnded).isPresent();
        }

        private boolean isDecided(SourceId id) {
            return byId.containsKey(id);
        }

        private Optional<FundedSource> decision(SourceId id) {
            return Optional.ofNullable(byId.get(id));
        }

        private void checkLine(Line line, List<Problem> problems) {
            String place = "line \"" + line.name() + "\"";
            line.source().ifPresent(source -> {
                Optional<RevenueSource> known = decision(source.id()).map(FundedSource::source);
                if (known.isEmpty()) {
                    problems.add(unknownSource(place, source.toString()));
                } else if (!known.get().equals(source)) {
                    problems.add(new Problem(
                            "source.differs",
                            place,
                            "draws on " + source + ", which the model knows otherwise, as " + known.get(),
                            "the source as the decision on it names it: its name, origin and restriction",
                            "Use one RevenueSource value for both."));
                }
                if (line.form() instanceof Form.KeepWithin keep) {
                    checkMoved(line, keep.moved(), source, problems);
                }
                boolean guard = line.form() instanceof Form.RaiseTo
                        || line.form() instanceof Form.LowerTo
                        || line.form() instanceof Form.KeepWithin;
                boolean moves = guard || line.form() instanceof Form.TakeBack;
                if (moves && line.counts() && !isUnlocked(source.id())) {
                    problems.add(new Problem(
                            "guard.not-unlocked",
                            place,
                            "a guard or reduction that draws on " + source,
                            "an unlocked source",
                            "Let an unlocked source pay; grants and locked money pass through untouched."));
                }
                if (guard && line.counts() && source.isRestricted()) {
                    problems.add(new Problem(
                            "guard.restricted",
                            place,
                            "a guard that draws on the restricted source " + source,
                            "an unrestricted source",
                            "Let an unrestricted source pay; restricted money is never moved by a guard."));
                }
            });
            if (line.form() instanceof Form.Shared shared) {
                checkPot(place, shared, problems);
            }
            Stream.concat(line.form().terms().stream(), line.where().stream().flatMap(where -> where.terms().stream()))
                    .forEach(term -> term.walk(part -> {
                        if (part instanceof Term.OfSource of && !isDecided(of.source())) {
                            problems.add(unknownSource(place, of.source().toString()));
                        }
                        if (part instanceof Term.SumOf sum && sum.lines().reach() == Selection.Reach.SOURCE) {
                            sum.lines().names().stream()
                                    .filter(id -> !isDecided(SourceId.of(id)))
                                    .forEach(id -> problems.add(unknownSource(place, id)));
                        }
                    }));
        }

        /** Only the guard's own source may be moved between schools, or restricted money could be. */
        private void checkMoved(Line line, Selection moved, RevenueSource source, List<Problem> problems) {
            boolean own = switch (moved.reach()) {
                case SOURCE -> moved.names().equals(Set.of(source.id().value()));
                case LINES ->
                    added.stream()
                            .filter(other -> moved.names().contains(other.name()))
                            .allMatch(other ->
                                    other.source().filter(source::equals).isPresent());
                case SECTION, EVERYTHING_ABOVE -> false;
            };
            if (!own) {
                problems.add(new Problem(
                        "guard.moved",
                        "line \"" + line.name() + "\"",
                        "moves " + moved.words(),
                        "lines that " + source + " pays",
                        "Use Selection.from(…) with the source that the line draws on."));
            }
        }

        /** A pot has a size; a source without an amount has none. */
        private void checkPot(String place, Form.Shared shared, List<Problem> problems) {
            shared.columns().pot().walk(part -> {
                if (part instanceof Term.OfSource of && isOpenEnded(of.source())) {
                    problems.add(new Problem(
                            "source.open-ended",
                            place,
                            "a pot of " + of.source() + ", which is open-ended",
                            "a source with an amount",
                            "Give the source an amount instead of withoutAmount(), or pay published rates from it."));
                }
            });
        }

        private static Problem unknownSource(String place, String source) {
            return new Problem(
                    "source.undecided",
                    place,
                    "draws on " + source + ", on which nothing is decided",
                    "a source of the model",
                    "Unlock it, lock it or make it a school grant.");
        }

        private static void checkEligible(
                FundedSource source, Map<String, Parameter> parameters, boolean known, List<Problem> problems) {
            String place = "source " + source.source() + ", eligibility";
            List<Term> terms = source.eligible().map(Condition::terms).orElse(List.of());
            terms.forEach(term -> term.walk(part -> {
                if (part instanceof Term.LineValue
                        || part instanceof Term.SumOf
                        || part instanceof Term.Level
                        || part instanceof Term.OfSource) {
                    problems.add(new Problem(
                            "eligible.line",
                            place,
                            "a condition that hangs on lines or sources",
                            "facts, counts and parameters",
                            "Put the condition on the line with onlyWhere(…)."));
                } else if (known && part instanceof Term.ParameterValue value) {
                    checkParameter(place, value.name(), value.type(), parameters, problems);
                } else if (known
                        && part instanceof Term.PerPupil perPupil
                        && perPupil.table() instanceof RateTable.Named named) {
                    checkParameter(place, named.parameter(), named.type(), parameters, problems);
                }
            }));
        }

        private static void checkParameter(
                String place, String name, ValueType type, Map<String, Parameter> parameters, List<Problem> problems) {
            Parameter parameter = parameters.get(name);
            if (parameter == null || parameter.type() != type) {
                problems.add(new Problem(
                        parameter == null ? "parameter.unknown" : "parameter.type",
                        place,
                        parameter == null ? "no parameter \"" + name + "\"" : "\"%s\" as %s".formatted(name, type),
                        parameter == null
                                ? "one of " + parameters.keySet()
                                : "\"%s\" as %s".formatted(name, parameter.type()),
                        "Correct the name, or add the parameter."));
            }
        }
    }
}
