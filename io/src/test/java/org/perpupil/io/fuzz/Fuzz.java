package org.perpupil.io.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perpupil.problem.Problem;

/** Gives broken files to readers: none may crash, hang, or lose a row without a word. */
final class Fuzz implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LONGEST_MESSAGE = 200_000;
    private static final Pattern LINE = Pattern.compile("(?:line|row) (\\d+)");

    private final Random random;
    private final Broken broken;
    private final Path folder;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });
    private long files;

    /**
     * Prepares a run.
     *
     * @param seed the same seed breaks the same files in the same places
     * @param folder where a file is left that a reader did not stand
     */
    Fuzz(long seed, Path folder) {
        this.random = new Random(seed);
        this.broken = new Broken(random);
        this.folder = folder;
    }

    /** Returns how many files were read. */
    long files() {
        return files;
    }

    /** Breaks one file of a reader, and reads it. */
    void once(List<Subject> subjects) throws IOException {
        Subject subject = subjects.get(random.nextInt(subjects.size()));
        byte[] bytes = broken.of(subject.seeds());
        Path file = folder.resolve("fuzz" + subject.suffix());
        Files.write(file, bytes);
        files++;
        check(subject, file);
    }

    /** Reads one file, and tells what no reader may do. */
    void check(Subject subject, Path file) throws IOException {
        Future<Optional<Subject.Outcome>> outcome = reader.submit(() -> {
            try {
                return Optional.of(subject.reading().read(file));
            } catch (IOException documented) {
                return Optional.empty();
            }
        });
        try {
            outcome.get(LONGEST.toSeconds(), TimeUnit.SECONDS).ifPresent(read -> check(subject, file, read));
        } catch (TimeoutException hangs) {
            throw failed(subject, file, "takes more than " + LONGEST, hangs);
        } catch (ExecutionException crashed) {
            throw failed(subject, file, String.valueOf(crashed.getCause()), crashed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static void check(Subject subject, Path file, Subject.Outcome outcome) {
        int lost = outcome.rowsRead() - outcome.rowsUsed();
        if (lost < 0 || (lost > 0 && outcome.problems().isEmpty())) {
            throw failed(subject, file, "loses %s rows and tells no problem".formatted(lost), null);
        }
        Set<String> lines = new HashSet<>();
        for (Problem problem : outcome.problems()) {
            String message = problem.message();
            if (message.length() > LONGEST_MESSAGE || message.chars().anyMatch(letter -> letter == 0)) {
                throw failed(subject, file, "tells a problem that nobody can read: " + problem.code(), null);
            }
            Matcher line = LINE.matcher(problem.place());
            while (line.find()) {
                lines.add(line.group(1));
            }
        }
        if (subject.listsRows() && lines.size() < lost) {
            throw failed(
                    subject,
                    file,
                    "loses %s rows and lists %s: %s".formatted(lost, lines.size(), outcome.problems()),
                    null);
        }
    }

    private static AssertionError failed(Subject subject, Path file, String what, Throwable cause) {
        return new AssertionError("%s %s; the file is left as %s".formatted(subject.name(), what, file), cause);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
