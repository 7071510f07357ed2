package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perpupil.account.AccountCode;
import org.perpupil.account.AccountPattern;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * What an action costs, and all that decides who may pay for it.
 *
 * <pre>{@code
 * Investment.of("tutors", "Two mathematics tutors", fte("2", Money.ofDollars(78_500))).priority(1)
 *         .chargedTo("1100").serving(POVERTY).recurring().backedBy(STRONG).wholeOrNothing()
 * }</pre>
 */
public final class Investment {
    private final String id;
    private final String description;
    private final Cost cost;
    private final int priority;
    private final @Nullable AccountCode account;
    private final @Nullable Recurrence recurrence;
    private final @Nullable EvidenceTier evidence;
    private final @Nullable GradeSpan grades;
    private final @Nullable PupilCount pupilsServed;
    private final PupilGroup serves;
    private final boolean whole;
    private final ImmutableSortedSet<SourceId> approved;
    private final ImmutableSortedSet<SourceId> barred;

    private Investment(Builder builder) {
        this.id = builder.id;
        this.description = builder.description;
        this.cost = builder.cost;
        this.priority = builder.priority;
        this.account = builder.account;
        this.recurrence = builder.recurrence;
        this.evidence = builder.evidence;
        this.grades = builder.grades;
        this.pupilsServed = builder.pupilsServed;
        this.serves = builder.serves;
        this.whole = builder.whole;
        this.approved = builder.approved;
        this.barred = builder.barred;
    }

    /** What a copy is made from. */
    private static final class Builder {
        private final String id;
        private final String description;
        private Cost cost;
        private int priority;
        private @Nullable AccountCode account;
        private @Nullable Recurrence recurrence;
        private @Nullable EvidenceTier evidence;
        private @Nullable GradeSpan grades;
        private @Nullable PupilCount pupilsServed;
        private PupilGroup serves = NeedCategory.ALL_PUPILS;
        private boolean whole;
        private ImmutableSortedSet<SourceId> approved = ImmutableSortedSet.of();
        private ImmutableSortedSet<SourceId> barred = ImmutableSortedSet.of();

        private Builder(String id, String description, Cost cost, int priority) {
            this.id = id;
            this.description = description;
            this.cost = cost;
            this.priority = priority;
        }

        private Builder(Investment of) {
            this.id = of.id;
            this.description = of.description;
            this.cost = of.cost;
            this.priority = of.priority;
            this.account = of.account;
            this.recurrence = of.recurrence;
            this.evidence = of.evidence;
            this.grades = of.grades;
            this.pupilsServed = of.pupilsServed;
            this.serves = of.serves;
            this.whole = of.whole;
            this.approved = of.approved;
            this.barred = of.barred;
        }
    }

    private static void checkPriority(String id, int priority) {
        if (priority < 1) {
            throw new IllegalArgumentException(
                    "investment %s has priority %s; priorities begin with 1".formatted(id, priority));
        }
    }

    private Investment with(Consumer<Builder> change) {
        Builder copy = new Builder(this);
        change.accept(copy);
        return new Investment(copy);
    }

    /** An investment that has no priority yet. */
    public static final class Unranked {
        private final String id;
        private final String description;
        private final Cost cost;

        private Unranked(String id, String description, Cost cost) {
            this.id = Text.id(id, "an investment");
            this.description = Text.said(description, "investment " + id + " says what is bought");
            this.cost = requireNonNull(cost, "cost");
        }

        /** Returns the investment with its place among all of the plan: 1 is paid first; several may have the same. */
        public Investment priority(int priority) {
            checkPriority(id, priority);
            return new Investment(new Builder(id, description, cost, priority));
        }
    }

    /**
     * Starts an investment.
     *
     * @param id tells investments of a plan apart; among equal priorities, the lower id is paid first
     */
    public static Unranked of(String id, String description, Cost cost) {
        return new Unranked(id, description, cost);
    }

    /** Returns the same investment at another cost. */
    public Investment withCost(Cost cost) {
        return with(copy -> copy.cost = requireNonNull(cost, "cost"));
    }

    /** Returns the same investment at another place. */
    public Investment withPriority(int priority) {
        checkPriority(id, priority);
        return with(copy -> copy.priority = priority);
    }

    /** Returns the investment with the account it is charged to. */
    public Investment chargedTo(AccountCode account) {
        return with(copy -> copy.account = requireNonNull(account, "account"));
    }

    /** Returns the investment with the account it is charged to. */
    public Investment chargedTo(String account) {
        return chargedTo(AccountCode.of(account));
    }

    /** Returns the investment with whom it is for: these pupils and no others; all pupils unless said. */
    public Investment serving(PupilGroup pupils) {
        return with(copy -> copy.serves = requireNonNull(pupils, "pupils"));
    }

    /** Returns the investment with the grades it is for; all grades unless it or {@link SitePlan.Builder#teaching} says. */
    public Investment inGrades(GradeSpan grades) {
        return with(copy -> copy.grades = requireNonNull(grades, "grades"));
    }

    /** Returns the investment with how many pupils it reaches. */
    public Investment reaching(PupilCount pupils) {
        return with(copy -> copy.pupilsServed = requireNonNull(pupils, "pupils"));
    }

    /** Returns the investment with how many pupils it reaches. */
    public Investment reaching(long pupils) {
        return reaching(PupilCount.of(pupils));
    }

    /** Returns the investment as a cost of this year alone. */
    public Investment oneTime() {
        return recurring(Recurrence.ONE_TIME);
    }

    /** Returns the investment as a cost that binds later years too. */
    public Investment recurring() {
        return recurring(Recurrence.RECURRING);
    }

    /** Returns the investment with whether its cost comes back. */
    public Investment recurring(Recurrence recurrence) {
        return with(copy -> copy.recurrence = requireNonNull(recurrence, "recurrence"));
    }

    /** Returns the investment with how well research supports it. */
    public Investment backedBy(EvidenceTier evidence) {
        return with(copy -> copy.evidence = requireNonNull(evidence, "evidence"));
    }

    /**
     * Returns the investment as one of which a part is no use: it is matched whole, or not at all. What is entered by hand stands, though
     * it be a part.
     */
    public Investment wholeOrNothing() {
        return with(copy -> copy.whole = true);
    }

    /**
     * Returns the investment with sources whose purpose, which is told in words, was found to cover it. It opens no source whose
     * restriction to needs, grades or accounts does not.
     */
    public Investment approvedFor(SourceId... sources) {
        return approvedFor(List.of(sources));
    }

    /** Returns the investment with sources whose purpose, which is told in words, was found to cover it. */
    public Investment approvedFor(Collection<SourceId> sources) {
        return with(copy ->
                copy.approved = ImmutableSortedSet.copyOf(Sets.union(approved, ImmutableSortedSet.copyOf(sources))));
    }

    /** Returns the investment with sources that shall not pay for it, though they might. */
    public Investment notFrom(SourceId... sources) {
        return notFrom(List.of(sources));
    }

    /** Returns the investment with sources that shall not pay for it, though they might. */
    public Investment notFrom(Collection<SourceId> sources) {
        return with(copy ->
                copy.barred = ImmutableSortedSet.copyOf(Sets.union(barred, ImmutableSortedSet.copyOf(sources))));
    }

    /** Returns the investment as one of which a part is of use, as it is unless said otherwise. */
    public Investment inPartIfNeedBe() {
        return with(copy -> copy.whole = false);
    }

    public String id() {
        return id;
    }

    public String description() {
        return description;
    }

    /** Returns what it costs, and how that came about. */
    public Cost cost() {
        return cost;
    }

    /** Returns its place among all of the plan, from 1, which is paid first. */
    public int priority() {
        return priority;
    }

    /** Returns the account it is charged to; empty if none is named. */
    public Optional<AccountCode> account() {
        return Optional.ofNullable(account);
    }

    /** Returns whether its cost comes back; empty if that is not said. */
    public Optional<Recurrence> recurrence() {
        return Optional.ofNullable(recurrence);
    }

    /** Returns how well research supports it; empty if that is not said. */
    public Optional<EvidenceTier> evidence() {
        return Optional.ofNullable(evidence);
    }

    /** Returns whom it is for. */
    public PupilGroup serves() {
        return serves;
    }

    /** Returns the grades it is for; empty if none are named, so that it is taken for all grades. */
    public Optional<GradeSpan> grades() {
        return Optional.ofNullable(grades);
    }

    /** Returns how many pupils it reaches; empty if that is not said. */
    public Optional<PupilCount> pupilsServed() {
        return Optional.ofNullable(pupilsServed);
    }

    /** Tells whether it is funded whole or not at all. */
    public boolean isWholeOrNothing() {
        return whole;
    }

    /** Returns the sources whose purpose in words was found to cover it, in order of id. */
    public Set<SourceId> approvedSources() {
        return approved;
    }

    /** Returns the sources that shall not pay for it, in order of id. */
    public Set<SourceId> barredSources() {
        return barred;
    }

    /**
     * Returns why a source may not pay for this; empty if it may.
     *
     * <p>An unrestricted source may pay for anything. A restricted one may if every pupil that this serves has one of the needs it
     * is for, the grades are within its grades, and the account is one of its accounts, as far as it is restricted to them. Where
     * its purpose is told in words only, or {@linkplain Restriction#judgedByPeople() judged by people} besides, people decide: see
     * {@link #approvedFor(SourceId...)}.
     */
    public Optional<String> refusalBy(RevenueSource source) {
        return Optional.ofNullable(refusal(source)).map(Supplier::get);
    }

    /** Tells whether a source may pay for this: whether {@link #refusalBy} has nothing against it. */
    public boolean isPayableFrom(RevenueSource source) {
        return refusal(source) == null;
    }

    /** Returns what tells the reason, so that nothing is worded where only the answer is wanted; null if there is none. */
    private @Nullable Supplier<String> refusal(RevenueSource source) {
        if (barred.contains(source.id())) {
            return () -> "it shall not be paid from " + source.name();
        }
        Restriction restriction = source.restriction().orElse(null);
        if (restriction == null) {
            return null;
        }
        if (restriction.needsFinding() && !approved.contains(source.id())) {
            return () ->
                    "%s is for %s, which nobody has found this to be".formatted(source.name(), restriction.purpose());
        }
        if (!restriction.needs().isEmpty() && !isWithin(restriction.needs())) {
            return () -> "%s is for %s, and this serves %s"
                    .formatted(source.name(), joined(restriction.needs(), " or "), serves.name());
        }
        GradeSpan only = grades;
        if (!restriction.spans().isEmpty() && !isWithinGrades(restriction.spans())) {
            return () -> "%s is for grades %s, and this serves %s"
                    .formatted(
                            source.name(),
                            joined(restriction.spans(), " or "),
                            only == null ? "all grades, since it names none" : only);
        }
        AccountCode charged = account;
        if (!restriction.accounts().isEmpty()
                && (charged == null || restriction.accounts().stream().noneMatch(some -> some.matches(charged)))) {
            return () -> "%s is for accounts %s, and this is charged to %s"
                    .formatted(
                            source.name(),
                            AccountPattern.join(restriction.accounts().stream()),
                            charged == null ? "none" : charged);
        }
        return null;
    }

    /** Tells whether every pupil served has one of the needs. */
    private boolean isWithin(Set<NeedCategory> needs) {
        if (needs.contains(NeedCategory.ALL_PUPILS)) {
            return true;
        }
        if (serves instanceof NeedCombination combination) {
            return combination.match() == NeedCombination.Match.ANY
                    ? needs.containsAll(combination.needs())
                    : combination.needs().stream().anyMatch(needs::contains);
        }
        return serves instanceof NeedCategory need && needs.contains(need);
    }

    /** Tells whether every grade served is in one of the spans. */
    private boolean isWithinGrades(Set<GradeSpan> spans) {
        Set<Grade> allowed = EnumSet.noneOf(Grade.class);
        spans.forEach(span -> allowed.addAll(span.grades()));
        return allowed.containsAll((grades == null ? GradeSpan.ALL_GRADES : grades).grades());
    }

    private static String joined(Collection<?> several, String separator) {
        return several.stream().map(Object::toString).collect(Collectors.joining(separator));
    }

    /** Returns everything that is said of it, for comparing. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("description", description);
        String amount = cost.amount().display("");
        facts.put("cost", cost instanceof Cost.Amount ? amount : cost.working("") + " = " + amount);
        facts.put("priority", Integer.toString(priority));
        account().ifPresent(account -> facts.put("account", account.value()));
        recurrence().ifPresent(recurrence -> facts.put("recurrence", Words.of(recurrence)));
        evidence().ifPresent(evidence -> facts.put("evidence", "tier " + evidence.tier()));
        facts.put("serves", serves.name());
        grades().ifPresent(grades -> facts.put("grades", grades.toString()));
        pupilsServed().ifPresent(pupils -> facts.put("pupils", pupils.toString()));
        facts.put("funding", whole ? "whole or nothing" : "in part if need be");
        if (!approved.isEmpty()) {
            facts.put("approved for", joined(approved, ", "));
        }
        if (!barred.isEmpty()) {
            facts.put("not from", joined(barred, ", "));
        }
        return facts;
    }

    private List<Object> everything() {
        return List.of(
                id,
                description,
                cost,
                priority,
                account(),
                recurrence(),
                evidence(),
                grades(),
                pupilsServed(),
                serves,
                whole,
                approved,
                barred);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Investment other && everything().equals(other.everything());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return description + " (" + id + ")";
    }
}
