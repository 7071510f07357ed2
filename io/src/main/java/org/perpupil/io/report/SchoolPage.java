package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.internal.AtomicFile;

/**
 * How one school's budget was calculated, as one HTML page for parents, principals and the board: what the school gets, whether it gets
 * more because of its pupils' needs, what each line pays in a sentence, what changed, and what words mean.
 *
 * <pre>{@code
 * SchoolPage.of(allocation, SchoolId.of("102"))
 *         .comparedWith(lastYear, "last year")
 *         .writeTo(Path.of("school.html"));
 * }</pre>
 *
 * <p>The page holds everything it needs, loads nothing, has no script, and prints on a sheet or two. Amounts are in whole dollars, rates
 * and the total to the cent; {@link ExplanationPage} has every figure behind them. The same input gives the same bytes. It shows full
 * counts of pupils by need, small ones too, and says that it is a working document for the district, not for publication.
 */
public final class SchoolPage {
    private final Allocation allocation;
    private final SchoolAllocation school;
    private final Optional<AllocationPage.Before> before;

    private SchoolPage(Allocation allocation, SchoolAllocation school, Optional<AllocationPage.Before> before) {
        this.allocation = allocation;
        this.school = school;
        this.before = before;
    }

    /**
     * Returns the page of a school, compared with nothing.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public static SchoolPage of(Allocation allocation, SchoolId school) {
        return new SchoolPage(allocation, allocation.of(requireNonNull(school, "school")), Optional.empty());
    }

    /**
     * Returns the page with what changed for the school.
     *
     * @param budgets what schools have now, or had; that the school has none among them is said, and is no gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @throws IllegalStateException if the page has a comparison already
     */
    public SchoolPage comparedWith(Budgets budgets, String name) {
        return new SchoolPage(allocation, school, Optional.of(AllocationPage.Before.of(before, budgets, name)));
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return html("");
    }

    /** The page among others; {@code index} is where the list of them is. */
    String html(String index) {
        return Template.named("school-page").among(index, "").fill(SchoolPageContent.of(allocation, school, before));
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
