package org.perpupil.io.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.perpupil.district.District;
import org.perpupil.district.School;
import org.perpupil.problem.Missing;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.PupilCount;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.testing.Schools;

@Domain(Schools.class)
class ReleasedDistrictProperties {

    @Property(tries = 200)
    void any_district_is_released_with_the_counts_that_are_shown_and_no_others(@ForAll District district) {
        PublicRelease release = PublicRelease.of(district).build();
        ReleasedDistrict released = release.released(district);

        assertThat(released.district().schools().size() + released.leftOut().size())
                .isEqualTo(district.schools().size());
        for (School school : released.district().schools()) {
            Enrollment before = district.school(school.id()).orElseThrow().enrollment();
            for (PupilGroup group : before.groups()) {
                Optional<PupilCount> shown = release.shown(school.id(), group, Optional.empty());
                assertThat(school.enrollment().count(group)).isEqualTo(shown);
                assertThat(school.enrollment().missing(group))
                        .isEqualTo(shown.isEmpty() ? Optional.of(Missing.SUPPRESSED) : Optional.empty());
            }
        }
    }
}
