#include "adapters/cell/mail_thread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rexflow::cell {

namespace {

using engine::OutboxState;
using engine::Outcome;
using engine::PageData;
using engine::Text;

constexpr std::size_t most_mails_read = 20;

constexpr std::array fates{
    std::pair{OutboxState::queued, Text{"part bientôt", "leaves soon"}},
    std::pair{OutboxState::braked, Text{"retenue un moment", "held for a while"}},
    std::pair{OutboxState::sent, Text{"envoyée", "sent"}},
    std::pair{OutboxState::refused,
              Text{"refusée par le serveur du destinataire", "refused by the addressee’s server"}},
    std::pair{OutboxState::given_up, Text{"abandonnée après plusieurs essais", "given up after several tries"}},
    std::pair{OutboxState::erased, Text{"effacée", "erased"}},
};

constexpr std::array kinds{
    std::pair{Outcome::case_opened, Text{"Courriel qui a ouvert le dossier", "Mail that opened the case"}},
    std::pair{Outcome::reply, Text{"Réponse reçue", "Answer received"}},
    std::pair{Outcome::auto_held, Text{"Réponse automatique", "Auto-reply"}},
    std::pair{Outcome::bounce, Text{"Avis de non-remise", "Bounce"}},
};

template <typename Table, typename Key>
Text words_for(const Table& table, Key key, Text otherwise) {
    const auto found = std::ranges::find(table, key, [](const auto& row) { return row.first; });
    return found == table.end() ? otherwise : found->second;
}

std::string size_in_words(std::size_t bytes, engine::Locale locale) {
    const auto kilobytes = std::max<std::size_t>(1, bytes / 1024);
    return fmt::format("{} {}", kilobytes, locale == engine::Locale::fr ? "Kio" : "KiB");
}

struct Dated {
    engine::Instant at;
    engine::Audience audience;
    PageData item;
};

class Thread {
public:
    Thread(const Viewpoint& view, const CaseFile& file, const engine::MessageReader& message_reader,
           const engine::LetterRenderer& letter_renderer)
        : view_(view),
          file_(file),
          message_reader_(message_reader),
          letter_renderer_(letter_renderer),
          words_(view.words()) {}

    [[nodiscard]] std::vector<Dated> mails() const {
        std::vector<Dated> mails;
        for (const auto& message : view_.reader.messages_of(file_.row.id)) mails.push_back(received(message));
        for (const auto& letter : view_.reader.outbox_of(file_.row.id)) mails.push_back(sent(letter));
        std::ranges::stable_sort(mails, std::ranges::greater{}, &Dated::at);
        for (std::size_t place = 0; place < mails.size() && place < most_mails_read; ++place) open(mails[place].item);
        return mails;
    }

private:
    [[nodiscard]] Dated received(const engine::StoredMessage& message) const {
        PageData item;
        item.values = {{"mail", view_.in(words_for(kinds, message.outcome, {"Courriel reçu", "Mail received"}))},
                       {"mail_at", words_.moment(message.received_at)},
                       {"is_received", "yes"},
                       {"message", std::to_string(message.id.value)}};
        return {message.received_at, engine::Audience::outside, std::move(item)};
    }

    [[nodiscard]] Dated sent(const engine::OutboxRow& row) const {
        PageData item;
        item.values = {
            {"mail", words_.letter(row.letter.name)},
            {"mail_at", words_.moment(row.sent_at.value_or(row.letter.queued_at))},
            {"fate", view_.in(words_for(fates, row.state, {"", ""}))},
            {"has_failed", row.state == OutboxState::refused || row.state == OutboxState::given_up ? "yes" : ""},
            {"is_received", ""},
            {"outbox", std::to_string(row.id.value)}};
        return {row.letter.queued_at, row.letter.audience, std::move(item)};
    }

    /// Puts in what the mail says, where that may be read and is still there.
    void open(PageData& item) const {
        if (!file_.shows_names()) return;
        const auto number = [&](std::string_view name) { return std::stoll(std::string(item.value(name))); };
        if (item.value("is_received").empty())
            open_letter(item, engine::OutboxId{number("outbox")});
        else
            open_message(item, engine::MessageId{number("message")});
    }

    void open_message(PageData& item, engine::MessageId id) const {
        const auto raw = view_.reader.raw(id);
        auto email = raw ? message_reader_.read(*raw) : engine::Err(engine::Error::Code::erased, "");
        if (!email) {
            item.values["is_gone"] = "yes";
            return;
        }
        if (!email->from.empty()) item.values["correspondent"] = email->from.front().address;
        item.values["mail_subject"] = email->subject;
        item.values["mail_text"] = email->text;
        for (std::size_t place = 0; place < email->attachments.size(); ++place) {
            const auto& attachment = email->attachments[place];
            item.add("attachments",
                     {{{"attachment",
                        attachment.file_name.empty() ? view_.in({"sans nom", "without a name"}) : attachment.file_name},
                       {"attachment_size", size_in_words(attachment.size, view_.locale)},
                       {"attachment_address", attachment_address(file_.row.number, id, place)}},
                      {}});
        }
    }

    void open_letter(PageData& item, engine::OutboxId id) const {
        const auto row = view_.reader.find_outbox(id);
        if (!row || row->state == OutboxState::erased) {
            item.values["is_gone"] = "yes";
            return;
        }
        item.values["correspondent"] = row->letter.to.address;
        const auto rendered = letter_renderer_.render(row->letter.name, row->letter.to.locale, row->letter.variables);
        if (!rendered) return;
        item.values["mail_subject"] = rendered->subject;
        item.values["mail_text"] = rendered->text;
    }

    const Viewpoint& view_;
    const CaseFile& file_;
    const engine::MessageReader& message_reader_;
    const engine::LetterRenderer& letter_renderer_;
    engine::CaseWords words_;
};

}  // namespace

void add_mails(PageData& page, const Viewpoint& view, const CaseFile& file, const engine::MessageReader& message_reader,
               const engine::LetterRenderer& letter_renderer) {
    for (auto& mail : Thread(view, file, message_reader, letter_renderer).mails())
        page.add(mail.audience == engine::Audience::cell ? "office_mails" : "mails", std::move(mail.item));
}

std::string attachment_address(const engine::CaseNumber& number, engine::MessageId message, std::size_t position) {
    return fmt::format("{}/courriels/{}/{}", address_of(number), message.value, position);
}

}  // namespace rexflow::cell
