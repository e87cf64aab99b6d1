package dev.countersign.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentTest {
    @Test
    void quotesOnlyWhereTheServerWouldReadSomethingElse() {
        assertThat(Ident.quote("users")).isEqualTo("users");
        assertThat(Ident.quote("_a1")).isEqualTo("_a1");
        assertThat(Ident.quote("1a")).isEqualTo("\"1a\"");
        assertThat(Ident.quote("Users")).isEqualTo("\"Users\"");
        assertThat(Ident.quote("user")).isEqualTo("\"user\"");
        assertThat(Ident.quote("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(Ident.quote("a\u202Eb\\")).isEqualTo("U&\"a\\202Eb\\\\\"");
        assertThat(Ident.qualified("my schema", "select")).isEqualTo("\"my schema\".\"select\"");
        assertThat(Ident.qualified("", "t")).isEqualTo("t");
    }

    @Test
    void refusesWhatPostgresqlCannotStore() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ident.quote(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Ident.quote("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Literal.quote("\uD800"));
    }

    @Test
    void unquoteUndoesQuoteForAnyName() {
        Random random = new Random(20261121);
        String alphabet = "aZ_09 \"'\\.$;-\u00e9\u202e\u0001\r\n\t\uFEFF";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(6);
            for (int k = 0; k < length; k++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Ident.unquote(Ident.quote(name.toString()))).isEqualTo(name.toString());
        }
    }

    @Test
    void bareNamesFoldAsciiOnly() {
        assertThat(Ident.unquote("FooBar")).isEqualTo("foobar");
        assertThat(Ident.unquote("\u00c4B")).isEqualTo("\u00c4b");
    }

    @Test
    void literals() {
        assertThat(Literal.quote("it's")).isEqualTo("'it''s'");
        assertThat(Literal.quote("a\\b")).isEqualTo("E'a\\\\b'");
        assertThat(Literal.quote("a\r\nb\u202e")).isEqualTo("E'a\\r\nb\\u202E'");
        assertThat(Literal.dollarQuote("a")).isEqualTo("$$a$$");
        assertThat(Literal.dollarQuote("a $$ b")).isEqualTo("$body$a $$ b$body$");
        assertThat(Literal.dollarQuote("a$")).isEqualTo("$body$a$$body$");
        assertThat(Literal.dollarQuote("$$ $body")).isEqualTo("$body1$$$ $body$body1$");
    }
}
