#include "tests/support/recording_transport.hpp"

#include <algorithm>
#include <optional>

namespace rexflow::testing {

namespace {

using engine::Err;
using engine::Error;

std::string message_id_of(const std::string& bytes) {
    constexpr std::string_view field = "Message-ID: <";
    std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
    auto start = head.find(field);
    if (start == std::string::npos) start = head.find("Message-Id: <");
    if (start == std::string::npos) return {};
    start += field.size();
    return head.substr(start, head.find('>', start) - start);
}

}  // namespace

engine::Result<void> RecordingTransport::send(const engine::OutgoingMail& mail) {
    ++tries;
    if (meanwhile) meanwhile();
    auto mishap = everything_;
    if (const auto told = mishaps_.find(mail.envelope_to); told != mishaps_.end()) mishap = told->second;
    if (!mishap || *mishap == Mishap::answer_lost)
        taken.push_back({mail.envelope_to, message_id_of(mail.bytes), mail.envelope_from, mail.bytes});
    if (!mishap) return {};
    switch (*mishap) {
        case Mishap::refused_for_now:
            return Err(Error::Code::refused_for_now, "451 4.7.1");
        case Mishap::refused_for_good:
            return Err(Error::Code::refused_for_good, "550 5.1.1");
        case Mishap::no_connection:
        case Mishap::answer_lost:
            return Err(Error::Code::connection, "the server closed the connection");
    }
    return {};
}

void RecordingTransport::recover() {
    mishaps_.clear();
    everything_.reset();
}

std::vector<std::string> RecordingTransport::message_ids() const {
    std::vector<std::string> ids;
    for (const auto& mail : taken) ids.push_back(mail.message_id);
    std::ranges::sort(ids);
    return ids;
}

std::string RecordingTransport::last_for(const std::string& address) const {
    const auto last = std::ranges::find(taken.rbegin(), taken.rend(), address, &Taken::to);
    return last == taken.rend() ? std::string{} : last->bytes;
}

}  // namespace rexflow::testing
