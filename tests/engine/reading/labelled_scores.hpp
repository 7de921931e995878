#pragma once

#include "tests/engine/reading/labelled_mails.hpp"

#include <map>
#include <string>
#include <vector>

namespace rexflow::testing {

/// What was read of a mail, by field, in the spelling of the labels.
using Answers = std::map<std::string, std::vector<std::string>>;

[[nodiscard]] Answers answers_of(const engine::reading::Reading& reading, const LabelledMail& mail);

/// A label nothing matched, or something read that nobody labelled.
struct Miss {
    std::string id;
    std::string field;
    std::string expected;  ///< empty: nothing was
    std::string read;      ///< empty: nothing was
};

/// Labels and answers of one field, counted over all mails. What a label allows but does not require counts nowhere.
struct Tally {
    int mails = 0;   ///< with a required label
    int right = 0;   ///< labels that were read
    int missed = 0;  ///< labels that were not
    int wrong = 0;   ///< read without a label

    [[nodiscard]] double precision() const { return share(right, right + wrong); }
    [[nodiscard]] double recall() const { return share(right, right + missed); }

private:
    static double share(int part, int whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / whole; }
};

struct Scores {
    std::map<std::string, Tally> by_field;
    std::vector<Miss> misses;

    /// Counts one mail.
    void add(const LabelledMail& mail, const Answers& answers);

private:
    void add_field(const LabelledMail& mail, const std::string& field, std::vector<std::string> read);
};

}  // namespace rexflow::testing
