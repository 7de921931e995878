#pragma once

namespace rexflow::sqlite {

/// The name under which a connection asks for it.
inline constexpr const char* gathering_vfs = "rexflow-gathering";

/// Makes a file layer known to SQLite that collects what is written to a write-ahead log and hands it to the system in
/// one piece just before the log is synced. SQLite writes each page in two calls; a mail changes some 25 pages, so a
/// commit spent more time in those calls than in everything else but waiting for the disk (measured: a third of it).
///
/// Only for connections with synchronous = FULL: then what is written to the log is synced before the commit tells
/// other connections that it is there, so that none can look for bytes that are still here. The writer itself, whose
/// pages may go to the log before the commit when its cache is full, reads through the same file.
void register_gathering_vfs();

}  // namespace rexflow::sqlite
