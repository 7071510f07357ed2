package org.perpupil.revenue;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perpupil.pupils.NeedCategory;

/**
 * A named sum of money, by where it comes from and what it may be used for. How much it is, is data of a year: see
 * {@link org.perpupil.district.District#revenue}.
 *
 * <pre>{@code
 * RevenueSource general = RevenueSource.local("general", "General fund");
 * RevenueSource titleI = RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);
 * }</pre>
 */
public final class RevenueSource {
    private final SourceId id;
    private final String name;
    private final Origin origin;
    private final @Nullable Restriction restriction;

    private RevenueSource(SourceId id, String name, Origin origin, @Nullable Restriction restriction) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("revenue source " + id + " has no name");
        }
        this.id = requireNonNull(id, "id");
        this.name = name;
        this.origin = requireNonNull(origin, "origin");
        this.restriction = restriction;
    }

    /** Returns an unrestricted source. */
    public static RevenueSource of(SourceId id, String name, Origin origin) {
        return new RevenueSource(id, name, origin, null);
    }

    /** Returns an unrestricted federal source. */
    public static RevenueSource federal(String id, String name) {
        return of(SourceId.of(id), name, Origin.FEDERAL);
    }

    /** Returns an unrestricted state source. */
    public static RevenueSource state(String id, String name) {
        return of(SourceId.of(id), name, Origin.STATE);
    }

    /** Returns an unrestricted local source. */
    public static RevenueSource local(String id, String name) {
        return of(SourceId.of(id), name, Origin.LOCAL);
    }

    /** Returns an unrestricted private source. */
    public static RevenueSource privately(String id, String name) {
        return of(SourceId.of(id), name, Origin.PRIVATE);
    }

    /** Returns the same source, restricted to pupils with any of the needs. */
    public RevenueSource restrictedTo(NeedCategory... needs) {
        Set<NeedCategory> sorted = ImmutableSortedSet.copyOf(needs);
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("revenue source " + id + " is restricted to no need; name at least one");
        }
        String names = sorted.stream().map(NeedCategory::name).collect(Collectors.joining(" or "));
        return restrictedTo(Restriction.to("pupils: " + names).forNeeds(needs));
    }

    /** Returns the same source, restricted to a purpose that is told in words. */
    public RevenueSource restrictedTo(String purpose) {
        return restrictedTo(Restriction.to(purpose));
    }

    /** Returns the same source, restricted. */
    public RevenueSource restrictedTo(Restriction to) {
        return new RevenueSource(id, name, origin, requireNonNull(to, "restriction"));
    }

    public SourceId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Origin origin() {
        return origin;
    }

    public boolean isRestricted() {
        return restriction != null;
    }

    /** Returns what the money may be used for; empty if it is unrestricted. */
    public Optional<Restriction> restriction() {
        return Optional.ofNullable(restriction);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof RevenueSource other
                && id.equals(other.id)
                && name.equals(other.name)
                && origin == other.origin
                && Objects.equals(restriction, other.restriction);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + id + ")";
    }
}
