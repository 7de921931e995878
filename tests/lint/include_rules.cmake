# Who may include and name what (docs/adr/0001). A line of a file matching IN (and not EXCEPT) that matches FORBID
# (and not ALLOW) is a finding. `{self}` in ALLOW is the folder of the file's part, such as adapters/mail.
# RAW reads comments too; the other rules see code only.
include(${CMAKE_CURRENT_LIST_DIR}/findings.cmake)

set(rules "")
function(rule name)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "RAW" "IN;EXCEPT;FORBID;ALLOW;SAYS" "")
    set(rules ${rules} ${name} PARENT_SCOPE)
    foreach(part IN ITEMS RAW IN EXCEPT FORBID ALLOW SAYS)
        set(${name}_${part} "${ARG_${part}}" PARENT_SCOPE)
    endforeach()
endfunction()

set(standard "<[a-z0-9_]+>")

rule(engine_includes
    IN "^engine/" EXCEPT "^engine/(msm/|result\\.hpp$)"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/|<fmt/)"
    SAYS "the engine includes std, fmt and engine/ only: Boost belongs in engine/msm/, tl/expected.hpp in result.hpp")
rule(result_includes
    IN "^engine/result\\.hpp$"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/|<tl/expected\\.hpp>)"
    SAYS "result.hpp includes std, engine/ and tl/expected.hpp only")
rule(engine_msm_includes
    IN "^engine/msm/"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/|<fmt/|<boost/)"
    SAYS "engine/msm includes std, fmt, Boost and engine/ only")
rule(workflow_includes
    IN "^workflows/" EXCEPT "^workflows/[a-z_]+/(machine|codec)\\.cpp$"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/[^m]|\"engine/m[^s]|\"{self}/|<fmt/)"
    SAYS "a workflow includes std, fmt, engine/ and its own folder, Boost and engine/msm/ only in machine.cpp, JSON only in codec.cpp")
rule(machine_includes
    IN "^workflows/[a-z_]+/machine\\.cpp$"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/|\"{self}/|<fmt/|<boost/)"
    SAYS "machine.cpp includes std, fmt, Boost, engine/ and its own folder only")
rule(codec_includes
    IN "^workflows/[a-z_]+/codec\\.cpp$"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"engine/[^m]|\"engine/m[^s]|\"{self}/|<fmt/|<nlohmann/)"
    SAYS "codec.cpp includes std, fmt, nlohmann, engine/ and its own folder only")
rule(adapter_includes
    IN "^adapters/" EXCEPT "^adapters/(app|cell|api)/"
    FORBID "^ *# *include +\"" ALLOW "\"(engine|{self})/"
    SAYS "an adapter includes engine/, its own folder and the library it adapts: only adapters/app sees the other parts")
rule(cell_includes
    IN "^adapters/cell/"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"(engine|adapters/cell)/|\"adapters/web/(asker|form|http|multipart)\\.hpp\"|<fmt/)"
    SAYS "the cell's pages include std, fmt, engine/, their own folder, and of adapters/web what knows no server")
rule(api_includes
    IN "^adapters/api/"
    FORBID "^ *# *include" ALLOW "include (${standard}|\"(engine|adapters/api)/|\"adapters/web/(asker|form|http|unknown_links)\\.hpp\"|\"adapters/cell/(acting|case_documents|case_file|draft_keeping|known_calls|list_query|moved_cases|route|whole_number)\\.hpp\"|<fmt/|<nlohmann/)"
    SAYS "the API includes std, fmt, JSON, engine/, its own folder, and of the cell what knows no page")
rule(adapter_sees_boost
    IN "^adapters/" FORBID "<boost/"
    SAYS "Boost belongs in engine/msm/ and in a workflow's machine.cpp")
rule(mime_library
    IN "^adapters/" EXCEPT "^adapters/mail/" FORBID "<gmime/"
    SAYS "GMime belongs in adapters/mail (docs/adr/0007)")
rule(cipher_library
    IN "^adapters/" EXCEPT "^adapters/vault/" FORBID "<sodium"
    SAYS "libsodium belongs in adapters/vault")
rule(template_library
    IN "^adapters/" EXCEPT "^adapters/mustache/" FORBID "<kainjow/"
    SAYS "the template library belongs in adapters/mustache (docs/adr/0008)")
rule(qr_library
    IN "^adapters/" EXCEPT "^adapters/qrcode/" FORBID "<qrencode"
    SAYS "libqrencode belongs in adapters/qrcode")
rule(relative_include
    IN "^(engine|workflows|adapters|tests)/" FORBID "include +\"(\\.|[^/\"]+\")"
    SAYS "include from the root of the repository")
rule(forbidden_header
    IN "^(engine|workflows)/"
    FORBID "include <(iostream|fstream|filesystem|thread|mutex|shared_mutex|condition_variable|future|random|ctime|time\\.h|locale|cstdio|stdio\\.h)>"
    SAYS "the core does no I/O and knows no clock, thread, randomness or locale")
rule(clock_or_environment
    IN "^(engine|workflows)/"
    FORBID "_clock::now|std::rand|getenv|(^|[^A-Za-z0-9_.>])time\\((NULL|nullptr|0|&)"
    SAYS "time, randomness and settings are arguments (docs/adr/0004)")
rule(foreign_name
    IN "^(engine|workflows|templates)/" FORBID "Poco::|sqlite3_|sqlite3 *\\*"
    SAYS "foreign names stop at the adapter")
rule(json_name
    IN "^(engine|workflows)/" EXCEPT "^workflows/[a-z_]+/codec\\.cpp$" FORBID "nlohmann::"
    SAYS "JSON stops at a workflow's codec.cpp")
rule(sleeping_test
    IN "^tests/.*\\.[ch]pp$" EXCEPT "^tests/(system|support)/" FORBID "sleep_for|sleep_until|usleep *\\("
    SAYS "a test waits for nothing: move its clock")
rule(todo_without_issue
    RAW IN "\\.(hpp|cpp|cmake|sh)$|CMakeLists\\.txt$" EXCEPT "^tests/lint/" FORBID "TODO|FIXME|XXX" ALLOW "TODO\\(#(0|1|2|3|4|5|6|7|8|9)+\\)"
    SAYS "a TODO names its issue, as TODO(#12)")
rule(machine_path
    RAW IN "." EXCEPT "^(docs|tests/lint)/|\\.md$" FORBID "(^|[ \"'=(<])/(work|root|home|Users)/"
    SAYS "no path of one machine")
rule(unescaped_variable
    RAW IN "^templates/" FORBID "{{{"
    SAYS "a letter's variables are always escaped")
rule(unescaped_html
    RAW IN "^templates/.*\\.html$" FORBID "{{&"
    SAYS "a letter's variables are always escaped")

# The longest a source file may be.
set(longest_source 400)
set(longest_test 600)

# lint_includes(ROOT MARK): every rule on every file below ROOT whose name ends in MARK (".bad", or nothing).
function(lint_includes root mark)
    set(suffixes .hpp .cpp .sh .cmake CMakeLists.txt .html .text .subject .json)
    list(TRANSFORM suffixes APPEND "${mark}")
    find_files(${root} "${suffixes}" files)
    foreach(file IN LISTS files)
        file(READ ${root}/${file} text)
        string(REGEX REPLACE "\\.bad$" "" path ${file})
        split_lines("${text}" lines)
        check_length(${path} "${lines}")
        check_rules(${path} "${lines}")
    endforeach()
endfunction()

function(check_length path lines)
    if(NOT path MATCHES "\\.(hpp|cpp|sh|cmake)$")
        return()
    endif()
    set(longest ${longest_source})
    if(path MATCHES "^tests/")
        set(longest ${longest_test})
    endif()
    list(LENGTH lines count)
    math(EXPR count "${count} - 1")
    if(count GREATER longest)
        math(EXPR line "${longest} + 1")
        report(${path} ${line} file_length "at most ${longest} lines, ${count} are more than one role")
    endif()
endfunction()

function(check_rules path lines)
    string(REGEX MATCH "^[a-z]+/[a-z_]+" self "${path}")
    rules_for(${path} applicable)
    set(number 0)
    foreach(line IN LISTS lines)
        math(EXPR number "${number} + 1")
        string(REGEX REPLACE "//.*$" "" code "${line}")
        foreach(rule IN LISTS applicable)
            set(text "${code}")
            if(${rule}_RAW)
                set(text "${line}")
            endif()
            if(NOT text MATCHES "${${rule}_FORBID}")
                continue()
            endif()
            string(REPLACE "{self}" "${self}" allow "${${rule}_ALLOW}")
            if(allow STREQUAL "" OR NOT text MATCHES "${allow}")
                report(${path} ${number} ${rule} "${${rule}_SAYS}")
            endif()
        endforeach()
    endforeach()
endfunction()

function(rules_for path out)
    set(applicable)
    foreach(rule IN LISTS rules)
        if(path MATCHES "${${rule}_IN}" AND NOT (${rule}_EXCEPT AND path MATCHES "${${rule}_EXCEPT}"))
            list(APPEND applicable ${rule})
        endif()
    endforeach()
    set(${out} ${applicable} PARENT_SCOPE)
endfunction()
