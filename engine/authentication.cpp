#include "engine/authentication.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

constexpr std::size_t longest_field = 16'384;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return lower(c); });
    return result;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Reads the field by its tokens, between which blanks and comments mean nothing (RFC 5322, 3.2.2).
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text.substr(0, longest_field)) { skip(); }

    [[nodiscard]] bool is_done() const { return at_ == text_.size(); }

    /// The next token: ";", "=", a quoted string without its quotes, or a run of anything else.
    std::string next() {
        std::string token;
        if (is_done()) return token;
        if (const char c = text_[at_]; c == ';' || c == '=') {
            token = std::string(1, c);
            ++at_;
        } else if (c == '"') {
            token = quoted();
        } else {
            while (!is_done() && !ends_word(text_[at_])) token += lower(text_[at_++]);
        }
        skip();
        return token;
    }

    [[nodiscard]] bool is_at(char c) const { return !is_done() && text_[at_] == c; }

private:
    static bool ends_word(char c) { return is_blank(c) || c == ';' || c == '=' || c == '(' || c == '"'; }

    std::string quoted() {
        std::string value;
        for (++at_; !is_done() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            value += lower(text_[at_]);
        }
        if (!is_done()) ++at_;
        return value;
    }

    void skip() {
        while (!is_done() && (is_blank(text_[at_]) || text_[at_] == '(')) {
            if (text_[at_] == '(')
                skip_comment();
            else
                ++at_;
        }
    }

    void skip_comment() {
        int depth = 0;
        for (; !is_done(); ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size())
                ++at_;
            else if (text_[at_] == '(')
                ++depth;
            else if (text_[at_] == ')' && --depth == 0)
                break;
        }
        if (!is_done()) ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// "dkim=pass (good) header.d=example.org", up to the next ";".
AuthenticationResult read_result(Tokens& tokens) {
    AuthenticationResult result;
    std::string name;
    while (!tokens.is_done() && !tokens.is_at(';')) {
        const auto token = tokens.next();
        if (token != "=") {
            name = token;
            continue;
        }
        // A second "=" belongs to the value: "reason=a=b", base64.
        auto value = tokens.is_at(';') ? std::string() : tokens.next();
        if (result.method.empty()) {
            result.method = name.substr(0, name.find('/'));  // "dkim/1"
            result.result = std::move(value);
        } else {
            result.properties.push_back({name, std::move(value)});
        }
    }
    return result;
}

/// The domain of "bounce@mx.example.org" or "mx.example.org".
std::string_view domain_of(std::string_view text) {
    const auto at = text.rfind('@');
    return at == std::string_view::npos ? text : text.substr(at + 1);
}

/// The domain itself or one below it, which only its owner can have.
bool is_aligned(std::string_view domain, std::string_view from_domain) {
    if (domain.empty() || from_domain.empty() || !domain.ends_with(from_domain)) return false;
    return domain.size() == from_domain.size() || domain[domain.size() - from_domain.size() - 1] == '.';
}

bool passes(const AuthenticationResult& result, std::string_view from_domain) {
    if (result.result != "pass") return false;
    if (result.method == "spf") return is_aligned(domain_of(result.property("smtp.mailfrom")), from_domain);
    if (result.method != "dkim") return false;
    return is_aligned(result.property("header.d"), from_domain) ||
           is_aligned(domain_of(result.property("header.i")), from_domain);
}

/// DMARC looks at the domain of From; a field about another one says nothing of this.
bool passes_dmarc(const AuthenticationResult& result, std::string_view from_domain) {
    const auto about = domain_of(result.property("header.from"));
    return result.result == "pass" && (about.empty() || about == from_domain);
}

}  // namespace

std::string_view AuthenticationResult::property(std::string_view name) const {
    const auto found = std::ranges::find(properties, name, &Property::name);
    return found == properties.end() ? std::string_view{} : found->value;
}

AuthenticationResults read_authentication_results(std::string_view value) {
    Tokens tokens(value);
    AuthenticationResults results{tokens.next(), {}};
    while (!tokens.is_done()) {
        if (tokens.is_at(';')) {
            tokens.next();
            continue;
        }
        if (auto result = read_result(tokens); !result.method.empty()) results.results.push_back(std::move(result));
    }
    return results;
}

bool is_vouched_for(const std::vector<std::string>& fields, std::string_view authserv_id,
                    std::string_view from_domain) {
    const auto wanted = lower(authserv_id);
    const auto domain = lower(from_domain);
    for (const auto& field : fields) {
        const auto said = read_authentication_results(field);
        if (said.authserv_id != wanted) continue;
        const auto dmarc = std::ranges::find(said.results, "dmarc", &AuthenticationResult::method);
        if (dmarc != said.results.end() && dmarc->result != "none") return passes_dmarc(*dmarc, domain);
        return std::ranges::any_of(said.results, [&](const auto& result) { return passes(result, domain); });
    }
    return false;
}

}  // namespace rexflow::engine
