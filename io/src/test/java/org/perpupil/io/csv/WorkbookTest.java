package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.district.School;
import org.perpupil.equity.Study;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Notice;
import org.perpupil.problem.Problem;
import org.perpupil.pupils.PupilCount;

class WorkbookTest {
    private static final SchoolColumns COLUMNS =
            SchoolColumns.id("Code").name("School").pupils("Pupils").need(POVERTY, "Poor");

    @TempDir
    private Path folder;

    private Path workbook(String name, Consumer<Workbook> content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream stream = Files.newOutputStream(file);
                Workbook workbook = new Workbook(stream, "test", "1.0")) {
            content.accept(workbook);
        }
        return file;
    }

    private static void row(Worksheet sheet, int row, Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof String text) {
                sheet.value(row, i, text);
            } else if (cells[i] instanceof Number number) {
                sheet.value(row, i, number);
            } else if (cells[i] instanceof Boolean yes) {
                sheet.value(row, i, yes);
            }
        }
    }

    private static String pupils(Loaded<List<School>> loaded, int school) {
        return loaded.value().get(school).enrollment().pupils().toString();
    }

    @Test
    void reads_the_first_sheet_with_the_mapping_of_a_csv_file() throws IOException {
        // told by its content, whatever its name
        Path file = workbook("schools.csv", workbook -> {
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor");
            row(sheet, 1, "0101", "Lincoln", 1777, 412.5);
            row(sheet, 3, "0102", "Adams", "1,200", "");
        });

        Loaded<List<School>> loaded = SchoolsCsv.read(file, COLUMNS);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.value()).extracting(school -> school.id().value()).containsExactly("0101", "0102");
        assertThat(pupils(loaded, 0)).isEqualTo("1777");
        assertThat(pupils(loaded, 1)).isEqualTo("1200");
        assertThat(loaded.value().get(0).enrollment().count(POVERTY).map(PupilCount::toString))
                .contains("412.5");
        assertThat(loaded.value().get(1).enrollment().count(POVERTY)).isEmpty();
    }

    @Test
    void reads_the_sheet_that_the_layout_names_and_tells_those_there_are() throws IOException {
        Path file = workbook("a.xlsx", workbook -> {
            row(workbook.newWorksheet("Notes"), 0, "see the other sheet");
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor");
            row(sheet, 1, "1", "Lincoln", 7, 3);
        });

        assertThat(SchoolsCsv.read(file, COLUMNS.in(CsvLayout.usual().sheet("Schools")))
                        .orThrow())
                .hasSize(1);
        assertThat(SchoolsCsv.read(file, COLUMNS.in(CsvLayout.usual().sheet("School")))
                        .problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.sheet-missing", "no sheet \"School\"; there are \"Notes\", \"Schools\""));
    }

    @Test
    void tells_faults_with_sheet_and_row_and_keeps_the_other_rows() throws IOException {
        Path file = workbook("a.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor");
            row(sheet, 1, "1", "Lincoln", 7, 9);
            row(sheet, 2, "2", "Adams", 7, 3);
            row(sheet, 4, "3", "Grant", true, 3);
            row(sheet, 5, "4", "Polk", 1, 1, "what is this?");
        });

        Loaded<List<School>> loaded = SchoolsCsv.read(file, COLUMNS);

        assertThat(loaded.value()).extracting(School::name).containsExactly("Adams");
        assertThat(loaded.rowsRead()).isEqualTo(4);
        String sheet = file + ", sheet \"Schools\"";
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple(
                                "count.above-enrolment",
                                sheet + ", row 2, column \"Poor\" (poverty, all grades)",
                                "9 pupils, more than the 7 enrolled"),
                        tuple("csv.count", sheet + ", row 5, column \"Pupils\"", "\"TRUE\""),
                        tuple("csv.row-length", sheet + ", row 6", "5 fields"));
    }

    @Test
    void takes_a_number_as_a_spreadsheet_shows_it() throws IOException {
        Path file = workbook("a.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor %", "Rate", "Day");
            // 0.1 + 0.2 is 0.30000000000000004 in binary
            row(sheet, 1, "1", "Lincoln", 200, 0.795, 0.1 + 0.2, "");
            sheet.style(1, 3).format("0.0%").set();
            sheet.value(1, 5, LocalDate.of(2024, 9, 12));
            sheet.style(1, 5).format("m-d").set();
        });
        SchoolColumns columns = SchoolColumns.id("Code")
                .name("School")
                .pupils("Pupils")
                .needFromPercent(POVERTY, "Poor %")
                .number("rate", "Rate")
                .text("grades", "Day");

        School school = SchoolsCsv.read(file, columns).orThrow().get(0);

        // 200 × 79.5%
        assertThat(school.enrollment().count(POVERTY)).contains(PupilCount.of(159));
        assertThat(school.number("rate")).contains(new BigDecimal("0.3"));
        // what was typed as 9-12 is a day now, and is shown as one
        assertThat(school.text("grades")).contains("2024-09-12");
    }

    @Test
    void finds_the_second_of_two_tables_of_a_printed_report_and_adds_up_rows_of_a_school() throws IOException {
        Path file = workbook("report.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("1.17");
            sheet.value(2, 5, "A report");
            sheet.value(4, 1, "Non-Charter School(s)");
            at(sheet, 6, Map.of(1, "School Code", 2, "School Name", 5, "Total\nEnrollment", 8, "Direct", 10, "EL (2)"));
            at(sheet, 7, Map.of(1, "0109280", 2, "Amanecer", 5, 170, 8, 94, 10, 93));
            at(sheet, 8, Map.of(1, "TOTAL - Selected Schools", 5, 170, 8, 94, 10, 93));
            sheet.value(10, 1, "Charter School(s)");
            // one column to the left
            at(sheet, 12, Map.of(1, "School Code", 2, "School Name", 5, "Total\nEnrollment", 7, "Direct", 9, "EL (2)"));
            at(sheet, 13, Map.of(1, 102434, 2, "Animo", 5, 3, 7, 1, 9, 1));
            at(sheet, 14, Map.of(1, "0124883", 2, "Prep", 5, 2, 7, 1, 9, 0));
            at(sheet, 15, Map.of(1, "0102434", 2, "Animo", 5, 400, 7, 200, 9, 40));
            at(sheet, 16, Map.of(1, "TOTAL - Selected Schools", 5, 405, 7, 202, 9, 41));
            sheet.value(18, 1, "This report includes pupils of the grades K to 12.");
        });
        SchoolColumns columns = SchoolColumns.id(new SchoolColumns.Digits("School Code", 7))
                .name("School Name")
                .pupils("Total Enrollment")
                .need(ENGLISH_LEARNER, "EL (2)")
                .addingUpRows();
        CsvLayout block =
                CsvLayout.usual().headerWith("School Code", "Total Enrollment").endingBefore("TOTAL");

        List<School> ordinary = SchoolsCsv.read(file, columns.in(block)).orThrow();
        Loaded<List<School>> charter = SchoolsCsv.read(file, columns.in(block.startingAfter("Charter School(s)")));

        assertThat(ordinary).extracting(school -> school.id().value()).containsExactly("0109280");
        assertThat(charter.problems()).isEmpty();
        assertThat(charter.rowsUsed()).isEqualTo(3);
        assertThat(charter.value()).extracting(school -> school.id().value()).containsExactly("0102434", "0124883");
        // 3 + 400, and 1 + 40
        assertThat(pupils(charter, 0)).isEqualTo("403");
        assertThat(charter.value().get(0).enrollment().count(ENGLISH_LEARNER)).contains(PupilCount.of(41));
    }

    private static void at(Worksheet sheet, int row, Map<Integer, Object> cells) {
        cells.forEach((column, value) -> {
            if (value instanceof String text) {
                sheet.value(row, column, text);
            } else {
                sheet.value(row, column, (Number) value);
            }
        });
    }

    @Test
    void tells_that_the_part_of_a_file_is_not_there() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                CsvInput.of(new StringReader("Code,School,Pupils,Poor\n1,Lincoln,7,3\n"), "a.csv"),
                COLUMNS.in(CsvLayout.usual().startingAfter("Charter")));

        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.start-missing", "no row that starts with \"charter\""));
    }

    @Test
    void rows_of_a_school_add_up_only_if_they_agree_in_all_else() throws IOException {
        Loaded<List<School>> loaded = SchoolsCsv.read(
                CsvInput.of(
                        new StringReader("Code,School,Pupils,Poor\n1,Lincoln,7,3\n1,Lincoln,5,0\n1,Lincoln High,9,9\n"),
                        "a.csv"),
                COLUMNS.addingUpRows());

        assertThat(loaded.rowsRead()).isEqualTo(3);
        assertThat(loaded.rowsUsed()).isZero();
        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place, Problem::found)
                .containsExactly(
                        tuple(
                                "csv.rows-disagree",
                                "a.csv, line 4",
                                "another name, fact or basis of school \"1\" than line 2 has"),
                        tuple(
                                "csv.school-incomplete",
                                "a.csv, line 2, school 1",
                                "a row that cannot be used beside line 2, line 3"));
    }

    @Test
    void refuses_what_is_no_workbook_and_one_that_breaks_off() throws IOException {
        Path whole = workbook("a.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor");
            row(sheet, 1, "1", "Lincoln", 7, 3);
        });
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 4; length < bytes.length; length += 13) {
            Path cut = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(bytes, length));
            Loaded<List<School>> loaded = SchoolsCsv.read(cut, COLUMNS);
            assertThat(loaded.value()).isEmpty();
            assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.workbook");
        }
        Path other = zip(Map.of("readme.txt", "no workbook"));
        assertThat(SchoolsCsv.read(other, COLUMNS).problems())
                .extracting(Problem::code)
                .containsExactly("csv.workbook");
    }

    private Path zip(Map<String, String> parts) throws IOException {
        Path file = folder.resolve("made.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private Path sheet(String xml) throws IOException {
        return zip(parts(xml));
    }

    private static Map<String, String> parts(String xml) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                        + " PartName=\"/xl/workbook.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override"
                        + " PartName=\"/xl/styles.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
        parts.put(
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\""
                        + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                        + " Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                        + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr/><sheets><sheet"
                        + " name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\""
                        + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\""
                        + " Target=\"worksheets/sheet1.xml\"/></Relationships>");
        parts.put(
                "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf"
                        + " numFmtId=\"0\"/></cellXfs></styleSheet>");
        parts.put("xl/worksheets/sheet1.xml", xml);
        return parts;
    }

    /** A sheet with the columns "school" and "v", and one row with a cell as it stands in the file. */
    private Path cell(String cell) throws IOException {
        return sheet(
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>school</v></c><c r=\"B1\" t=\"str\"><v>v</v></c></row>"
                        + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c>" + cell + "</row></sheetData></worksheet>");
    }

    private static final String OVER_15 = "123456789012345678";

    /** Cells that cannot be read, and what is told of them. */
    private static final Map<String, String> UNREADABLE = Map.ofEntries(
            Map.entry("<c r=\"B2\" t=\"e\"><v>#REF!</v></c>", "#REF!, an error of the spreadsheet"),
            Map.entry("<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!, an error of the spreadsheet"),
            Map.entry("<c r=\"B2\" t=\"e\"/>", "a cell that cannot be read"),
            Map.entry("<c r=\"B2\"><f>SUM(A1:A2)</f></c>", "a formula whose value was not saved; recalculate and save"),
            Map.entry("<c r=\"B2\"><f>1+1</f><v></v></c>", "a formula whose value was not saved; recalculate and save"),
            Map.entry("<c r=\"B2\"><v>abc</v></c>", "a cell that cannot be read: abc"),
            Map.entry("<c r=\"B2\"><v>NaN</v></c>", "a cell that cannot be read: NaN"),
            Map.entry("<c r=\"B2\"><v>INF</v></c>", "a cell that cannot be read: INF"),
            Map.entry("<c r=\"B2\"><v>1,5</v></c>", "a cell that cannot be read: 1,5"),
            Map.entry("<c r=\"B2\" t=\"b\"><v>x</v></c>", "a cell that cannot be read: x"),
            Map.entry("<c r=\"B2\" t=\"s\"><v>7</v></c>", "a cell that cannot be read"),
            Map.entry("<c r=\"B2\"><v>1E+2147483640</v></c>", "a number that no spreadsheet has"),
            Map.entry("<c r=\"B2\"><v>1E-2147483640</v></c>", "a number that no spreadsheet has"),
            Map.entry(
                    "<c r=\"B2\"><v>" + OVER_15 + "</v></c>", "a number of more than 15 digits, of which 15 are kept"));

    @Test
    void a_cell_that_cannot_be_read_is_a_fault_in_every_column_and_never_missing() throws IOException {
        for (Map.Entry<String, String> one : UNREADABLE.entrySet()) {
            Path file = cell(one.getKey());
            String found = "\"\uFFFD%s\"".formatted(one.getValue());
            List<Loaded<?>> all = List.of(
                    StudyCsv.read(file, StudyColumns.unit("v")),
                    StudyCsv.read(file, StudyColumns.unit("school").texts("v")),
                    StudyCsv.read(file, StudyColumns.unit("school").numbers("v")),
                    StudyCsv.read(file, StudyColumns.unit("school").percents("v")),
                    StudyCsv.read(file, StudyColumns.unit("school").dollars("v")),
                    OutcomesCsv.read(file, outcomes(OutcomesCsv.UNIT)),
                    OutcomesCsv.read(file, outcomes(OutcomesCsv.GROUP)),
                    OutcomesCsv.read(file, outcomes(OutcomesCsv.VALUE)));
            assertThat(all).allSatisfy(loaded -> {
                assertThat(loaded.rowsUsed()).isZero();
                assertThat(loaded.problems()).extracting(Problem::found).containsExactly(found);
            });
        }
    }

    private static CsvColumns<OutcomesCsv> outcomes(CsvField<OutcomesCsv> read) {
        CsvColumns<OutcomesCsv> columns = CsvColumns.of(read, "v");
        for (CsvField<OutcomesCsv> field :
                List.of(OutcomesCsv.UNIT, OutcomesCsv.MEASURE, OutcomesCsv.GROUP, OutcomesCsv.VALUE)) {
            columns = field.equals(read) ? columns : columns.always(field, "7");
        }
        return columns;
    }

    @Test
    void a_cell_that_cannot_be_read_is_a_fault_of_a_school_and_a_sound_row_below_is_kept() throws IOException {
        String error = "t=\"e\"><v>#REF!</v></c>";
        StringBuilder rows = new StringBuilder("<worksheet><sheetData><row r=\"1\">");
        List<String> headers = List.of("Code", "School", "Pupils", "Poor", "Rate", "Budget", "Note", "Flag");
        headers.forEach(header -> rows.append("<c t=\"str\"><v>").append(header).append("</v></c>"));
        rows.append("</row>");
        // each row has the error in one column, and the last in none
        for (int row = 0; row <= headers.size(); row++) {
            rows.append("<row r=\"").append(row + 2).append("\">");
            for (int column = 0; column < headers.size(); column++) {
                String sound = column == 0 ? String.valueOf(row) : column == 7 ? "yes" : String.valueOf(8 - column);
                rows.append("<c ").append(column == row ? error : "t=\"str\"><v>" + sound + "</v></c>");
            }
            rows.append("</row>");
        }
        SchoolColumns columns = SchoolColumns.id("Code")
                .name("School")
                .pupils("Pupils")
                .need(POVERTY, "Poor")
                .number("rate", "Rate")
                .money("budget", "Budget")
                .text("note", "Note")
                .flag("flag", "Flag");

        Loaded<List<School>> loaded = SchoolsCsv.read(sheet(rows + "</sheetData></worksheet>"), columns);

        assertThat(loaded.problems())
                .extracting(Problem::code)
                .containsExactly(
                        "csv.id",
                        "csv.text",
                        "csv.count",
                        "csv.count",
                        "csv.number",
                        "csv.money",
                        "csv.text",
                        "csv.flag");
        assertThat(loaded.problems())
                .extracting(Problem::found)
                .containsOnly("\"\uFFFD#REF!, an error of the spreadsheet\"");
        assertThat(loaded.value()).extracting(school -> school.id().value()).containsExactly("8");
    }

    private String text(String cell) throws IOException {
        Loaded<Study> loaded =
                StudyCsv.read(cell(cell), StudyColumns.unit("school").texts("v"));
        assertThat(loaded.problems()).isEmpty();
        return loaded.value().text(0, "v").orElse("missing");
    }

    @Test
    void a_value_that_is_not_available_and_an_empty_text_of_a_formula_are_missing() throws IOException {
        assertThat(text("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>")).isEqualTo("missing");
        assertThat(text("<c r=\"B2\" t=\"e\"><f>NA()</f><v>#N/A</v></c>")).isEqualTo("missing");
        assertThat(text("<c r=\"B2\" t=\"str\"><f>\"\"</f><v></v></c>")).isEqualTo("missing");
        assertThat(text("<c r=\"B2\" t=\"s\"/>")).isEqualTo("missing");
        assertThat(text("<c r=\"B2\" s=\"1\"/>")).isEqualTo("missing");
        assertThat(text("<c r=\"B2\" t=\"b\"><v>true</v></c>")).isEqualTo("TRUE");
        assertThat(text("<c r=\"B2\"><f>1+1</f><v>2</v></c>")).isEqualTo("2");
        assertThat(text("<c r=\"B2\"><v>123456789012345</v></c>")).isEqualTo("123456789012345");
    }

    @Test
    void a_cell_that_the_library_does_not_know_is_a_problem_of_the_file() throws IOException {
        for (String cell : List.of(
                "<c r=\"B2\" t=\"d\"><v>2024-09-12</v></c>", "<c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>4</v></c>")) {
            assertThat(StudyCsv.read(cell(cell), StudyColumns.unit("school").texts("v"))
                            .problems())
                    .extracting(Problem::code)
                    .containsExactly("csv.workbook");
        }
    }

    @Test
    void rows_that_do_not_say_their_number_are_numbered_from_1() throws IOException {
        String row = "<row><c t=\"str\"><v>%s</v></c><c t=\"str\"><v>%s</v></c></row>";
        Path file = sheet("<worksheet><sheetData>" + row.formatted("school", "v") + row.formatted("a", "5")
                + row.formatted("b", "x") + "</sheetData></worksheet>");

        Loaded<Study> loaded = StudyCsv.read(file, StudyColumns.unit("school").numbers("v"));

        assertThat(loaded.value().units()).containsExactly("a");
        assertThat(loaded.problems())
                .extracting(Problem::place)
                .containsExactly(file + ", sheet \"S\", row 3, column \"v\"");
    }

    @Test
    void passes_over_a_hidden_sheet_unless_it_is_named() throws IOException {
        Path file = workbook("a.xlsx", workbook -> {
            Worksheet old = workbook.newWorksheet("Old");
            row(old, 0, "school", "v");
            row(old, 1, "old", 1);
            old.setVisibilityState(VisibilityState.HIDDEN);
            Worksheet own = workbook.newWorksheet("New");
            row(own, 0, "school", "v");
            row(own, 1, "new", 2);
        });
        StudyColumns columns = StudyColumns.unit("school").numbers("v");

        assertThat(StudyCsv.read(file, columns).orThrow().units()).containsExactly("new");
        assertThat(StudyCsv.read(file, columns.in(CsvLayout.usual().sheet("Old")))
                        .orThrow()
                        .units())
                .containsExactly("old");
    }

    @Test
    void shows_a_number_by_the_section_of_its_format() throws IOException {
        List<Object[]> shown = List.of(
                // a sign for per cent that is text leaves the number alone
                new Object[] {"0.0\"%\"", 45.2, "45.2"},
                new Object[] {"0.0\\%", 0.5, "0.5"},
                new Object[] {"0.0%", 0.452, "45.2%"},
                new Object[] {"0%;[Red]-0%", -0.45, "-45%"},
                new Object[] {"0;0%", -0.45, "-45%"},
                new Object[] {"0;0%", 5, "5"},
                new Object[] {"[>=1]0;0%", 5, "5"},
                new Object[] {"[>=1]0;0%", 0.25, "25%"},
                new Object[] {"[Red][<10]\"<10\";0", 9, "<10"},
                new Object[] {"[Red][<10]\"<10\";0", 10, "10"},
                // a code fills its places with zeros, from the right
                new Object[] {"00000", 123, "00123"},
                new Object[] {"00000", 1234567, "1234567"},
                new Object[] {"0000000;\\-0000000", 42, "0000042"},
                new Object[] {"00-0000", 12345, "01-2345"},
                new Object[] {"00\\-0000", 1234567, "123-4567"},
                new Object[] {"00000", 1.5, "1.5"},
                new Object[] {"0", 7, "7"},
                // what is masked is not read, but 0 may be shown by a dash or by nothing
                new Object[] {"\"*\";\"*\";\"*\"", 4, "*"},
                new Object[] {";;;", 9, "missing"},
                new Object[] {"#,##0;-#,##0;\"-\"", 0, "0"},
                new Object[] {"#,##0;-#,##0;", 0, "0"},
                new Object[] {"#,##0;-#,##0;\"*\"", 0, "*"},
                new Object[] {"_(* #,##0_);_(* (#,##0);_(* \"-\"??_);_(@_)", 0, "0"},
                // letters that leave their width, or are text, make no day
                new Object[] {"_-* #,##0.00\\ _D_M_-", 1234.5, "1234.5"},
                new Object[] {"0\" mdy\"", 5, "5"},
                new Object[] {"[$USD] #,##0.00", 55.5, "55.5"},
                new Object[] {"General\" pupils\"", 7, "7"},
                new Object[] {"0.00E+00", 123456, "123456"},
                // day 45,000 is 15 March 2023, since day 45,292 is 1 January 2024, 292 days later
                new Object[] {"[$-409]mmm\\-yy", 45000, "2023-03-15"},
                new Object[] {"[h]:mm", 45000.5, "2023-03-15T12:00"});
        Path file = workbook("a.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("S");
            row(sheet, 0, "unit", "v");
            for (int i = 0; i < shown.size(); i++) {
                row(sheet, i + 1, "u" + i, shown.get(i)[1]);
                sheet.style(i + 1, 1).format((String) shown.get(i)[0]).set();
            }
        });

        Loaded<Study> loaded = StudyCsv.read(file, StudyColumns.unit("unit").texts("v"));

        assertThat(loaded.problems()).isEmpty();
        for (int i = 0; i < shown.size(); i++) {
            String expected = shown.get(i)[2].equals("*") ? "missing" : (String) shown.get(i)[2];
            assertThat(loaded.value().text(i, "v").orElse("missing"))
                    .as((String) shown.get(i)[0])
                    .isEqualTo(expected);
        }
    }

    @Test
    void resolves_no_entity() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "Code,School");
        Path file = sheet(
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>"
                        + "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>");

        Loaded<List<School>> loaded = SchoolsCsv.read(file, COLUMNS);

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems()).hasSize(1);
        assertThat(loaded.problems().get(0).message()).doesNotContain("School\"");
    }

    @Test
    void a_character_that_xml_may_not_have_is_told() throws IOException {
        Map<String, String> parts = parts(
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>");
        parts.computeIfPresent(
                "[Content_Types].xml",
                (name, types) -> types.replace(
                        "</Types>",
                        "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>"));
        parts.put("xl/sharedStrings.xml", "<sst><si><t>Co\u0001de</t></si></sst>");
        Path file = zip(parts);

        assertThat(SchoolsCsv.read(file, COLUMNS).problems())
                .extracting(Problem::code)
                .containsExactly("csv.workbook");
    }

    @Test
    void a_cell_far_to_the_right_fills_no_memory() throws IOException {
        Path file =
                sheet("<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>");

        Loaded<List<School>> loaded = SchoolsCsv.read(file, COLUMNS);

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems()).hasSize(1);
    }

    @Test
    void characters_that_no_xml_has_are_a_problem_wherever_they_stand() throws IOException {
        Path sheet = sheet(
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>\u0001</v></c></row></sheetData></worksheet>");
        assertThat(SchoolsCsv.read(sheet, COLUMNS).problems())
                .extracting(Problem::code)
                .containsExactly("csv.workbook");

        Path workbook =
                zip(Map.of("xl/workbook.xml", "<workbook>\u0001</workbook>", "[Content_Types].xml", "<Types>\u0001"));
        assertThat(SchoolsCsv.read(workbook, COLUMNS).problems())
                .extracting(Problem::code)
                .containsExactly("csv.workbook");
    }

    @Test
    void a_small_file_that_is_large_when_unpacked_is_refused() throws IOException {
        Path file = zip(Map.of("xl/worksheets/sheet1.xml", " ".repeat(3_000_000)));

        assertThat(Files.size(file)).isLessThan(10_000);
        assertThat(SchoolsCsv.read(CsvInput.of(file), COLUMNS, 1_000_000).problems())
                .extracting(Problem::code, Problem::found)
                .containsExactly(tuple("csv.too-large", "more than 1000000 bytes when unpacked"));
    }

    @Test
    void rounds_parts_of_a_cent_where_that_is_declared_and_tells_what_it_changed() throws IOException {
        SchoolColumns columns =
                SchoolColumns.id("Code").name("School").pupils("Pupils").money("budget", "Budget");
        String csv = "Code,School,Pupils,Budget\n1,Lincoln,7,10.005\n2,Adams,7,425637.9825\n3,Polk,7,5.50\n";

        Loaded<List<School>> refused = SchoolsCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), columns);
        Loaded<List<School>> rounded = SchoolsCsv.read(
                CsvInput.of(new StringReader(csv), "a.csv"),
                columns.in(CsvLayout.usual().roundingCents(RoundingMode.HALF_UP)));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("csv.money", "csv.money");
        assertThat(refused.notices()).isEmpty();
        assertThat(rounded.orThrow())
                .extracting(school -> school.money("budget").orElseThrow().toString())
                .containsExactly("10.01", "425637.98", "5.50");
        // 10.01 − 10.005 = 0.005, and 425,637.98 − 425,637.9825 = −0.0025
        assertThat(rounded.notices())
                .containsExactly(new Notice(
                        "csv.rounded",
                        "a.csv, column \"Budget\"",
                        "2 amounts with parts of a cent rounded half up to whole cents, which changes their sum by 0.0025"
                                + " dollars."));
    }

    @Test
    void tells_how_far_it_is() throws IOException {
        StringBuilder csv = new StringBuilder("Code,School,Pupils,Poor\n");
        for (int i = 0; i < 25_000; i++) {
            csv.append(i).append(",S,7,3\n");
        }
        Path file = Files.writeString(folder.resolve("a.csv"), csv);
        List<Progress> told = new ArrayList<>();

        SchoolsCsv.read(CsvInput.of(file).telling(told::add), COLUMNS).orThrow();

        // a header and 25,000 rows
        assertThat(told).extracting(Progress::rows).containsExactly(10_000L, 20_000L, 25_001L);
        assertThat(told).extracting(Progress::bytes).isSorted();
        assertThat(told.get(2).share()).hasValue(1);
    }

    @Test
    void an_error_in_the_column_that_chooses_rows_is_told_and_one_above_the_header_is_not() throws IOException {
        Path file = sheet("<worksheet><sheetData>"
                + "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#REF!</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>Code</v></c><c r=\"B2\" t=\"str\"><v>School</v></c>"
                + "<c r=\"C2\" t=\"str\"><v>Pupils</v></c><c r=\"D2\" t=\"str\"><v>Poor</v></c>"
                + "<c r=\"E2\" t=\"str\"><v>Year</v></c><c r=\"F2\" t=\"e\"><v>#NAME?</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" t=\"str\"><v>A</v></c><c r=\"C3\"><v>7</v></c>"
                + "<c r=\"D3\"><v>3</v></c><c r=\"E3\" t=\"e\"><v>#REF!</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\"><v>2</v></c><c r=\"B4\" t=\"str\"><v>B</v></c><c r=\"C4\"><v>7</v></c>"
                + "<c r=\"D4\"><v>3</v></c><c r=\"E4\"><v>2026</v></c></row>"
                + "</sheetData></worksheet>");

        Loaded<List<School>> loaded = SchoolsCsv.read(
                file, COLUMNS.in(CsvLayout.usual().headerWith("Code", "School").onlyRows("Year", "2026")));

        assertThat(loaded.value()).extracting(School::name).containsExactly("B");
        assertThat(loaded.rowsRead()).isEqualTo(2);
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.text");
    }

    @Test
    void a_cell_that_names_a_text_far_beyond_those_there_are_fills_no_memory() throws IOException {
        Path whole = workbook("a.xlsx", workbook -> {
            Worksheet sheet = workbook.newWorksheet("Schools");
            row(sheet, 0, "Code", "School", "Pupils", "Poor");
            row(sheet, 1, "1", "Lincoln", 7, 3);
        });
        Map<String, String> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(whole.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                String text = new String(zip.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8);
                parts.put(part.getName(), text.replaceFirst("(?<head>t=\"s\"[^>]*><v>)\\d+", "${head}2000000000"));
            }
        }
        Path broken = zip(parts);

        Loaded<List<School>> loaded = SchoolsCsv.read(broken, COLUMNS);

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("csv.workbook");
        assertThat(loaded.problems().get(0).found()).startsWith("a cell with the text number");
    }
}
