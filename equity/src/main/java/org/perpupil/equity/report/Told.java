package org.perpupil.equity.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.perpupil.problem.Problem;

/** Who was told to be left out so far, as a report is printed, so that no list stands in it twice. */
final class Told {
    private final Set<Problem> ofStudy;
    private final List<Listing> listings = new ArrayList<>();

    /** A list that stands below a section. */
    private record Listing(String heading, Set<Problem> problems) {
        @Override
        public String toString() {
            return "%s (%s)".formatted(heading, Words.units(Told.units(problems)));
        }
    }

    /** Starts with what the study of a report left out, which stands at its head. */
    Told(Collection<Problem> ofStudy) {
        this.ofStudy = new HashSet<>(ofStudy);
    }

    /**
     * Returns who a section leaves out beyond the study: lists that stand below an earlier section by its title, and the others in full.
     *
     * @param heading the title of the section, so that it is the only one
     */
    String tell(String heading, Collection<Problem> leftOut) {
        Set<Problem> all = new LinkedHashSet<>(leftOut);
        all.removeAll(ofStudy);
        if (all.isEmpty()) {
            return "";
        }
        Set<Problem> rest = new LinkedHashSet<>(all);
        List<Listing> same = new ArrayList<>();
        for (Listing listing : listings) {
            if (all.containsAll(listing.problems())) {
                same.add(listing);
                rest.removeAll(listing.problems());
            }
        }
        if (same.isEmpty()) {
            listings.add(new Listing(heading, rest));
            return ReportSection.leftOut(List.copyOf(rest));
        }
        String head = "Left out (%s), the same as under: ".formatted(Words.units(units(all)));
        if (rest.isEmpty()) {
            return head + (same.size() == 1 ? same.get(0).heading() : joined(same));
        }
        listings.add(new Listing(heading, rest));
        return "%s%s; and\n%s".formatted(head, joined(same), ReportSection.lines(List.copyOf(rest)));
    }

    private static String joined(List<Listing> listings) {
        return listings.stream().map(Listing::toString).collect(Collectors.joining("; "));
    }

    private static int units(Collection<Problem> problems) {
        return ReportSection.byUnit(List.copyOf(problems)).size();
    }
}
