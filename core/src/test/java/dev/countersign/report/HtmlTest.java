package dev.countersign.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textCanNeverBecomeMarkup() {
        String html = new Html()
                .element("td", "", "<script>alert('x')</script> & \"><img onerror=x>")
                .toString();

        assertThat(html)
                .isEqualTo(
                        "<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;&gt;&lt;img onerror=x&gt;</td>\n");
    }

    @Test
    void charactersThatReorderOrHideTextAreShown() {
        assertThat(new Html().text("a\u202eb\u0007c\u200bd").toString())
                .isEqualTo("a<span class=\"hidden\">U+202E</span>b<span class=\"hidden\">U+0007</span>c"
                        + "<span class=\"hidden\">U+200B</span>d");
    }
}
