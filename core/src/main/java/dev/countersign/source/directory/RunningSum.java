package dev.countersign.source.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A SHA-256 over everything so far: how migration directories and their records write sums. Does not change. */
public final class RunningSum {
    private final MessageDigest digest;

    /** The sum of nothing. */
    public RunningSum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private RunningSum(MessageDigest digest) {
        this.digest = digest;
    }

    /** The sum over a text in UTF-8 too. */
    public RunningSum and(String text) {
        return and(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sum over these bytes too. */
    public RunningSum and(byte[] bytes) {
        MessageDigest more = copy();
        more.update(bytes);
        return new RunningSum(more);
    }

    /** The sum in Base64. */
    public String text() {
        return Base64.getEncoder().encodeToString(copy().digest());
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of every Java runtime can be cloned", e);
        }
    }
}
