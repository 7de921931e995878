#include "engine/reading/day_parts.hpp"

#include "engine/reading/phrase_table.hpp"

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono_literals;

struct Part {
    TimeOfDay from;
    TimeOfDay to;
};

const PhraseTable<Part>& parts_of_day() {
    constexpr auto part = [](TimeOfDay from, TimeOfDay to) { return Part{from, to}; };
    constexpr Part lunch{12h, 14h};
    static const PhraseTable<Part> table{
        {"matin", part(8h, 12h)},
        {"matins", part(8h, 12h)},
        {"mat", part(8h, 12h)},
        {"matinee", part(8h, 12h)},
        {"matinees", part(8h, 12h)},
        {"tot le matin", part(8h, 9h)},
        {"debut de matinee", part(8h, 10h)},
        {"debut matinee", part(8h, 10h)},
        {"milieu de matinee", part(9h + 30min, 11h)},
        {"fin de matinee", part(11h, 12h + 30min)},
        {"fin matinee", part(11h, 12h + 30min)},
        {"debut d apres midi", part(13h + 30min, 15h)},
        {"debut de l apres midi", part(13h + 30min, 15h)},
        {"debut apres midi", part(13h + 30min, 15h)},
        {"debut d aprem", part(13h + 30min, 15h)},
        {"milieu d apres midi", part(15h, 16h + 30min)},
        {"milieu de l apres midi", part(15h, 16h + 30min)},
        {"fin d apres midi", part(16h, 18h)},
        {"fin apres midi", part(16h, 18h)},
        {"fin de l apres midi", part(16h, 18h)},
        {"fin d aprem", part(16h, 18h)},
        {"apres midi", part(14h, 18h)},
        {"apres midis", part(14h, 18h)},
        {"ap midi", part(14h, 18h)},
        {"apresmidi", part(14h, 18h)},
        {"aprem", part(14h, 18h)},
        {"aprems", part(14h, 18h)},
        {"apm", part(14h, 18h)},
        {"fin de journee", part(17h, 19h)},
        {"fin journee", part(17h, 19h)},
        {"debut de soiree", part(18h + 30min, 20h)},
        {"en soiree", part(18h + 30min, 21h)},
        {"soiree", part(18h + 30min, 21h)},
        {"soirees", part(18h + 30min, 21h)},
        {"soir", part(19h, 21h)},
        {"soirs", part(19h, 21h)},
        {"le midi", lunch},
        {"les midis", lunch},
        {"du midi", lunch},
        {"ce midi", lunch},
        {"un midi", lunch},
        {"chaque midi", lunch},
        {"entre midi et deux", lunch},
        {"entre midi et deux heures", lunch},
        {"entre midi et 2", lunch},
        {"entre 12 et 2", lunch},
        {"entre 12 et deux", lunch},
        {"midi deux", lunch},
        {"pause dej", lunch},
        {"pause dejeuner", lunch},
        {"pause du dejeuner", lunch},
        {"pause de midi", lunch},
        {"pause du midi", lunch},
        {"pause meridienne", lunch},
        {"pause repas", lunch},
        {"heure du dejeuner", lunch},
        {"heure du repas", lunch},
        {"heures de repas", lunch},
        {"heures des repas", lunch},
        {"heure des repas", lunch},
        {"heures du repas", lunch},
        {"heure du midi", lunch},
        {"heures du midi", lunch},
        {"heure du dej", lunch},
        {"heure de midi", lunch},
        {"heures de midi", lunch},
        {"temps de midi", lunch},
    };
    return table;
}

/// Stands for a meaning where there is only one.
struct AnyTime {};

const PhraseTable<AnyTime>& any_time() {
    static const PhraseTable<AnyTime> table{
        {"quand vous voulez", {}},
        {"quand vous voudrez", {}},
        {"quand vous le voulez", {}},
        {"quand vous pouvez", {}},
        {"quand vous pourrez", {}},
        {"quand vous le pouvez", {}},
        {"quand vous souhaitez", {}},
        {"quand vous le souhaitez", {}},
        {"quand ca vous arrange", {}},
        {"quand cela vous arrange", {}},
        {"quand cela vous convient", {}},
        {"n importe quand", {}},
        {"h 24", {}},
        {"24 h 24", {}},
        {"24 h sur 24", {}},
        {"n importe quelle heure", {}},
        {"a toute heure", {}},
        {"toute heure", {}},
        {"a tout moment", {}},
        {"tout moment", {}},
        {"toute la journee", {}},
        {"la journee entiere", {}},
        {"en journee", {}},
        {"dans la journee", {}},
        {"en cours de journee", {}},
        {"a votre convenance", {}},
        {"l heure qui vous convient", {}},
        {"l heure que vous voulez", {}},
        {"a l heure de votre choix", {}},
        {"sans contrainte d horaire", {}},
        {"pas de preference d horaire", {}},
    };
    return table;
}

}  // namespace

std::optional<DayPart> day_part_at(const Words& words, std::size_t at) {
    const auto found = parts_of_day().longest_at(words, at);
    if (!found) return std::nullopt;
    return DayPart{found.meaning->from, found.meaning->to, found.end};
}

std::size_t end_of_any_time(const Words& words, std::size_t at) { return any_time().longest_at(words, at).end; }

}  // namespace rexflow::engine::reading
