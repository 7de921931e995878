#pragma once

namespace rexflow::engine {

class AccessLog;
class AccountLog;
class ApiAccess;
class CaseLists;
class Directory;
class Drafts;
class Receipts;
class SavedViews;
class SearchIndex;
class Webhooks;

/// One register of the store; const where its holder is, so that a Reader's can only be asked.
template <typename Port>
class Register {
public:
    explicit Register(Port& port) : port_(&port) {}

    const Port& operator*() const { return *port_; }
    const Port* operator->() const { return port_; }
    Port& operator*() { return *port_; }
    Port* operator->() { return port_; }

private:
    Port* port_;
};

/// What the cell's pages keep and ask beside the cases themselves, each behind a port of its own. They live in the
/// transaction they were taken from.
struct Registers {
    Register<AccessLog> access_log;
    Register<AccountLog> account_log;
    Register<ApiAccess> api_access;
    Register<CaseLists> case_lists;
    Register<Directory> directory;
    Register<Drafts> drafts;
    Register<Receipts> receipts;
    Register<SavedViews> saved_views;
    Register<SearchIndex> search;
    Register<Webhooks> webhooks;
};

}  // namespace rexflow::engine
