# Writes a C++ source that holds the text of files:
#   cmake -DROOT=folder -DLIST=file-with-one-relative-path-a-line -DOUTPUT=embedded.cpp -P embed.cmake
file(STRINGS "${LIST}" paths)
list(LENGTH paths count)
string(CONCAT source
    "#include \"adapters/mustache/embedded.hpp\"\n\n#include <array>\n\nnamespace rexflow::mustache {\n\n"
    "namespace {\n\nconstexpr std::array<EmbeddedFile, ${count}> files{{\n")
foreach(path IN LISTS paths)
    file(READ "${ROOT}/${path}" content)
    string(FIND "${content}" ")embedded\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${path} holds the end mark of a raw string")
    endif()
    string(APPEND source "    {\"${path}\", R\"embedded(${content})embedded\"},\n")
endforeach()
string(APPEND source
    "}};\n\n}  // namespace\n\nstd::span<const EmbeddedFile> embedded_files() { return files; }\n\n"
    "}  // namespace rexflow::mustache\n")
file(WRITE "${OUTPUT}" "${source}")
