package org.perpupil.io.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Breaks files in the ways in which they are broken by chance, by programs, and on purpose. */
final class Broken {
    private static final int LARGEST = 4_000_000;

    private static final byte[][] TOKENS = {
        bytes("\""),
        bytes("\"\"\""),
        bytes("\r"),
        bytes("\r\n"),
        bytes("\n\n"),
        bytes(","),
        bytes(";"),
        bytes("\t"),
        bytes("\uFEFF"),
        bytes("\u0000"),
        bytes("\u200B"),
        bytes("1e999999999"),
        bytes("-1e-999999999"),
        bytes("9".repeat(1_000)),
        bytes("0.".concat("0".repeat(500)).concat("1")),
        bytes("-"),
        bytes("†"),
        bytes("NaN"),
        bytes("=cmd|' /C calc'!A0"),
        bytes("<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\">]>"),
        bytes("<!DOCTYPE x SYSTEM \"file:///etc/hostname\">"),
        bytes("&a;"),
        bytes("&#0;"),
        bytes("<![CDATA["),
        bytes("<a>".repeat(2_000)),
        bytes("]]>"),
        bytes("[".repeat(2_000)),
        bytes("{\"a\":".repeat(1_000)),
        bytes("}"),
        bytes("]"),
        bytes("null"),
        bytes("true"),
        bytes("\\uD800"),
        bytes("../../"),
        {(byte) 0xFF},
        {(byte) 0xC3},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {'P', 'K', 3, 4},
    };

    private final Random random;

    Broken(Random random) {
        this.random = random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns a seed, broken in one to eight places; of a zip file one of its parts, or the file itself. */
    byte[] of(List<byte[]> seeds) throws IOException {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        boolean isZip = seed.length > 4 && seed[0] == 'P' && seed[1] == 'K';
        if (isZip && random.nextInt(4) > 0) {
            return zipped(seed);
        }
        return broken(seed, seeds);
    }

    private byte[] broken(byte[] seed, List<byte[]> others) {
        byte[] now = seed;
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            now = step(now, others);
        }
        return now.length > LARGEST ? Arrays.copyOf(now, LARGEST) : now;
    }

    private byte[] step(byte[] now, List<byte[]> others) {
        if (now.length == 0) {
            return TOKENS[random.nextInt(TOKENS.length)];
        }
        int from = random.nextInt(now.length);
        int many = Math.min(now.length - from, 1 + random.nextInt(1 << random.nextInt(12)));
        return switch (random.nextInt(8)) {
            case 0 -> {
                byte[] changed = now.clone();
                changed[from] ^= (byte) (1 << random.nextInt(8));
                yield changed;
            }
            case 1 -> {
                byte[] changed = now.clone();
                changed[from] = (byte) random.nextInt(256);
                yield changed;
            }
            case 2 -> joined(now, from, new byte[0], from + many);
            case 3 -> joined(now, from, Arrays.copyOfRange(now, from, from + many), from);
            case 4 -> random.nextInt(6) == 0 ? Arrays.copyOf(now, from) : joined(now, from, new byte[0], from + 1);
            case 5 -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int start = other.length == 0 ? 0 : random.nextInt(other.length);
                yield joined(
                        now, from, Arrays.copyOfRange(other, start, Math.min(other.length, start + many)), from + many);
            }
            default ->
                joined(now, from, TOKENS[random.nextInt(TOKENS.length)], random.nextBoolean() ? from : from + many);
        };
    }

    /** Returns bytes up to a place, others, and the bytes from another place. */
    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        byte[] all = new byte[to + between.length + bytes.length - from];
        System.arraycopy(bytes, 0, all, 0, to);
        System.arraycopy(between, 0, all, to, between.length);
        System.arraycopy(bytes, from, all, to + between.length, bytes.length - from);
        return all;
    }

    /** A broken part of a zip file would never be looked at if its checksum told. */
    private byte[] zipped(byte[] seed) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Path file = Files.createTempFile("seed", ".zip");
        Files.write(file, seed);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream part = zip.getInputStream(entry)) {
                    parts.put(entry.getName(), part.readAllBytes());
                }
            }
        } finally {
            Files.delete(file);
        }
        List<String> names = new ArrayList<>(parts.keySet());
        String name = names.get(random.nextInt(names.size()));
        parts.computeIfPresent(name, (any, part) -> broken(part, List.copyOf(parts.values())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
