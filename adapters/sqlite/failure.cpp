#include "adapters/sqlite/failure.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace rexflow::sqlite {

namespace {

using Code = engine::Error::Code;

struct Meaning {
    int primary;
    Code code;
    std::string_view message;
    std::string_view hint;
};

constexpr auto meanings = std::to_array<Meaning>({
    {SQLITE_FULL, Code::store_trouble, "the disk is full",
     "free some space; nothing that was confirmed is lost, the rest is tried again"},
    {SQLITE_READONLY, Code::store_trouble, "it cannot be written",
     "check that the disk is not mounted read-only and who owns the data folder"},
    {SQLITE_CANTOPEN, Code::store_trouble, "it cannot be opened",
     "check that the file and its folder exist and may be written, and that the disk is not mounted read-only"},
    {SQLITE_PERM, Code::store_trouble, "access is not allowed", "check who owns the data folder"},
    {SQLITE_AUTH, Code::store_trouble, "access is not allowed", "check who owns the data folder"},
    {SQLITE_BUSY, Code::store_trouble, "another program keeps it locked",
     "end the program that has it open, or try again"},
    {SQLITE_LOCKED, Code::store_trouble, "another program keeps it locked",
     "end the program that has it open, or try again"},
    {SQLITE_CORRUPT, Code::store_trouble, "it is damaged", "run 'rexflow verify', then restore the last backup"},
    {SQLITE_NOTADB, Code::store_trouble, "this file is not a database",
     "check the data folder; restore the last backup if the file was overwritten"},
    {SQLITE_IOERR, Code::store_trouble, "the disk reports an error",
     "check the disk and its free space; nothing that was confirmed is lost"},
    {SQLITE_NOMEM, Code::store_trouble, "there is not enough memory", "end other programs, or add memory"},
    {SQLITE_CONSTRAINT, Code::already_there, "this is there already, or breaks a rule of the database", ""},
});

}  // namespace

engine::Error describe(int code, const std::string& place) {
    const auto found = std::ranges::find(meanings, code & 0xff, &Meaning::primary);
    const std::string number = " (SQLite " + std::to_string(code) + ")";
    if (found == meanings.end())
        return {Code::store_trouble, place + ": " + sqlite3_errstr(code) + number, "run 'rexflow verify'"};
    return {found->code, place + ": " + std::string(found->message) + number, std::string(found->hint)};
}

}  // namespace rexflow::sqlite
