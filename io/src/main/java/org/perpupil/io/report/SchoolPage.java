package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.internal.AtomicFile;

/**
 * How one school's budget was calculated, as one HTML page for parents, principals and the board: what the school gets beside schools of
 * its level and the district, what its pupils' needs bring, what each line pays in a sentence, what changed, and what words mean.
 *
 * <pre>{@code
 * SchoolPage.of(allocation, SchoolId.of("102"))
 *         .comparedWith(lastYear, "last year")
 *         .noting("Assumption: 15% of the general fund stays central.")
 *         .writeTo(Path.of("school.html"));
 * }</pre>
 *
 * <p>The page holds everything it needs, loads nothing, has no script, and prints on two or three sheets. Amounts are in whole dollars, rates
 * and the total to the cent; {@link ExplanationPage} has every figure behind them. The same input gives the same bytes. It shows full
 * counts of pupils by need, small ones too, and says that it is a working document for the district, not for publication.
 */
public final class SchoolPage {
    private final Allocation allocation;
    private final SchoolAllocation school;
    private final Optional<AllocationPage.Before> before;
    private final ImmutableList<String> notes;

    private SchoolPage(
            Allocation allocation,
            SchoolAllocation school,
            Optional<AllocationPage.Before> before,
            ImmutableList<String> notes) {
        this.allocation = allocation;
        this.school = school;
        this.before = before;
        this.notes = notes;
    }

    /**
     * Returns the page of a school, compared with nothing.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public static SchoolPage of(Allocation allocation, SchoolId school) {
        return new SchoolPage(
                allocation, allocation.of(requireNonNull(school, "school")), Optional.empty(), ImmutableList.of());
    }

    /**
     * Returns the page with what changed for the school.
     *
     * @param budgets what schools have now, or had; that the school has none among them is said, and is no gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @throws IllegalStateException if the page has a comparison already
     */
    public SchoolPage comparedWith(Budgets budgets, String name) {
        return comparedWith(budgets, name, "");
    }

    /**
     * Returns the page with what changed for the school, and a remark beside it.
     *
     * @param budgets what schools have now, or had; that the school has none among them is said, and is no gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @param remark what a reader must know of them, such as that they are an assumption; may be empty
     * @throws IllegalStateException if the page has a comparison already
     */
    public SchoolPage comparedWith(Budgets budgets, String name, String remark) {
        return new SchoolPage(
                allocation, school, Optional.of(AllocationPage.Before.of(before, budgets, name, remark)), notes);
    }

    /**
     * Returns the page with more to know, in this order: assumptions, estimates, where figures come from.
     *
     * @param more sentences; words before a first colon, such as {@code Assumption:}, are set off as a label
     */
    public SchoolPage noting(String... more) {
        return new SchoolPage(allocation, school, before, AllocationPage.notes(notes, more));
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return new AllSchools(allocation, before, notes, "").html(school);
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
        return "page for readers of " + school;
    }
}
