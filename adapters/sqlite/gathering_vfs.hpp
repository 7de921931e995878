#pragma once

namespace rexflow::sqlite {

/// The name under which a connection asks for it.
inline constexpr const char* gathering_vfs = "rexflow-gathering";

/// Makes a file layer known to SQLite that collects what is written to a write-ahead log and hands it to the system in
/// one piece just before the log is synced. SQLite writes each page in two calls; a mail changes some 25 pages, so a
/// commit spent more time in those calls than in everything else but waiting for the disk (measured: a third of it).
///
/// Only for connections with synchronous = FULL and cache_spill = OFF: then nothing is written to the log but between
/// the start of a commit and its sync, so that no other connection can look for bytes that are still here.
void register_gathering_vfs();

}  // namespace rexflow::sqlite
