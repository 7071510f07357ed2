package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.io.internal.AtomicFile;

/**
 * An allocation as one HTML page: where every cent of every source went, what a pupil of each need brings, and every school's
 * budget with its full working.
 *
 * <pre>{@code
 * AllocationPage.of(allocation)
 *         .comparedWith(lastYear, "last year, staffed by ratio")
 *         .noting("Assumption: 15% of the general fund stays central.")
 *         .writeTo(Path.of("allocation.html"));
 * }</pre>
 *
 * <p>The page holds everything it needs, loads nothing, and can be read without its script, which only searches, sorts and opens.
 * The same input gives the same bytes. It shows full counts of pupils by need, small ones too, and says that it is a working
 * document for the district, not for publication.
 */
public final class AllocationPage {
    private final Allocation allocation;
    private final Optional<Before> before;
    private final ImmutableList<String> notes;

    AllocationPage(Allocation allocation, Optional<Before> before, List<String> notes) {
        this.allocation = requireNonNull(allocation, "allocation");
        this.before = before;
        this.notes = ImmutableList.copyOf(notes);
    }

    /**
     * Budgets to compare with.
     *
     * @param name what they are called
     * @param remark what a reader must know of them, such as that they are assumed; may be empty
     */
    record Before(Budgets budgets, String name, String remark) {

        /** The remark as it reads on after what the budgets are called; empty without one. */
        String inBrackets() {
            if (remark.isEmpty()) {
                return "";
            }
            String without = remark.endsWith(".") ? remark.substring(0, remark.length() - 1) : remark;
            return " (%s)".formatted(without.startsWith("Assumed") ? "a" + without.substring(1) : without);
        }

        /** Refuses a second comparison, and one without a name. */
        static Before of(Optional<Before> before, Budgets budgets, String name) {
            return of(before, budgets, name, "");
        }

        /** Refuses a second comparison, and one without a name. */
        static Before of(Optional<Before> before, Budgets budgets, String name, String remark) {
            before.ifPresent(earlier -> {
                throw new IllegalStateException("the page already compares with \"%s\"; it cannot also with \"%s\""
                        .formatted(earlier.name(), name));
            });
            if (name.isBlank()) {
                throw new IllegalArgumentException("budgets to compare with have a name, such as \"last year\"");
            }
            return new Before(requireNonNull(budgets, "budgets"), name, requireNonNull(remark, "remark"));
        }
    }

    /** Notes, and more of them. */
    static ImmutableList<String> notes(List<String> notes, String... more) {
        for (String note : more) {
            if (note.isBlank()) {
                throw new IllegalArgumentException("a note says something");
            }
        }
        return ImmutableList.<String>builder().addAll(notes).add(more).build();
    }

    /** Returns the page of an allocation, compared with nothing and without notes. */
    public static AllocationPage of(Allocation allocation) {
        return new AllocationPage(allocation, Optional.empty(), ImmutableList.of());
    }

    /**
     * Returns the page with a comparison: who gains, who loses, and every school's change.
     *
     * @param budgets what schools have now, or had; a school without a budget among them is shown as such, not as a gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @throws IllegalStateException if the page has a comparison already
     */
    public AllocationPage comparedWith(Budgets budgets, String name) {
        return new AllocationPage(allocation, Optional.of(Before.of(before, budgets, name)), notes);
    }

    /**
     * Returns the page with a comparison, and a remark on the budgets that it compares with, which stands wherever they are told.
     *
     * @param budgets what schools have now, or had, or are assumed to have had
     * @param name what those budgets are, to be read after "compared with"
     * @param remark what a reader must know of them, in a sentence, such as {@code "What a plain staffing rule would cost, not what schools
     *     had."}
     * @throws IllegalStateException if the page has a comparison already
     */
    public AllocationPage comparedWith(Budgets budgets, String name, String remark) {
        return new AllocationPage(allocation, Optional.of(Before.of(before, budgets, name, remark)), notes);
    }

    /**
     * Returns the page with more to know first, in this order: assumptions, estimates, where figures come from.
     *
     * @param more sentences; words before a first colon, such as {@code Assumption:}, are set off as a label
     */
    public AllocationPage noting(String... more) {
        return new AllocationPage(allocation, before, notes(notes, more));
    }

    /** Returns the fragment, without {@code #}, at which every page of an allocation shows a school's working. */
    public static String anchorOf(SchoolId school) {
        return Words.anchor(school);
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return html("");
    }

    /** The page among others; {@code index} is where the list of them is. */
    String html(String index) {
        return Template.scripted("allocation-page")
                .among(index, "")
                .fill(AllocationContent.of(allocation, before, notes));
    }

    /**
     * Writes the page, in UTF-8. A file that is there already is replaced in one step, or stays as it was if writing fails.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        AtomicFile.write(file, html());
    }

    @Override
    public String toString() {
        return "page of " + allocation;
    }
}
