package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/** Breaks lines down to the items of a school and writes those on one line each: short enough to compare, and to keep. */
final class JsonLayout implements PrettyPrinter {
    private static final int BROKEN_LEVELS = 4;

    private int level;

    @Override
    public void writeRootValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        level++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        breakLine(out, "");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        breakLine(out, " ");
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        end(out, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        level++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        breakLine(out, "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        breakLine(out, " ");
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        end(out, values, ']');
    }

    private void end(JsonGenerator out, int parts, char bracket) throws IOException {
        boolean broken = parts > 0 && level <= BROKEN_LEVELS;
        level--;
        if (broken) {
            newLine(out);
        }
        out.writeRaw(bracket);
    }

    private void breakLine(JsonGenerator out, String instead) throws IOException {
        if (level <= BROKEN_LEVELS) {
            newLine(out);
        } else {
            out.writeRaw(instead);
        }
    }

    private void newLine(JsonGenerator out) throws IOException {
        out.writeRaw('\n'); // on every machine
        for (int i = 0; i < level; i++) {
            out.writeRaw("  ");
        }
    }
}
