package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

/**
 * What a row of one kind of table has, such as the school or the amount of a {@linkplain BudgetsCsv budget}. The readers have their fields
 * as constants; a {@link CsvColumns} says from which columns of a file they come.
 *
 * @param <T> the reader of the table
 */
public final class CsvField<T> {
    private final Class<T> table;
    private final String name;
    private final boolean required;

    private CsvField(Class<T> table, String name, boolean required) {
        this.table = requireNonNull(table, "table");
        this.name = requireNonNull(name, "name");
        this.required = required;
    }

    static <T> CsvField<T> required(Class<T> table, String name) {
        return new CsvField<>(table, name, true);
    }

    static <T> CsvField<T> optional(Class<T> table, String name) {
        return new CsvField<>(table, name, false);
    }

    /** Returns its name, which is unique in its table. */
    public String name() {
        return name;
    }

    /** Returns the reader whose field it is. */
    Class<T> table() {
        return table;
    }

    /** Tells whether every row must have it. */
    public boolean isRequired() {
        return required;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CsvField<?> other
                && table.equals(other.table)
                && name.equals(other.name)
                && required == other.required;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
