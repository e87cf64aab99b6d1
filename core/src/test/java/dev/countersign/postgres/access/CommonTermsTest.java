package dev.countersign.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Uncompared;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Roles belong to the whole server: none is dropped, and a desired state that makes some hears of the others. */
class CommonTermsTest {
    private static final Catalog LIVE = catalog(
            List.of(),
            new Surroundings(
                    Optional.of("keeper"),
                    Optional.of("keeper"),
                    List.of(role("keeper"), role("kept"), role("wanted"))));

    @Test
    void aStateThatMakesRolesIsToldOfTheOthers() {
        CommonTerms.Pair pair = CommonTerms.of(
                LIVE, catalog(List.of(role("wanted")), LIVE.surroundings().withRoles(List.of())));

        assertThat(pair.current().objects()).containsOnlyKeys(ObjectRef.of(ObjectKind.ROLE, "wanted"));
        assertThat(pair.desired().uncompared()).extracting(Uncompared::name).containsExactly("kept");
    }

    @Test
    void aStateWithoutRolesIsNotAboutThem() {
        CommonTerms.Pair pair =
                CommonTerms.of(LIVE, catalog(List.of(), LIVE.surroundings().withRoles(List.of())));

        assertThat(pair.current().objects()).isEmpty();
        assertThat(pair.desired().uncompared()).isEmpty();
    }

    private static AccessRule role(String name) {
        return new Role(ObjectRef.of(ObjectKind.ROLE, name), Attributes.none(), Attributes.none(), Optional.empty());
    }

    private static Catalog catalog(List<AccessRule> rules, Surroundings surroundings) {
        return new Catalog("postgresql", "18", rules, List.of(), List.of(), surroundings);
    }
}
