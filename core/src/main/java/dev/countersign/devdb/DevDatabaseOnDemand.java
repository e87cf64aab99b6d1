package dev.countersign.devdb;

import java.util.Optional;
import java.util.function.Supplier;

/** A dev database that is opened when somebody needs it first: comparing two live databases needs none. */
final class DevDatabaseOnDemand implements DevDatabase {
    private final Supplier<DevDatabase> opening;
    private Optional<DevDatabase> opened = Optional.empty();
    private boolean over;

    /** @param opening opens it; asked again after a failure */
    DevDatabaseOnDemand(Supplier<DevDatabase> opening) {
        this.opening = opening;
    }

    private synchronized DevDatabase opened() {
        if (over) {
            throw new DevDatabaseException("The dev database is closed already.");
        }
        if (opened.isEmpty()) {
            opened = Optional.of(opening.get());
        }
        return opened.get();
    }

    @Override
    public String serverVersion() {
        return opened().serverVersion();
    }

    @Override
    public String describe() {
        return opened().describe();
    }

    @Override
    public ScratchDatabase create(String purpose) {
        return opened().create(purpose);
    }

    @Override
    public boolean copies() {
        return opened().copies();
    }

    @Override
    public Optional<ScratchDatabase> copy(ScratchDatabase original, String purpose) {
        return opened().copy(original, purpose);
    }

    @Override
    public synchronized void kill() {
        over = true;
        opened.ifPresent(DevDatabase::kill);
    }

    @Override
    public synchronized void close() {
        over = true;
        opened.ifPresent(DevDatabase::close);
    }
}
