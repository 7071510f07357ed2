package org.perpupil.io.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.SheetProtectionOption;
import org.dhatim.fastexcel.Workbook;

/** A workbook while it is filled; what is written knows no time, so that the same input gives the same bytes. */
final class Book {
    /** The earliest day that a zip file can hold. */
    private static final LocalDateTime NO_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final double FONT_SIZE = 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Workbook workbook = new Workbook(bytes, "perpupil", "1.0");
    private final List<Sheet> sheets = new ArrayList<>();

    Book() {
        workbook.setGlobalDefaultFont("Arial", FONT_SIZE);
    }

    /** Adds a sheet; the name has letters only. */
    Sheet sheet(String name) {
        Sheet sheet = new Sheet(workbook.newWorksheet(name));
        sheets.add(sheet);
        return sheet;
    }

    /** Writes the workbook; nothing can be added afterwards. */
    void writeTo(OutputStream stream) throws IOException {
        for (Sheet sheet : sheets) {
            // Against slips only: there is no password, and who means to can lift it.
            sheet.worksheet()
                    .protect(
                            "",
                            SheetProtectionOption.SHEET,
                            SheetProtectionOption.OBJECTS,
                            SheetProtectionOption.SCENARIOS);
        }
        workbook.setCompressionLevel(Deflater.BEST_SPEED);
        workbook.finish();
        // The library's zip file names its sizes at the end only, where a stream does not look.
        Path draft = Files.createTempFile("perpupil", ".xlsx");
        try {
            Files.write(draft, bytes.toByteArray());
            try (ZipFile parts = new ZipFile(draft.toFile())) {
                copy(parts, stream);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void copy(ZipFile parts, OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream, StandardCharsets.UTF_8);
        for (ZipEntry part : Collections.list(parts.entries())) {
            ZipEntry copy = new ZipEntry(part.getName());
            copy.setTimeLocal(NO_DAY);
            zip.putNextEntry(copy);
            try (InputStream content = parts.getInputStream(part)) {
                zip.write(timeless(part.getName(), content.readAllBytes()));
            }
            zip.closeEntry();
        }
        zip.finish();
        stream.flush();
    }

    /** Leaves out when the file was made and the password that is none, and asks a program to calculate when it opens the file. */
    private static byte[] timeless(String name, byte[] part) {
        if (name.equals("docProps/core.xml")) {
            return edited(part, "<dcterms:created[^>]*>[^<]*</dcterms:created>", "");
        }
        if (name.equals("xl/workbook.xml")) {
            return edited(part, "</workbook>", "<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/></workbook>");
        }
        return name.startsWith("xl/worksheets/")
                ? edited(part, "<sheetProtection password=\"0\"", "<sheetProtection")
                : part;
    }

    private static byte[] edited(byte[] part, String pattern, String replacement) {
        String text = new String(part, StandardCharsets.UTF_8);
        return text.replaceFirst(pattern, replacement).getBytes(StandardCharsets.UTF_8);
    }
}
