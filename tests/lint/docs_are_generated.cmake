# The diagrams in docs/workflows/ are what the program prints. With REXFLOW_APPROVE=1 in the environment they are
# written anew. -D PROGRAM=... is the built rexflow, -D SCRATCH=... a folder to write in.
get_filename_component(repository ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
set(diagrams ${repository}/docs/workflows)

if(NOT EXISTS ${PROGRAM})
    message("skipped: the program is not built in this preset")
    return()
endif()

function(run_program output)
    execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_FILE ${output} RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        string(JOIN " " words ${ARGN})
        message(FATAL_ERROR "docs_are_generated: rexflow ${words} ended with ${status}")
    endif()
endfunction()

file(MAKE_DIRECTORY ${SCRATCH})
run_program(${SCRATCH}/workflows.json --json workflow list)
file(READ ${SCRATCH}/workflows.json workflows)
string(JSON count LENGTH "${workflows}")
if(count LESS 1)
    message(FATAL_ERROR "docs_are_generated: rexflow knows no workflow")
endif()

math(EXPR last "${count} - 1")
foreach(index RANGE ${last})
    string(JSON name GET "${workflows}" ${index} workflow)
    if("$ENV{REXFLOW_APPROVE}")
        run_program(${diagrams}/${name}.svg workflow show ${name} --format svg)
    endif()
    run_program(${SCRATCH}/${name}.svg workflow show ${name} --format svg)
    execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${SCRATCH}/${name}.svg ${diagrams}/${name}.svg
                    RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
    if(NOT differs EQUAL 0)
        message(SEND_ERROR "docs/workflows/${name}.svg: is not what the table says now: "
                           "rexflow workflow show ${name} --format svg > docs/workflows/${name}.svg")
    endif()
endforeach()
