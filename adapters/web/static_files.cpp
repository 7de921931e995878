#include "adapters/web/static_files.hpp"

#include "adapters/web/compression.hpp"
#include "engine/fingerprint.hpp"

#include <algorithm>

namespace rexflow::web {

StaticFiles::StaticFiles(std::string_view style_sheet, std::string_view script)
    : files_{{"/style.css", "text/css; charset=utf-8", style_sheet, gzip(style_sheet, Effort::best),
              engine::fingerprint(style_sheet)},
             {"/live.js", "text/javascript; charset=utf-8", script, gzip(script, Effort::best),
              engine::fingerprint(script)}} {}

Response StaticFiles::answer(const Request& request) const {
    const auto& file = *find(request.path);
    const bool is_packed = takes_gzip(request) && !file.packed.empty();
    // Two encodings of one file are two representations (RFC 9110, 8.8.3.3).
    const auto tag = '"' + file.version + (is_packed ? "-gzip\"" : "\"");
    const bool is_this_version = request.query == "v=" + file.version;
    Response response{200, std::string(file.content_type), {}, {}};
    response.fields = {
        {"Cache-Control", is_this_version ? "public, max-age=31536000, immutable" : "public, max-age=3600"},
        {"ETag", tag},
        {"Vary", "Accept-Encoding"}};
    if (request.field("if-none-match").find(tag) != std::string_view::npos) {
        response.status = 304;
        return response;
    }
    if (is_packed) response.fields.emplace_back("Content-Encoding", "gzip");
    response.body = is_packed ? file.packed : std::string(file.content);
    return response;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
    const auto found = std::ranges::find(files_, path, &File::path);
    return found == files_.end() ? nullptr : &*found;
}

}  // namespace rexflow::web
