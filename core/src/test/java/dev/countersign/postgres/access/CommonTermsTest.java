package dev.countersign.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
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

    /** Since 15 the first schema belongs to pg_database_owner, and old dumps grant it to the database's owner as well. */
    @Test
    void whatTheOwnerWasGrantedInSoManyWordsIsCompared() {
        ObjectRef schema = ObjectRef.of(ObjectKind.SCHEMA, "public");
        Privileges granted = Privileges.of(
                schema, "keeper", List.of(new Privilege("USAGE", Privilege.Level.NONE, Privilege.Level.GRANTED)));
        Surroundings dev = new Surroundings(Optional.of("dev"), Optional.of("dev"), List.of());
        Catalog desired = catalog(List.of(granted), dev);

        assertThat(CommonTerms.of(catalog(List.of(granted), LIVE.surroundings()), desired)
                        .desired()
                        .objects())
                .containsOnlyKeys(granted.ref());
        assertThat(CommonTerms.of(LIVE, desired).desired().objects())
                .as("an owner has it anyway")
                .isEmpty();
    }

    private static AccessRule role(String name) {
        return new Role(ObjectRef.of(ObjectKind.ROLE, name), Attributes.none(), Attributes.none(), Optional.empty());
    }

    private static Catalog catalog(List<AccessRule> rules, Surroundings surroundings) {
        return new Catalog("postgresql", "18", rules, List.of(), List.of(), surroundings);
    }
}
