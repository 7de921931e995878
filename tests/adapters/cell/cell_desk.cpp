#include "tests/adapters/cell/cell_desk.hpp"

#include "adapters/mustache/page_renderer.hpp"
#include "tests/support/sqlite_data.hpp"
#include "workflows/rex_case/forms.hpp"

namespace rexflow::testing {

namespace {

std::string as_form(const Tab::Fields& fields) {
    constexpr auto* digits = "0123456789ABCDEF";
    std::string body;
    for (const auto& [key, value] : fields) {
        if (!body.empty()) body += '&';
        body += key + '=';
        for (const char c : value) {
            const auto byte = static_cast<unsigned char>(c);
            body += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return body;
}

}  // namespace

std::string Answer::field(const std::string& name) const {
    for (const auto& [key, value] : response.fields)
        if (key == name) return value;
    return {};
}

std::string Answer::csrf() const {
    const std::string mark = "name=\"csrf\" value=\"";
    const auto at = response.body.find(mark);
    if (at == std::string::npos) return {};
    const auto begin = at + mark.size();
    return response.body.substr(begin, response.body.find('"', begin) - begin);
}

CellDesk::CellDesk(const std::string& now, std::unique_ptr<Archive> archive, bool takes_reports)
    : office(now, std::move(archive)),
      context_{office.context().workflows, office.context().policy, office.context().calendar,
               office.context().house,     office.context().signer, nonces_,
               office.context().letters},
      renderer_(value_of(mustache::make_page_renderer())) {
    office.house.public_url = public_url;
    nonces_.go_on_from(1'000'000);
    accounts_ = std::make_unique<engine::Accounts>(context_, passwords, rules);
    links_ = std::make_unique<engine::AccountLinks>(context_, passwords, *accounts_);
    own_account_ = std::make_unique<engine::OwnAccount>(context_, passwords, *accounts_);
    cell_ = std::make_unique<cell::Cell>(cell::DeskParts{office.store(),
                                                         context_,
                                                         office.dispatcher(),
                                                         office.intake(),
                                                         office.message_reader(),
                                                         office.letter_renderer(),
                                                         *accounts_,
                                                         *links_,
                                                         *own_account_,
                                                         qr_writer_,
                                                         *renderer_,
                                                         office.clock,
                                                         caretaking,
                                                         letter_samples_,
                                                         {takes_reports, &forms_, &rex_case::blank_forms().front()}});
    for (const auto* const address : {coordinator, pilot, colleague}) change_account(address, [](engine::Account&) {});
    add_member(administrator, engine::MemberRole::administrator);
    add_member(reader_only, engine::MemberRole::reader);
}

engine::MemberId CellDesk::add_member(const std::string& address, engine::MemberRole role) {
    engine::MemberId id;
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Member member;
        member.address = address;
        member.name = "Exemple";
        member.role = role;
        id = unit.add_member(member);
        return {};
    });
    change_account(address, [](engine::Account&) {});
    return id;
}

engine::Account CellDesk::account(const std::string& address) {
    return office.sees([&](const engine::Reader& reader) {
        return reader.accounts().find_account(reader.find_member(address)->id).value();
    });
}

void CellDesk::change_account(const std::string& address, const std::function<void(engine::Account&)>& change) {
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Account fresh;
        fresh.member = unit.find_member(address)->id;
        fresh.password_hash = std::string("plain:") + password;
        fresh.charter_accepted_at = office.clock.now();
        auto account = unit.accounts().find_account(fresh.member).value_or(fresh);
        change(account);
        unit.change_accounts().set_account(account);
        return {};
    });
}

std::vector<engine::AccountSession> CellDesk::sessions(const std::string& address) {
    return office.sees(
        [&](const engine::Reader& reader) { return reader.accounts().sessions_of(reader.find_member(address)->id); });
}

Answer Tab::get(const std::string& address) {
    web::Request request{"GET", address.substr(0, address.find('?'))};
    if (const auto mark = address.find('?'); mark != std::string::npos) request.query = address.substr(mark + 1);
    return ask(std::move(request));
}

Answer Tab::post(const std::string& path, const Fields& fields) {
    web::Request request{"POST", path};
    request.body = as_form(fields);
    request.fields["content-type"] = "application/x-www-form-urlencoded";
    return ask(std::move(request));
}

Answer Tab::fill_in(const std::string& path, Fields fields) {
    fields["csrf"] = get(path).csrf();
    return post(path, fields);
}

Answer Tab::log_in(const std::string& address, const std::string& secret) {
    return fill_in("/connexion", {{"identifier", address}, {"password", secret}});
}

Answer Tab::ask(web::Request request) {
    request.client = network_;
    if (!cookie.empty()) request.fields["cookie"] = "other=1; " + cookie;
    for (const auto& [name, value] : header) request.fields[name] = value;
    Answer answer{desk_.cell().answer(request)};
    if (const auto set = answer.field("Set-Cookie"); !set.empty()) {
        cookie = set.substr(0, set.find(';'));
        if (cookie.ends_with('=')) cookie.clear();
    }
    return answer;
}

}  // namespace rexflow::testing
