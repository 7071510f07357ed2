package org.perpupil.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.io.catalog.Catalogue;
import org.perpupil.io.catalog.CatalogueEntry;
import org.perpupil.io.catalog.CatalogueEntry.Document;
import org.perpupil.io.json.FormulaJson;
import org.perpupil.money.Money;
import org.perpupil.revenue.RevenueSource;

/** The page of the catalogue shows code that runs, what it prints, and what the catalogue has. */
class CatalogueExampleTest {
    private static final Guide GUIDE = new Guide("catalogue.md", "CatalogueExample");
    private static final String FILES = "../io/src/main/resources/org/perpupil/io/catalog/";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    private String printed() {
        String text = bytes.toString(UTF_8).stripTrailing();
        bytes.reset();
        return text;
    }

    private static String document(CatalogueEntry entry) {
        return entry.document() == Document.FORMULA ? "formula" : "model";
    }

    private static String years(CatalogueEntry entry) {
        return entry.years().stream().map(FiscalYear::toString).collect(joining(", "));
    }

    /** Returns the part of the page that is made from the catalogue. */
    private static String contents() {
        StringBuilder page = new StringBuilder("## What is in it\n\n");
        page.append("| name | jurisdiction | title | years | read as |\n| --- | --- | --- | --- | --- |\n");
        for (CatalogueEntry entry : Catalogue.entries()) {
            page.append("| [%s](#%1$s) | %s | %s | %s | %s |\n"
                    .formatted(entry.name(), entry.jurisdiction(), entry.title(), years(entry), document(entry)));
        }
        for (CatalogueEntry entry : Catalogue.entries()) {
            page.append("\n### %s\n\n".formatted(entry.name()))
                    .append("%s. %s, %s.\n\n".formatted(entry.title(), entry.jurisdiction(), years(entry)))
                    .append(entry.note())
                    .append("\n\nSource: %s. [The file](%s%s.json).\n".formatted(entry.source(), FILES, entry.name()));
        }
        return page.toString();
    }

    /** Returns lines of a diff without their first character. */
    private static String side(String diff, Predicate<String> kept) {
        return diff.lines().filter(kept).map(line -> line.substring(1)).collect(joining("\n"));
    }

    private static String changed(String text, String diff) {
        String before = side(diff, line -> !line.startsWith("+"));
        assertThat(text).contains(before);
        return text.replace(before, side(diff, line -> !line.startsWith("-")));
    }

    @Test
    void every_java_block_is_compiled() throws IOException {
        assertThat(GUIDE.blocks("java")).isEqualTo(GUIDE.compiled());
    }

    @Test
    void the_page_has_what_the_catalogue_has() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "catalogue.md"));
        String should = contents();
        // What the page should end with, to be put in its place.
        Files.writeString(Path.of("target", "catalogue-contents.md"), should);

        assertThat(page).endsWith(should);
        assertThat(Catalogue.entries())
                .allSatisfy(entry ->
                        assertThat(Path.of(FILES + entry.name() + ".json")).exists());
    }

    @Test
    void a_formula_with_values_for_another_year_resolves_in_both() throws IOException {
        Path file = folder.resolve("ours.json");
        CatalogueExample.copy(file);
        String changed = changed(Files.readString(file), GUIDE.blocks("diff").get(0))
                .replaceAll("(\\{\"year\": \"2025–26\", (\"is\": \"\\d+%\".*))", "$1, {\"year\": \"2026–27\", $2");
        RevenueSource state = RevenueSource.state("tisa", "State and local funds");
        FundingModel model = FundingModel.named("A district")
                .unlocked(state, withoutAmount(), paying(FormulaJson.parse(changed)))
                .build();

        // by hand: 100 × 7,295 + 40 × 1,824 + 100 × 365, and with 25% and 5% of 7,500 100 × 7,500 + 40 × 1,875 + 100 ×
        // 375
        assertThat(total(model, 2026)).isEqualTo(Money.ofDollars(838_960));
        assertThat(total(model, 2027)).isEqualTo(Money.ofDollars(862_500));
    }

    private static Money total(FundingModel model, int year) {
        return model.resolve(CatalogueExample.district(), FiscalYear.of(year))
                .allocate()
                .total();
    }

    @Test
    void the_page_shows_what_is_printed() throws IOException {
        FundingModel model = CatalogueExample.read();
        District district = CatalogueExample.district();
        CatalogueExample.list(out);
        String list = printed();
        SchoolAllocation got = CatalogueExample.allocate(model, district, out);
        String lines = printed();
        CatalogueExample.refuse(model, district, out);
        String refused = printed();
        Path file = folder.resolve("ours.json");
        CatalogueExample.copy(file);
        Files.writeString(
                file, changed(Files.readString(file), GUIDE.blocks("diff").get(0)));
        CatalogueExample.readOwn(file, district, out);

        assertThat(GUIDE.blocks("")).containsExactly(list, lines, refused, printed());
        // by hand, since weights stack: 100 × 7,295 + 40 × 1,824 + 100 × 365
        assertThat(got.total()).isEqualTo(Money.ofDollars(838_960));
    }
}
