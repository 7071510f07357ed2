package org.perpupil.io.report;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.perpupil.budget.Budgets;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.io.internal.AtomicFile;
import org.perpupil.io.internal.SchoolFiles;

/**
 * All pages of an allocation, in one folder: a list of schools, the report for the board, every budget with its working, the methodology,
 * and a page for each school.
 *
 * <pre>{@code
 * DistrictPages.of(allocation)
 *         .comparedWith(lastYear, "last year, staffed by ratio")
 *         .with(Methodology.of(model, year))
 *         .linking("Equity", Path.of("equity.html"))
 *         .writeTo(Path.of("pages"));
 * }</pre>
 *
 * <p>The files are {@code index.html}, {@code board.html}, {@code allocation.html}, {@code methodology.html} if there is a methodology, and
 * {@code schools/}, where each school's page is named after its id. Pages link each other, need no server and no script, load nothing, and
 * can be moved together. Each says from which inputs it was computed, and all are computed from the same. The same input gives the same
 * bytes.
 */
public final class DistrictPages {
    private static final String INDEX = "index.html";
    private static final String BOARD = "board.html";
    private static final String ALLOCATION = "allocation.html";
    private static final String METHODOLOGY = "methodology.html";
    private static final String SCHOOLS = "schools";
    private static final Set<String> OURS = Set.of(INDEX, BOARD, ALLOCATION, METHODOLOGY, SCHOOLS);

    private final Allocation allocation;
    private final Optional<AllocationPage.Before> before;
    private final Optional<Methodology> methodology;
    private final Optional<BoardReport> board;
    /** Pages of others by their links. */
    private final ImmutableMap<String, Linked> linked;

    private final ImmutableList<String> notes;

    private DistrictPages(
            Allocation allocation,
            Optional<AllocationPage.Before> before,
            Optional<Methodology> methodology,
            Optional<BoardReport> board,
            ImmutableMap<String, Linked> linked,
            ImmutableList<String> notes) {
        this.allocation = requireNonNull(allocation, "allocation");
        this.before = before;
        this.methodology = methodology;
        this.board = board;
        this.linked = linked;
        this.notes = notes;
    }

    /** A page that others write. */
    record Linked(String name, Path file) {}

    /** Returns the pages of an allocation, with nothing beside it. */
    public static DistrictPages of(Allocation allocation) {
        return new DistrictPages(
                allocation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ImmutableMap.of(),
                ImmutableList.of());
    }

    /**
     * Returns the pages with a comparison: what each school gains or loses.
     *
     * @param budgets what schools have now, or had; a school without a budget among them is shown as such, not as a gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @throws IllegalStateException if the pages have a comparison already
     */
    public DistrictPages comparedWith(Budgets budgets, String name) {
        return comparedWith(budgets, name, "");
    }

    /**
     * Returns the pages with a comparison and a remark beside it.
     *
     * @param budgets what schools have now, or had; a school without a budget among them is shown as such, not as a gain
     * @param name what those budgets are, to be read after "compared with", such as {@code "last year, staffed by ratio"}
     * @param remark what a reader must know of them, such as that they are an assumption; may be empty
     * @throws IllegalStateException if the pages have a comparison already
     */
    public DistrictPages comparedWith(Budgets budgets, String name, String remark) {
        return new DistrictPages(
                allocation,
                Optional.of(AllocationPage.Before.of(before, budgets, name, remark)),
                methodology,
                board,
                linked,
                notes);
    }

    /**
     * Returns the pages with the formula in words.
     *
     * @throws IllegalArgumentException if the methodology is of another definition or year than the allocation
     * @throws IllegalStateException if the pages have a methodology already
     */
    public DistrictPages with(Methodology words) {
        if (methodology.isPresent()) {
            throw new IllegalStateException("the pages have a methodology already");
        }
        words.requireOf(allocation);
        return new DistrictPages(allocation, before, Optional.of(words), board, linked, notes);
    }

    /**
     * Returns the pages with this report for the board, which else is made of what these pages have.
     *
     * @throws IllegalArgumentException if it is of another allocation, by stamp or status
     * @throws IllegalStateException if the pages have a report already
     */
    public DistrictPages with(BoardReport report) {
        if (board.isPresent()) {
            throw new IllegalStateException("the pages have a report for the board already");
        }
        Allocation reported = report.allocation();
        if (!reported.stamp().equals(allocation.stamp()) || reported.status() != allocation.status()) {
            throw new IllegalArgumentException("the report is of another allocation: %s, %s; these pages are of %s, %s"
                    .formatted(reported.status(), reported.stamp(), allocation.status(), allocation.stamp()));
        }
        return new DistrictPages(allocation, before, methodology, Optional.of(report), linked, notes);
    }

    /**
     * Returns the pages with more to know first, in this order: assumptions, estimates, where figures come from.
     *
     * @param more sentences; words before a first colon, such as {@code Assumption:}, are set off as a label
     */
    public DistrictPages noting(String... more) {
        return new DistrictPages(allocation, before, methodology, board, linked, AllocationPage.notes(notes, more));
    }

    /**
     * Returns the pages with a link in the list to a page that is written otherwise, and which is in the folder before the list is written.
     *
     * @param name what the page is called
     * @param file below the folder, such as {@code Path.of("equity.html")}
     * @throws IllegalArgumentException if the name is blank, the file is not below the folder, is linked already, or is one of those
     *     that these pages are written to
     */
    public DistrictPages linking(String name, Path file) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a page that is linked has a name, such as \"Equity\"");
        }
        String link = Links.to(file);
        String first = file.normalize().getName(0).toString();
        if (OURS.contains(first.toLowerCase(Locale.ROOT)) || linked.containsKey(link)) {
            throw new IllegalArgumentException(
                    "\"%s\" is the name of another page here; name the file otherwise".formatted(file));
        }
        return new DistrictPages(
                allocation,
                before,
                methodology,
                board,
                ImmutableMap.<String, Linked>builder()
                        .putAll(linked)
                        .put(link, new Linked(name, file.normalize()))
                        .buildOrThrow(),
                notes);
    }

    /**
     * Writes all pages, the list last, so that each of its links leads to a page. A file that is there already is replaced in one step, or
     * stays as it was if writing fails; one that is no longer needed, such as that of a school that is closed, stays and is not linked.
     *
     * @param folder made if it is not there
     * @throws NoSuchFileException if a page that is linked is not in the folder
     * @throws IOException if a file cannot be written; those before it stay
     */
    public void writeTo(Path folder) throws IOException {
        writeTo(folder, any -> {});
    }

    /**
     * Writes all pages, as {@link #writeTo(Path)} does.
     *
     * @param folder made if it is not there
     * @param written is told each file when it is complete
     * @throws NoSuchFileException if a page that is linked is not in the folder
     * @throws IOException if a file cannot be written; those before it stay
     */
    public void writeTo(Path folder, Consumer<Path> written) throws IOException {
        Path schools = folder.resolve(SCHOOLS);
        Files.createDirectories(schools);
        for (Linked page : linked.values()) {
            Path file = folder.resolve(page.file().toString());
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString(), null, "it is linked as \"" + page.name() + "\"");
            }
        }
        Map<SchoolId, String> files = SchoolFiles.names(
                allocation.schools().stream().map(SchoolAllocation::id).toList(), ".html");
        AllSchools all = new AllSchools(allocation, before, notes, "../" + INDEX);
        for (Map.Entry<SchoolId, String> school : files.entrySet()) {
            write(all.html(allocation.of(school.getKey())), schools.resolve(school.getValue()), written);
        }
        AllocationPage whole = new AllocationPage(allocation, before, notes);
        write(whole.html(INDEX), folder.resolve(ALLOCATION), written);
        if (methodology.isPresent()) {
            write(
                    methodology.get().html(INDEX, AllocationContent.stamp(allocation.stamp())),
                    folder.resolve(METHODOLOGY),
                    written);
        }
        ImmutableMap.Builder<SchoolId, String> links = ImmutableMap.builder();
        files.forEach((school, name) -> links.put(school, SCHOOLS + "/" + name));
        Map<SchoolId, String> bySchool = links.buildOrThrow();
        write(
                board.orElseGet(this::report)
                        .html(
                                school -> bySchool.getOrDefault(school, ""),
                                methodology.isPresent() ? METHODOLOGY : "",
                                INDEX),
                folder.resolve(BOARD),
                written);
        write(
                Template.named("district-pages").fill(new DistrictContent(allocation, before, bySchool).page(pages())),
                folder.resolve(INDEX),
                written);
    }

    private BoardReport report() {
        BoardReport report = BoardReport.of(allocation).noting(notes.toArray(String[]::new));
        if (before.isPresent()) {
            report = report.comparedWith(
                    before.get().budgets(), before.get().name(), before.get().remark());
        }
        return methodology.isPresent() ? report.with(methodology.get()) : report;
    }

    private DistrictContent.Pages pages() {
        ImmutableList.Builder<DistrictContent.Link> ours = ImmutableList.builder();
        ours.add(new DistrictContent.Link(BOARD, "For the board", "what is decided, and what follows from it"));
        ours.add(new DistrictContent.Link(ALLOCATION, "Allocation", "what each school gets, and why"));
        if (methodology.isPresent()) {
            ours.add(new DistrictContent.Link(METHODOLOGY, "Methodology", "every rule and rate in plain English"));
        }
        return new DistrictContent.Pages(
                ours.build(),
                linked.entrySet().stream()
                        .map(page -> new DistrictContent.Link(
                                page.getKey(), page.getValue().name(), ""))
                        .toList());
    }

    private static void write(String page, Path file, Consumer<Path> written) throws IOException {
        AtomicFile.write(file, page);
        written.accept(file);
    }

    @Override
    public String toString() {
        return "pages of " + allocation;
    }
}
