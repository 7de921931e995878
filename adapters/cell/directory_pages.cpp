#include "adapters/cell/directory_pages.hpp"

#include "adapters/cell/due_words.hpp"
#include "adapters/cell/looking.hpp"
#include "adapters/cell/paths.hpp"
#include "engine/ports/registers.hpp"
#include "engine/reading/folded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::DirectoryFilter;
using engine::PageData;
using engine::Payload;
using engine::Professional;
using engine::Result;
using engine::Task;
using engine::text_of;

constexpr std::size_t rows_a_page = 100;
constexpr std::size_t most_bad_lines = 200;
constexpr std::size_t longest_filter = 200;

/// The fields of an entry as forms name them.
struct EntryField {
    std::string_view name;
    std::string Professional::*field;
};
constexpr std::array entry_fields{EntryField{"profession", &Professional::profession},
                                  EntryField{"place", &Professional::place},
                                  EntryField{"name", &Professional::name},
                                  EntryField{"phone", &Professional::phone},
                                  EntryField{"address", &Professional::address},
                                  EntryField{"note", &Professional::note}};

Professional professional_in(const Payload& form) {
    Professional professional;
    for (const auto& [name, field] : entry_fields) professional.*field = text_of(form, name);
    return professional;
}

DirectoryFilter filter_in(const Payload& query) {
    const auto value = [&](std::string_view name) {
        return std::string(text_of(query, name).substr(0, longest_filter));
    };
    return {value("profession"), value("lieu"), value("cherche")};
}

std::string address_of(const DirectoryFilter& filter, std::size_t from) {
    return fmt::format("{}?profession={}&lieu={}&cherche={}&depuis={}", paths::directory,
                       paths::as_value(filter.profession), paths::as_value(filter.place), paths::as_value(filter.words),
                       from);
}

/// What a field says in all entries, each once, in order.
void add_options(PageData& page, std::string_view list, const std::vector<Professional>& all,
                 std::string Professional::*field, std::string_view chosen) {
    std::map<std::string, std::string> values;
    for (const auto& one : all)
        if (!(one.*field).empty()) values.emplace(engine::reading::fold(one.*field), one.*field);
    for (const auto& [folded, value] : values)
        page.add(list, {{{"value", value}, {"is_on", folded == engine::reading::fold(chosen) ? "yes" : ""}}, {}});
}

std::string count_in_words(std::size_t count, engine::Locale locale) {
    const bool french = locale == engine::Locale::fr;
    if (count == 0) return french ? "personne" : "nobody";
    if (count == 1) return french ? "1 personne" : "1 person";
    return french ? fmt::format("{} personnes", count) : fmt::format("{} people", count);
}

void add_entry(PageData& page, const Professional& one) {
    page.add("entries", {{{"entry_address", fmt::format("{}/{}", paths::directory, one.id.value)},
                          {"profession", one.profession},
                          {"place", one.place},
                          {"name", one.name},
                          {"phone", phone_in_pairs(one.phone)},
                          {"phone_call", dialled(one.phone)},
                          {"address", one.address},
                          {"note", one.note}},
                         {}});
}

/// The bytes of an uploaded file: what stands after the line of its name.
std::string_view bytes_of(const Payload& form) {
    const auto file = text_of(form, "file");
    const auto end = file.find('\n');
    return file.starts_with("file:") && end != std::string_view::npos ? file.substr(end + 1) : std::string_view{};
}

}  // namespace

std::vector<Route> DirectoryPages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, Task task, auto answer) {
        return Route{method, pattern, Gate::member, task,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", "/annuaire", Task::see_cases, &DirectoryPages::list),
        page("GET", "/annuaire/nouveau", Task::edit_directory, &DirectoryPages::form),
        page("POST", "/annuaire/nouveau", Task::edit_directory, &DirectoryPages::add),
        page("GET", "/annuaire/import", Task::edit_directory, &DirectoryPages::import_form),
        page("POST", "/annuaire/import", Task::edit_directory, &DirectoryPages::import),
        page("GET", "/annuaire/{id}", Task::edit_directory, &DirectoryPages::form),
        page("POST", "/annuaire/{id}", Task::edit_directory, &DirectoryPages::change),
        page("POST", "/annuaire/{id}/retirer", Task::edit_directory, &DirectoryPages::remove),
    };
}

web::Response DirectoryPages::list(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        const auto filter = filter_in(call.query);
        const auto all = view.reader.registers().directory->list({});
        const auto found = engine::chosen(all, filter);
        const auto from = std::min(number_of<std::size_t>(text_of(call.query, "depuis")).value_or(0), found.size());
        const auto end = std::min(from + rows_a_page, found.size());

        PageData page;
        page.values = {
            {"sought", filter.words},
            {"count_words", count_in_words(found.size(), view.locale)},
            {"is_empty", all.empty() ? "yes" : ""},
            {"is_filtered", filter.profession.empty() && filter.place.empty() && filter.words.empty() ? "" : "yes"},
            {"may_edit", engine::may(view.member.role, Task::edit_directory) ? "yes" : ""},
            {"first_address", from > 0 ? address_of(filter, 0) : ""},
            {"next_address", end < found.size() ? address_of(filter, end) : ""}};
        if (const auto done = text_of(call.query, "fait"); done == "ajoute" || done == "change" || done == "retire")
            page.values[fmt::format("done_{}", done)] = "yes";
        add_options(page, "professions", all, &Professional::profession, filter.profession);
        add_options(page, "places", all, &Professional::place, filter.place);
        for (auto at = from; at < end; ++at) add_entry(page, found[at]);
        return printer_.show(200, "directory", call.visitor, std::move(page));
    });
}

web::Response DirectoryPages::form(const Call& call) const {
    if (call.parts.empty()) return show_form(200, call, {}, {});
    std::optional<Professional> found;
    const auto read = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        found = reader.registers().directory->find(id_of<engine::ProfessionalId>(call.parts.front()));
        return {};
    });
    if (!read) return problem(printer_, read.error(), call);
    return found ? show_form(200, call, *found, {}) : printer_.show(404, "not_found", call.visitor);
}

web::Response DirectoryPages::add(const Call& call) const {
    const auto professional = professional_in(call.form);
    if (const auto trouble = engine::trouble_with(professional)) {
        PageData page;
        page.values["trouble"] = trouble->in(call.visitor.locale);
        return show_form(422, call, professional, std::move(page));
    }
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        unit.edit_registers().directory->put(professional);
        return {};
    });
    return done ? Printer::go_to("/annuaire?fait=ajoute") : problem(printer_, done.error(), call);
}

web::Response DirectoryPages::change(const Call& call) const {
    const auto professional = professional_in(call.form);
    const auto id = id_of<engine::ProfessionalId>(call.parts.front());
    const auto trouble = engine::trouble_with(professional);
    bool is_there = false;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        auto& directory = *unit.edit_registers().directory;
        is_there = trouble ? directory.find(id).has_value() : engine::replace(directory, id, professional);
        return {};
    });
    if (!done) return problem(printer_, done.error(), call);
    if (!is_there) return printer_.show(404, "not_found", call.visitor);
    if (!trouble) return Printer::go_to("/annuaire?fait=change");
    PageData page;
    page.values["trouble"] = trouble->in(call.visitor.locale);
    return show_form(422, call, professional, std::move(page));
}

web::Response DirectoryPages::remove(const Call& call) const {
    bool is_removed = false;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        is_removed = unit.edit_registers().directory->remove(id_of<engine::ProfessionalId>(call.parts.front()));
        return {};
    });
    if (!done) return problem(printer_, done.error(), call);
    return is_removed ? Printer::go_to("/annuaire?fait=retire") : printer_.show(404, "not_found", call.visitor);
}

web::Response DirectoryPages::import_form(const Call& call) const { return show_import(200, call, {}, {}); }

/// A file with bad lines is taken all the same, but for these; checking first says which.
web::Response DirectoryPages::import(const Call& call) const {
    PageData page;
    const auto bytes = bytes_of(call.form);
    if (bytes.empty()) {
        page.values["no_file"] = "yes";
        return show_import(422, call, {}, std::move(page));
    }
    const auto file = engine::read_directory(bytes);
    if (!file) {
        page.values["no_columns"] = "yes";
        return show_import(422, call, {}, std::move(page));
    }
    page.values["good_count"] = std::to_string(file->professionals.size());
    if (text_of(call.form, "check") == "yes") {
        page.values["is_checked"] = "yes";
        return show_import(200, call, *file, std::move(page));
    }
    engine::DirectoryImport imported;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        imported = engine::import_into(*unit.edit_registers().directory, file->professionals);
        return {};
    });
    if (!done) return problem(printer_, done.error(), call);
    page.values["is_imported"] = "yes";
    page.values["added"] = std::to_string(imported.added);
    page.values["changed"] = std::to_string(imported.changed);
    page.values["unchanged"] = std::to_string(imported.unchanged);
    return show_import(200, call, *file, std::move(page));
}

web::Response DirectoryPages::show_form(int status, const Call& call, const Professional& entry, PageData page) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        for (const auto& [name, field] : entry_fields) page.values[std::string(name)] = entry.*field;
        page.values["action"] = call.request.path;
        if (!call.parts.empty()) page.values["remove_address"] = fmt::format("{}/retirer", call.request.path);
        const auto all = view.reader.registers().directory->list({});
        add_options(page, "professions", all, &Professional::profession, {});
        add_options(page, "places", all, &Professional::place, {});
        return printer_.show(status, "directory_entry", call.visitor, std::move(page));
    });
}

web::Response DirectoryPages::show_import(int status, const Call& call, const engine::DirectoryFile& file,
                                          PageData page) const {
    for (std::size_t at = 0; at < std::min(file.bad.size(), most_bad_lines); ++at)
        page.add("bad", {{{"line", std::to_string(file.bad[at].line)},
                          {"reason", std::string(file.bad[at].reason.in(call.visitor.locale))}},
                         {}});
    if (file.bad.size() > most_bad_lines) page.values["more_bad"] = std::to_string(file.bad.size() - most_bad_lines);
    return printer_.show(status, "directory_import", call.visitor, std::move(page));
}

}  // namespace rexflow::cell
