package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.formula.RandomModels;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.pupils.Enrollment;

class DistrictPagesTest {
    private final Allocation allocation = ThreeSchools.allocation();
    private final DistrictPages pages = DistrictPages.of(allocation)
            .comparedWith(ThreeSchools.lastYear(), "last year")
            .with(Methodology.of(ThreeSchools.resolved().model(), ThreeSchools.YEAR));

    @TempDir
    Path folder;

    private Html index() throws IOException {
        return read(folder.resolve("index.html"));
    }

    private static Html read(Path file) throws IOException {
        return Html.parse(Files.readString(file));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void lists_every_school_by_name_with_its_budget_and_change() throws IOException {
        pages.writeTo(folder);

        assertThat(index().one("//h1")).isEqualTo("Riverside");
        // 384,133.34 ÷ 100 pupils; 4,133.34 ÷ 380,000 = 1.0877…%
        assertThat(index().all("//tbody/tr[1]/*"))
                .containsExactly("Adams 101", "elementary", "100", "$384,133.34", "$3,841.33", "+$4,133.34", "+1.1%");
        // 37,503.33 ÷ 10 pupils; it had no budget before
        assertThat(index().all("//tbody/tr[3]/*"))
                .containsExactly("Clay 103", "middle", "10", "$37,503.33", "$3,750.33", "–", "–");
        // 795,310.50 ÷ 210 = 3,787.19…; 4,133.34 − 326.17; ÷ 754,000 = 0.50…%
        assertThat(index().all("//tfoot/tr/*"))
                .containsExactly("All schools", "", "210", "$795,310.50", "$3,787.19", "+$3,807.17", "+0.5%");
    }

    @Test
    void no_line_ends_between_a_sign_and_a_currency_on_any_page() throws IOException {
        pages.writeTo(folder);

        for (String page : List.of("index.html", "allocation.html", "schools/101.html")) {
            assertThat(Files.readString(folder.resolve(page)))
                    .as(page)
                    .contains("+\u2060$4,133")
                    .doesNotContain("+$", "−$");
        }
        // A picture has lines of its own.
        assertThat(Files.readString(folder.resolve("board.html")).replaceAll("(?s)<svg.*?</svg>", ""))
                .contains("+\u2060$4,133")
                .doesNotContain("+$", "−$");
    }

    @Test
    void marks_the_schools_that_a_guarantee_holds() throws IOException {
        DistrictPages.of(Guarded.allocation()).writeTo(folder);

        // Clay alone is below the minimum; it gets 20,000 from the reserve and has 25,000
        assertThat(index().all("//tbody/tr/td[@data-is='Budget']"))
                .containsExactly("$100,000.00", "$100,000.00", "$25,000.00 held");
        assertThat(index().one("//section[@id='schools']/p"))
                .contains("“held” marks the 1 school to which a guarantee adds money.");
    }

    @Test
    void names_are_in_order_whatever_their_capitals() throws IOException {
        DistrictPages.of(ThreeSchools.allocation(
                        "Riverside",
                        "By need",
                        List.of(ThreeSchools.named("de Anza"), ThreeSchools.brook(), ThreeSchools.clay())))
                .writeTo(folder);

        assertThat(index().all("//tbody//a")).containsExactly("Brook", "Clay", "de Anza");
    }

    @Test
    void schools_of_one_name_are_told_apart_by_their_ids() throws IOException {
        List<School> schools = new ArrayList<>();
        // The second would be told apart by the name of the third; the last two are shown with one name.
        for (String name : List.of("Adams", "Adams", "Adams (102)", "Brook  Park", "Brook Park")) {
            int number = schools.size() + 1;
            schools.add(School.of("10" + number, name)
                    .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                            .pupils(40)
                            .need(POVERTY, 4L * number)
                            .need(ENGLISH_LEARNER, 1)
                            .build())
                    .build());
        }
        DistrictPages.of(ThreeSchools.allocation("Riverside", "By need", schools))
                .writeTo(folder);

        assertThat(Files.readString(folder.resolve("schools/101.html"))).contains(">Adams (101)</text>");
        assertThat(Files.readString(folder.resolve("schools/102.html"))).contains(">Adams (102) (102)</text>");
        assertThat(Files.readString(folder.resolve("schools/103.html"))).contains(">Adams (102)</text>");
        assertThat(Files.readString(folder.resolve("schools/104.html"))).contains(">Brook Park (104)</text>");
        assertThat(Files.readString(folder.resolve("schools/105.html"))).contains(">Brook Park (105)</text>");
    }

    @Test
    void every_link_of_every_page_leads_to_a_file_and_a_place() throws IOException {
        Files.writeString(folder.resolve("money & need.html"), "<p>x</p>");
        pages.linking("Equity", Path.of("money & need.html")).writeTo(folder);

        assertThat(index().all("//section[@id='pages']//a/@href"))
                .containsExactly("board.html", "allocation.html", "methodology.html", "money%20%26%20need.html");
        assertLinksLead(folder);
    }

    private static void assertLinksLead(Path folder) throws IOException {
        for (Path file : files(folder)) {
            if (!file.getFileName().toString().contains("&")) {
                Html html = read(file);
                for (String link : html.all("//a/@href")) {
                    if (link.startsWith("#")) {
                        assertThat(html.all("//*[@id='" + link.substring(1) + "']"))
                                .as("%s in %s", link, file)
                                .hasSize(1);
                    } else {
                        assertThat(Path.of(file.toUri().resolve(URI.create(link))))
                                .as("%s in %s", link, file)
                                .isRegularFile();
                    }
                }
            }
        }
    }

    @Test
    void every_page_says_the_same_inputs_and_the_list_says_that_it_does() throws IOException {
        pages.writeTo(folder);

        String stamp = AllocationContent.stamp(allocation.stamp());
        assertThat(files(folder))
                .hasSize(7)
                .allSatisfy(file -> assertThat(read(file).one("//footer/p")).endsWith(stamp));
        assertThat(index().one("//section[@id='pages']/p"))
                .startsWith("This page, the 3 pages above and the pages of 3 schools below are computed from the same"
                        + " inputs, "
                        + allocation.stamp().inputs().substring(0, 12));
    }

    @Test
    void pages_of_schools_and_the_board_link_each_other() throws IOException {
        pages.writeTo(folder);

        assertThat(read(folder.resolve("schools/101.html")).all("//p[@class='over']/a/@href"))
                .containsExactly("../index.html");
        assertThat(read(folder.resolve("board.html")).all("//section[@id='changes']//a/@href"))
                .containsExactly("schools/101.html", "schools/102.html");
        assertThat(read(folder.resolve("board.html")).one("//section[@id='how']//a/@href"))
                .isEqualTo("methodology.html");
    }

    @Test
    void tells_each_file_when_it_is_complete_and_the_list_last() throws IOException {
        List<String> written = new ArrayList<>();

        pages.writeTo(folder, file -> {
            assertThat(file).isRegularFile();
            written.add(folder.relativize(file).toString().replace('\\', '/'));
        });

        assertThat(written)
                .containsExactly(
                        "schools/101.html",
                        "schools/102.html",
                        "schools/103.html",
                        "allocation.html",
                        "methodology.html",
                        "board.html",
                        "index.html");
    }

    @Test
    void the_same_input_gives_the_same_bytes() throws IOException {
        pages.writeTo(folder.resolve("one"));
        pages.writeTo(folder.resolve("two"));

        for (Path file : files(folder.resolve("one"))) {
            assertThat(folder.resolve("two").resolve(folder.resolve("one").relativize(file)))
                    .hasSameBinaryContentAs(file);
        }
    }

    @Test
    void a_schools_page_is_the_same_among_others_and_alone() throws IOException {
        pages.noting("Assumption: none.").writeTo(folder);

        for (String school : List.of("101", "102", "103")) {
            String alone = SchoolPage.of(allocation, SchoolId.of(school))
                    .comparedWith(ThreeSchools.lastYear(), "last year")
                    .noting("Assumption: none.")
                    .html();

            assertThat(Files.readString(folder.resolve("schools/" + school + ".html"))
                            .replace("<a href=\"../index.html\">All pages</a> · ", ""))
                    .isEqualTo(alone);
        }
    }

    @Test
    void a_remark_on_what_is_compared_with_is_on_every_page_that_compares() throws IOException {
        DistrictPages.of(allocation)
                .comparedWith(ThreeSchools.lastYear(), "last year", "An assumption.")
                .writeTo(folder);

        for (String page : List.of("board.html", "allocation.html")) {
            assertThat(Files.readString(folder.resolve(page))).contains("An assumption");
        }
        for (String school : List.of("101", "102", "103")) {
            assertThat(read(folder.resolve("schools/" + school + ".html")).all("//section[h2='In short']//li"))
                    .last()
                    .asString()
                    .endsWith(" An assumption.");
        }
        assertThat(index().one("//section[@id='schools']/p"))
                .startsWith("By name. The change is from last year (2025–26). An assumption. Your browser’s");
    }

    @Test
    void hostile_ids_stay_in_the_folder_and_apart() throws IOException {
        List<String> ids = List.of("../../x", "con", "a", "A", "<b>\"'&", "x".repeat(400), "é/\u202E", ".");
        List<School> schools = ids.stream()
                .map(id -> School.of(id, "<i>" + id + "</i>")
                        .enrolling(Enrollment.in(ThreeSchools.ELEMENTARY)
                                .pupils(10)
                                .need(POVERTY, 5)
                                .need(ENGLISH_LEARNER, 1)
                                .build())
                        .build())
                .toList();
        List<School> all = new ArrayList<>(schools);
        all.add(ThreeSchools.brook());

        DistrictPages.of(ThreeSchools.allocation("Riverside", "By need", all)).writeTo(folder.resolve("pages"));

        assertThat(files(folder.resolve("pages/schools")))
                .hasSize(9)
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("[A-Za-z0-9_.-]{1,200}\\.html"))
                .extracting(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
        assertThat(files(folder)).allMatch(file -> file.startsWith(folder.resolve("pages")));
        assertLinksLead(folder.resolve("pages"));
    }

    @Test
    void a_page_that_is_linked_must_be_there() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(
                        () -> pages.linking("Equity", Path.of("equity.html")).writeTo(folder))
                .withMessageContaining("it is linked as \"Equity\"");
        assertThat(folder.resolve("index.html")).doesNotExist();
    }

    @Test
    void a_page_that_is_linked_lies_below_and_takes_no_name_of_ours() {
        for (String file : List.of("../equity.html", "/equity.html", "Index.html", "schools/101.html", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> pages.linking("Equity", Path.of(file)));
        }
        DistrictPages linked = pages.linking("Equity", Path.of("equity.html"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> linked.linking("Again", Path.of("./equity.html")))
                .withMessage("\"./equity.html\" is the name of another page here; name the file otherwise");
        assertThatIllegalArgumentException().isThrownBy(() -> pages.linking(" ", Path.of("equity.html")));
    }

    @Test
    void the_report_for_the_board_is_of_the_same_allocation() throws IOException {
        BoardReport report = BoardReport.of(allocation).noting("Only here.");
        pages.with(report).writeTo(folder);

        assertThat(Files.readString(folder.resolve("board.html"))).contains("Only here.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pages.with(BoardReport.of(Guarded.allocation())))
                .withMessageStartingWith("the report is of another allocation");
        assertThatIllegalArgumentException().isThrownBy(() -> pages.with(BoardReport.of(allocation.adopted())));
        assertThatIllegalStateException().isThrownBy(() -> pages.with(report).with(report));
    }

    @Provide
    Arbitrary<RandomModels.Case> models() {
        return RandomModels.cases();
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void pages_of_any_model_are_whole(@ForAll("models") RandomModels.Case random) throws IOException {
        Allocation any = random.allocate();
        Path pagesOfAny = Files.createTempDirectory("pages");
        try {
            DistrictPages some = DistrictPages.of(any).with(Methodology.of(random.model(), random.year()));
            (random.lastYear().isPresent() ? some.comparedWith(random.lastYear().get(), "last year") : some)
                    .writeTo(pagesOfAny);

            assertLinksLead(pagesOfAny);
            assertThat(read(pagesOfAny.resolve("index.html")).all("//tbody/tr"))
                    .hasSize(any.schools().size());
        } finally {
            try (Stream<Path> files = Files.walk(pagesOfAny)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
