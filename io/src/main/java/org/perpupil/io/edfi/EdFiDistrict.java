package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A local education agency of an Ed-Fi file.
 *
 * @param id the {@code LocalEducationAgencyId}
 * @param category such as {@code Independent} or {@code Charter}
 */
public record EdFiDistrict(String id, String name, Optional<String> category) {

    public EdFiDistrict {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(category, "category");
    }

    /** Returns the name and the id. */
    @Override
    public String toString() {
        return "%s (%s)".formatted(name, id);
    }
}
