package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.internal.AtomicFile;

/**
 * One school's budget as one HTML page, with everything behind every line: its rule, the parameters with their years, printed values
 * and citations, the counts with their basis, the pot, the rounding, who decides; and what became of each source before it reached the
 * school.
 *
 * <pre>{@code
 * ExplanationPage.of(allocation, SchoolId.of("102")).writeTo(Path.of("school-102.html"));
 * }</pre>
 *
 * <p>The page holds everything it needs, loads nothing, has no script, and is made to be printed. The same input gives the same bytes. It
 * shows full counts of pupils by need, small ones too, and says that it is a working document for the district, not for publication.
 */
public final class ExplanationPage {
    private final Allocation allocation;
    private final SchoolAllocation school;

    private ExplanationPage(Allocation allocation, SchoolAllocation school) {
        this.allocation = allocation;
        this.school = school;
    }

    /**
     * Returns the page of a school.
     *
     * @throws IllegalArgumentException if the district has no such school
     */
    public static ExplanationPage of(Allocation allocation, SchoolId school) {
        return new ExplanationPage(allocation, allocation.of(requireNonNull(school, "school")));
    }

    /** Returns the page as a complete HTML document. */
    public String html() {
        return html("");
    }

    /** The page among others; {@code index} is where the list of them is. */
    String html(String index) {
        return Template.named("explanation-page").among(index, "").fill(ExplanationContent.of(allocation, school));
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
        return "page of " + school;
    }
}
