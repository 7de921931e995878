#include "adapters/vault/vault.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::KeyId;

namespace {

namespace fs = std::filesystem;

Error::Code code_of_opening(const fs::path& master_key, engine::KeyStore& keys) {
    const auto opened = vault::open_vault(master_key, keys);
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().hint.empty());
    return opened.error().code;
}

}  // namespace

TEST_CASE("what is sealed opens again, and never looks like the clear text", "[vault]") {
    SqliteData data;
    const auto key = data.vault().next_key();

    for (const auto& clear : {std::string("Léa Martin"), std::string(), std::string("a\0b", 3)}) {
        const auto sealed = data.vault().seal(key, clear);
        CHECK(data.vault().open(key, sealed).value() == clear);
        CHECK(sealed.size() == clear.size() + 40);
        CHECK(sealed != data.vault().seal(key, clear));
    }
}

TEST_CASE("bytes of another key, cut or changed are refused", "[vault]") {
    SqliteData data;
    const auto key = data.vault().next_key();
    const auto other = data.vault().next_key();
    auto sealed = data.vault().seal(key, "Léa Martin");

    CHECK(data.vault().open(other, sealed).error().code == Error::Code::key_trouble);
    CHECK(data.vault().open(key, sealed.substr(1)).error().code == Error::Code::key_trouble);
    CHECK(data.vault().open(key, "short").error().code == Error::Code::key_trouble);
    sealed.back() ^= 1;
    CHECK(data.vault().open(key, sealed).error().code == Error::Code::key_trouble);
}

TEST_CASE("a forgotten key opens nothing, also after a restart, and is not given again", "[vault][erasure]") {
    SqliteData data;
    const auto kept = data.vault().next_key();
    const auto key = data.vault().next_key();
    const auto sealed = data.vault().seal(key, "Léa Martin");
    const auto other = data.vault().seal(kept, "Ana");

    REQUIRE(data.vault().forget(std::vector{key}));
    REQUIRE(data.vault().forget(std::vector{key}));

    CHECK(data.vault().open(key, sealed).error().code == Error::Code::erased);
    data.close();
    data.open_keys();
    CHECK(data.vault().open(key, sealed).error().code == Error::Code::erased);
    CHECK(data.vault().open(kept, other).value() == "Ana");
    data.vault().resume_after(kept);
    CHECK(data.vault().next_key() > key);
}

TEST_CASE("a key that the file never gave is trouble, not an erasure", "[vault]") {
    SqliteData data;

    CHECK(data.vault().open(KeyId{1'000'000}, "x").error().code == Error::Code::key_trouble);
}

TEST_CASE("key ids only grow and go on after the highest the data uses", "[vault]") {
    SqliteData data;
    KeyId last;
    for (int count = 0; count < 3000; ++count) {
        const auto key = data.vault().next_key();
        REQUIRE(key > last);
        last = key;
    }
    data.close();
    data.open_keys();

    data.vault().resume_after(last);

    CHECK(data.vault().next_key() > last);
}

TEST_CASE("another program's keys are skipped", "[vault]") {
    SqliteData data;
    const auto used_elsewhere = KeyId{data.vault().next_key().value + 7};

    data.vault().resume_after(used_elsewhere);
    data.vault().resume_after(KeyId{1});

    CHECK(data.vault().next_key() > used_elsewhere);
}

TEST_CASE("lookup hashes differ between installations, chain hashes do not", "[vault]") {
    SqliteData here;
    SqliteData there;

    CHECK(here.vault().lookup_hash("lea@cabinet.example") == here.vault().lookup_hash("lea@cabinet.example"));
    CHECK(here.vault().lookup_hash("lea@cabinet.example") != there.vault().lookup_hash("lea@cabinet.example"));
    CHECK(here.vault().lookup_hash("x").size() == 32);
    CHECK(here.vault().chain_hash("a", "b") == there.vault().chain_hash("a", "b"));
    CHECK(here.vault().chain_hash("a", "b") != here.vault().chain_hash("", "ab"));
}

TEST_CASE("a master key is made once, for its owner's eyes only", "[vault]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "master.key";

    REQUIRE(vault::create_master_key(file));

    CHECK(fs::file_size(file) == 32);
    CHECK((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(vault::create_master_key(file).error().code == Error::Code::already_there);
}

TEST_CASE("a missing, short, shared or foreign master key is explained", "[vault]") {
    SqliteData data;
    const auto file = data.folder() / "other.key";
    CHECK(code_of_opening(file, data.keys()) == Error::Code::key_trouble);

    REQUIRE(vault::create_master_key(file));
    CHECK(code_of_opening(file, data.keys()) == Error::Code::key_trouble);

    fs::permissions(data.master_key(), fs::perms::group_read, fs::perm_options::add);
    CHECK(code_of_opening(data.master_key(), data.keys()) == Error::Code::key_trouble);

    fs::permissions(data.master_key(), fs::perms::group_read, fs::perm_options::remove);
    fs::resize_file(data.master_key(), 31);
    CHECK(code_of_opening(data.master_key(), data.keys()) == Error::Code::key_trouble);
    CHECK(vault::open_signer(data.master_key()).error().code == Error::Code::key_trouble);
}

TEST_CASE("a signature is 16 letters and digits, the same for the same text and installation", "[vault]") {
    SqliteData here;
    SqliteData there;
    const auto signer = value_of(vault::open_signer(here.master_key()));

    const auto signature = signer->sign("REX-2025-0001");

    CHECK(signature.size() == 16);
    CHECK(signature.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
    CHECK(value_of(vault::open_signer(here.master_key()))->sign("REX-2025-0001") == signature);
    CHECK(signer->sign("REX-2025-0002") != signature);
    CHECK(value_of(vault::open_signer(there.master_key()))->sign("REX-2025-0001") != signature);
}

TEST_CASE("nonces are 16 letters and digits and never come twice", "[vault]") {
    const auto nonces = vault::make_nonces();
    std::set<std::string> seen;

    for (int count = 0; count < 1000; ++count) {
        const auto nonce = nonces->next();
        CHECK(nonce.size() == 16);
        CHECK(nonce.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
        seen.insert(nonce);
    }

    CHECK(seen.size() == 1000);
}
