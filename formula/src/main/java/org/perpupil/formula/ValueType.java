package org.perpupil.formula;

/** What a term gives: a plain number or dollars of any precision. */
public enum ValueType {
    NUMBER("a number"),
    MONEY("money");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
