#include "engine/diagram.hpp"
#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

/// The drawing: a region is one column of boxes in the order of its states. An arrow to the next box goes straight
/// down; one that comes back to its own box is a line inside it. All others run in lanes beside the column, onward on
/// the right and back on the left; rows with the same event and target share a lane, so that eight ways to be dismissed
/// are one line with one label.
namespace rexflow::engine {

namespace {

constexpr double box_width = 240;
constexpr double box_least_height = 38;
constexpr double port_spacing = 12;
constexpr double gap_least_height = 30;
constexpr double label_height = 14;
constexpr double letter_width = 6.1;
constexpr double lane_spacing = 21;
constexpr double first_lane = 30;
constexpr double region_spacing = 46;
constexpr double margin = 24;
constexpr double top = 96;

struct Box {
    const StateDescriptor* state = nullptr;
    double y = 0;
    double height = box_least_height;
    int ports_left = 0;
    int ports_right = 0;
    int used_left = 0;
    int used_right = 0;
    std::vector<const TransitionRow*> to_next = {};
    std::vector<const TransitionRow*> to_itself = {};

    [[nodiscard]] double gap_below() const {
        return std::max(gap_least_height, 14 + label_height * static_cast<double>(to_next.size()));
    }
};

enum class Side { left, right };

/// Rows of one event to one target, drawn as one line.
struct Line {
    std::string_view event;
    Side side = Side::right;
    std::size_t target = 0;
    std::vector<std::size_t> sources;
    std::string guards;
    int lane = 0;
};

struct Span {
    double from = 0;
    double to = 0;
    [[nodiscard]] bool meets(const Span& other) const { return from < other.to + 8 && other.from < to + 8; }
};

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += c;
    }
    return safe;
}

double width_of(std::string_view text) { return letter_width * static_cast<double>(count_characters(text)); }

/// One region laid out, then drawn.
class RegionDrawing {
public:
    RegionDrawing(const Workflow& workflow, const RegionDescriptor& region, Locale locale)
        : workflow_(workflow), region_(region), locale_(locale) {
        for (const auto& state : region.states) boxes_.push_back({&state});
        for (const auto& row : workflow.table())
            if (row.region == region.name) add(row);
        place_boxes();
        choose_lanes();
    }

    [[nodiscard]] double width() const { return lanes_width(left_lanes_) + box_width + lanes_width(right_lanes_); }
    [[nodiscard]] double height() const { return boxes_.back().y + boxes_.back().height; }

    /// Draws at `x`; `present` is the state to mark, if any.
    void draw(std::string& out, double x, std::string_view present) {
        box_x_ = x + lanes_width(left_lanes_);
        out += fmt::format("<text class=\"region\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", box_x_, top - 22,
                           escaped(region_.name));
        std::string labels;
        for (const auto& line : lines_) draw_line(out, labels, line);
        out += labels;
        for (std::size_t i = 0; i + 1 < boxes_.size(); ++i) draw_arrow_to_next(out, boxes_[i], boxes_[i + 1]);
        for (const auto& box : boxes_) draw_box(out, box, present);
    }

private:
    static double lanes_width(int lanes) { return lanes == 0 ? 0 : first_lane + lane_spacing * lanes; }

    [[nodiscard]] std::size_t position_of(std::string_view state) const {
        const auto found = std::ranges::find(region_.states, state, &StateDescriptor::name);
        return static_cast<std::size_t>(std::distance(region_.states.begin(), found));
    }

    [[nodiscard]] std::string_view event_label(std::string_view event) const {
        return workflow_.find_event(event)->label.in(locale_);
    }

    [[nodiscard]] std::string_view guard_label(std::string_view guard) const {
        const auto found = std::ranges::find(workflow_.guards(), guard, &GuardDescriptor::name);
        return found == workflow_.guards().end() ? std::string_view{} : found->missing.in(locale_);
    }

    void add(const TransitionRow& row) {
        const auto source = position_of(row.source);
        const auto target = position_of(row.target);
        if (target == source + 1) {
            boxes_[source].to_next.push_back(&row);
            return;
        }
        if (target == source) {
            boxes_[source].to_itself.push_back(&row);
            return;
        }
        const auto side = target < source ? Side::left : Side::right;
        const auto same = [&](const Line& line) {
            return line.event == row.event && line.target == target && line.side == side;
        };
        auto line = std::ranges::find_if(lines_, same);
        if (line == lines_.end()) {
            lines_.push_back({row.event, side, target, {}, std::string(guard_label(row.guard)), 0});
            line = std::prev(lines_.end());
            ++ports(boxes_[target], side);
        }
        line->sources.push_back(source);
        ++ports(boxes_[source], side);
    }

    static int& ports(Box& box, Side side) { return side == Side::left ? box.ports_left : box.ports_right; }

    void place_boxes() {
        double y = top;
        for (auto& box : boxes_) {
            box.y = y;
            box.height = std::max(box_least_height + label_height * static_cast<double>(box.to_itself.size()),
                                  port_spacing * (1 + std::max(box.ports_left, box.ports_right)));
            y += box.height + box.gap_below();
        }
    }

    /// What a line takes of its lane: from its first to its last box, and at least its label.
    [[nodiscard]] Span span_of(const Line& line) const {
        const auto [low, high] = std::ranges::minmax(line.sources);
        const auto& first = boxes_[std::min(low, line.target)];
        const auto& last = boxes_[std::max(high, line.target)];
        const double middle = (first.y + last.y + last.height) / 2;
        const double half = std::max(last.y + last.height - first.y, width_of(event_label(line.event))) / 2;
        return {middle - half, middle + half};
    }

    /// Short lines nearest to the boxes; each takes the first lane that is free along it.
    void choose_lanes() {
        const auto length = [this](const Line& line) { return span_of(line).to - span_of(line).from; };
        std::ranges::stable_sort(lines_, {}, length);
        std::vector<std::pair<const Line*, Span>> placed;
        for (auto& line : lines_) {
            const auto span = span_of(line);
            const auto is_taken = [&](const auto& other) {
                return other.first->side == line.side && other.first->lane == line.lane && other.second.meets(span);
            };
            while (std::ranges::any_of(placed, is_taken)) ++line.lane;
            placed.emplace_back(&line, span);
            int& lanes = line.side == Side::left ? left_lanes_ : right_lanes_;
            lanes = std::max(lanes, line.lane + 1);
        }
    }

    /// Height of the next free port of a box.
    static double take_port(Box& box, Side side) {
        int& used = side == Side::left ? box.used_left : box.used_right;
        const double ports_there = ports(box, side);
        ++used;
        return box.y + box.height * used / (ports_there + 1);
    }

    void draw_line(std::string& out, std::string& labels, const Line& line) {
        const double direction = line.side == Side::left ? -1 : 1;
        const double edge = line.side == Side::left ? box_x_ : box_x_ + box_width;
        const double lane = edge + direction * (first_lane + lane_spacing * line.lane);
        const double arrival = take_port(boxes_[line.target], line.side);
        const auto* const kind = line.side == Side::left ? "back" : "onward";

        out += fmt::format("<g class=\"{}\"><title>{}</title>", kind, escaped(line.guards));
        double low = arrival;
        double high = arrival;
        for (const auto source : line.sources) {
            const double start = take_port(boxes_[source], line.side);
            out += elbow(edge, start, lane, arrival);
            low = std::min(low, start);
            high = std::max(high, start);
        }
        out += fmt::format("<path d=\"M{:.0f} {:.1f}H{:.0f}\" marker-end=\"url(#{}-tip)\"/></g>\n",
                           lane - direction * 6, arrival, edge + direction * 2, kind);
        labels +=
            fmt::format("<g class=\"{}\"><text transform=\"translate({:.0f} {:.0f}) rotate(-90)\">{}</text></g>\n",
                        kind, lane - 4, (low + high) / 2, escaped(event_label(line.event)));
    }

    /// From a box into a lane and along it, corners rounded, up to where the arrow to the target leaves.
    static std::string elbow(double edge, double start, double lane, double arrival) {
        const double sideways = lane > edge ? 6 : -6;
        const double along = arrival > start ? 6 : -6;
        return fmt::format(
            "<path d=\"M{0:.0f} {1:.1f}H{2:.1f}Q{3:.1f} {1:.1f} {3:.1f} {4:.1f}V{5:.1f}"
            "Q{3:.1f} {6:.1f} {2:.1f} {6:.1f}\"/>",
            edge, start, lane - sideways, lane, start + along, arrival - along, arrival);
    }

    void draw_arrow_to_next(std::string& out, const Box& box, const Box& next) const {
        if (box.to_next.empty()) return;
        const double x = box_x_ + 20;
        const double bottom = box.y + box.height;
        out += fmt::format("<path class=\"next\" d=\"M{0:.0f} {1:.1f}V{2:.1f}\" marker-end=\"url(#next-tip)\"/>\n", x,
                           bottom, next.y - 2);
        double y = (bottom + next.y) / 2 + 4 - label_height * (static_cast<double>(box.to_next.size()) - 1) / 2;
        for (const auto* row : box.to_next) {
            out += fmt::format("<text class=\"step\" x=\"{:.0f}\" y=\"{:.1f}\"><title>{}</title>{}</text>\n", x + 10, y,
                               escaped(guard_label(row->guard)), escaped(event_label(row->event)));
            y += label_height;
        }
    }

    void draw_box(std::string& out, const Box& box, std::string_view present) const {
        const double middle = box_x_ + box_width / 2;
        double y = box.y + (box.height - label_height * static_cast<double>(box.to_itself.size())) / 2 + 5;
        out += fmt::format(
            "<g class=\"{}\"><title>{}</title><rect x=\"{:.0f}\" y=\"{:.1f}\" width=\"{:.0f}\" height=\"{:.1f}\" "
            "rx=\"8\"/><text x=\"{:.0f}\" y=\"{:.1f}\">{}</text>",
            box.state->name == present ? "state here" : "state", escaped(box.state->name), box_x_, box.y, box_width,
            box.height, middle, y, escaped(box.state->label.in(locale_)));
        for (const auto* row : box.to_itself) {
            y += label_height + 1;
            out += fmt::format("<text class=\"again\" x=\"{:.0f}\" y=\"{:.1f}\">↻ {}</text>", middle, y,
                               escaped(event_label(row->event)));
        }
        out += "</g>\n";
    }

    const Workflow& workflow_;
    const RegionDescriptor& region_;
    Locale locale_;
    std::vector<Box> boxes_;
    std::vector<Line> lines_;
    int left_lanes_ = 0;
    int right_lanes_ = 0;
    double box_x_ = 0;
};

constexpr std::string_view style = R"(<style>
svg{background:#fff;font:13px system-ui,sans-serif}
text{fill:#1c2733}.title{font-size:20px;font-weight:600}.region{font-size:14px;font-weight:600;fill:#5b6b7c}
.state rect{fill:#f2f6fa;stroke:#7d93a8;stroke-width:1.2}.state text{text-anchor:middle;font-weight:600}.state .again{font-size:11px;font-weight:400}
.here rect{fill:#0b5cad;stroke:#0b5cad}.here text{fill:#fff}
.next,.onward path,.back path{fill:none;stroke:#44617d;stroke-width:1.4}.back path{stroke:#a8612a;stroke-dasharray:5 3}
.onward text,.back text{font-size:11px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:4px}
.back text{fill:#8a4a18}.step{font-size:11.5px}.tip{fill:#44617d}.back-tip{fill:#a8612a}
@media(prefers-color-scheme:dark){
svg{background:#12181f}text{fill:#dfe7ef}.region{fill:#93a4b5}.state rect{fill:#1d2833;stroke:#5f7890}
.here rect{fill:#5aa9f5;stroke:#5aa9f5}.here text{fill:#0a1420}
.next,.onward path,.back path{stroke:#8fb0d0}.back path{stroke:#e0a06c}
.onward text,.back text{stroke:#12181f}.back text{fill:#e9b48a}.tip{fill:#8fb0d0}.back-tip{fill:#e0a06c}}
</style>
)";

std::string arrow_tip(std::string_view id, std::string_view css_class) {
    return fmt::format(
        "<marker id=\"{}-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
        "orient=\"auto\"><path class=\"{}\" d=\"M0 0L8 4L0 8z\" stroke=\"none\"/></marker>",
        id, css_class);
}

}  // namespace

std::string svg(const Workflow& workflow, const std::optional<Situation>& here, Locale locale) {
    std::string body;
    double x = margin;
    double height = 0;
    for (std::size_t i = 0; i < workflow.regions().size(); ++i) {
        RegionDrawing drawing(workflow, workflow.regions()[i], locale);
        drawing.draw(body, x, here ? std::string_view(here->states.at(i)) : std::string_view{});
        x += drawing.width() + region_spacing;
        height = std::max(height, drawing.height());
    }
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
               "height=\"{1:.0f}\" role=\"img\">\n<title>{2}</title>\n",
               x - region_spacing + margin, height + margin, escaped(workflow.name())) +
           std::string(style) + "<defs>" + arrow_tip("next", "tip") + arrow_tip("onward", "tip") +
           arrow_tip("back", "back-tip") + "</defs>\n" +
           fmt::format("<text class=\"title\" x=\"{:.0f}\" y=\"44\">{}</text>\n", margin, escaped(workflow.name())) +
           body + "</svg>\n";
}

}  // namespace rexflow::engine
