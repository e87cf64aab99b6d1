package dev.countersign.app.text;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.layout.Region;
import org.fxmisc.richtext.model.SegmentOpsBase;

/** A node among the text: one character long, without text of its own, so that copying and searching pass it by. */
record Embedded(boolean exists, Supplier<Region> node) {

    private static final Embedded NOTHING = new Embedded(false, Region::new);

    static Embedded of(Supplier<Region> node) {
        return new Embedded(true, node);
    }

    /** How the text model handles such a piece. */
    static final class Ops<S> extends SegmentOpsBase<Embedded, S> {
        Ops() {
            super(NOTHING);
        }

        @Override
        public int length(Embedded piece) {
            return piece.exists() ? 1 : 0;
        }

        @Override
        public char realCharAt(Embedded piece, int index) {
            return '\ufffc';
        }

        @Override
        public String realGetText(Embedded piece) {
            return "\ufffc";
        }

        @Override
        public Embedded realSubSequence(Embedded piece, int start, int end) {
            return end > start ? piece : NOTHING;
        }

        @Override
        public Optional<Embedded> joinSeg(Embedded left, Embedded right) {
            return Optional.empty();
        }
    }
}
