package dev.countersign.app.compare;

import java.util.Optional;

/** A node of the tree control: a group, or a row of one. */
record ChangeNode(ChangeGroup group, Optional<ChangeRow> member) {

    boolean isGroup() {
        return member.isEmpty();
    }

    ChangeRow row() {
        return member.orElseThrow();
    }
}
