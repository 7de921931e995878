#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How terms and cases are written into the BLOBs of the search tables. Reading throws EnvironmentFailure on bytes
/// that were not written here.
namespace rexflow::sqlite::postings {

/// Terms, eight bytes each, the highest first: sorted as bytes they are sorted as numbers.
[[nodiscard]] std::string encode_terms(std::span<const std::uint64_t> sorted);
[[nodiscard]] std::vector<std::uint64_t> decode_terms(std::string_view bytes);
/// Whether a term is among encoded ones.
[[nodiscard]] bool has_term(std::string_view bytes, std::uint64_t term);

/// Ids in ascending order, as differences of seven bits a byte.
[[nodiscard]] std::string encode_ids(std::span<const std::int64_t> sorted);
/// Adds them to `ids`.
void decode_ids(std::string_view bytes, std::vector<std::int64_t>& ids);

}  // namespace rexflow::sqlite::postings
