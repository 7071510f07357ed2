package org.perpupil.io.edfi;

import static java.util.Objects.requireNonNull;

/**
 * A program in which an Ed-Fi file has pupils.
 *
 * @param association the element that says so, such as {@code StudentSpecialEducationProgramAssociation}
 * @param name such as {@code English as a Second Language (ESL)}
 * @param type the code of its type, such as {@code Migrant Education}
 * @param organization the id of the organisation in which the pupils take part: mostly the district, sometimes a school
 */
public record EdFiProgram(String association, String name, String type, String organization) {

    public EdFiProgram {
        requireNonNull(association, "association");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(organization, "organization");
    }

    /** Returns the name, the association and the organisation. */
    @Override
    public String toString() {
        return "%s (%s, organisation %s)".formatted(name, association, organization);
    }
}
