#include "adapters/web/compression.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace rexflow::web {

namespace {

/// Shorter ones fit into one packet anyway.
constexpr std::size_t worth_it = 1024;

constexpr std::array<std::string_view, 5> texts{"text/html", "text/css", "text/javascript", "image/svg+xml",
                                                "application/json"};

bool is_text(std::string_view content_type) {
    return std::ranges::any_of(texts, [&](std::string_view text) { return content_type.starts_with(text); });
}

std::string_view trimmed(std::string_view text) {
    const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// "gzip;q=0" refuses it (RFC 9110, 12.5.3).
bool is_refused(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return false;
    const auto weight = trimmed(parameters.substr(at + 2));
    return weight.find_first_not_of("0.") == std::string_view::npos;
}

/// What a browser says about where the request came from; nothing said, only an address without a question is sure.
bool is_of_our_own_making(const Request& request) {
    const auto site = request.field("sec-fetch-site");
    if (site.empty()) return request.query.empty() && request.body.empty();
    return site == "same-origin" || site == "none";
}

}  // namespace

std::string gzip(std::string_view bytes, Effort effort) {
    constexpr int window_with_gzip_header = 15 + 16;
    constexpr int memory_level = 8;
    constexpr int fast_level = 3;
    z_stream stream{};
    const int level = effort == Effort::best ? Z_BEST_COMPRESSION : fast_level;
    if (deflateInit2(&stream, level, Z_DEFLATED, window_with_gzip_header, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the library only reads it
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(is_done ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

bool takes_gzip(const Request& request) {
    auto codings = request.field("accept-encoding");
    while (!codings.empty()) {
        const auto end = std::min(codings.find(','), codings.size());
        const auto coding = codings.substr(0, end);
        const auto mark = std::min(coding.find(';'), coding.size());
        if (trimmed(coding.substr(0, mark)) == "gzip") return !is_refused(coding.substr(mark));
        codings.remove_prefix(std::min(end + 1, codings.size()));
    }
    return false;
}

void compress(const Request& request, Response& response) {
    const bool is_packed =
        std::ranges::any_of(response.fields, [](const auto& field) { return field.first == "Content-Encoding"; });
    if (is_packed || response.subscription || response.body.size() < worth_it || !is_text(response.content_type))
        return;
    response.fields.emplace_back("Vary", "Accept-Encoding");
    if (!takes_gzip(request) || !is_of_our_own_making(request)) return;
    auto packed = gzip(response.body, Effort::fast);
    if (packed.empty() || packed.size() >= response.body.size()) return;
    response.body = std::move(packed);
    response.fields.emplace_back("Content-Encoding", "gzip");
}

}  // namespace rexflow::web
