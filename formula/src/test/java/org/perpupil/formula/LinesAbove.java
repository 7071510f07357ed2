package org.perpupil.formula;

import static org.perpupil.formula.ValueType.MONEY;
import static org.perpupil.formula.ValueType.NUMBER;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines that can be referred to, and whether they have a value in every school. */
final class LinesAbove {
    final Map<String, Boolean> money = new LinkedHashMap<>();
    final Map<String, Boolean> numbers = new LinkedHashMap<>();
    final Map<String, ValueType> levels = new LinkedHashMap<>();
    final Set<String> sections = new LinkedHashSet<>();

    void add(Line line, boolean sure) {
        (line.form().type() == MONEY ? money : numbers).put(line.name(), sure);
        if (line.form() instanceof Form.Shared shared) {
            levels.put(line.name(), shared.columns().by().type() == NUMBER ? MONEY : NUMBER);
        }
        line.section().filter(any -> line.form().isAmount()).ifPresent(sections::add);
    }

    List<String> known(ValueType type, boolean sure) {
        return (type == MONEY ? money : numbers)
                .entrySet().stream()
                        .filter(line -> line.getValue() || !sure)
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
