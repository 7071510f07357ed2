package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.base.CaseFormat;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Condition;
import org.perpupil.formula.ConditionVisitor;
import org.perpupil.formula.RateTable;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.TermVisitor;
import org.perpupil.formula.ValueType;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonOutput;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilGroup;

/**
 * Writes terms and conditions: each is an object that one key tells the kind of. A short one stands on one line, a longer one has a
 * line for each of its parts.
 */
final class TermWriter implements TermVisitor<JsonOutput.Body>, ConditionVisitor<JsonOutput.Body> {
    private static final TermWriter MEMBERS = new TermWriter();

    /** How many terms a line holds, such as a rate times the excess of one count over another. */
    private static final int MOST_ON_A_LINE = 5;

    private TermWriter() {}

    static void write(JsonGenerator out, Term term) throws IOException {
        write(out, lengthOf(term), term.accept(MEMBERS));
    }

    static void write(JsonGenerator out, String key, Term term) throws IOException {
        out.writeFieldName(key);
        write(out, term);
    }

    static void write(JsonGenerator out, String key, List<Term> terms) throws IOException {
        out.writeArrayFieldStart(key);
        for (Term term : terms) {
            write(out, term);
        }
        out.writeEndArray();
    }

    static void write(JsonGenerator out, Condition condition) throws IOException {
        write(out, lengthOf(condition), condition.accept(MEMBERS));
    }

    static void write(JsonGenerator out, String key, Condition condition) throws IOException {
        out.writeFieldName(key);
        write(out, condition);
    }

    private static void write(JsonGenerator out, int length, JsonOutput.Body members) throws IOException {
        JsonOutput.Body object = open -> {
            open.writeStartObject();
            members.writeTo(open);
            open.writeEndObject();
        };
        if (length <= MOST_ON_A_LINE) {
            JsonLayout.onOneLine(out, object);
        } else {
            JsonLayout.onLines(out, object);
        }
    }

    private static int lengthOf(Term term) {
        if (term instanceof Term.Decided decided) {
            return 1 + 3 * decided.bySchool().size();
        }
        if (term instanceof Term.PerPupil perPupil && perPupil.table() instanceof RateTable.Stated stated) {
            return 1 + 3 * stated.bySpan().size();
        }
        if (term instanceof Term.When when) {
            return 1 + lengthOf(when.condition()) + lengthOf(List.of(when.then(), when.otherwise()));
        }
        return 1 + lengthOf(term.parts());
    }

    private static int lengthOf(Collection<Term> terms) {
        return terms.stream().mapToInt(TermWriter::lengthOf).sum();
    }

    private static int lengthOf(Condition condition) {
        if (condition instanceof Condition.Listed listed) {
            return 1 + 3 * listed.reasons().size();
        }
        return condition.parts().isEmpty()
                ? lengthOf(condition.terms())
                : condition.parts().stream().mapToInt(TermWriter::lengthOf).sum();
    }

    private static JsonOutput.Body text(String key, String text) {
        return out -> out.writeStringField(key, text);
    }

    private static String key(ValueType type, String ofMoney, String ofNumbers) {
        return type == ValueType.MONEY ? ofMoney : ofNumbers;
    }

    private static JsonOutput.Body list(String key, List<Term> terms) {
        return out -> write(out, key, terms);
    }

    private static void write(JsonGenerator out, String key, PupilGroup group) throws IOException {
        out.writeFieldName(key);
        JsonLayout.onOneLine(out, line -> CoreJson.write(line, group));
    }

    private static void writeCounted(JsonGenerator out, Optional<CountBasis> basis) throws IOException {
        if (basis.isPresent()) {
            out.writeStringField("counted", basis.get().name());
        }
    }

    /** Writes schools with a reason for each, one on a line. */
    static void writeReasons(JsonGenerator out, String key, Map<SchoolId, String> reasons) throws IOException {
        out.writeArrayFieldStart(key);
        for (Map.Entry<SchoolId, String> school : reasons.entrySet()) {
            JsonLayout.onOneLine(out, line -> {
                line.writeStartObject();
                line.writeStringField("school", school.getKey().value());
                line.writeStringField("reason", school.getValue());
                line.writeEndObject();
            });
        }
        out.writeEndArray();
    }

    /** Writes which lines count. */
    static void write(JsonGenerator out, String key, Selection selection) throws IOException {
        JsonParts.writeLine(out, key, selection, TermWriter::writeMembers);
    }

    private static void writeMembers(JsonGenerator out, Selection selection) throws IOException {
        if (selection.reach() == Selection.Reach.EVERYTHING_ABOVE) {
            out.writeBooleanField("everythingAbove", true);
        } else {
            String key = switch (selection.reach()) {
                case LINES -> "lines";
                case SECTION -> "sections";
                default -> "sources";
            };
            JsonParts.writeTexts(out, key, selection.names());
        }
        JsonParts.writeTexts(out, "except", selection.except());
    }

    @Override
    public JsonOutput.Body constant(Term.Constant term) {
        return text(key(term.type(), "money", "number"), CoreJson.text(term.value()));
    }

    @Override
    public JsonOutput.Body parameterValue(Term.ParameterValue term) {
        return out -> {
            out.writeStringField(key(term.type(), "rate", "share"), term.name());
            if (term.by().isPresent()) {
                out.writeStringField("by", term.by().get());
            }
            if (term.yearsBack() > 0) {
                out.writeStringField("yearsBack", Integer.toString(term.yearsBack()));
            }
        };
    }

    @Override
    public JsonOutput.Body pupils(Term.Pupils term) {
        return out -> {
            write(out, "pupils", term.group());
            if (term.span().isPresent()) {
                out.writeFieldName("in");
                JsonLayout.onOneLine(
                        out, line -> CoreJson.write(line, term.span().get()));
            }
            writeCounted(out, term.basis());
        };
    }

    @Override
    public JsonOutput.Body perPupil(Term.PerPupil term) {
        return out -> {
            write(out, key(term.type(), "perPupil", "weighted"), term.group());
            String key = key(term.type(), "rates", "weights");
            if (term.table() instanceof RateTable.Named named) {
                out.writeStringField(key, named.parameter());
            } else if (term.table() instanceof RateTable.Stated stated) {
                out.writeArrayFieldStart(key);
                for (Map.Entry<GradeSpan, Rational> rate : stated.bySpan().entrySet()) {
                    JsonLayout.onOneLine(out, line -> {
                        line.writeStartObject();
                        line.writeFieldName("span");
                        CoreJson.write(line, rate.getKey());
                        line.writeStringField("is", CoreJson.text(rate.getValue()));
                        line.writeEndObject();
                    });
                }
                out.writeEndArray();
            }
            writeCounted(out, term.basis());
        };
    }

    @Override
    public JsonOutput.Body fact(Term.Fact term) {
        return text(key(term.type(), "moneyFact", "fact"), term.name());
    }

    @Override
    public JsonOutput.Body decided(Term.Decided term) {
        return out -> {
            out.writeArrayFieldStart(key(term.type(), "decided", "decidedNumbers"));
            for (Map.Entry<SchoolId, Term.Decided.Decision> decision :
                    term.bySchool().entrySet()) {
                JsonLayout.onOneLine(out, line -> {
                    line.writeStartObject();
                    line.writeStringField("school", decision.getKey().value());
                    line.writeStringField(
                            "is", CoreJson.text(decision.getValue().value()));
                    line.writeStringField("reason", decision.getValue().reason());
                    line.writeEndObject();
                });
            }
            out.writeEndArray();
        };
    }

    @Override
    public JsonOutput.Body lastYear(Term.LastYear term) {
        return term.line().map(line -> text("lastYearOf", line)).orElse(text("lastYear", "total"));
    }

    @Override
    public JsonOutput.Body ofSource(Term.OfSource term) {
        return text(CoreJson.word(term.what()) + "Of", term.source().value());
    }

    @Override
    public JsonOutput.Body lineValue(Term.LineValue term) {
        return text(key(term.type(), "amount", "figure"), term.line());
    }

    @Override
    public JsonOutput.Body sumOf(Term.SumOf term) {
        return out -> write(out, key(term.type(), "sumOf", "sumOfNumbers"), term.lines());
    }

    @Override
    public JsonOutput.Body total(Term.Total term) {
        return out -> write(out, "total", term.of());
    }

    @Override
    public JsonOutput.Body rank(Term.Rank term) {
        return out -> {
            write(out, "rank", term.of());
            if (term.within().isPresent()) {
                out.writeStringField("within", term.within().get());
            }
        };
    }

    @Override
    public JsonOutput.Body level(Term.Level term) {
        return text(key(term.type(), "levelOf", "ratioOf"), term.line());
    }

    @Override
    public JsonOutput.Body plus(Term.Plus term) {
        return list("plus", term.parts());
    }

    @Override
    public JsonOutput.Body minus(Term.Minus term) {
        return list("minus", term.parts());
    }

    @Override
    public JsonOutput.Body times(Term.Times term) {
        return list("times", term.parts());
    }

    @Override
    public JsonOutput.Body over(Term.Over term) {
        return list("over", term.parts());
    }

    @Override
    public JsonOutput.Body least(Term.Least term) {
        return list("least", term.parts());
    }

    @Override
    public JsonOutput.Body greatest(Term.Greatest term) {
        return list("greatest", term.parts());
    }

    @Override
    public JsonOutput.Body when(Term.When term) {
        return out -> {
            write(out, "when", term.condition());
            write(out, "then", term.then());
            write(out, "else", term.otherwise());
        };
    }

    @Override
    public JsonOutput.Body bands(Term.Bands term) {
        return out -> {
            write(out, "bands", term.x());
            out.writeArrayFieldStart("of");
            for (Term.Bands.Band band : term.bands()) {
                JsonOutput.Body members = open -> {
                    write(open, band.inclusive() ? "upTo" : "below", band.limit());
                    write(open, "then", band.then());
                };
                write(out, lengthOf(List.of(band.limit(), band.then())), members);
            }
            out.writeEndArray();
            write(out, "else", term.otherwise());
        };
    }

    @Override
    public JsonOutput.Body ramp(Term.Ramp term) {
        return out -> {
            write(out, "ramp", term.x());
            writePoint(out, "from", term.fromX(), term.fromY());
            writePoint(out, "to", term.toX(), term.toY());
        };
    }

    private static void writePoint(JsonGenerator out, String key, Term x, Term y) throws IOException {
        out.writeFieldName(key);
        write(out, lengthOf(List.of(x, y)), members -> {
            write(members, "x", x);
            write(members, "y", y);
        });
    }

    @Override
    public JsonOutput.Body ifMissing(Term.IfMissing term) {
        return out -> {
            write(out, "ifMissing", term.of());
            write(out, "instead", term.instead());
        };
    }

    @Override
    public JsonOutput.Body compare(Condition.Compare condition) {
        return list(key(condition.how()), List.of(condition.left(), condition.right()));
    }

    static String key(Condition.Comparison how) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, how.name());
    }

    @Override
    public JsonOutput.Body is(Condition.Is condition) {
        return text("is", condition.flag());
    }

    @Override
    public JsonOutput.Body oneOf(Condition.OneOf condition) {
        return out -> {
            out.writeArrayFieldStart("oneOf");
            for (String text : condition.texts()) {
                out.writeString(text);
            }
            out.writeEndArray();
            out.writeStringField("fact", condition.fact());
        };
    }

    @Override
    public JsonOutput.Body listed(Condition.Listed condition) {
        return out -> writeReasons(out, "listed", condition.reasons());
    }

    @Override
    public JsonOutput.Body isGiven(Condition.IsGiven condition) {
        return out -> write(out, "isGiven", condition.term());
    }

    @Override
    public JsonOutput.Body all(Condition.All condition) {
        return conditions("all", condition.parts());
    }

    @Override
    public JsonOutput.Body any(Condition.Any condition) {
        return conditions("any", condition.parts());
    }

    private static JsonOutput.Body conditions(String key, List<Condition> conditions) {
        return out -> {
            out.writeArrayFieldStart(key);
            for (Condition condition : conditions) {
                write(out, condition);
            }
            out.writeEndArray();
        };
    }

    @Override
    public JsonOutput.Body not(Condition.Not condition) {
        return out -> write(out, "not", condition.condition());
    }
}
