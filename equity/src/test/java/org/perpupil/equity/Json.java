package org.perpupil.equity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reference answers: objects, lists and plain texts; a number is the text it was written as. */
public final class Json {
    private final Map<String, Json> fields = new LinkedHashMap<>();
    private final List<Json> items = new ArrayList<>();
    private String text = "";

    private Json() {}

    /** Reads a file that is known to be well formed and to have no escapes. */
    public static Json of(String text) {
        return new Reader(text).value();
    }

    /** Returns a field of an object, which is there. */
    public Json get(String name) {
        Json field = fields.get(name);
        if (field == null) {
            throw new AssertionError("no " + name + " in " + fields.keySet());
        }
        return field;
    }

    public Set<String> names() {
        return fields.keySet();
    }

    public List<Json> items() {
        return items;
    }

    public String text() {
        return text;
    }

    public double number() {
        return Double.parseDouble(text);
    }

    public double number(String name) {
        return get(name).number();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        Json value() {
            Json json = new Json();
            switch (next()) {
                case '{' -> {
                    for (at++; next() != '}'; skipComma()) {
                        String name = quoted();
                        next();
                        at++;
                        json.fields.put(name, value());
                    }
                    at++;
                }
                case '[' -> {
                    for (at++; next() != ']'; skipComma()) {
                        json.items.add(value());
                    }
                    at++;
                }
                case '"' -> json.text = quoted();
                default -> {
                    int from = at;
                    while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    json.text = text.substring(from, at);
                }
            }
            return json;
        }

        private void skipComma() {
            if (next() == ',') {
                at++;
            }
        }

        private String quoted() {
            int from = at + 1;
            at = text.indexOf('"', from) + 1;
            return text.substring(from, at - 1);
        }
    }
}
