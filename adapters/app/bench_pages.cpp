#include "adapters/app/bench.hpp"
#include "adapters/app/caretaker.hpp"
#include "adapters/cell/cell.hpp"
#include "adapters/mustache/letter_samples.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "adapters/qrcode/qr_writer.hpp"

#include <fmt/format.h>

/// Pages of the cell as they leave the desk: session, model and template; the HTTP server is measured elsewhere.
namespace rexflow::app::bench {

namespace {

constexpr double milliseconds = 1e3;

/// The cell with a session of the first member, asked as a browser asks.
class Visit {
public:
    explicit Visit(Installation& installation)
        : renderer_(must(mustache::make_page_renderer())),
          caretaker_(installation),
          cell_({installation.store(), installation.context(), installation.dispatcher(), installation.intake(),
                 installation.message_reader(), installation.letter_renderer(), installation.accounts(),
                 installation.account_links(), installation.own_account(), qr_writer_, *renderer_, installation.clock(),
                 caretaker_, letter_samples_}),
          cookie_(fmt::format("rexflow={}", token)) {
        add_session(installation, "pilote@cpts.example", token);
    }

    [[nodiscard]] std::size_t get(const std::string& path) const {
        web::Request request{"GET", path.substr(0, path.find('?'))};
        if (const auto mark = path.find('?'); mark != std::string::npos) request.query = path.substr(mark + 1);
        request.fields["cookie"] = cookie_;
        const auto response = cell_.answer(request);
        if (response.status != 200) throw std::runtime_error(fmt::format("{} answered {}", path, response.status));
        return response.body.size();
    }

private:
    static constexpr const char* token = "bench";
    std::unique_ptr<engine::PageRenderer> renderer_;
    qrcode::QrencodeWriter qr_writer_;
    Caretaker caretaker_;
    mustache::ManifestSamples letter_samples_;
    cell::Cell cell_;
    const std::string cookie_;
};

/// A page beside the same installation's page of somebody with nothing to read: what the desk and a template cost.
Figure measure(int size, const char* path) {
    constexpr int turns = 300;
    Ground ground;
    add_members(ground.installation());
    fill_cell(ground.installation(), size > 0 ? size : cases_of_a_cell);
    const auto rows = long_cases(ground.installation(), 1);
    const auto page = fmt::format(fmt::runtime(path), rows.front().number.text());
    const Visit visit(ground.installation());
    std::vector<double> ours;
    std::vector<double> limit;
    std::size_t bytes = 0;
    for (int turn = 0; turn < turns; ++turn) {
        ours.push_back(seconds_of([&] { bytes = visit.get(page); }) * milliseconds);
        limit.push_back(seconds_of([&] { static_cast<void>(visit.get("/charte")); }) * milliseconds);
    }
    return {p99(ours), p99(limit), "ms (p99)", fmt::format("the page of the charter; {} KiB here", bytes / 1024)};
}

}  // namespace

Figure pages_today(int size) { return measure(size, "/"); }
Figure pages_list(int size) { return measure(size, "/dossiers?vue=tous"); }
Figure pages_case(int size) { return measure(size, "/dossiers/{}"); }

}  // namespace rexflow::app::bench
