#include "adapters/mail/winmail.hpp"

#include "adapters/mail/guarded_child.hpp"
#include "adapters/mail/rtf_text.hpp"
#include "adapters/mail/utf8.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" {  // its headers do not say so themselves
#include <ytnef.h>
}

namespace rexflow::mail {
namespace {

// --- between the processes ------------------------------------------------------------------------------------------

void append(std::string& packed, std::string_view text) {
    const std::uint64_t size = text.size();
    packed.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
}

std::optional<std::string> take(std::string_view& packed) {
    std::uint64_t size = 0;
    if (packed.size() < sizeof size) {
        return std::nullopt;
    }
    std::memcpy(&size, packed.data(), sizeof size);
    packed.remove_prefix(sizeof size);
    if (size > packed.size()) {
        return std::nullopt;
    }
    std::string text(packed.substr(0, size));
    packed.remove_prefix(size);
    return text;
}

std::string pack(const Winmail& mail) {
    std::string packed;
    append(packed, mail.text);
    append(packed, mail.html);
    append(packed, mail.charset);
    for (const auto& file : mail.files) {
        append(packed, file.name);
        append(packed, file.content);
    }
    return packed;
}

std::optional<Winmail> unpack(std::string_view packed) {
    Winmail mail;
    for (auto* text : {&mail.text, &mail.html, &mail.charset}) {
        auto taken = take(packed);
        if (!taken) {
            return std::nullopt;
        }
        *text = std::move(*taken);
    }
    while (!packed.empty()) {
        auto name = take(packed);
        auto content = take(packed);
        if (!name || !content) {
            return std::nullopt;
        }
        mail.files.push_back({std::move(*name), std::move(*content)});
    }
    return mail;
}

// --- in the child ---------------------------------------------------------------------------------------------------

constexpr DWORD property(DWORD type, DWORD id) { return id << 16U | type; }

std::string_view bytes_of(const variableLength& held) {
    return held.data == nullptr || held.size <= 0
               ? std::string_view{}
               : std::string_view(reinterpret_cast<const char*>(held.data), static_cast<std::size_t>(held.size));
}

std::string_view find(MAPIProps& properties, DWORD type, DWORD id) {
    auto* const found = MAPIFindProperty(&properties, property(type, id));
    return reinterpret_cast<std::intptr_t>(found) == -1 || found == nullptr ? std::string_view{} : bytes_of(*found);
}

std::string_view without_nul(std::string_view text) { return text.substr(0, text.find('\0')); }

/// libytnef hands Unicode texts out as UTF-8.
std::string_view find_text(MAPIProps& properties, DWORD id) {
    const auto text = without_nul(find(properties, PT_UNICODE, id));
    return text.empty() ? without_nul(find(properties, PT_STRING8, id)) : text;
}

std::string charset_of(const TNEFStruct& tnef) {
    const auto page = bytes_of(tnef.CodePage);
    std::uint32_t number = 0;
    std::memcpy(&number, page.data(), std::min(page.size(), sizeof number));
    return number == 0 ? "windows-1252" : number == 65001 ? "utf-8" : "cp" + std::to_string(number);
}

/// [MS-OXRTFCP]; what is stored without compression is known to the specification but not to libytnef.
std::string rtf_of(std::string_view compressed) {
    constexpr std::size_t header = 16;
    constexpr std::size_t magic = 8;
    if (compressed.size() > header && compressed.substr(magic, 4) == "MELA") {
        return std::string(compressed.substr(header));
    }
    std::string copy(compressed);
    variableLength held{reinterpret_cast<BYTE*>(copy.data()), static_cast<int>(copy.size())};
    int size = 0;
    auto* const rtf = compressed.empty() ? nullptr : DecompressRTF(&held, &size);
    if (rtf == nullptr || size <= 0) {
        return {};
    }
    std::string result(reinterpret_cast<const char*>(rtf), static_cast<std::size_t>(size));
    std::free(rtf);
    return result;
}

void read_body(TNEFStruct& tnef, Winmail& mail) {
    mail.charset = charset_of(tnef);
    mail.text = without_nul(bytes_of(tnef.body));
    if (mail.text.empty()) {
        mail.text = find_text(tnef.MapiProperties, PR_BODY);
    }
    mail.html = find(tnef.MapiProperties, PT_BINARY, PR_BODY_HTML);
    if (mail.html.empty()) {
        mail.html = find_text(tnef.MapiProperties, PR_BODY_HTML);
    }
    if (mail.text.empty() && mail.html.empty()) {
        mail.text = rtf_to_text(rtf_of(find(tnef.MapiProperties, PT_BINARY, PR_RTF_COMPRESSED)));
        mail.charset = mail.text.empty() ? mail.charset : "utf-8";
    }
}

void read_files(TNEFStruct& tnef, Winmail& mail) {
    constexpr std::size_t interface_id_size = 16;  // before an embedded object
    for (auto* held = tnef.starting_attach.next; held != nullptr; held = held->next) {
        auto name = find_text(held->MAPI, PR_ATTACH_LONG_FILENAME);
        name = name.empty() ? find_text(held->MAPI, PR_DISPLAY_NAME) : name;
        name = name.empty() ? without_nul(bytes_of(held->Title)) : name;
        auto content = bytes_of(held->FileData);
        if (content.empty()) {
            content = find(held->MAPI, PT_BINARY, PR_ATTACH_DATA_OBJ);
        }
        if (content.empty()) {
            content = find(held->MAPI, PT_OBJECT, PR_ATTACH_DATA_OBJ);
            content.remove_prefix(std::min(interface_id_size, content.size()));
        }
        if (!content.empty()) {
            mail.files.push_back({std::string(name), std::string(content)});
        }
    }
}

std::string read_in_child(std::string_view bytes) {
    std::string copy(bytes);
    TNEFStruct tnef;
    TNEFInitialize(&tnef);
    tnef.Debug = 0;
    Winmail mail;
    if (TNEFParseMemory(reinterpret_cast<BYTE*>(copy.data()), static_cast<long>(copy.size()), &tnef) < 0) {
        std::_Exit(1);
    }
    read_body(tnef, mail);
    read_files(tnef, mail);
    return pack(mail);  // the child ends now: freeing is one more chance to crash
}

}  // namespace

std::optional<Winmail> unpack_winmail(std::string_view bytes, std::size_t most_bytes) {
    constexpr std::string_view signature = "\x78\x9F\x3E\x22";
    if (bytes.size() > most_bytes || !bytes.starts_with(signature)) {
        return std::nullopt;
    }
    const auto packed = run_in_child([bytes] { return read_in_child(bytes); });
    return packed ? unpack(*packed) : std::nullopt;
}

}  // namespace rexflow::mail
