#include "adapters/app/bench.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

namespace rexflow::app::bench {

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::size_t bytes_written() {
    std::ifstream io("/proc/self/io");
    for (std::string name; io >> name;) {
        std::size_t value = 0;
        io >> value;
        if (name == "wchar:") return value;
    }
    throw std::runtime_error("/proc/self/io cannot be read");
}

Ground::Ground(std::optional<engine::Instant> clock) {
    auto pattern = "rexflow-bench-" + std::string(6, 'X');  // what mkdtemp fills in
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder can be made here");
    folder_ = std::filesystem::absolute(pattern);
    must(Installation::create(data(), Use::simulated));
    installation_ = must(Installation::open(data(), clock));
}

Ground::~Ground() {
    installation_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string Ground::next_mail() {
    auto text = fmt::format(
        "From: Camille Exemple <camille.{0}@example.org>\r\nTo: qualite@cpts.example\r\n"
        "Subject: Demande de rappel {0}\r\nMessage-ID: <bench-{0}@example.org>\r\n"
        "Date: Mon, 2 Mar 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nBonjour,\r\n",
        ++mails_);
    while (text.size() < bytes_a_mail)
        text += "Merci de me rappeler au 06 39 98 00 42, plutôt entre midi et deux (texte inventé).\r\n";
    return text;
}

/// Cases with 29 events each, the last of them waiting for one more.
std::vector<engine::CaseRow> long_cases(Installation& installation, int count) {
    constexpr int events = 29;
    std::vector<engine::CaseRow> rows;
    for (int i = 0; i < count; ++i)
        must(installation.store().write([&](engine::Unit& unit) -> engine::Result<void> {
            const engine::Event report{"report_received",
                                       {{"channel", "mail"}, {"address", "camille@example.org"}},
                                       start,
                                       engine::Actor::reporter()};
            auto handled = must(installation.dispatcher().open(unit, "rex_case", report, {start, {}}));
            const auto pilot = unit.find_member("pilote@cpts.example");
            const auto by = engine::Actor::member(pilot->id);
            const auto handle = [&](const engine::Event& event) {
                handled = must(installation.dispatcher().handle(unit, handled.row, event, {start, {}}));
            };
            handle({"taken_in_charge", {{"pilot", pilot->address}}, start, by});
            while (handled.row.last_seq < events) handle({"call_logged", {{"outcome", "no_answer"}}, start, by});
            rows.push_back(handled.row);
            return {};
        }));
    return rows;
}

}  // namespace rexflow::app::bench
