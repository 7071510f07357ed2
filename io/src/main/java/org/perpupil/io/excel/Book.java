package org.perpupil.io.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.SheetProtectionOption;
import org.dhatim.fastexcel.Workbook;

/** A workbook while it is filled; what is written knows no time, so that the same input gives the same bytes. */
final class Book {
    /** The earliest day that a zip file can hold. */
    private static final LocalDateTime NO_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int PART_LENGTH = 30;

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
        ZipOutputStream zip = new ZipOutputStream(stream, StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> part : parts(bytes.toByteArray()).entrySet()) {
            ZipEntry entry = new ZipEntry(part.getKey());
            entry.setTimeLocal(NO_DAY);
            zip.putNextEntry(entry);
            zip.write(timeless(part.getKey(), part.getValue()));
            zip.closeEntry();
        }
        zip.finish();
        stream.flush();
    }

    /**
     * Returns the parts of a zip file by the directory at its end (APPNOTE 4.3). The library names their sizes nowhere else, where
     * neither a stream nor anything but a file on disk would be read by the JDK.
     */
    private static Map<String, byte[]> parts(byte[] zip) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - END_LENGTH;
        int at = all.getInt(end + 16);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int count = all.getShort(end + 10); count > 0; count--) {
            int nameLength = all.getShort(at + 28);
            String name = new String(zip, at + ENTRY_LENGTH, nameLength, StandardCharsets.UTF_8);
            int part = all.getInt(at + 42);
            int from = part + PART_LENGTH + all.getShort(part + 26) + all.getShort(part + 28);
            ByteArrayInputStream packed = new ByteArrayInputStream(zip, from, all.getInt(at + 20));
            Inflater inflater = new Inflater(true);
            try (InputStream content = new InflaterInputStream(packed, inflater)) {
                parts.put(name, content.readAllBytes());
            } finally {
                inflater.end();
            }
            at += ENTRY_LENGTH + nameLength + all.getShort(at + 30) + all.getShort(at + 32);
        }
        return parts;
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
