# rexflow_library(NAME SOURCES a.cpp ... [LINK target ...] [PRIVATE_LINK target ...])
function(rexflow_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    rexflow_pieces(${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC project_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
endfunction()

# rexflow_tests(NAME SOURCES a.tests.cpp ... LINK target ... [LABELS label ...] [PROPERTIES name value ...])
# One binary a suite; each TEST_CASE becomes a CTest test.
function(rexflow_tests name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;LABELS;PROPERTIES" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    rexflow_pieces(${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE project_options catch_main ${ARG_LINK})
    target_compile_definitions(${name} PRIVATE
        REXFLOW_SOURCE_DIR="${PROJECT_SOURCE_DIR}" REXFLOW_SHARED_DIR="${PROJECT_SOURCE_DIR}/../shared")
    catch_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES TIMEOUT 180 LABELS "${ARG_LABELS}" ${ARG_PROPERTIES})
endfunction()
