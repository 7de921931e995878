#pragma once

#include "engine/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

using ProfessionalId = Id<struct ProfessionalTag>;

/// Somebody a case can be oriented to.
struct Professional {
    ProfessionalId id = {};
    std::string profession = {};
    std::string place = {};
    std::string name = {};
    std::string phone = {};
    std::string address = {};  ///< a mailbox
    std::string note = {};
    bool operator==(const Professional&) const = default;
};

/// Which entries are meant; letters are compared folded, an empty text means any.
struct DirectoryFilter {
    std::string profession = {};
    std::string place = {};
    std::string words = {};  ///< beginnings of words of the name, profession, place or note; all must be there
};

enum class DirectoryChange { added, changed, unchanged };

/// The professionals of the territory, by profession, place and name. Some thousands: everything is sealed under a key
/// of the directory's own, and looked through in memory.
class Directory {
public:
    virtual ~Directory() = default;

    [[nodiscard]] virtual std::vector<Professional> list(const DirectoryFilter& filter) const = 0;
    [[nodiscard]] virtual std::optional<Professional> find(ProfessionalId id) const = 0;

    /// Somebody of the same name, profession and place (folded) is who is meant: what else is said of them is
    /// replaced. `professional.id` is the directory's to say.
    virtual DirectoryChange put(const Professional& professional) = 0;
    /// False when there was none.
    [[nodiscard]] virtual bool remove(ProfessionalId id) = 0;
};

/// What makes two entries the same person, folded; for implementations of Directory.
[[nodiscard]] std::string identity_of(const Professional& professional);
/// Entries a filter means, in the order of lists; for implementations of Directory.
[[nodiscard]] std::vector<Professional> chosen(std::vector<Professional> all, const DirectoryFilter& filter);

}  // namespace rexflow::engine
