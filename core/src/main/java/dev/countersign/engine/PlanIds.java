package dev.countersign.engine;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Identifiers of plans: UUID version 7 (RFC 9562), which sort by time. */
final class PlanIds {
    private PlanIds() {}

    static String next(Instant now) {
        SecureRandom random = new SecureRandom();
        long time = now.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12);
        long rest = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(time, rest).toString();
    }
}
