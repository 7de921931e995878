#include "adapters/app/case_view.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/named_file.hpp"
#include "adapters/app/turns.hpp"
#include "engine/wording.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Instant;
using nlohmann::ordered_json;

Error bad_scenario(std::size_t index, const std::string& what, const std::string& hint = {}) {
    return {Error::Code::invalid_input, fmt::format("scenario entry {}: {}", index + 1, what), hint};
}

std::string text_at(const ordered_json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    std::string lines;
    if (found->is_array())
        for (const auto& line : *found) lines += line.get<std::string>() + "\n";
    return lines;
}

engine::Payload fields_of(const ordered_json& doing) {
    engine::Payload payload;
    const auto fields = doing.value("fields", ordered_json::object());
    for (const auto& [key, value] : fields.items())
        payload[key] = value.is_string()    ? value.get<std::string>()
                       : value.is_boolean() ? (value.get<bool>() ? "yes" : "no")
                                            : value.dump();
    return payload;
}

engine::Text words_for(engine::Outcome outcome) {
    switch (outcome) {
        case engine::Outcome::case_opened:
            return {"Courriel reçu : un dossier est ouvert", "Mail received: a case is opened"};
        case engine::Outcome::reply:
            return {"Courriel reçu : réponse jointe au dossier", "Mail received: a reply"};
        case engine::Outcome::auto_held:
            return {"Réponse automatique mise de côté", "Auto-reply held"};
        case engine::Outcome::bounce:
            return {"Avis de non-remise", "Bounce"};
        case engine::Outcome::duplicate:
            return {"Courriel déjà reçu", "Mail received before"};
        case engine::Outcome::quarantined:
            return {"Courriel mis en quarantaine", "Mail put in quarantine"};
        case engine::Outcome::received:
            break;
    }
    return {"Courriel reçu", "Mail received"};
}

/// A folder that is gone when the play is over.
class Stage {
public:
    explicit Stage(const std::filesystem::path& keep) : keep_(!keep.empty()), folder_(keep) {
        if (keep_) return;
        auto pattern =
            (std::filesystem::temp_directory_path() / ("rexflow-simulation-" + std::string(6, 'X'))).string();
        if (const char* made = mkdtemp(pattern.data())) folder_ = std::filesystem::path(made) / "data";
    }
    ~Stage() {
        std::error_code ignored;
        if (!keep_) std::filesystem::remove_all(folder_.parent_path(), ignored);
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    bool keep_;
    std::filesystem::path folder_;
};

/// A scenario under way: the installation it plays in, and what was said of it so far.
class Play {
public:
    Play(Session& session, Installation& installation, std::filesystem::path home)
        : session_(session), installation_(installation), home_(std::move(home)) {}

    Result<void> perform(const ordered_json& scenario) {
        for (std::size_t i = 0; i < scenario.size(); ++i)
            if (auto done = perform(scenario[i], i); !done) return done;
        return {};
    }

    [[nodiscard]] const ordered_json& report() const { return report_; }

private:
    Result<void> perform(const ordered_json& entry, std::size_t index) {
        const auto at = engine::parse_instant(entry.is_object() ? text_at(entry, "at") : "");
        if (!at) return Err(bad_scenario(index, "\"at\" is missing or no moment", at.error().hint));
        if (auto passed = pass_time(*at); !passed) return passed;
        Result<void> done;
        if (entry.contains("intake"))
            done = take(entry["intake"]);
        else if (entry.contains("do"))
            done = act(entry["do"]);
        else if (entry.contains("expect"))
            done = expect(entry["expect"]);
        else
            return Err(bad_scenario(index, "has none of intake, do, expect"));
        if (!done) return Err(bad_scenario(index, done.error().message, done.error().hint));
        return pass_time(*at);
    }

    /// Moves the clock from one due moment to the next, up to `until`, looking after reminders and letters at each.
    Result<void> pass_time(Instant until) {
        while (true) {
            auto next = until;
            auto read = installation_.store().read([&](const engine::Reader& reader) -> Result<void> {
                next = std::min(next, reader.next_obligation_at().value_or(until));
                next = std::min(next, reader.next_letter_at().value_or(until));
                return {};
            });
            if (!read) return read;
            next = std::max(next, now_);
            now_ = next;
            installation_.set_clock(next);
            const auto reminded = take_reminder_turns(installation_);
            if (!reminded) return Err(reminded.error());
            const auto delivered = take_delivery_turns(installation_);
            if (!delivered) return Err(delivered.error());
            if (auto told = tell_letters(); !told) return told;
            const bool idle = reminded->queued + reminded->failed + delivered->sent + delivered->braked == 0;
            if (next == until && idle) return {};
        }
    }

    Result<void> take(const ordered_json& intake) {
        std::string raw;
        if (intake.is_string()) {
            auto bytes = bytes_of(home_ / intake.get<std::string>());
            if (!bytes) return Err(bytes.error());
            raw = std::move(*bytes);
        } else {
            raw = mail(intake);
        }
        engine::IntakeLine line(installation_.store(), installation_.message_reader(), installation_.intake(),
                                [&](const engine::Understood& understood) { tell(understood); });
        if (auto taken = line.take({"simulation", {}}, std::move(raw), now_); !taken) return taken;
        return line.finish(now_);
    }

    /// A plain mail from its few words; a scenario that needs more names a file.
    std::string mail(const ordered_json& words) {
        std::string extra;
        if (const auto reply = text_at(words, "reply_to_letter"); !reply.empty())
            extra = fmt::format("In-Reply-To: <{}>\r\n", last_message_ids_[reply]);
        return fmt::format(
            "From: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <simulated-{}@example.org>\r\n{}MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
            text_at(words, "from"), installation_.settings().house.contact_address, text_at(words, "subject"), ++mails_,
            extra, text_at(words, "text"));
    }

    Result<void> act(const ordered_json& doing) {
        return installation_.store().write([&](engine::Unit& unit) -> Result<void> {
            const auto number = engine::CaseNumber::parse(text_at(doing, "case"));
            const auto row = number ? unit.find_case(*number) : std::nullopt;
            if (!row) return Err(Error::Code::not_found, "there is no such case");
            const auto member = unit.find_member(text_at(doing, "by"));
            if (!member) return Err(Error::Code::not_found, "\"by\" is not a member");
            engine::Event event{text_at(doing, "event"), fields_of(doing), now_, engine::Actor::member(member->id)};
            resolve_references(unit, *row, event.payload);
            const auto handled = installation_.dispatcher().handle(unit, *row, event, {now_, {}});
            if (!handled) return Err(handled.error());
            tell(unit, *handled, event);
            return {};
        });
    }

    /// "@gap_added" stands for the last entry of that kind in the case's history.
    static void resolve_references(const engine::Reader& reader, const engine::CaseRow& row, engine::Payload& payload) {
        for (auto& [key, text] : payload) {
            if (!text.starts_with('@')) continue;
            const auto history = reader.history(row.id).value_or(engine::History{});
            const auto last = std::ranges::find(history.rbegin(), history.rend(), text.substr(1),
                                                [](const engine::HistoryEvent& entry) { return entry.event.type; });
            if (last != history.rend()) text = std::to_string(last->seq);
        }
    }

    Result<void> expect(const ordered_json& expected) {
        return installation_.store().read([&](const engine::Reader& reader) -> Result<void> {
            const auto number = engine::CaseNumber::parse(text_at(expected, "case"));
            const auto row = number ? reader.find_case(*number) : std::nullopt;
            if (!row) return Err(Error::Code::not_found, "there is no such case");
            const CaseView view{installation_, reader, session_.language()};
            const auto sheet = view.sheet(*row);
            const auto states = expected.value("states", ordered_json::object());
            for (const auto& [region, state] : states.items())
                if (sheet["states"].value(region, "") != state)
                    return Err(Error::Code::refused, fmt::format("{} is {} in {}", row->number.text(),
                                                                 sheet["states"].value(region, ""), region));
            const auto letters = expected.value("letters", ordered_json::object());
            for (const auto& [letter, count] : letters.items()) {
                const auto queued = std::ranges::count_if(sheet["letters"], [&](const auto& one) {
                    return one["letter"].template get<std::string>() == letter;
                });
                if (queued != count.get<int>())
                    return Err(Error::Code::refused,
                               fmt::format("{} has {} letters {}", row->number.text(), queued, letter));
            }
            return {};
        });
    }

    [[nodiscard]] std::string when() const {
        return engine::moment_in_words(installation_.context().calendar.zone().local(now_), session_.language());
    }

    void say(const std::string& text) {
        if (session_.options().json) return;
        if (const auto moment = when(); moment != last_moment_) {
            session_.print_line("\n" + moment);
            last_moment_ = moment;
        }
        session_.print_line("  " + text);
    }

    void tell(const engine::Understood& understood) {
        const auto number = understood.number ? understood.number->text() : "";
        report_.push_back({{"at", engine::to_text(now_)},
                           {"outcome", engine::to_text(understood.outcome)},
                           {"case", number},
                           {"reason", understood.reason}});
        say(fmt::format("{}  {}", number.empty() ? "—" : number,
                        words_for(understood.outcome).in(session_.language())));
    }

    void tell(const engine::Reader& reader, const engine::Handled& handled, const engine::Event& event) {
        const CaseView view{installation_, reader, session_.language()};
        const auto* const form = installation_.context().workflows.find(handled.row.workflow)->find_event(event.type);
        report_.push_back({{"at", engine::to_text(now_)},
                           {"event", event.type},
                           {"case", handled.row.number.text()},
                           {"states", view.line(handled.row)["states"]}});
        std::string states;
        for (std::size_t i = 0; i < handled.row.states.size(); ++i)
            states += (i == 0 ? "" : ", ") + view.state_label(handled.row, i);
        say(fmt::format("{}  {}  [{}]", handled.row.number.text(), form->label.in(session_.language()), states));
    }

    Result<void> tell_letters() {
        return installation_.store().read([&](const engine::Reader& reader) -> Result<void> {
            constexpr int most = 1'000'000;
            for (const auto& row : reader.outbox(engine::OutboxState::sent, most)) {
                if (!told_.insert(row.id.value).second) continue;
                last_message_ids_[row.letter.name] = row.letter.message_id;
                const auto found = row.letter.case_id ? reader.find_case(*row.letter.case_id) : std::nullopt;
                const auto label = installation_.context().letters.label(row.letter.name, session_.language());
                report_.push_back({{"at", engine::to_text(now_)},
                                   {"letter", row.letter.name},
                                   {"case", found ? found->number.text() : ""},
                                   {"to", row.letter.to.address}});
                const auto about = row.letter.variables.values.find("obligation");
                say(fmt::format("   → {}  {}{}  ({})", found ? found->number.text() : "—", label,
                                about == row.letter.variables.values.end() ? "" : " : " + about->second,
                                row.letter.to.address));
            }
            return {};
        });
    }

    Session& session_;
    Installation& installation_;
    std::filesystem::path home_;
    Instant now_{};
    int mails_ = 0;
    std::set<std::int64_t> told_;
    std::map<std::string, std::string> last_message_ids_;  ///< of the last letter of each name
    std::string last_moment_;
    ordered_json report_ = ordered_json::array();
};

Result<ordered_json> read_scenario(const std::filesystem::path& path) {
    const auto bytes = bytes_of(path);
    if (!bytes) return Err(bytes.error());
    auto scenario = ordered_json::parse(*bytes, nullptr, false, true);
    if (!scenario.is_array() || scenario.empty())
        return Err(Error::Code::invalid_input, "the scenario is not a JSON list",
                   "[{\"at\": ..., \"intake\": ...}, ...]");
    return scenario;
}

}  // namespace

Result<void> simulate(Session& session, const Scenario& scenario) {
    const auto entries = read_scenario(scenario.file);
    if (!entries) return Err(entries.error());
    const auto first = engine::parse_instant(entries->front().is_object() ? text_at(entries->front(), "at") : "");
    if (!first) return Err(bad_scenario(0, "\"at\" is missing or no moment", first.error().hint));
    const Stage stage(scenario.keep);
    if (auto created = Installation::create(stage.folder(), Use::simulated); !created) return created;
    auto installation = Installation::open(stage.folder(), *first);
    if (!installation) return Err(installation.error());
    Play play(session, **installation, scenario.file.parent_path());
    const auto performed = play.perform(*entries);
    if (session.options().json) session.print_line(play.report().dump(2));
    return performed;
}

}  // namespace rexflow::app::commands
