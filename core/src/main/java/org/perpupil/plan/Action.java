package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A discrete step of a strategy: who does it, by when, with what money and with whose help.
 *
 * <pre>{@code
 * Action.of("hire", "Hire two tutors").ownedBy("Principal").dueBy(LocalDate.of(2026, 9, 15)).investing(tutors)
 * }</pre>
 */
public final class Action {
    private final String id;
    private final String description;
    private final @Nullable String owner;
    private final @Nullable LocalDate deadline;
    private final ActionStatus status;
    private final ImmutableSortedSet<String> assets;
    private final ImmutableList<Investment> investments;

    private Action(
            String id,
            String description,
            @Nullable String owner,
            @Nullable LocalDate deadline,
            ActionStatus status,
            ImmutableSortedSet<String> assets,
            ImmutableList<Investment> investments) {
        this.id = Text.id(id, "an action");
        this.description = Text.said(description, "action " + id + " says what is done");
        this.owner = owner;
        this.deadline = deadline;
        this.status = requireNonNull(status, "status");
        this.assets = assets;
        this.investments = investments;
    }

    /** Returns an action that is planned. */
    public static Action of(String id, String description) {
        return new Action(
                id, description, null, null, ActionStatus.PLANNED, ImmutableSortedSet.of(), ImmutableList.of());
    }

    /** Returns the action with who answers for it. */
    public Action ownedBy(String person) {
        return new Action(
                id,
                description,
                Text.said(person, "action " + id + " names its owner"),
                deadline,
                status,
                assets,
                investments);
    }

    /** Returns the action with the day by which it is done. */
    public Action dueBy(LocalDate day) {
        return new Action(id, description, owner, requireNonNull(day, "day"), status, assets, investments);
    }

    /** Returns the action with how far it has come. */
    public Action withStatus(ActionStatus now) {
        return new Action(id, description, owner, deadline, now, assets, investments);
    }

    /** Returns the action with community assets that support it, by id; they cost nothing and pay for nothing. */
    public Action supportedBy(String... assetIds) {
        return new Action(
                id,
                description,
                owner,
                deadline,
                status,
                ImmutableSortedSet.<String>naturalOrder()
                        .addAll(assets)
                        .add(assetIds)
                        .build(),
                investments);
    }

    /** Returns the action with more that it costs. */
    public Action investing(Investment... more) {
        return withInvestments(ImmutableList.<Investment>builder()
                .addAll(investments)
                .add(more)
                .build());
    }

    Action withInvestments(List<Investment> all) {
        return new Action(id, description, owner, deadline, status, assets, ImmutableList.copyOf(all));
    }

    public String id() {
        return id;
    }

    public String description() {
        return description;
    }

    /** Returns who answers for it; empty if nobody is named. */
    public Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /** Returns the day by which it is done; empty if none is named. */
    public Optional<LocalDate> deadline() {
        return Optional.ofNullable(deadline);
    }

    public ActionStatus status() {
        return status;
    }

    /** Returns the ids of the community assets that support it, in order. */
    public Set<String> assets() {
        return assets;
    }

    /** Returns what it costs, in the order given; an action may cost nothing. */
    public List<Investment> investments() {
        return investments;
    }

    /** Returns the investments that are still wanted: none of an action that is dropped. */
    List<Investment> wanted() {
        return status == ActionStatus.DROPPED ? ImmutableList.of() : investments;
    }

    /** Tells whether its deadline has passed on a day, and it is neither done nor dropped. */
    public boolean isOverdueOn(LocalDate day) {
        return deadline != null
                && deadline.isBefore(day)
                && status != ActionStatus.DONE
                && status != ActionStatus.DROPPED;
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("description", description);
        owner().ifPresent(person -> facts.put("owner", person));
        deadline().ifPresent(day -> facts.put("deadline", day.toString()));
        facts.put("status", Words.of(status));
        if (!assets.isEmpty()) {
            facts.put("supported by", String.join(", ", assets));
        }
        return facts;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Action other
                && id.equals(other.id)
                && description.equals(other.description)
                && Objects.equals(owner, other.owner)
                && Objects.equals(deadline, other.deadline)
                && status == other.status
                && assets.equals(other.assets)
                && investments.equals(other.investments);
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
