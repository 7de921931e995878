#include "tests/support/mail_server_settings.hpp"

#include <fmt/format.h>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace rexflow::testing {

namespace fs = std::filesystem;

Account mail_account() {
    const auto* user = ::geteuid() == 0 ? ::getpwnam("mail") : ::getpwuid(::geteuid());
    const auto* group = user == nullptr ? nullptr : ::getgrgid(user->pw_gid);
    if (group == nullptr) {
        throw std::runtime_error("mail servers: no user to deliver mail as");
    }
    return {user->pw_name, group->gr_name, user->pw_uid, user->pw_gid};
}

std::string dovecot_settings(const fs::path& folder, const DovecotPorts& ports) {
    const auto account = mail_account();
    return fmt::format(R"(base_dir = {folder}/run
instance_name = rexflow-test
log_path = {folder}/dovecot.log
listen = 127.0.0.1
protocols = imap pop3
auth_debug = no
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{folder}/server.crt
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 xoauth2
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
pop3_no_flag_updates = yes
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  unix_listener postfix-auth {{
    mode = 0666
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
    ssl = yes
  }}
}}
)",
                       fmt::arg("folder", folder.string()), fmt::arg("user", account.user),
                       fmt::arg("group", account.group), fmt::arg("pop3", ports.pop3), fmt::arg("pop3s", ports.pop3s),
                       fmt::arg("imap", ports.imap), fmt::arg("imaps", ports.imaps));
}

std::string postfix_main(const fs::path& folder) {
    const auto account = mail_account();
    return fmt::format(R"(compatibility_level = 3.6
meta_directory = {root}/etc/postfix
import_environment = LD_LIBRARY_PATH={root}/usr/lib/postfix MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ LANG=C
export_environment = LD_LIBRARY_PATH TZ MAIL_CONFIG LANG
mail_owner = daemon
setgid_group = mail
default_privs = nobody
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {root}/usr/sbin
daemon_directory = {root}/usr/lib/postfix/sbin
shlib_directory = {root}/usr/lib/postfix
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
mynetworks = 127.0.0.2/32
alias_maps =
smtputf8_enable = yes
virtual_mailbox_domains = cpts.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ {{cellule@cpts.example=cellule@cpts.example/}} {{lea@cpts.example=lea@cpts.example/}} {{rapports@cpts.example=unused/}} {{qualite@cpts.example=unused/}} }}
transport_maps = inline:{{ {{rapports@cpts.example=lmtp:unix:{folder}/lmtp.sock}} {{qualite@cpts.example=lmtp:unix:{folder}/lmtp.sock}} }}
recipient_delimiter = +
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
default_transport = error:no mail leaves this machine
smtpd_tls_cert_file = {folder}/server.crt
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = may
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/run/postfix-auth
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
)",
                       fmt::arg("root", postfix_root()), fmt::arg("folder", folder.string()),
                       fmt::arg("uid", account.uid), fmt::arg("gid", account.gid));
}

std::string postfix_services(std::uint16_t smtp_port, std::uint16_t smtps_port) {
    return fmt::format(R"(127.0.0.1:{} inet n - n - - smtpd
127.0.0.1:{} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
)",
                       smtp_port, smtps_port);
}

std::string postfix_root() {
    const char* root = std::getenv("REXFLOW_POSTFIX_ROOT");
    return root == nullptr ? std::string{} : std::string(root);
}

}  // namespace rexflow::testing
