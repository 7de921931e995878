#include "adapters/mail/html_text.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_parts.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using rexflow::mail::charset_in_html;
using rexflow::mail::html_to_text;
using rexflow::testing::processor_seconds;
using rexflow::testing::repeated;
using rexflow::testing::slowness;

TEST_CASE("blocks become lines and blanks run together", "[mail][html]") {
    CHECK(html_to_text("<div>un</div><div>deux<br>trois</div>quatre") == "un\ndeux\ntrois\nquatre");
    CHECK(html_to_text("<p>un\n  deux</p><p>trois</p>") == "un deux\n\ntrois");
    CHECK(html_to_text("<div>a</div><div><br></div><div>b</div>") == "a\n\nb");
    CHECK(html_to_text("a<b>b</b> <i>c</i>") == "ab c");
    CHECK(html_to_text("<pre>a  b\n c</pre>d") == "a  b\n c\nd");
    CHECK(html_to_text("apr&egrave;s 19&nbsp;h &lt;merci&gt; &#8364; &unknown;") ==
          "après 19\u00A0h <merci> € &unknown;");
    CHECK(html_to_text("") == "");
    CHECK(html_to_text("pas de balise, 3 < 4") == "pas de balise, 3 < 4");
}

TEST_CASE("paragraphs of Outlook stand close, as they are shown", "[mail][html]") {
    CHECK(html_to_text("<p class=MsoNormal>Bonjour,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
                       "<p class=MsoNormal>Merci</p><p class=MsoNormal>Léa</p>") == "Bonjour,\n\nMerci\nLéa");
    CHECK(html_to_text("<p style=\"margin:0\">a</p><p style=\"margin:0\">b</p>") == "a\nb");
}

TEST_CASE("the cells of a row stand on one line", "[mail][html]") {
    CHECK(html_to_text("<table><tr><td>Nom :</td><td>Exemple</td></tr><tr><td>Tél. :</td><td>06 39 98 00 42</td></tr>"
                       "</table>") == "Nom :\tExemple\nTél. :\t06 39 98 00 42");
    CHECK(html_to_text("<table><tr><td><p>Nom</p></td><td><p>Exemple</p></td></tr></table>") == "Nom\tExemple");
    CHECK(html_to_text("<table><tr><td>a<br>b</td><td>c</td></tr></table>") == "a\nb\nc");
    CHECK(html_to_text("<table><tr><td></td><td>seul</td><td> </td></tr></table>fin") == "seul\nfin");
}

TEST_CASE("lists keep their bullets and numbers", "[mail][html]") {
    CHECK(html_to_text("<ul><li>un<li>deux</ul>") == "- un\n- deux");
    CHECK(html_to_text("<ol start=3><li>un</li><li>deux</li></ol>fin") == "3. un\n4. deux\nfin");
}

TEST_CASE("a link says where it leads when its text does not", "[mail][html]") {
    CHECK(html_to_text("<a href='https://evil.example/x'>www.bank.example</a>") == "www.bank.example [evil.example]");
    CHECK(html_to_text("<a href='https://bank.example@evil.example/'>bank.example</a>") ==
          "bank.example [evil.example]");
    CHECK(html_to_text("<a href='http://www.cpts.example/page'>CPTS.example</a>") == "CPTS.example");
    CHECK(html_to_text("<a href='mailto:lea@idel.example?subject=x'>lea@idel.example</a>") == "lea@idel.example");
    CHECK(html_to_text("<a href='mailto:lea@idel.example'>Léa</a>") == "Léa [lea@idel.example]");
    CHECK(html_to_text("<a href='tel:+33639980042'>06 39 98 00 42</a>") == "06 39 98 00 42");
    CHECK(html_to_text("<a href='tel:+33639980042'>Appelez-moi</a>") == "Appelez-moi [+33639980042]");
    CHECK(html_to_text("<a href='javascript:alert(1)'>ici</a> <a href='#x'>là</a>") == "ici là");
    CHECK(html_to_text("<img alt='Logo de la CPTS'><img alt='image001.png'><img src=x>") == "Logo de la CPTS");
}

TEST_CASE("what is hidden from the reader is not read", "[mail][html]") {
    for (const std::string hidden :
         {"<div style='display: none'>x</div>", "<p style='VISIBILITY:hidden'>x</p>",
          "<span style='font-size:0px'>x</span>", "<div style='color:red; mso-hide:all'>x</div>",
          "<div style='max-height:0;overflow:hidden'>x</div>", "<span style='opacity:0'>x</span>",
          "<span hidden>x</span>", "<!-- x -->", "<script>x</script>", "<style>x</style>", "<title>x</title>",
          "<template>x</template>", "<select><option>x</select>", "<object>x</object>", "<svg><text>x</text></svg>"})
        CHECK(html_to_text(hidden + "<div>lu</div>") == "lu");
    CHECK(html_to_text("<td style='font-size:0'><div style='font-size:13px'>lu</div></td>") == "lu");
    CHECK(html_to_text("<div><noscript>mail runs no script</noscript></div>") == "mail runs no script");
    CHECK(html_to_text("<div>&zwnj;&nbsp;&zwnj;&nbsp;&#847;</div><div>lu</div>") == "lu");
}

TEST_CASE("an answer in HTML is quoted like one in plain text", "[mail][html]") {
    CHECK(html_to_text("<div dir=ltr>Merci</div><br><div class=gmail_quote><div class=gmail_attr>Le lun. 3 mars 2025, "
                       "L&eacute;a &lt;<a href='mailto:l@x.example'>l@x.example</a>&gt; a &eacute;crit&nbsp;:<br></div>"
                       "<blockquote class=gmail_quote style='margin:0 0 0 .8ex;border-left:1px solid'><div>un<br><br>"
                       "deux</div><blockquote>trois</blockquote></blockquote></div>fin") ==
          "Merci\n\nLe lun. 3 mars 2025, Léa <l@x.example> a écrit\u00A0:\n> un\n>\n> deux\n>> trois\nfin");
    CHECK(html_to_text(
              "Merci<div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>De&nbsp;:</b> Léa<br><b>Envoyé&nbsp;:"
              "</b> lundi</div>") == "Merci\n________________________________\nDe\u00A0: Léa\nEnvoyé\u00A0: lundi");
    CHECK(html_to_text("oui<div class=moz-cite-prefix>Le 03/03/2025 Léa a écrit :<br></div><blockquote type=cite>q"
                       "</blockquote>") == "oui\nLe 03/03/2025 Léa a écrit :\n> q");
    CHECK(html_to_text("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>en retrait</blockquote>") ==
          "en retrait");
}

TEST_CASE("a page says its own charset", "[mail][html]") {
    CHECK(charset_in_html("<html><head><META CHARSET=\"windows-1252\">") == "windows-1252");
    CHECK(charset_in_html("<meta http-equiv=x content='text/html; charset=utf-8'>") == "utf-8");
    CHECK(charset_in_html("<p>rien</p>").empty());
}

TEST_CASE("HTML that nests too deep, or is too much, is read without its tags", "[mail][html][limits]") {
    CHECK(html_to_text(repeated("<div>", 5000) + "Rappelez-moi") == "Rappelez-moi");
    CHECK(html_to_text(repeated("<b>", 5000) + "le &eacute;t&eacute; &lt;3") == "le été <3");
    CHECK(html_to_text(repeated("<i>x</i>", 60'000)).size() == 60'000);
}

TEST_CASE("no HTML takes more than its size", "[mail][html][limits]") {
    std::string fonts;
    for (int i = 0; i < 300; ++i) fonts += "<font size=" + std::to_string(i) + ">";
    const std::vector<std::string> hostile{
        repeated("<div>x", 200'000),
        repeated("<b>", 200'000),
        repeated("<a><b><div></a>", 100'000),
        repeated("<div><select></div></select>", 50'000),
        repeated("<div><textarea></div></textarea>", 50'000),
        repeated("<div><object></div></object>", 50'000),
        repeated("<div><table><tr><td></div></table>", 50'000),
        repeated("<div><!--</div>-->", 100'000),
        repeated("<table><tr><td>", 100'000),
        fonts + repeated("<p>x", 90'000),
        "<a " + repeated("b='' ", 200'000) + ">",
        "<a " + repeated("b", 1'000'000) + ">",
        repeated("<title>", 200'000),
        repeated("<a '", 200'000),
        repeated("<", 2'000'000),
        repeated("&", 2'000'000),
        repeated("<blockquote>x", 390),
        repeated("<!-- ", 300'000),
        repeated("<svg>", 200'000),
        repeated("<template>", 200'000),
    };
    for (std::size_t i = 0; i < hostile.size(); ++i) {
        INFO("hostile page " << i);
        CHECK(processor_seconds([&] { static_cast<void>(html_to_text(hostile[i])); }) < 1 * slowness);
    }
}
