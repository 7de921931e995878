#include "engine/reading/call_statements.hpp"

#include "engine/reading/call_cues.hpp"
#include "engine/reading/sentence_pieces.hpp"
#include "engine/reading/statement_ties.hpp"

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
    int words_beside = 2;             ///< how many other words still let it be about the same
    bool is_supported = false;        ///< this sentence or one beside it speaks of calling
};

/// Follows one sentence from left to right and keeps what its words have said so far.
class Follower {
public:
    Follower(const Words& words, const Sentence& sentence, const Surroundings& around, const AvailabilityHabits& habits)
        : words_(words), sentence_(sentence), around_(around), habits_(habits) {
        if (sentence.is_bare(around.words_beside)) matter_ = around.before;
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
        if (spoke_of_calling_ || refused_ || sentence_.has_phone) return Matter::calling;
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
                if (has_told || matter_ == Matter::story || (sentence_.has_story && !sentence_.has_calling))
                    return Matter::story;
                return is_supported() || sentence_.other_words <= 2 ? Matter::excluded : Matter::story;
            case Cue::unavailable:
                return has_told ? Matter::story : Matter::excluded;
            case Cue::except:
                if (matter_ == Matter::story) return std::nullopt;
                return is_supported() ? std::optional(Matter::excluded) : std::nullopt;
            case Cue::neutral:
            case Cue::those_days:
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
            // "laissez un message, je vous rappellerai": what follows a channel is said of it
            if (*cue == Cue::except || *cue == Cue::finishing || !channel_of(*cue).empty()) return std::nullopt;
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

    /// The first hours or days of a clause; its first piece when it has none.
    [[nodiscard]] const Piece& first_time(std::size_t begin, std::size_t end) const {
        const auto clause = std::span(sentence_.pieces).subspan(begin, end - begin);
        const auto time = std::ranges::find_if(clause, &Piece::is_time);
        return time == clause.end() ? clause.front() : *time;
    }

    void enter_clause(std::size_t begin, std::size_t end) {
        clause_has_calling_ = clause_has_story_ = clause_has_negative_ = is_finishing_ = false;
        const auto& first = sentence_.pieces[begin];
        cross_parting(begin, end);
        const bool turns = first.is(Cue::contrast) || first.is(Cue::otherwise);
        if (turns && matter_ == Matter::excluded && is_supported()) become(Matter::calling, likely);
        if (const auto ahead = matter_ahead(begin, end)) become(*ahead, *ahead == matter_ ? confidence_ : sure);
        if (!has_cue(begin, end)) guess_matter(begin, end);
    }

    /// A bracket ends with what was before it; an exception ends with its clause, unless more days are excepted:
    /// "sauf lundi, jeudi", but not "sauf lundi, après 19h".
    void cross_parting(std::size_t begin, std::size_t end) {
        const auto& first = sentence_.pieces[begin];
        const auto* const parting = std::get_if<Parting>(&first.what);
        const auto is_parting = [&](Parting kind) { return parting != nullptr && *parting == kind; };
        if (is_parting(Parting::open)) {
            before_bracket_ = matter_;
        } else if (is_parting(Parting::close) && before_bracket_) {
            matter_ = *before_bracket_;
            before_bracket_.reset();
        } else if (excepted_from_) {
            const bool gives_days = std::holds_alternative<Days>(first_time(begin, end).what);
            const bool is_joined = words_.is(first.end, "et") || words_.is(first.end, "ou");
            const bool goes_on = is_parting(Parting::comma) && gives_days && !is_joined && !has_cue(begin, end);
            if (!goes_on) leave_exception();
        }
    }

    /// What a clause without a word of its own is about: what the one before or after it is, if it is short.
    void guess_matter(std::size_t begin, std::size_t end) {
        if (leads_to_channel(begin, end)) return become(Matter::calling, likely);
        constexpr int many = 4;
        const auto others = other_words(begin, end);
        const auto after = matter_ == Matter::unknown && others <= 1 ? matter_after_clause(end) : std::nullopt;
        if (after == Matter::calling || (after == Matter::excluded && words_.is(sentence_.pieces[end].begin, ":")))
            become(*after, likely);
        if (begin == 0) return;
        if (others >= many) become(Matter::unknown, 0);
        const bool gives_hours = std::holds_alternative<Hours>(first_time(begin, end).what);
        const bool comes_back = matter_ == Matter::story && is_weak_story_ && spoke_of_calling_ && others == 0;
        if (comes_back && gives_hours) become(Matter::calling, likely);
    }

    /// "le matin je consulte ; l'après-midi, passez par la secrétaire"
    [[nodiscard]] bool leads_to_channel(std::size_t begin, std::size_t end) const {
        if (!words_.is(sentence_.pieces[begin].begin, ";") || end + 1 >= sentence_.pieces.size()) return false;
        const auto* const cue = std::get_if<Cue>(&sentence_.pieces[end + 1].what);
        return cue != nullptr && !channel_of(*cue).empty();
    }

    /// "Jeudi entre 14h et 16h : appelez-moi", "mardi : pas disponible".
    [[nodiscard]] std::optional<Matter> matter_after_clause(std::size_t end) const {
        for (auto i = end; i < sentence_.pieces.size(); ++i) {
            const auto* const cue = std::get_if<Cue>(&sentence_.pieces[i].what);
            if (cue == nullptr || *cue == Cue::except) continue;
            if (const auto matter = matter_of(*cue)) return matter;
        }
        return std::nullopt;
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
        clause_begin_ = sentence_.pieces[begin].begin;
        clause_has_own_stance_ =
            std::ranges::any_of(std::span(sentence_.pieces).subspan(begin, end - begin),
                                [](const Piece& piece) { return piece.is(Cue::except) || piece.is_stance(); });
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
            if (*matter != Matter::excluded) excepted_from_.reset();
            become(*matter, cue == Cue::hint && confidence_ < sure ? likely : sure);
        }
        if (matter == Matter::story) is_weak_story_ = cue == Cue::aside && (is_weak_story_ || !clause_has_story_);
        clause_has_negative_ = clause_has_negative_ || matter == Matter::excluded;
        clause_has_calling_ = clause_has_calling_ || cue == Cue::calling;
        clause_has_story_ = clause_has_story_ || cue == Cue::story || (cue == Cue::aside && !clause_has_calling_);
        is_finishing_ = cue == Cue::finishing || (is_finishing_ && cue == Cue::neutral);
        spoke_of_calling_ = spoke_of_calling_ || cue == Cue::calling || matter == Matter::calling;
        if (cue == Cue::those_days) speak_of_those_days();
        refused_ = refused_ || (cue == Cue::unavailable && matter == Matter::excluded);
        if (const auto channel = channel_of(cue); !channel.empty() && matter_ != Matter::story)
            hear_channel(channel, piece);
    }

    /// "je travaille mardi et jeudi : appelez-moi ces jours-là": the days named last are meant as this clause says.
    void speak_of_those_days() {
        if (matter_ != Matter::calling && matter_ != Matter::excluded) return;
        for (auto said = statements_.rbegin(); said != statements_.rend(); ++said) {
            if (!std::holds_alternative<Days>(said->what)) return;
            said->stance = matter_ == Matter::calling ? Stance::callable : Stance::excluded;
            if (said->tie == Tie::apart || said->tie == Tie::parted) return;
        }
    }

    void except_from_here(const Piece& except) {
        const bool is_further = words_.is(except.begin, "ni");  // "pas avant 9h ni après 19h"
        if (matter_ == Matter::excluded && !excepted_from_ && !is_further) {
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
            take_days(*days, piece, stance);
            return;
        }
        auto hours = std::get<Hours>(piece.what);
        const bool is_moment_of_work = stance == Stance::excluded && hours.kind == HoursKind::point && !excepted_from_;
        if (hours.kind == HoursKind::attribute || is_moment_of_work) return;
        if (is_finishing_ && hours.kind == HoursKind::point && hours.named < habits_.latest)
            hours = {HoursKind::freed, hours.named, habits_.latest, hours.end, hours.named};
        add(hours, piece, stance, confidence_);
    }

    void take_days(Days days, const Piece& piece, Stance stance) {
        // "pas disponible avant le 16" is back on the 16th; "rappelez-moi avant le 16" says nothing of hours
        if (days.kind == DaysKind::deadline && stance == Stance::excluded) days.kind = DaysKind::returning;
        const bool says_when =
            days.kind != DaysKind::attribute && days.kind != DaysKind::past && days.kind != DaysKind::deadline;
        constexpr double doubt = 0.2;
        if (says_when) add(days, piece, stance, days.is_doubtful ? confidence_ - doubt : confidence_);
    }

    void add(std::variant<Hours, Days, Channel> what, const Piece& piece, Stance stance, double confidence) {
        auto tie = Tie::apart;
        if (!statements_.empty()) {
            tie = tie_between(words_, statements_.back().end, piece.begin);
            const bool is_other_clause = tie == Tie::comma && clause_has_own_stance_ && last_had_own_stance_ &&
                                         clause_begin_ >= statements_.back().end;
            const bool are_days = std::holds_alternative<Days>(what);
            const bool is_own = is_other_clause || has_strong_break(words_, statements_.back().end, piece.begin);
            if (are_days && tie != Tie::apart && is_own) tie = Tie::parted;
        }
        last_had_own_stance_ = clause_has_own_stance_;
        statements_.push_back({what, stance, tie, piece.begin, piece.end, confidence});
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
    std::optional<Matter> before_bracket_;
    bool clause_has_calling_ = false;
    bool clause_has_story_ = false;
    bool clause_has_negative_ = false;
    bool is_weak_story_ = false;  ///< words of the story, but nothing told
    bool is_finishing_ = false;
    bool spoke_of_calling_ = false;
    bool refused_ = false;  ///< said when not to call
    std::size_t clause_begin_ = 0;
    bool clause_has_own_stance_ = false;  ///< a cue of its own beside its days: "demain non plus"
    bool last_had_own_stance_ = false;    ///< the clause of the last statement
    std::vector<Statement> statements_;
};

}  // namespace

std::vector<std::vector<Statement>> call_statements(const Words& words, Day today, const AvailabilityHabits& habits) {
    const auto sentences = sentences_of(words, today, habits);
    std::vector<std::vector<Statement>> statements;
    auto before = Matter::unknown;
    bool is_signature = false;
    bool is_practice = false;  // the hours of a signature are those of the practice it names
    const bool is_terse_mail = is_terse(sentences);
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const auto& sentence = sentences[i];
        is_signature = is_signature || sentence.has_closing;
        Surroundings around;
        around.before = before;
        around.is_supported = is_terse_mail || before == Matter::calling || is_bare_wish(sentence) ||
                              speaks_of_calling_near(sentences, i);
        if (before == Matter::unknown) {
            const bool is_alone = is_terse_mail || leads_to_calling(sentences, i);
            if (is_alone || sentence.has_phone) around.before = Matter::calling;
            if (!sentence.has_phone) around.words_beside = 1;
        }
        is_practice = is_practice || (is_signature && sentence.has_practice);
        if ((is_practice && !sentence.has_mobile) || sentence.is_of_practice) around = {};
        Follower follower(words, sentence, around, habits);
        if (auto own = follower.statements(); !own.empty()) statements.push_back(std::move(own));
        before = is_signature && !sentence.has_phone ? Matter::unknown : follower.matter_after();
    }
    return statements;
}

}  // namespace rexflow::engine::reading
