#include "adapters/cell/form_context.hpp"

#include "adapters/cell/due_words.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/registers.hpp"
#include "engine/reading/window_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rexflow::cell {

namespace {

namespace reading = engine::reading;
using engine::PageData;

constexpr std::array<std::string_view, 2> calls{"call_logged", "follow_up_recorded"};
constexpr std::array<std::string_view, 3> of_chronology{"chronology_item_added", "gap_added", "step_completed"};
constexpr std::string_view orientation = "oriented";
constexpr std::string_view fact_event = "chronology_item_added";
constexpr std::string_view words_name = "annuaire";
constexpr std::string_view chosen_name = "professionnel";
constexpr std::size_t most_professionals = 12;

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& events, std::string_view event) {
    return std::ranges::find(events, event) != events.end();
}

void add_call(PageData& page, const Viewpoint& view, const CaseFile& file) {
    for (const auto& person : view.reader.participants(file.row.id))
        if (person.role == engine::Role::reporter && !person.phone.empty()) {
            page.values["phone"] = phone_in_pairs(person.phone);
            page.values["phone_call"] = dialled(person.phone);
        }
    page.values["hours"] = hours_in_words(hours_given(file.history), view.locale);
}

void add_facts(PageData& page, const Viewpoint& view, const CaseFile& file) {
    for (const auto& entry : file.history) {
        if (entry.event.type != fact_event) continue;
        const auto said = [&](std::string_view key) {
            return view.reader.unseal(file.row.id, engine::text_of(entry.event.payload, key)).value_or("");
        };
        page.add("facts", {{{"fact_when", said("when")}, {"fact_role", said("role")}, {"fact", said("text")}}, {}});
    }
}

void add_professionals(PageData& page, const Viewpoint& view, const CaseFile& file, const Typed& asked) {
    page.values["directory"] = "yes";
    page.values["directory_words"] = engine::text_of(asked, words_name);
    if (page.value("directory_words").empty()) return;
    engine::DirectoryFilter filter;
    filter.words = page.value("directory_words");
    auto found = view.reader.registers().directory->list(filter);
    if (found.size() > most_professionals) found.resize(most_professionals);
    for (const auto& one : found)
        page.add(
            "professionals",
            {{{"professional", one.name},
              {"professional_note", fmt::format("{}{}{}", one.profession, one.place.empty() ? "" : ", ", one.place)},
              {"professional_address",
               fmt::format("{}/faire/{}?{}={}", address_of(file.row.number), orientation, chosen_name, one.id.value)}},
             {}});
    if (found.empty()) page.values["nobody_found"] = "yes";
}

}  // namespace

void add_context(PageData& page, const Viewpoint& view, const CaseFile& file, const engine::EventDescriptor& event,
                 const Typed& asked) {
    if (is_one_of(calls, event.name)) add_call(page, view, file);
    if (is_one_of(of_chronology, event.name)) add_facts(page, view, file);
    if (event.name == orientation) add_professionals(page, view, file, asked);
}

Typed chosen_professional(const Viewpoint& view, const engine::EventDescriptor& event, const Typed& asked) {
    const auto text = engine::text_of(asked, chosen_name);
    engine::ProfessionalId id;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (event.name != orientation || error != std::errc{} || rest != text.data() + text.size()) return {};
    const auto chosen = view.reader.registers().directory->find(id);
    if (!chosen) return {};
    return {{"to", chosen->name}, {"to_address", chosen->address}, {"to_phone", chosen->phone}};
}

std::vector<reading::Window> hours_given(const engine::History& history) {
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry)
        if (auto hours = reading::parse_windows(engine::text_of(entry->event.payload, "windows"));
            hours && !hours->empty())
            return std::move(*hours);
    return {};
}

std::string hours_in_words(std::span<const reading::Window> hours, engine::Locale locale) {
    std::string words;
    for (const auto& window : hours) words += (words.empty() ? "" : ", ") + reading::in_words(window, locale);
    return words;
}

}  // namespace rexflow::cell
