#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// Text in a declared charset as UTF-8. The bytes are asked before the label is believed:
///
/// - a byte order mark says what follows, whatever the label;
/// - valid UTF-8 is UTF-8 under any 8-bit label: letters of another charset do not come in such sequences. Under a
///   label of two-byte characters, where they might, it takes several, or that the label does not fit;
/// - labels mean what mail programs mean by them (WHATWG Encoding, 4.2): "iso-8859-1" and "us-ascii" are windows-1252,
///   where ’ “ ” € œ live, "gb2312" is gb18030, "ks_c_5601-1987" is windows-949;
/// - an unknown or absent label is UTF-8 when the bytes are, else windows-1252; UTF-8 with some bytes of the other in
///   it (a footer some server added) is read as both.
///
/// Never fails: bytes that mean nothing become U+FFFD, those that windows-1252 leaves open C1 controls.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace rexflow::mail
