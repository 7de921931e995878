#include "engine/correlation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace rexflow::engine {

namespace {

constexpr std::string_view reply_mark = "+r";
constexpr std::string_view return_mark = "+b";
constexpr char member_mark = 'm';
constexpr std::size_t longest_local_part = 64;  // RFC 5321, 4.5.3.1.1

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

template <typename Id>
std::optional<Id> read_number(std::string_view digits) {
    Id id;
    const auto* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, id.value);
    if (error != std::errc{} || rest != end || id.value < 0) return std::nullopt;
    return id;
}

/// Everything that looks like a case number in a subject, in order; what follows a number without a blank
/// ("REX-2026-0001-urgent") does not hide it.
std::vector<CaseNumber> numbers_in(std::string_view subject) {
    std::vector<CaseNumber> numbers;
    const auto text = lower(subject);
    for (auto start = text.find("rex-"); start != std::string::npos; start = text.find("rex-", start + 1)) {
        auto candidate =
            std::string_view(text).substr(start, text.find_first_not_of("rex-0123456789/a", start) - start);
        for (; !candidate.empty(); candidate.remove_suffix(1)) {
            if (auto number = CaseNumber::parse(candidate)) {
                numbers.push_back(*number);
                break;
            }
        }
    }
    return numbers;
}

bool is_known(const Reader& reader, const CaseRow& row, const InboundEmail& email) {
    const auto people = reader.participants(row.id);
    return std::ranges::any_of(email.from, [&](const Mailbox& from) {
        const auto address = lower(from.address);
        return std::ranges::any_of(people,
                                   [&](const Participant& person) { return lower(person.address) == address; }) ||
               reader.find_member(address).has_value();
    });
}

}  // namespace

std::string Tokens::signature(std::string_view purpose, std::string_view text) const {
    return signer_.sign(fmt::format("{}:{}", purpose, text));
}

std::string Tokens::message_id(std::optional<CaseId> case_id, std::string_view nonce,
                               std::optional<MemberId> member) const {
    auto text = fmt::format("{}.{}", case_id.value_or(CaseId{}).value, nonce);
    if (member) text += fmt::format(".{}{}", member_mark, member->value);
    return fmt::format("{}.{}@{}", text, signature("message", text), house_.mail_domain);
}

std::string Tokens::reply_address(CaseId case_id, std::optional<MemberId> member) const {
    const auto at = house_.contact_address.find('@');
    if (!house_.subaddressing || at == std::string::npos) return {};
    auto text = fmt::format("{}", case_id.value);
    if (member) text += fmt::format("{}{}", member_mark, member->value);
    return fmt::format("{}{}{}.{}{}", house_.contact_address.substr(0, at), reply_mark, text, signature("reply", text),
                       house_.contact_address.substr(at));
}

std::string Tokens::return_path(std::string_view message_id) const {
    const auto at = house_.contact_address.find('@');
    if (!house_.subaddressing || at == std::string::npos) return house_.contact_address;
    const auto local = fmt::format("{}{}{}", house_.contact_address.substr(0, at), return_mark,
                                   message_id.substr(0, message_id.find('@')));
    return local.size() > longest_local_part ? house_.contact_address : local + house_.contact_address.substr(at);
}

std::optional<std::string> Tokens::read_return_path(std::string_view address) const {
    const auto folded = lower(address);
    const auto local = std::string_view(folded).substr(0, folded.find('@'));
    const auto mark = local.rfind(return_mark);
    if (mark == std::string_view::npos) return std::nullopt;
    auto message_id = fmt::format("{}@{}", local.substr(mark + return_mark.size()), house_.mail_domain);
    return read_message_id(message_id) ? std::optional(std::move(message_id)) : std::nullopt;
}

std::optional<TokenOwner> Tokens::owner_of_message_id(std::string_view message_id) const {
    const auto local = message_id.substr(0, message_id.find('@'));
    const auto dot = local.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto text = local.substr(0, dot);
    if (signature("message", text) != local.substr(dot + 1)) return std::nullopt;
    const auto nonce = text.find('.');
    const auto case_id = read_number<CaseId>(text.substr(0, nonce));
    if (!case_id) return std::nullopt;
    const auto mark = text.rfind('.');
    const bool names_member = mark != nonce && text.substr(mark + 1).starts_with(member_mark);
    return TokenOwner{*case_id, names_member ? read_number<MemberId>(text.substr(mark + 2)) : std::nullopt};
}

std::optional<TokenOwner> Tokens::owner_of_reply_address(std::string_view address) const {
    const auto folded = lower(address);  // a local part travels through systems that change its case
    const auto local = std::string_view(folded).substr(0, folded.find('@'));
    const auto mark = local.rfind(reply_mark);
    if (mark == std::string_view::npos) return std::nullopt;
    const auto token = local.substr(mark + reply_mark.size());
    const auto dot = token.find('.');
    if (dot == std::string_view::npos || signature("reply", token.substr(0, dot)) != token.substr(dot + 1))
        return std::nullopt;
    const auto text = token.substr(0, dot);
    const auto member = text.find(member_mark);
    const auto case_id = read_number<CaseId>(text.substr(0, member));
    if (!case_id) return std::nullopt;
    const bool names_member = member != std::string_view::npos;
    return TokenOwner{*case_id, names_member ? read_number<MemberId>(text.substr(member + 1)) : std::nullopt};
}

std::optional<CaseId> Tokens::read_message_id(std::string_view message_id) const {
    const auto owner = owner_of_message_id(message_id);
    return owner ? std::optional(owner->case_id) : std::nullopt;
}

std::optional<CaseId> Tokens::read_reply_address(std::string_view address) const {
    const auto owner = owner_of_reply_address(address);
    return owner ? std::optional(owner->case_id) : std::nullopt;
}

Result<CaseRow> correlate(const InboundEmail& email, const Tokens& tokens, const Reader& reader) {
    for (const auto& recipient : email.recipients)
        if (const auto id = tokens.read_reply_address(recipient))
            if (auto row = reader.find_case(*id)) return *row;

    auto answered = email.references;
    answered.push_back(email.in_reply_to);
    for (auto message_id = answered.rbegin(); message_id != answered.rend(); ++message_id)
        if (const auto id = tokens.read_message_id(*message_id))
            if (auto row = reader.find_case(*id)) return *row;

    for (const auto& number : numbers_in(email.subject))
        if (auto row = reader.find_case(number); row && is_known(reader, *row, email)) return *row;

    return Err(Error::Code::no_matching_case, "no reply token, no Message-ID of ours, no known sender");
}

}  // namespace rexflow::engine
