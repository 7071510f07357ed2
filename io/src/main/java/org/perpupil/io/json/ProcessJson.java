package org.perpupil.io.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.perpupil.io.internal.json.CoreJson;
import org.perpupil.io.internal.json.JsonLayout;
import org.perpupil.io.internal.json.JsonParts;
import org.perpupil.io.internal.json.JsonValue;
import org.perpupil.io.internal.json.Placed;
import org.perpupil.plan.SitePlan;
import org.perpupil.plan.process.Approval;
import org.perpupil.plan.process.Ballot;
import org.perpupil.plan.process.Committee;
import org.perpupil.plan.process.CompositionRule;
import org.perpupil.plan.process.Input;
import org.perpupil.plan.process.Meeting;
import org.perpupil.plan.process.Member;
import org.perpupil.plan.process.MemberRole;
import org.perpupil.plan.process.PlanHistory;
import org.perpupil.plan.process.PlanStep;
import org.perpupil.plan.process.PlanVersion;
import org.perpupil.plan.process.Votes;

/** How a plan came about: how committees, versions, votes and steps are written, and how they are read back. */
final class ProcessJson {
    /** The kinds of rules of composition. */
    private enum Rule {
        PARITY,
        MAJORITY,
        AT_LEAST,
        AT_MOST,
        EXACTLY,
        ONLY
    }

    private static final ImmutableMap<String, Rule> RULES = Maps.uniqueIndex(List.of(Rule.values()), CoreJson::word);
    private static final ImmutableMap<String, Approval.Decision> DECISIONS =
            Maps.uniqueIndex(List.of(Approval.Decision.values()), CoreJson::word);
    private static final ImmutableMap<String, PlanStep.Kind> STEPS =
            Maps.uniqueIndex(List.of(PlanStep.Kind.values()), CoreJson::word);

    private static final ImmutableSet<String> OF_COMMITTEE =
            ImmutableSet.of("rules", "members", "formerMembers", "meetings");

    private static final String COMMITTEE = "committee";
    private static final String MEMBER = "member";

    private ProcessJson() {}

    /** Writes the members of a history, inside an object. */
    static void writeMembers(JsonGenerator out, PlanHistory history) throws IOException {
        JsonLayout.onLines(out, lines -> {
            JsonParts.writeList(lines, "committees", history.committees(), (list, committee) -> {
                list.writeStartObject();
                list.writeStringField("name", committee.name());
                writeMembers(list, committee);
                list.writeEndObject();
            });
            JsonParts.writeList(lines, "versions", history.versions(), ProcessJson::write);
            JsonParts.writeList(
                    lines,
                    "votes",
                    history.ballots(),
                    (list, ballot) -> write(list, ballot, history.committees().contains(ballot.committee())));
            JsonParts.writeLines(lines, "steps", history.steps(), ProcessJson::write);
        });
    }

    private static void writeMembers(JsonGenerator out, Committee committee) throws IOException {
        JsonParts.writeLines(out, "rules", committee.rules(), ProcessJson::write);
        JsonParts.writeLines(out, "members", committee.members(), ProcessJson::write);
        JsonParts.writeLines(out, "formerMembers", committee.formerMembers(), ProcessJson::write);
        JsonParts.writeList(out, "meetings", committee.meetings(), ProcessJson::write);
    }

    private static void write(JsonGenerator out, Member member) throws IOException {
        out.writeStringField("name", member.name());
        out.writeStringField("role", member.role().name());
    }

    private static void write(JsonGenerator out, CompositionRule rule) throws IOException {
        if (rule instanceof CompositionRule.Parity parity) {
            writeRule(out, Rule.PARITY);
            writeRoles(out, "oneSide", parity.oneSide());
            writeRoles(out, "otherSide", parity.otherSide());
        } else if (rule instanceof CompositionRule.Majority majority) {
            writeRule(out, Rule.MAJORITY);
            writeRoles(out, "some", majority.some());
            writeRoles(out, "group", majority.group());
        } else if (rule instanceof CompositionRule.AtLeast least) {
            writeCount(out, Rule.AT_LEAST, least.count(), least.roles());
        } else if (rule instanceof CompositionRule.AtMost most) {
            writeCount(out, Rule.AT_MOST, most.count(), most.roles());
        } else if (rule instanceof CompositionRule.Exactly exactly) {
            writeCount(out, Rule.EXACTLY, exactly.count(), exactly.roles());
        } else if (rule instanceof CompositionRule.Only only) {
            writeRule(out, Rule.ONLY);
            writeRoles(out, "roles", only.roles());
        } else {
            throw new AssertionError("a rule of a kind that is not written: " + rule);
        }
    }

    private static void writeRule(JsonGenerator out, Rule rule) throws IOException {
        out.writeStringField("rule", CoreJson.word(rule));
    }

    private static void writeCount(JsonGenerator out, Rule rule, int count, Set<MemberRole> roles) throws IOException {
        writeRule(out, rule);
        out.writeStringField("count", Integer.toString(count));
        writeRoles(out, "roles", roles);
    }

    private static void writeRoles(JsonGenerator out, String key, Set<MemberRole> roles) throws IOException {
        JsonParts.writeTexts(out, key, roles.stream().map(MemberRole::name).toList());
    }

    private static void write(JsonGenerator out, Meeting meeting) throws IOException {
        out.writeStartObject();
        out.writeStringField("day", meeting.day().toString());
        JsonParts.writeTexts(out, "agenda", meeting.agenda());
        JsonParts.writeTexts(out, "present", meeting.present());
        JsonParts.writeLines(out, "inputs", meeting.inputs(), ProcessJson::write);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Input input) throws IOException {
        out.writeStringField("from", input.from());
        out.writeStringField("words", input.words());
        if (input.goal().isPresent()) {
            out.writeStringField("goal", input.goal().get());
        }
    }

    private static void write(JsonGenerator out, PlanVersion version) throws IOException {
        out.writeStartObject();
        out.writeStringField("number", Integer.toString(version.number()));
        out.writeStringField("day", version.day().toString());
        out.writeStringField("author", version.author());
        writeNote(out, version.note());
        out.writeObjectFieldStart("plan");
        PlanJson.writeMembers(out, version.plan());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** A committee that is now as it was then is not told again. */
    private static void write(JsonGenerator out, Ballot ballot, boolean isAsNow) throws IOException {
        if (isAsNow) {
            JsonLayout.onOneLine(out, line -> {
                line.writeStartObject();
                write(line, ballot.approval());
                line.writeEndObject();
            });
        } else {
            out.writeStartObject();
            write(out, ballot.approval());
            out.writeObjectFieldStart("then");
            writeMembers(out, ballot.committee());
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private static void write(JsonGenerator out, Approval approval) throws IOException {
        out.writeStringField("committee", approval.committee());
        out.writeStringField("version", Integer.toString(approval.version()));
        out.writeStringField("day", approval.day().toString());
        out.writeStringField("decision", CoreJson.word(approval.decision()));
        out.writeStringField("inFavor", Integer.toString(approval.votes().inFavor()));
        out.writeStringField("against", Integer.toString(approval.votes().against()));
        out.writeStringField("abstaining", Integer.toString(approval.votes().abstaining()));
        writeNote(out, approval.note());
    }

    private static void write(JsonGenerator out, PlanStep step) throws IOException {
        out.writeStringField("step", CoreJson.word(step.kind()));
        out.writeStringField("version", Integer.toString(step.version()));
        out.writeStringField("day", step.day().toString());
        out.writeStringField("who", step.who());
        writeNote(out, step.note());
    }

    private static void writeNote(JsonGenerator out, String note) throws IOException {
        if (!note.isEmpty()) {
            out.writeStringField("note", note);
        }
    }

    /**
     * Reads a history from its members, and takes all its steps again.
     *
     * @param before keys that stand before those of the history, and must
     */
    static Optional<PlanHistory> history(JsonValue value, Set<String> before) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.<String>builder()
                        .addAll(before)
                        .add("versions", "steps")
                        .build(),
                ImmutableSet.of("committees", "votes"));
        Met met = new Met("history", "history");
        List<Committee> committees = fields.list("committees", given -> committee(given, met));
        List<Placed<PlanVersion>> versions = fields.list("versions", ProcessJson::version);
        List<Placed<Ballot>> votes = fields.list("votes", given -> vote(given, committees, met));
        List<Placed<PlanStep>> steps = fields.list("steps", ProcessJson::step);
        return value.document().mark() > mark
                ? Optional.empty()
                : new Replay(committees, versions, votes).of(value, steps);
    }

    private static Optional<Committee> committee(JsonValue value, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name"), OF_COMMITTEE);
        Optional<String> name = fields.get("name", given -> {
            Optional<String> known = CoreJson.name(given);
            known.ifPresent(text -> met.define(COMMITTEE, text, given));
            return known;
        });
        return committee(value, mark, fields, name);
    }

    private static Optional<Committee> committee(
            JsonValue value, int mark, JsonValue.Fields fields, Optional<String> name) {
        Met people = new Met("committee", "committee");
        List<CompositionRule> rules = fields.list("rules", ProcessJson::rule);
        List<Member> members = fields.list("members", given -> member(given, people));
        List<Member> former = fields.list("formerMembers", given -> member(given, people));
        List<Meeting> meetings = fields.list("meetings", given -> meeting(given, people));
        return value.document().make(mark, value, () -> {
            // Only members can have met, so those who left are seated until all meetings are recorded.
            Committee committee = Committee.named(name.orElseThrow())
                    .ruledBy(rules)
                    .seating(former)
                    .seating(members);
            for (Meeting meeting : meetings) {
                committee = committee.met(meeting);
            }
            for (Member left : former) {
                committee = committee.releasing(left.name());
            }
            return committee;
        });
    }

    private static Optional<Member> member(JsonValue value, Met people) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("name", "role"), Set.of());
        Optional<String> name = fields.get("name", given -> {
            Optional<String> known = CoreJson.name(given);
            known.ifPresent(text -> people.define(MEMBER, text, given));
            return known;
        });
        Optional<MemberRole> role = fields.get("role", ProcessJson::role);
        return value.document().make(mark, value, () -> new Member(name.orElseThrow(), role.orElseThrow()));
    }

    private static Optional<MemberRole> role(JsonValue value) {
        return CoreJson.name(value).map(MemberRole::new);
    }

    private static Optional<CompositionRule> rule(JsonValue value) {
        Optional<Rule> kind = value.content() instanceof JsonValue.Members members
                ? new JsonValue.Fields(members.byKey()).get("rule", given -> CoreJson.constant(given, RULES))
                : Optional.empty();
        if (kind.isEmpty()) {
            value.fields(
                    ImmutableSet.of("rule"),
                    ImmutableSet.of("oneSide", "otherSide", "some", "group", "count", "roles"));
            return Optional.empty();
        }
        return switch (kind.get()) {
            case PARITY -> twoGroups(value, "oneSide", "otherSide", CompositionRule.Parity::new);
            case MAJORITY -> twoGroups(value, "some", "group", CompositionRule.Majority::new);
            case AT_LEAST -> counted(value, CompositionRule.AtLeast::new);
            case AT_MOST -> counted(value, CompositionRule.AtMost::new);
            case EXACTLY -> counted(value, CompositionRule.Exactly::new);
            case ONLY -> only(value);
        };
    }

    private static Optional<CompositionRule> twoGroups(
            JsonValue value,
            String oneKey,
            String otherKey,
            BiFunction<Set<MemberRole>, Set<MemberRole>, CompositionRule> rule) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("rule", oneKey, otherKey), Set.of());
        List<MemberRole> one = fields.list(oneKey, ProcessJson::role);
        List<MemberRole> other = fields.list(otherKey, ProcessJson::role);
        return value.document()
                .make(mark, value, () -> rule.apply(ImmutableSet.copyOf(one), ImmutableSet.copyOf(other)));
    }

    private static Optional<CompositionRule> counted(
            JsonValue value, BiFunction<Integer, Set<MemberRole>, CompositionRule> rule) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("rule", "count", "roles"), Set.of());
        Optional<Integer> count = fields.get("count", given -> CoreJson.wholeNumber(given, 0));
        List<MemberRole> roles = fields.list("roles", ProcessJson::role);
        return value.document().make(mark, value, () -> rule.apply(count.orElseThrow(), ImmutableSet.copyOf(roles)));
    }

    private static Optional<CompositionRule> only(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("rule", "roles"), Set.of());
        List<MemberRole> roles = fields.list("roles", ProcessJson::role);
        return value.document().make(mark, value, () -> new CompositionRule.Only(ImmutableSet.copyOf(roles)));
    }

    private static Optional<Meeting> meeting(JsonValue value, Met people) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("day"), ImmutableSet.of("agenda", "present", "inputs"));
        Optional<LocalDate> day = fields.get("day", CoreJson::day);
        List<String> agenda = fields.list("agenda", JsonValue::text);
        List<String> present = fields.list("present", given -> people.named("committee.present", MEMBER, given));
        List<Input> inputs = fields.list("inputs", ProcessJson::input);
        return value.document()
                .make(mark, value, () -> new Meeting(day.orElseThrow(), agenda, ImmutableSet.copyOf(present), inputs));
    }

    private static Optional<Input> input(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(ImmutableSet.of("from", "words"), ImmutableSet.of("goal"));
        Optional<String> from = fields.get("from", CoreJson::name);
        Optional<String> words = fields.get("words", CoreJson::name);
        Optional<String> goal = fields.get("goal", JsonValue::text);
        return value.document().make(mark, value, () -> {
            Input input = Input.of(from.orElseThrow(), words.orElseThrow());
            return goal.map(input::about).orElse(input);
        });
    }

    private static Optional<Placed<PlanVersion>> version(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("number", "day", "author", "plan"), ImmutableSet.of("note"));
        Optional<Integer> number = fields.get("number", given -> CoreJson.wholeNumber(given, 1));
        Optional<LocalDate> day = fields.get("day", CoreJson::day);
        Optional<String> author = fields.get("author", CoreJson::name);
        Optional<String> note = fields.get("note", JsonValue::text);
        Optional<SitePlan> plan = fields.get("plan", given -> PlanJson.plan(given, Set.of()));
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Placed<>(
                                value,
                                new PlanVersion(
                                        number.orElseThrow(),
                                        day.orElseThrow(),
                                        author.orElseThrow(),
                                        note.orElse(""),
                                        plan.orElseThrow())));
    }

    private static Optional<Placed<Ballot>> vote(JsonValue value, Collection<Committee> committees, Met met) {
        int mark = value.document().mark();
        JsonValue.Fields fields = value.fields(
                ImmutableSet.of("committee", "version", "day", "decision", "inFavor", "against", "abstaining"),
                ImmutableSet.of("note", "then"));
        Optional<String> name = fields.get("committee", given -> met.named("history.committee", COMMITTEE, given));
        Optional<Integer> version = fields.get("version", given -> CoreJson.wholeNumber(given, 1));
        Optional<LocalDate> day = fields.get("day", CoreJson::day);
        Optional<Approval.Decision> decision = fields.get("decision", text -> CoreJson.constant(text, DECISIONS));
        Optional<Integer> inFavor = fields.get("inFavor", given -> CoreJson.wholeNumber(given, 0));
        Optional<Integer> against = fields.get("against", given -> CoreJson.wholeNumber(given, 0));
        Optional<Integer> abstaining = fields.get("abstaining", given -> CoreJson.wholeNumber(given, 0));
        Optional<String> note = fields.get("note", JsonValue::text);
        Optional<Committee> then = fields.get("then", given -> committeeThen(given, name));
        return value.document().make(mark, value, () -> {
            Approval approval = new Approval(
                    name.orElseThrow(),
                    version.orElseThrow(),
                    day.orElseThrow(),
                    new Votes(inFavor.orElseThrow(), against.orElseThrow(), abstaining.orElseThrow()),
                    decision.orElseThrow(),
                    note.orElse(""));
            return new Placed<>(
                    value, new Ballot(then.orElseGet(() -> named(approval.committee(), committees)), approval));
        });
    }

    private static Optional<Committee> committeeThen(JsonValue value, Optional<String> name) {
        int mark = value.document().mark();
        return committee(value, mark, value.fields(Set.of(), OF_COMMITTEE), name.or(() -> Optional.of("any")));
    }

    /** A committee that is met and not here is at fault itself, and nothing is made of its votes in the end. */
    private static Committee named(String name, Collection<Committee> committees) {
        return committees.stream()
                .filter(committee -> committee.name().equals(name))
                .findFirst()
                .orElseGet(() -> Committee.named(name));
    }

    private static Optional<Placed<PlanStep>> step(JsonValue value) {
        int mark = value.document().mark();
        JsonValue.Fields fields =
                value.fields(ImmutableSet.of("step", "version", "day", "who"), ImmutableSet.of("note"));
        Optional<PlanStep.Kind> kind = fields.get("step", text -> CoreJson.constant(text, STEPS));
        Optional<Integer> version = fields.get("version", given -> CoreJson.wholeNumber(given, 1));
        Optional<LocalDate> day = fields.get("day", CoreJson::day);
        Optional<String> who = fields.get("who", CoreJson::name);
        Optional<String> note = fields.get("note", JsonValue::text);
        return value.document()
                .make(
                        mark,
                        value,
                        () -> new Placed<>(
                                value,
                                new PlanStep(
                                        kind.orElseThrow(),
                                        version.orElseThrow(),
                                        day.orElseThrow(),
                                        who.orElseThrow(),
                                        note.orElse(""))));
    }
}
