#include "adapters/app/command_line.hpp"

int main(int count, char** words) { return static_cast<int>(rexflow::app::run_command_line(count, words)); }
