package org.perpupil.revenue;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Set;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.NeedCategory;

/**
 * What restricted money may be used for.
 *
 * @param purpose in words, for people
 * @param needs the pupils it is for, in order of name; empty if it is not tied to a need
 * @param spans the grades it is for; empty if it is not tied to any
 */
public record Restriction(String purpose, Set<NeedCategory> needs, Set<GradeSpan> spans) {

    public Restriction {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException("a restriction says its purpose");
        }
        needs = ImmutableSortedSet.copyOf(needs);
        spans = ImmutableSet.copyOf(spans);
    }
}
