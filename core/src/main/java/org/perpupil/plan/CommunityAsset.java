package org.perpupil.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perpupil.money.Money;

/**
 * What the community gives without money: people, time, things. It may support actions; its value is for information, and is no
 * part of any cost, funding or total.
 */
public final class CommunityAsset {
    private final String id;
    private final String giver;
    private final String offer;
    private final @Nullable BigDecimal hours;
    private final @Nullable Money value;

    private CommunityAsset(String id, String giver, String offer, @Nullable BigDecimal hours, @Nullable Money value) {
        this.id = Text.id(id, "a community asset");
        this.giver = Text.said(giver, "community asset " + id + " says who gives it");
        this.offer = Text.said(offer, "community asset " + id + " says what is given");
        this.hours = hours;
        this.value = value;
    }

    /**
     * Returns an asset.
     *
     * @param giver who gives it
     * @param offer what is given
     */
    public static CommunityAsset of(String id, String giver, String offer) {
        return new CommunityAsset(id, giver, offer, null, null);
    }

    /** Returns the asset with the hours given in a year. */
    public CommunityAsset hours(BigDecimal ofYear) {
        if (ofYear.signum() < 0) {
            throw new IllegalArgumentException("community asset %s gives %s hours".formatted(id, ofYear));
        }
        return new CommunityAsset(id, giver, offer, Text.plain(ofYear), value);
    }

    /** Returns the asset with the hours given in a year. */
    public CommunityAsset hours(long ofYear) {
        return hours(BigDecimal.valueOf(ofYear));
    }

    /** Returns the asset with what it would cost in a year. */
    public CommunityAsset worth(Money inKind) {
        requireNonNull(inKind, "inKind");
        if (inKind.isNegative()) {
            throw new IllegalArgumentException("community asset %s is worth %s".formatted(id, inKind));
        }
        return new CommunityAsset(id, giver, offer, hours, inKind);
    }

    public String id() {
        return id;
    }

    /** Returns who gives it. */
    public String giver() {
        return giver;
    }

    /** Returns what is given. */
    public String offer() {
        return offer;
    }

    /** Returns the hours of a year; empty if they are not known. */
    public Optional<BigDecimal> hours() {
        return Optional.ofNullable(hours);
    }

    /** Returns what it would cost in a year; empty if that is not known. It is counted nowhere. */
    public Optional<Money> inKindValue() {
        return Optional.ofNullable(value);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CommunityAsset other
                && id.equals(other.id)
                && giver.equals(other.giver)
                && offer.equals(other.offer)
                && Objects.equals(hours, other.hours)
                && Objects.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return giver + ": " + offer;
    }
}
