package dev.countersign.app;

/** Program entry. */
public final class Countersign {
    private Countersign() {}

    public static void main(String[] args) {}
}
