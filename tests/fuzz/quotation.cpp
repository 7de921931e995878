#include "engine/reading/quotation.hpp"
#include "engine/reading/person.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// Bytes that are not of a blank: cutting may move blanks, never words.
std::size_t characters(std::string_view text) {
    constexpr std::string_view blanks[] = {" ",  "\t",       "\r",           "\n",           "\f",
                                           "\v", "\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF", "\xE2\x80\x8B"};
    std::size_t count = 0;
    while (!text.empty()) {
        const auto* const blank = std::ranges::find_if(blanks, [&](auto one) { return text.starts_with(one); });
        if (blank == std::end(blanks)) ++count;
        text.remove_prefix(blank == std::end(blanks) ? 1 : blank->size());
    }
    return count;
}

}  // namespace

/// Nothing of a body is lost by separating new text from quoted text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow::engine::reading;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto split = split_quotation(body);
    if (characters(split.new_text) + characters(split.quoted_text) < characters(body)) std::abort();
    if (signature_begin(split.new_text) > split.new_text.size()) std::abort();
    return 0;
}
