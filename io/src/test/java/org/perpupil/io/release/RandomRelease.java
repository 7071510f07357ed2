package org.perpupil.io.release;

import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.PupilGroup;

/**
 * A district drawn by lot, pupil kinds and all, one to three tables of it, and an attack on their release.
 *
 * <p>The pupils of a school and span are of four kinds: neither need, poverty alone, English learner alone, both.
 */
final class RandomRelease {
    private static final int KINDS = 4;
    private static final int FEW = 2;
    private static final int MANY = 30;

    private final List<String> schools;
    private final List<String> spans;
    private final boolean[][] taught;
    private final long[] pupils;
    private final List<PupilGroup> groups;
    private final List<ReleaseTable> tables = new ArrayList<>();
    private final int minimum;
    private final boolean zerosAreShown;
    private final boolean isInTwoParts;

    RandomRelease(long seed, boolean tiny) {
        Random random = new Random(seed);
        schools = names("S", tiny ? 1 + random.nextInt(2) : 2 + random.nextInt(4));
        spans = names("G", tiny ? 1 : 1 + random.nextInt(3));
        taught = new boolean[schools.size()][spans.size()];
        pupils = new long[schools.size() * spans.size() * KINDS];
        int largest = tiny ? 3 : 1 + random.nextInt(60);
        for (int s = 0; s < schools.size(); s++) {
            int always = random.nextInt(spans.size());
            for (int g = 0; g < spans.size(); g++) {
                taught[s][g] = g == always || random.nextInt(4) > 0;
                for (int k = 0; k < KINDS && taught[s][g]; k++) {
                    pupils[at(s, g, k)] = random.nextInt(3) == 0
                            ? random.nextInt(Math.min(largest, 12) + 1)
                            : random.nextInt(largest + 1);
                }
            }
        }
        zerosAreShown = random.nextInt(4) == 0;
        minimum = tiny ? 3 : random.nextInt(3) == 0 ? 3 + random.nextInt(15) : 10;
        List<PupilGroup> choice = List.of(
                POVERTY,
                ENGLISH_LEARNER,
                anyOf(POVERTY, ENGLISH_LEARNER),
                allOf(POVERTY, ENGLISH_LEARNER),
                POVERTY.butNot(ENGLISH_LEARNER));
        Set<PupilGroup> drawn = new LinkedHashSet<>();
        if (random.nextInt(8) > 0) {
            drawn.add(NeedCategory.ALL_PUPILS);
        }
        drawn.add(POVERTY);
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            drawn.add(choice.get(random.nextInt(choice.size())));
        }
        groups = List.copyOf(drawn);
        isInTwoParts = schools.size() > 2 && random.nextBoolean();
        Dimension bySchool = Dimension.adding("school", "all schools");
        if (isInTwoParts) {
            bySchool = bySchool.subtotal("north", schools.subList(0, 2))
                    .subtotal("south", schools.subList(2, schools.size()));
        }
        Dimension bySpan = Dimension.adding("span", "all grades");
        Dimension byNeed = Dimension.groups("need", groups);
        int which = tiny ? 1 : 1 + random.nextInt(7);
        boolean totals = random.nextInt(5) > 0;
        if ((which & 1) != 0) {
            ReleaseTable.Builder table = ReleaseTable.named("by school", bySchool, byNeed);
            for (String school : schools) {
                for (PupilGroup group : groups) {
                    table.count(sum(of(school, "all grades", group.name())), school, group.name());
                }
            }
            tables.add(totals ? table.totals("school").build() : table.build());
        }
        if ((which & 2) != 0) {
            ReleaseTable.Builder table = ReleaseTable.named("by school and span", bySchool, bySpan, byNeed);
            for (int s = 0; s < schools.size(); s++) {
                for (int g = 0; g < spans.size(); g++) {
                    for (PupilGroup group : groups) {
                        if (taught[s][g]) {
                            table.count(
                                    sum(of(schools.get(s), spans.get(g), group.name())),
                                    schools.get(s),
                                    spans.get(g),
                                    group.name());
                        }
                    }
                }
            }
            if (totals) {
                table.totals("school");
            }
            tables.add(random.nextBoolean() ? table.totals("span").build() : table.build());
        }
        if ((which & 4) != 0) {
            ReleaseTable.Builder table = ReleaseTable.named("by span", bySpan, byNeed);
            for (int g = 0; g < spans.size(); g++) {
                int span = g;
                if (IntStream.range(0, schools.size()).anyMatch(s -> taught[s][span])) {
                    for (PupilGroup group : groups) {
                        table.count(sum(of("all schools", spans.get(g), group.name())), spans.get(g), group.name());
                    }
                }
            }
            tables.add(table.totals("span").build());
        }
    }

    private static List<String> names(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
    }

    private int at(int school, int span, int kind) {
        return (school * spans.size() + span) * KINDS + kind;
    }

    private long sum(int[] unknowns) {
        long sum = 0;
        for (int i : unknowns) {
            sum += pupils[i];
        }
        return sum;
    }

    /** The unknowns that a count is the sum of, by what its labels say. */
    private int[] of(String school, String span, String group) {
        return of(school, span, kind -> switch (group) {
            case "all pupils" -> true;
            case "poverty" -> kind == 1 || kind == 3;
            case "English learner" -> kind == 2 || kind == 3;
            case "any of (English learner, poverty)" -> kind > 0;
            case "all of (English learner, poverty)" -> kind == 3;
            case "poverty without (English learner)" -> kind == 1;
            default -> throw new IllegalArgumentException(group);
        });
    }

    private int[] of(String school, String span, IntPredicate kinds) {
        IntStream.Builder unknowns = IntStream.builder();
        for (int s = 0; s < schools.size(); s++) {
            boolean isIn = switch (school) {
                case "all schools" -> true;
                case "north" -> s < 2;
                case "south" -> s >= 2;
                default -> schools.get(s).equals(school);
            };
            for (int g = 0; g < spans.size(); g++) {
                for (int k = 0; k < KINDS; k++) {
                    if (isIn && (span.equals("all grades") || spans.get(g).equals(span)) && kinds.test(k)) {
                        unknowns.add(at(s, g, k));
                    }
                }
            }
        }
        return unknowns.build().toArray();
    }

    List<ReleaseTable> tables() {
        return tables;
    }

    PublicRelease release() {
        PublicRelease.Builder release = PublicRelease.named("drawn").minimum(minimum);
        if (zerosAreShown) {
            release.showingZeros();
        }
        tables.forEach(release::table);
        return release.build();
    }

    /** What an attack found. */
    record Attack(PublicRelease release, int attacked, List<String> recovered) {}

    /**
     * Attacks all hidden counts, and all small counts of pupils of the four kinds and of their unions in the places of the tables.
     *
     * @param isTold whether the adversary is told which of the hidden counts are small
     */
    Attack attack(boolean isTold, boolean byEnumeration) {
        PublicRelease release = release();
        Adversary adversary = new Adversary(pupils.length, byEnumeration ? 4 : 400);
        for (int s = 0; s < schools.size(); s++) {
            for (int g = 0; g < spans.size(); g++) {
                // Which school teaches what is seen from a table that has no count there.
                if (!taught[s][g]
                        && tables.stream().anyMatch(table -> table.name().equals("by school and span"))) {
                    adversary.learn(of(schools.get(s), spans.get(g), kind -> true), 0, 0);
                }
            }
        }
        Set<String> places = new TreeSet<>();
        List<int[]> targets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ReleasedTable table : release.tables()) {
            for (ReleasedTable.Cell cell : table.cells()) {
                String school = label(table, cell, "school", "all schools");
                String span = label(table, cell, "span", "all grades");
                int[] unknowns = of(school, span, label(table, cell, "need", "all pupils"));
                if (cell.isSuppressed()) {
                    long least = zerosAreShown ? 1 : 0;
                    boolean isSmall = sum(unknowns) < minimum;
                    adversary.learn(unknowns, least, isTold && isSmall ? minimum - 1 : Long.MAX_VALUE / 4);
                    targets.add(unknowns);
                    names.add(cell.labels().toString());
                } else {
                    long value = Long.parseLong(cell.text());
                    adversary.learn(unknowns, value, value);
                }
                places.add(school + "/" + span);
            }
        }
        for (String place : places) {
            String[] at = place.split("/");
            for (int kinds = 1; kinds < 1 << KINDS; kinds++) {
                int chosen = kinds;
                int[] unknowns = of(at[0], at[1], kind -> (chosen >> kind & 1) == 1);
                long value = sum(unknowns);
                if (value < minimum && !(zerosAreShown && value == 0)) {
                    targets.add(unknowns);
                    names.add("kinds " + Integer.toBinaryString(kinds) + " in " + place);
                }
            }
        }
        List<String> recovered = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (byEnumeration) {
                if (adversary.determinesByEnumeration(targets.get(i), pupils)) {
                    recovered.add(names.get(i));
                }
            } else {
                Optional<Boolean> found = adversary.determines(targets.get(i), pupils, FEW);
                if (found.isEmpty() && isOtherwise(release, targets.get(i), adversary)) {
                    found = Optional.of(false);
                }
                if (found.isEmpty()) {
                    found = adversary.determines(targets.get(i), pupils, MANY);
                }
                if (!found.equals(Optional.of(false))) {
                    recovered.add(names.get(i) + (found.isEmpty() ? " (no answer)" : ""));
                }
            }
        }
        return new Attack(release, targets.size(), recovered);
    }

    /**
     * Tells whether a sum has another value with other counts that the release claims to be possible. The claim is checked: there must be pupils
     * who make the counts, and fit all that is known.
     */
    private boolean isOtherwise(PublicRelease release, int[] target, Adversary adversary) {
        for (Map<Figure, Integer> shift : release.witnesses()) {
            Adversary told = adversary.copy();
            for (ReleaseTable table : tables) {
                table.counts().forEach((labels, count) -> {
                    List<String> names =
                            table.dimensions().stream().map(Dimension::name).toList();
                    int[] unknowns = of(
                            label(names, labels, "school", "all schools"),
                            label(names, labels, "span", "all grades"),
                            label(names, labels, "need", "all pupils"));
                    long other = sum(unknowns) + shift.getOrDefault(table.figure(labels), 0);
                    told.learn(unknowns, other, other);
                });
            }
            if (told.mayDiffer(target, pupils, FEW)) {
                return true;
            }
        }
        return false;
    }

    private static String label(ReleasedTable table, ReleasedTable.Cell cell, String dimension, String total) {
        return label(table.dimensions(), cell.labels(), dimension, total);
    }

    private static String label(List<String> dimensions, List<String> labels, String dimension, String total) {
        int at = dimensions.indexOf(dimension);
        return at < 0 ? total : labels.get(at);
    }

    /** Returns the same with the schools in the other order. */
    PublicRelease turnedRound() {
        PublicRelease.Builder release = PublicRelease.named("drawn").minimum(minimum);
        if (zerosAreShown) {
            release.showingZeros();
        }
        for (int i = tables.size() - 1; i >= 0; i--) {
            ReleaseTable table = tables.get(i);
            ReleaseTable.Builder turned =
                    ReleaseTable.named(table.name(), table.dimensions().toArray(Dimension[]::new));
            List<List<String>> labels = new ArrayList<>(table.counts().keySet());
            for (int j = labels.size() - 1; j >= 0; j--) {
                turned.count(table.counts().get(labels.get(j)), labels.get(j).toArray(String[]::new));
            }
            release.table(turned.build());
        }
        return release.build();
    }

    @Override
    public String toString() {
        return tables.stream().map(table -> table + " " + table.counts()).toList() + ", minimum " + minimum
                + (zerosAreShown ? ", zeros shown" : "");
    }
}
