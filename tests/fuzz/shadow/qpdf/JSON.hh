#pragma once

#include <memory>

/// Instead of QPDF's own header of this name, which clang 14 does not compile as C++20 (a vector of a class that is not
/// complete yet). Other headers of QPDF only pass such objects on, and we make none. Of the same size.
class JSON {
    std::shared_ptr<void> m;
};
