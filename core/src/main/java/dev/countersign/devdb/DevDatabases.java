package dev.countersign.devdb;

import dev.countersign.connect.OtherEngines;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens dev databases by URL. */
public final class DevDatabases {
    private final List<DevDatabaseProvider> providers;

    public DevDatabases(List<DevDatabaseProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /** With every provider on the class path. */
    public static DevDatabases installed() {
        return new DevDatabases(ServiceLoader.load(DevDatabaseProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * @param url e.g. {@code embedded://postgres/18}
     * @throws DevDatabaseException when nobody knows the URL or the database cannot be had
     */
    public DevDatabase open(String url, Progress progress) {
        DevUrl parsed = DevUrl.parse(url);
        return known(parsed).open(parsed, progress);
    }

    /**
     * The same, opened when it is needed first; a failure to open it comes from whatever needed it.
     *
     * @throws DevDatabaseException when nobody knows the URL
     */
    public DevDatabase onDemand(String url, Progress progress) {
        DevUrl parsed = DevUrl.parse(url);
        DevDatabaseProvider provider = known(parsed);
        return new DevDatabaseOnDemand(() -> provider.open(parsed, progress));
    }

    /**
     * Looks at a URL alone; opens nothing.
     *
     * @throws DevDatabaseException when nobody knows the URL, or it can never be opened
     */
    public void check(String url) {
        DevUrl parsed = DevUrl.parse(url);
        known(parsed).check(parsed);
    }

    private DevDatabaseProvider known(DevUrl parsed) {
        Optional<DevDatabaseProvider> provider = provider(parsed);
        if (provider.isPresent()) {
            return provider.get();
        }
        String known = providers.stream().map(DevDatabaseProvider::example).collect(Collectors.joining(", "));
        Optional<String> other = OtherEngines.of(parsed.scheme());
        throw new DevDatabaseException(
                other.isPresent() ? ExitCode.UNSUPPORTED : ExitCode.USAGE,
                "No dev database is known for %s URLs%s; known are: %s."
                        .formatted(
                                parsed.scheme(),
                                other.map(" (%s is not supported)"::formatted).orElse(""),
                                known));
    }

    /**
     * Name of the dialect that the dev database of a URL speaks; empty when nobody knows the URL.
     *
     * @throws DevDatabaseException when it is not a URL
     */
    public Optional<String> dialect(String url) {
        return provider(DevUrl.parse(url)).map(DevDatabaseProvider::dialect);
    }

    private Optional<DevDatabaseProvider> provider(DevUrl url) {
        return providers.stream().filter(p -> p.accepts(url)).findFirst();
    }
}
