package org.perpupil.io.oneroster;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * A school, a district or another organisation of a OneRoster set.
 *
 * @param sourcedId what identifies it within the set
 * @param identifier what it is called elsewhere, such as the state's number of a school; empty if the set does not say
 * @param parent the {@code sourcedId} of the organisation above it, which may not be in the set
 */
public record OneRosterOrg(
        String sourcedId, Type type, String name, Optional<String> identifier, Optional<String> parent) {

    /** What an organisation is; the standard has no others. */
    public enum Type {
        DEPARTMENT,
        SCHOOL,
        DISTRICT,
        LOCAL,
        STATE,
        NATIONAL;

        /** Returns it as the files have it, such as {@code school}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public OneRosterOrg {
        requireNonNull(sourcedId, "sourcedId");
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        requireNonNull(identifier, "identifier");
        requireNonNull(parent, "parent");
    }

    /** Returns the name, the type and the id. */
    @Override
    public String toString() {
        return "%s (%s %s)".formatted(name, type, sourcedId);
    }
}
