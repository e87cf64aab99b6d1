package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.review.StateInfo;
import dev.countersign.source.LoadedState;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What a loaded state is for people, and how its rows are asked. */
final class States {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(15);

    private States() {}

    static StateInfo info(LoadedState state) {
        Catalog catalog = state.catalog();
        return new StateInfo(
                state.label(),
                state.kind(),
                state.server(),
                state.readAt(),
                catalog.objects().size(),
                Fingerprint.of(catalog));
    }

    static Optional<RowProbe> probe(LoadedState state, Clock clock) {
        return state.rows()
                .map(rows -> new RowProbe(
                        rows::open,
                        rows.live() ? Diagnostic.Evidence.LIVE_DATA : Diagnostic.Evidence.DEV_DATABASE,
                        PROBE_LIMIT,
                        clock));
    }
}
