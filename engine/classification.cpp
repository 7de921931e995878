#include "engine/classification.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace rexflow::engine {
namespace {

constexpr std::string_view specials = "<>()[],;:\\\"";  // RFC 5322 3.2.3, which only quoting allows
constexpr std::size_t longest_address = 254;            // RFC 5321 4.5.3.1.3, without the angle brackets

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
    std::string folded(text);
    std::ranges::transform(folded, folded.begin(), [](char c) { return lower(c); });
    return folded;
}

/// How U+00C0..U+00FF read without accents; '?' for what French and English subjects do not hold.
constexpr std::string_view latin_base = "aaaaaaaceeeeiiii?nooooo?ouuuuy??aaaaaaaceeeeiiii?nooooo?ouuuuy?y";
static_assert(latin_base.size() == 64);

struct Spelling {
    std::string_view from;
    std::string_view to;
};
constexpr std::array spellings{
    Spelling{"\u00A0", " "}, Spelling{"\u202F", " "}, Spelling{"\u2019", "'"},
    Spelling{"\u2018", "'"}, Spelling{"\u2011", "-"},
};

/// Lower case, without accents, plain spaces and apostrophes, no blank before a colon: "Réponse automatique :" and
/// "REPONSE AUTOMATIQUE:" are one.
std::string fold(std::string_view text) {
    std::string folded;
    while (!text.empty()) {
        const auto spelling = std::ranges::find_if(spellings, [&](const auto& s) { return text.starts_with(s.from); });
        const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
        std::string_view next = text.substr(0, 1);
        std::size_t used = 1;
        if (spelling != spellings.end()) {
            next = spelling->to;
            used = spelling->from.size();
        } else if (text[0] == '\xC3' && second >= 0x80 && second < 0xC0) {
            next = latin_base.substr(second - 0x80, 1);
            used = 2;
        }
        if (next == ":") {
            folded.erase(folded.find_last_not_of(' ') + 1);
        }
        folded += lower(next[0]);
        text.remove_prefix(used);
    }
    folded.erase(0, folded.find_first_not_of(' '));
    return folded;
}

std::string local_part_of_sender(const InboundEmail& email) {
    const auto& address = email.from.empty() ? email.sender.address : email.from.front().address;
    return lower(std::string_view(address).substr(0, address.rfind('@')));
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> beginnings) {
    return std::ranges::any_of(beginnings, [&](auto beginning) { return text.starts_with(beginning); });
}

bool contains_any(std::string_view text, std::span<const std::string_view> parts) {
    return std::ranges::any_of(parts, [&](auto part) { return text.find(part) != std::string_view::npos; });
}

bool is_one_of(std::string_view text, std::span<const std::string_view> values) {
    return std::ranges::find(values, text) != values.end();
}

/// Beginnings of folded subjects, as mail programs write them by themselves.
constexpr std::array<std::string_view, 34> auto_reply_subjects{
    "reponse automatique",
    "reponse auto:",
    "message automatique",
    "notification automatique",
    "absence du bureau",
    "absent du bureau",
    "absente du bureau",
    "absence temporaire",
    "message d'absence",
    "notification d'absence",
    "avis d'absence",
    "absence:",
    "hors du bureau",
    "en conges",
    "conges:",
    "accuse de reception",
    "accuse de lecture",
    "confirmation de lecture",
    "lu:",
    "non lu:",
    "recu:",
    "remis:",
    "out of office",
    "out of the office",
    "out-of-office",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "automated response",
    "vacation",
    "read:",
    "not read:",
};

constexpr std::array<std::string_view, 27> bounce_subjects{
    "undeliver",           "undelivered",           "delivery status",
    "delivery fail",       "delivery notification", "delivery report",
    "delivery has failed", "delivery problem",      "delivery error",
    "delivery incomplete", "mail delivery",         "mail system error",
    "mail could not",      "message could not",     "returned mail",
    "returned to sender",  "failure notice",        "failed mail",
    "non remis",           "non delivre",           "non distribue",
    "echec de la remise",  "echec de remise",       "echec de distribution",
    "echec de livraison",  "retour a l'expediteur", "nondeliverable",
};

constexpr std::array<std::string_view, 6> daemon_senders{"mailer-daemon", "mailerdaemon",  "mail-daemon",
                                                         "mailer_daemon", "mail.delivery", "maildeliverysystem"};
constexpr std::array<std::string_view, 6> server_senders{"postmaster", "post_master", "mailadm",
                                                         "mailmaster", "mail-system", "mmdf"};
constexpr std::array<std::string_view, 9> no_reply_senders{"noreply",         "no-reply",        "no_reply",
                                                           "donotreply",      "do-not-reply",    "nepasrepondre",
                                                           "ne-pas-repondre", "ne_pas_repondre", "pas-de-reponse"};

/// Words of a mail server in the body of its own kind of bounce, folded.
constexpr std::array<std::string_view, 8> bounce_words{
    "user unknown",           "unknown user",     "invalid user",          "no such user",
    "could not be delivered", "error delivering", "n'a pas pu etre remis", "n'a pas pu etre distribue"};
constexpr std::size_t looked_at = 4096;  // bytes of a body
constexpr std::array<std::string_view, 4> bulk_precedences{"bulk", "junk", "list", "auto_reply"};

bool has_bounce_subject(const InboundEmail& email) { return contains_any(fold(email.subject), bounce_subjects); }
bool has_null_return_path(const InboundEmail& email) { return email.return_path == "<>"; }
bool is_automatic(const InboundEmail& email) { return !email.auto_submitted.empty() && email.auto_submitted != "no"; }

bool is_delivery_report(const InboundEmail& email) {
    return !email.delivery_statuses.empty() || email.report_type == "delivery-status";
}

bool is_other_report(const InboundEmail& email) {
    return email.media_type == "multipart/report" || email.report_type == "disposition-notification";
}

bool comes_from_a_mail_daemon(const InboundEmail& email) {
    const auto name = email.from.empty() ? std::string{} : lower(email.from.front().name);
    return starts_with_any(local_part_of_sender(email), daemon_senders) || starts_with_any(name, daemon_senders);
}

bool has_bounce_words(const InboundEmail& email) {
    return contains_any(fold(std::string_view(email.text).substr(0, looked_at)), bounce_words);
}

bool is_no_reply(const InboundEmail& email) { return starts_with_any(local_part_of_sender(email), no_reply_senders); }

/// A postmaster may be a person; one that writes about a delivery is not.
bool is_a_servers_bounce(const InboundEmail& email) {
    const bool may_be_a_server = has_null_return_path(email) || is_automatic(email) || is_no_reply(email) ||
                                 is_one_of(local_part_of_sender(email), server_senders);
    return may_be_a_server && (has_bounce_subject(email) || has_bounce_words(email));
}

bool has_auto_reply_subject(const InboundEmail& email) {
    return starts_with_any(fold(email.subject), auto_reply_subjects);
}

bool has_no_usable_sender(const InboundEmail& email) { return !find_usable_sender(email); }

/// The first rule that applies decides; what is surer comes first.
struct Rule {
    MessageKind kind;
    std::string_view reason;
    bool (*applies)(const InboundEmail&);
};
constexpr std::array rules{
    Rule{MessageKind::bounce, "delivery_report", is_delivery_report},
    Rule{MessageKind::bounce, "mail_daemon", comes_from_a_mail_daemon},
    Rule{MessageKind::auto_reply, "other_report", is_other_report},
    Rule{MessageKind::bounce, "server_bounce", is_a_servers_bounce},
    Rule{MessageKind::auto_reply, "auto_submitted", is_automatic},
    Rule{MessageKind::auto_reply, "auto_reply_field",
         [](const InboundEmail& email) { return email.has_autoreply_marks; }},
    Rule{MessageKind::auto_reply, "null_return_path", has_null_return_path},
    Rule{MessageKind::auto_reply, "no_reply_sender", is_no_reply},
    Rule{MessageKind::no_sender, "no_sender", has_no_usable_sender},
    Rule{MessageKind::auto_reply, "precedence",
         [](const InboundEmail& email) { return is_one_of(email.precedence, bulk_precedences); }},
    Rule{MessageKind::auto_reply, "list", [](const InboundEmail& email) { return email.is_list; }},
    Rule{MessageKind::auto_reply, "subject", has_auto_reply_subject},
    Rule{MessageKind::auto_reply, "answers_suppressed",
         [](const InboundEmail& email) { return email.auto_response_suppressed; }},
};

std::string_view trimmed(std::string_view text, std::string_view blanks) {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string_view quoted_id(std::string_view line) {
    constexpr std::string_view field = "message-id:";
    line = trimmed(line, " \t>|");
    if (lower(line.substr(0, field.size())) != field) {
        return {};
    }
    line = trimmed(line.substr(field.size()), " \t");
    const auto end = line.find('>');
    return line.starts_with('<') && end != std::string_view::npos ? line.substr(1, end - 1) : std::string_view{};
}

}  // namespace

Classification classify(const InboundEmail& email) {
    const auto rule = std::ranges::find_if(rules, [&](const Rule& candidate) { return candidate.applies(email); });
    return rule == rules.end() ? Classification{MessageKind::report, "person"}
                               : Classification{rule->kind, rule->reason};
}

bool is_usable_address(std::string_view address) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > longest_address) {
        return false;
    }
    const auto is_bad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7F' || specials.find(c) != std::string_view::npos;
    };
    const auto domain = address.substr(at + 1);
    const auto local = address.substr(0, at);
    return std::ranges::none_of(address, is_bad) && local.find('@') == std::string_view::npos &&
           !domain.starts_with('.') && !domain.ends_with('.') && domain.find("..") == std::string_view::npos;
}

std::optional<Mailbox> find_usable_sender(const InboundEmail& email) {
    const auto usable = [](const Mailbox& mailbox) { return is_usable_address(mailbox.address); };
    if (const auto found = std::ranges::find_if(email.from, usable); found != email.from.end()) {
        return *found;
    }
    return usable(email.sender) ? std::optional(email.sender) : std::nullopt;
}

std::string failed_message_id(const InboundEmail& bounce) {
    if (!bounce.reported_message_id.empty()) {
        return bounce.reported_message_id;
    }
    std::string_view rest = bounce.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (const auto id = quoted_id(rest.substr(0, end)); !id.empty()) {
            return std::string(id);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

}  // namespace rexflow::engine
