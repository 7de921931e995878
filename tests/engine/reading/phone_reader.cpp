#include "engine/reading/phone.hpp"

#include <iostream>
#include <string>

/// Reads "region<TAB>number as written" lines and answers each with "e164 kind confidence", or "-": what the comparison
/// with another implementation of the plan is made with (phones_agree.mjs).
int main() {
    using namespace rexflow::engine;
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        const auto tab = line.find('\t');
        const auto home = parse_region(line.substr(0, tab));
        if (tab == std::string::npos || !home) return 1;
        const auto phone = reading::parse_phone(line.substr(tab + 1), *home);
        if (phone) {
            std::cout << phone->e164 << ' ' << to_text(phone->kind) << ' ' << phone->evidence.confidence << '\n';
        } else {
            std::cout << "-\n";
        }
    }
}
