# How a linter reads files and says what it found: "path:line: rule: what to do instead", one finding a line.
cmake_minimum_required(VERSION 3.25)

get_filename_component(repository "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
set_property(GLOBAL PROPERTY findings "")

function(report path line rule advice)
    set_property(GLOBAL APPEND PROPERTY findings "${path}:${line}: ${rule}: ${advice}")
endfunction()

# Files below ROOT with one of the SUFFIXES, relative to it; what is built or offends on purpose is left out.
function(find_files root suffixes out)
    set(files)
    foreach(suffix IN LISTS suffixes)
        foreach(folder IN ITEMS engine workflows adapters templates tests docs scripts cmake)
            file(GLOB_RECURSE found RELATIVE ${root} ${root}/${folder}/*${suffix})
            list(APPEND files ${found})
        endforeach()
        file(GLOB found RELATIVE ${root} ${root}/*${suffix})
        list(APPEND files ${found})
    endforeach()
    list(FILTER files EXCLUDE REGEX "^tests/lint/bad/")
    list(SORT files)
    set(${out} ${files} PARENT_SCOPE)
endfunction()

# The lines of a text as a list, with the characters a CMake list cannot hold replaced by harmless ones.
function(split_lines text out)
    string(REPLACE ";" "," text "${text}")
    string(REPLACE "[" "(" text "${text}")
    string(REPLACE "]" ")" text "${text}")
    string(REPLACE "\\" "/" text "${text}")
    string(REPLACE "\n" ";" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Ends a linter: prints what was found, and fails if that is anything.
function(conclude linter)
    get_property(findings GLOBAL PROPERTY findings)
    list(LENGTH findings count)
    foreach(finding IN LISTS findings)
        message(NOTICE "${finding}")
    endforeach()
    if(count GREATER 0)
        message(FATAL_ERROR "${linter}: ${count} findings")
    endif()
endfunction()
