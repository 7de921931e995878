#include "engine/reading/call_statements.hpp"

#include "engine/reading/call_cues.hpp"
#include "engine/reading/sentence_pieces.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace rexflow::engine::reading {

namespace {

/// What the hours at one place of a sentence are about.
enum class Matter { unknown, calling, story, excluded };

constexpr double sure = 0.9;
constexpr double likely = 0.75;
constexpr double inherited = 0.7;

/// What is known around a sentence before its own words are looked at.
struct Surroundings {
    Matter before = Matter::unknown;  ///< what the last sentence with hours or calling was about
    bool is_supported = false;        ///< this sentence or one beside it speaks of calling
};

/// Follows one sentence from left to right and keeps what its words have said so far.
class Follower {
public:
    Follower(const Words& words, const Sentence& sentence, const Surroundings& around, const AvailabilityHabits& habits)
        : words_(words), sentence_(sentence), around_(around), habits_(habits) {
        if (sentence.is_bare()) matter_ = around.before;
        confidence_ = inherited;
    }

    std::vector<Statement> statements() {
        for (std::size_t begin = 0; begin < sentence_.pieces.size();) {
            const auto end = end_of_clause(begin);
            follow_clause(begin, end);
            begin = end;
        }
        return std::move(statements_);
    }

    /// What bare hours in the next sentence are about.
    [[nodiscard]] Matter matter_after() const {
        if (matter_ == Matter::excluded && words_.is(sentence_.end - 1, ":")) return Matter::excluded;
        if (sentence_.end > sentence_.begin + 1 && matter_ == Matter::excluded && words_.is(sentence_.end - 2, ":"))
            return Matter::excluded;
        if (spoke_of_calling_ || sentence_.has_phone) return Matter::calling;
        const bool is_nothing = !sentence_.has_stance && sentence_.other_words <= 3;
        return is_nothing ? around_.before : Matter::unknown;
    }

private:
    [[nodiscard]] static bool starts_clause(const Piece& piece) {
        return std::holds_alternative<Parting>(piece.what) || piece.is(Cue::contrast) || piece.is(Cue::clause) ||
               piece.is(Cue::otherwise);
    }

    [[nodiscard]] std::size_t end_of_clause(std::size_t begin) const {
        auto end = begin + 1;
        while (end < sentence_.pieces.size() && !starts_clause(sentence_.pieces[end])) ++end;
        return end;
    }

    /// What a cue makes of the hours beside it; nothing when it says nothing here.
    [[nodiscard]] std::optional<Matter> matter_of(Cue cue) const {
        const bool has_told = matter_ == Matter::story && clause_has_story_;
        switch (cue) {
            case Cue::calling:
            case Cue::finishing:
                return cue == Cue::calling || is_supported() ? std::optional(Matter::calling) : std::nullopt;
            case Cue::hint:
                if (matter_ == Matter::story && !spoke_of_calling_) return std::nullopt;
                return may_turn_to_calling() ? std::optional(Matter::calling) : std::nullopt;
            case Cue::phone:
                return may_turn_to_calling() ? std::optional(Matter::calling) : std::nullopt;
            case Cue::story:
                return Matter::story;
            case Cue::aside:
                return clause_has_calling_ ? std::nullopt : std::optional(Matter::story);
            case Cue::busy:
                return sentence_.has_story && !sentence_.has_calling ? Matter::story : Matter::excluded;
            case Cue::busy_hint:
                if (has_told || matter_ == Matter::story) return Matter::story;
                return is_supported() || sentence_.other_words <= 2 ? Matter::excluded : Matter::story;
            case Cue::unavailable:
                return has_told ? Matter::story : Matter::excluded;
            case Cue::except:
                if (matter_ == Matter::story) return std::nullopt;
                return is_supported() ? std::optional(Matter::excluded) : std::nullopt;
            case Cue::neutral:
            case Cue::contrast:
            case Cue::clause:
            case Cue::otherwise:
            case Cue::closing:
            case Cue::message:
            case Cue::sms:
            case Cue::secretary:
                return std::nullopt;
        }
        return std::nullopt;
    }

    [[nodiscard]] bool may_turn_to_calling() const {
        return is_supported() && !clause_has_story_ && !(matter_ == Matter::excluded && clause_has_negative_);
    }

    [[nodiscard]] bool is_supported() const { return around_.is_supported || spoke_of_calling_; }

    [[nodiscard]] static bool reaches_back(Cue cue) { return cue != Cue::except && cue != Cue::finishing; }

    /// The first cue of a clause speaks for the hours before it too: "le jeudi je consulte".
    [[nodiscard]] std::optional<Matter> matter_ahead(std::size_t begin, std::size_t end) const {
        for (auto i = begin; i < end; ++i) {
            const auto* const cue = std::get_if<Cue>(&sentence_.pieces[i].what);
            if (cue == nullptr) continue;
            if (*cue == Cue::except || *cue == Cue::finishing) return std::nullopt;
            if (const auto matter = matter_of(*cue); matter && reaches_back(*cue)) return matter;
        }
        return std::nullopt;
    }

    [[nodiscard]] bool has_cue(std::size_t begin, std::size_t end) const {
        return std::ranges::any_of(std::span(sentence_.pieces).subspan(begin, end - begin), [&](const Piece& piece) {
            const auto* const cue = std::get_if<Cue>(&piece.what);
            return cue != nullptr && matter_of(*cue);
        });
    }

    [[nodiscard]] const Piece* first_time(std::size_t begin, std::size_t end) const {
        for (auto i = begin; i < end; ++i)
            if (sentence_.pieces[i].is_time()) return &sentence_.pieces[i];
        return nullptr;
    }

    void enter_clause(std::size_t begin, std::size_t end) {
        clause_has_calling_ = clause_has_story_ = clause_has_negative_ = is_finishing_ = false;
        const auto& first = sentence_.pieces[begin];
        const auto* const parting = std::get_if<Parting>(&first.what);
        if (parting != nullptr && *parting == Parting::open) before_bracket_ = matter_;
        if (parting != nullptr && *parting == Parting::close && before_bracket_) {
            matter_ = *before_bracket_;
            before_bracket_.reset();
        } else if (excepted_from_) {
            // "sauf lundi, jeudi" goes on with days; "sauf lundi, après 19h" does not
            const auto* const time = first_time(begin, end);
            const bool goes_on = parting != nullptr && *parting == Parting::comma && time != nullptr &&
                                 std::holds_alternative<Days>(time->what) && !has_cue(begin, end) &&
                                 !words_.is(first.end, "et") && !words_.is(first.end, "ou");
            if (!goes_on && !(parting != nullptr && *parting == Parting::open)) leave_exception();
        }
        // "soit" says the same in other words, unless an exception named no time yet
        const bool only_restates = words_.is(first.begin, "soit") && said_before_exception_ != statements_.size();
        const bool turns = (first.is(Cue::contrast) || first.is(Cue::otherwise)) && !only_restates;
        if (turns && matter_ == Matter::excluded && is_supported()) become(Matter::calling, likely);
        if (const auto ahead = matter_ahead(begin, end)) become(*ahead, *ahead == matter_ ? confidence_ : sure);
        if (has_cue(begin, end)) return;
        const auto others = other_words(begin, end);
        if (matter_ == Matter::unknown && others <= 1 && turns_to_calling_after(end)) become(Matter::calling, likely);
        if (begin == 0) return;
        constexpr int many = 4;
        if (others >= many) become(Matter::unknown, 0);  // a long clause without a word of calling
        const auto* const time = first_time(begin, end);
        const bool comes_back = matter_ == Matter::story && is_weak_story_ && spoke_of_calling_ && others == 0;
        if (comes_back && time != nullptr && std::holds_alternative<Hours>(time->what)) become(Matter::calling, likely);
    }

    /// "Jeudi entre 14h et 16h : appelez-moi".
    [[nodiscard]] bool turns_to_calling_after(std::size_t piece) const {
        for (auto i = piece; i < sentence_.pieces.size(); ++i) {
            const auto* const cue = std::get_if<Cue>(&sentence_.pieces[i].what);
            if (cue == nullptr) continue;
            if (const auto matter = matter_of(*cue)) return *matter == Matter::calling;
        }
        return false;
    }

    [[nodiscard]] int other_words(std::size_t begin, std::size_t end) const {
        int others = 0;
        auto piece = begin;
        const auto until = end < sentence_.pieces.size() ? sentence_.pieces[end].begin : sentence_.end;
        for (auto at = sentence_.pieces[begin].begin; at < until; ++at) {
            while (piece < end && sentence_.pieces[piece].end <= at) ++piece;
            const bool is_read = piece < end && sentence_.pieces[piece].begin <= at;
            others += !is_read && words_[at].kind == WordKind::word && !is_small_word(words_[at].text) ? 1 : 0;
        }
        return others;
    }

    void follow_clause(std::size_t begin, std::size_t end) {
        enter_clause(begin, end);
        for (auto i = begin; i < end; ++i) {
            const auto& piece = sentence_.pieces[i];
            if (const auto* const cue = std::get_if<Cue>(&piece.what)) {
                hear(*cue, piece);
            } else if (piece.is_time()) {
                take(piece);
            }
        }
    }

    void hear(Cue cue, const Piece& piece) {
        const auto matter = matter_of(cue);
        if (cue == Cue::except && matter) {
            except_from_here(piece);
        } else if (matter) {
            excepted_from_.reset();
            become(*matter, cue == Cue::hint && confidence_ < sure ? likely : sure);
        }
        if (matter == Matter::story) is_weak_story_ = cue == Cue::aside && (is_weak_story_ || !clause_has_story_);
        clause_has_negative_ = clause_has_negative_ || matter == Matter::excluded;
        clause_has_calling_ = clause_has_calling_ || cue == Cue::calling;
        clause_has_story_ = clause_has_story_ || cue == Cue::story || (cue == Cue::aside && !clause_has_calling_);
        is_finishing_ = cue == Cue::finishing || (is_finishing_ && cue == Cue::neutral);
        spoke_of_calling_ = spoke_of_calling_ || cue == Cue::calling || matter == Matter::calling;
        if (const auto channel = channel_of(cue); !channel.empty() && matter_ != Matter::story)
            hear_channel(channel, piece);
    }

    void except_from_here(const Piece& except) {
        said_before_exception_ = statements_.size();
        if (matter_ == Matter::excluded && !excepted_from_) {
            // "occupée toute la journée sauf entre 12h et 14h" leaves those hours
            excepted_from_ = matter_;
            const auto next = std::ranges::find_if(
                sentence_.pieces, [&](const Piece& piece) { return piece.begin >= except.end && piece.is_time(); });
            const bool leaves_hours = next != sentence_.pieces.end() && std::holds_alternative<Hours>(next->what);
            return become(leaves_hours ? Matter::calling : Matter::story, likely);
        }
        if (!excepted_from_) excepted_from_ = matter_;
        become(Matter::excluded, sure);
    }

    void hear_channel(std::string_view channel, const Piece& piece) {
        if (matter_ == Matter::unknown) become(Matter::calling, likely);
        add(Channel{channel}, piece, Stance::callable, likely);
    }

    void take(const Piece& piece) {
        const auto* const return_days = std::get_if<Days>(&piece.what);
        const bool is_return = return_days != nullptr && return_days->kind == DaysKind::returning && is_supported();
        if (is_return && matter_ == Matter::unknown) become(Matter::calling, likely);
        if (matter_ != Matter::calling && matter_ != Matter::excluded) return;
        const auto stance = matter_ == Matter::calling ? Stance::callable : Stance::excluded;
        if (const auto* const days = std::get_if<Days>(&piece.what)) {
            if (days->kind != DaysKind::attribute && days->kind != DaysKind::past)
                add(*days, piece, stance, days->is_doubtful ? confidence_ - 0.3 : confidence_);
            return;
        }
        auto hours = std::get<Hours>(piece.what);
        const bool is_moment_of_work = stance == Stance::excluded && hours.kind == HoursKind::point && !excepted_from_;
        if (hours.kind == HoursKind::attribute || is_moment_of_work) return;
        if (is_finishing_ && hours.kind == HoursKind::point && hours.named < habits_.latest)
            hours = {HoursKind::after, hours.named, habits_.latest, hours.end, hours.named};
        add(hours, piece, stance, confidence_);
    }

    void add(std::variant<Hours, Days, Channel> what, const Piece& piece, Stance stance, double confidence) {
        const auto tie = statements_.empty() ? Tie::apart : tie_between(statements_.back().end, piece.begin);
        statements_.push_back({what, stance, tie, piece.begin, piece.end, confidence});
    }

    [[nodiscard]] Tie tie_between(std::size_t from, std::size_t to) const {
        constexpr auto joints = std::to_array<std::string_view>({"et", "ou", "/", "&", "+", "puis", "ni", "-"});
        constexpr auto choices =
            std::to_array<std::string_view>({"sinon", "autrement", "defaut", "eventuellement", "alors", "second"});
        auto tie = Tie::close;
        for (auto at = from; at < to; ++at) {
            const auto& word = words_[at];
            if (std::ranges::find(choices, word.text) != choices.end()) return Tie::apart;
            const bool is_comma =
                word.text == "," || word.text == ";" || word.text == "(" || word.kind == WordKind::line_end;
            if (is_comma) tie = Tie::comma;
            if (tie == Tie::close && std::ranges::find(joints, word.text) != joints.end())
                tie = word.text == "ou" ? Tie::either : Tie::joined;
        }
        return tie;
    }

    void leave_exception() {
        become(excepted_from_.value_or(Matter::unknown), confidence_);
        excepted_from_.reset();
    }

    void become(Matter matter, double confidence) {
        matter_ = matter;
        confidence_ = confidence;
    }

    const Words& words_;
    const Sentence& sentence_;
    Surroundings around_;
    const AvailabilityHabits& habits_;
    Matter matter_ = Matter::unknown;
    double confidence_ = 0;
    std::optional<Matter> excepted_from_;  ///< what the hours were before "sauf"
    std::size_t said_before_exception_ = 0;
    std::optional<Matter> before_bracket_;
    bool clause_has_calling_ = false;
    bool clause_has_story_ = false;
    bool clause_has_negative_ = false;
    bool is_weak_story_ = false;  ///< words of the story, but nothing told
    bool is_finishing_ = false;
    bool spoke_of_calling_ = false;
    std::vector<Statement> statements_;
};

/// How far a word of calling makes the wishes of other sentences wishes about calling.
constexpr std::size_t neighbours = 2;
/// A mail of so few words is about being called.
constexpr int terse = 12;

bool speaks_of_calling_near(std::span<const Sentence> sentences, std::size_t i) {
    const auto first = i - std::min(i, neighbours);
    const auto last = std::min(sentences.size(), i + neighbours + 1);
    return std::ranges::any_of(sentences.subspan(first, last - first), &Sentence::has_calling);
}

/// Nothing but hours, right before the sentence that asks for the call.
bool leads_to_calling(std::span<const Sentence> sentences, std::size_t i) {
    return sentences[i].other_words == 0 && i + 1 < sentences.size() && sentences[i + 1].has_calling;
}

bool is_terse(std::span<const Sentence> sentences) {
    int others = 0;
    for (const auto& sentence : sentences) others += sentence.other_words;
    return others <= terse && std::ranges::none_of(sentences, &Sentence::has_story);
}

}  // namespace

std::vector<std::vector<Statement>> call_statements(const Words& words, Day today, const AvailabilityHabits& habits) {
    const auto sentences = sentences_of(words, today, habits);
    std::vector<std::vector<Statement>> statements;
    auto before = Matter::unknown;
    bool is_signature = false;
    const bool is_terse_mail = is_terse(sentences);
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const auto& sentence = sentences[i];
        is_signature = is_signature || sentence.has_closing;
        Surroundings around{before, is_terse_mail || before == Matter::calling || speaks_of_calling_near(sentences, i)};
        if (before == Matter::unknown && (is_terse_mail || sentence.has_phone || leads_to_calling(sentences, i)))
            around.before = Matter::calling;
        if (is_signature && sentence.has_practice) around = {};
        Follower follower(words, sentence, around, habits);
        if (auto own = follower.statements(); !own.empty()) statements.push_back(std::move(own));
        before = is_signature && !sentence.has_phone ? Matter::unknown : follower.matter_after();
    }
    return statements;
}

}  // namespace rexflow::engine::reading
