#pragma once

namespace rexflow::sqlite {

/// The name under which a connection asks for it.
inline constexpr const char* gathering_vfs = "rexflow-gathering";

/// Makes a file layer known to SQLite that collects what is written to a write-ahead log and hands it to the system in
/// one piece just before the log is synced. SQLite writes each page in two calls; a mail changes some 25 pages, so a
/// commit spent more time in those calls than in everything else but waiting for the disk (measured: a third of it).
///
/// Only for connections with synchronous = FULL: then what a commit writes to the log is synced before other
/// connections are told that it is there, so that none can look for bytes that are still here.
void register_gathering_vfs();

/// What this thread writes to a log while one lives is gathered; else every write goes to the system at once. It spans
/// a COMMIT: pages a full cache sends to the log before that may have to be taken back, and another program may then
/// write in their place. What is left when a commit failed is forgotten.
class Gathering {
public:
    Gathering();
    Gathering(const Gathering&) = delete;
    Gathering& operator=(const Gathering&) = delete;
    ~Gathering();
};

}  // namespace rexflow::sqlite
