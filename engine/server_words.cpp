#include "engine/server_words.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_'; }

char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : ' '; }
char before(std::string_view text, std::size_t i) { return i == 0 ? ' ' : text[i - 1]; }

/// Bytes of the number at `i`, at most three digits (RFC 3463, 2); 0 when there is none.
std::size_t digits(std::string_view text, std::size_t i) {
    std::size_t count = 0;
    while (is_digit(at(text, i + count))) ++count;
    return count <= 3 ? count : 0;
}

/// Bytes of the code "5.1.1" at `i`; 0 when there is none, or when it is part of an address or of a version.
std::size_t enhanced_code_at(std::string_view text, std::size_t i) {
    const char first = at(text, i);
    if ((first != '2' && first != '4' && first != '5') || at(text, i + 1) != '.') return 0;
    if (is_word(before(text, i)) || before(text, i) == '.' || before(text, i) == '@') return 0;
    const auto subject = digits(text, i + 2);
    if (subject == 0 || at(text, i + 2 + subject) != '.') return 0;
    const auto detail = digits(text, i + 3 + subject);
    const auto end = i + 3 + subject + detail;
    const bool goes_on = is_word(at(text, end)) || (at(text, end) == '.' && is_digit(at(text, end + 1)));
    return detail == 0 || goes_on ? 0 : end - i;
}

/// What may stand before a reply code (RFC 5321, 4.2) that is a server's and not some number.
constexpr auto reply_marks = std::to_array<std::string_view>({
    "said: ",         "said:",
    "error: ",        "error ",
    "responded: ",    "response: ",
    "response was: ", "reply: ",
    "code ",          "code: ",
    "smtp; ",         "smtp;",
    "<<< ",           "smtp error from remote mail server after rcpt to:",
    "failed: ",       "returned: ",
    "status: ",       "status ",
    "reason: ",       "(",
    "because: ",      "host said: ",
    "was: ",          "rcpt to: ",
    ">>> ",           "reponse : ",
    "code : ",
});

bool is_introduced(std::string_view text, std::size_t i) {
    const auto head = text.substr(0, i);
    const auto line = head.substr(head.rfind('\n') + 1);
    const bool starts_line = line.find_first_not_of(" >|\t") == std::string_view::npos;
    return starts_line || std::ranges::any_of(reply_marks, [&](auto mark) { return head.ends_with(mark); });
}

/// "550 ", "550-", "421:" where a server speaks; its class as a status code.
std::string reply_code_in(std::string_view text) {
    for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
        const char first = text[i];
        if ((first != '4' && first != '5') || digits(text, i) != 3 || is_word(before(text, i))) continue;
        if (text[i + 1] > '5' || is_word(at(text, i + 3)) || !is_introduced(text, i)) continue;
        return std::string(1, first) + ".0.0";
    }
    return {};
}

struct Wording {
    std::string_view words;
    std::string_view status;
};

/// What servers write, in the order of how much it says; folded.
constexpr auto wordings = std::to_array<Wording>({
    {"user unknown", "5.1.1"},
    {"unknown user", "5.1.1"},
    {"unknown recipient", "5.1.1"},
    {"unknown address", "5.1.1"},
    {"unknown or illegal alias", "5.1.1"},
    {"no such user", "5.1.1"},
    {"no such recipient", "5.1.1"},
    {"no such mailbox", "5.1.1"},
    {"no mailbox here", "5.1.1"},
    {"no mailbox by that name", "5.1.1"},
    {"invalid user", "5.1.1"},
    {"invalid recipient", "5.1.1"},
    {"invalid mailbox", "5.1.1"},
    {"unknown mailbox", "5.1.1"},
    {"mailbox not found", "5.1.1"},
    {"mailbox does not exist", "5.1.1"},
    {"address not found", "5.1.1"},
    {"addressee unknown", "5.1.1"},
    {"recipient unknown", "5.1.1"},
    {"recipient not found", "5.1.1"},
    {"account does not exist", "5.1.1"},
    {"address does not exist", "5.1.1"},
    {"user does not exist", "5.1.1"},
    {"user doesn't have a", "5.1.1"},
    {"no valid recipient", "5.1.1"},
    {"not listed in", "5.1.1"},
    {"is not a known user", "5.1.1"},
    {"is not a valid mailbox", "5.1.1"},
    {"undeliverable address", "5.1.1"},
    {"utilisateur inconnu", "5.1.1"},
    {"destinataire inconnu", "5.1.1"},
    {"adresse inconnue", "5.1.1"},
    {"adresse introuvable", "5.1.1"},
    {"adresse d'au moins un destinataire incorrecte", "5.1.1"},
    {"n'existe pas", "5.1.1"},
    {"host unknown", "5.1.2"},
    {"unknown host", "5.1.2"},
    {"unknown domain", "5.1.2"},
    {"host not found", "5.1.2"},
    {"domain not found", "5.1.2"},
    {"domain name not found", "5.1.2"},
    {"no such domain", "5.1.2"},
    {"unrouteable", "5.1.2"},
    {"domaine inconnu", "5.1.2"},
    {"domaine introuvable", "5.1.2"},
    {"mailbox disabled", "5.2.1"},
    {"account disabled", "5.2.1"},
    {"account is disabled", "5.2.1"},
    {"user is inactive", "5.2.1"},
    {"account inactive", "5.2.1"},
    {"compte desactive", "5.2.1"},
    {"mailbox full", "4.2.2"},
    {"mailbox is full", "4.2.2"},
    {"mailbox exceed", "4.2.2"},
    {"mailfolder is full", "4.2.2"},
    {"inbox is full", "4.2.2"},
    {"over quota", "4.2.2"},
    {"quota exceed", "4.2.2"},
    {"exceeded storage", "4.2.2"},
    {"exceeds the quota", "4.2.2"},
    {"not enough storage space", "4.2.2"},
    {"boite pleine", "4.2.2"},
    {"boite aux lettres pleine", "4.2.2"},
    {"boite aux lettres saturee", "4.2.2"},
    {"quota depasse", "4.2.2"},
    {"message too large", "5.3.4"},
    {"message size exceeds", "5.3.4"},
    {"message exceeds", "5.3.4"},
    {"message is too big", "5.3.4"},
    {"message trop volumineux", "5.3.4"},
    {"too many hops", "5.4.6"},
    {"mail loop", "5.4.6"},
    {"retry timeout exceeded", "4.4.7"},
    {"retry time not reached", "4.4.7"},
    {"delivery time expired", "4.4.7"},
    {"message expired", "4.4.7"},
    {"has been in the queue too long", "4.4.7"},
    {"in queue too long", "4.4.7"},
    {"delivery attempts failed", "4.4.7"},
    {"delai de remise depasse", "4.4.7"},
    {"connection timed out", "4.4.1"},
    {"connection refused", "4.4.1"},
    {"connection dropped", "4.4.2"},
    {"host not reachable", "4.4.1"},
    {"host or domain is not reachable", "4.4.1"},
    {"n'a pas pu etre joint", "4.4.1"},
    {"relaying denied", "5.7.1"},
    {"relay access denied", "5.7.1"},
    {"relaying prohibited", "5.7.1"},
    {"access denied", "5.7.1"},
    {"administrative prohibition", "5.7.1"},
    {"considered unsolicited", "5.7.1"},
    {"identified as spam", "5.7.1"},
    {"rejected as spam", "5.7.1"},
    {"blocked using", "5.7.1"},
    {"message content rejected", "5.7.1"},
    {"contains a virus", "5.7.1"},
    {"infected with", "5.7.1"},
    {"permanent error", "5.0.0"},
    {"permanent failure", "5.0.0"},
    {"permanently failed", "5.0.0"},
    {"permanent fatal errors", "5.0.0"},
    {"permanent delivery errors", "5.0.0"},
    {"failed permanently", "5.0.0"},
    {"was rejected by", "5.0.0"},
    {"erreur permanente", "5.0.0"},
    {"temporary error", "4.0.0"},
    {"temporarily unavailable", "4.0.0"},
    {"erreur temporaire", "4.0.0"},
});

constexpr auto delay_words = std::to_array<std::string_view>({
    "delivery status notification (delay)",
    "has been delayed",
    "message delayed",
    "is delayed",
    "delayed mail",
    "warning: could not send message for past",
    "will continue to",
    "will be retried",
    "still being retried",
    "you do not need to resend",
    "do not need to resend your message",
    "this is a warning message only",
    "n'a pas encore ete remis",
    "sera retente",
    "de nouvelles tentatives",
    "remise retardee",
    "remise differee",
});

}  // namespace

std::string enhanced_code_in(std::string_view folded) {
    std::string success;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const auto size = is_digit(folded[i]) ? enhanced_code_at(folded, i) : 0;
        if (size == 0) continue;
        auto code = std::string(folded.substr(i, size));
        if (code[0] != '2') return code;
        if (success.empty()) success = std::move(code);
    }
    return success;
}

std::string status_in(std::string_view folded) {
    auto code = enhanced_code_in(folded);
    if (!code.empty() && !code.ends_with(".0.0")) return code;
    const auto wording =
        std::ranges::find_if(wordings, [&](const Wording& each) { return folded.find(each.words) != folded.npos; });
    if (code.empty()) code = reply_code_in(folded);
    // A reply code gives the class and the words the subject: "550 mailbox is full" will not be tried again.
    if (wording == wordings.end()) return code;
    auto status = std::string(wording->status);
    if (!code.empty()) status[0] = code[0];
    return status;
}

bool says_delayed(std::string_view folded) {
    return std::ranges::any_of(delay_words, [&](auto words) { return folded.find(words) != folded.npos; });
}

}  // namespace rexflow::engine
