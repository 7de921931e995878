# ./test compiles a fresh folder in large pieces, some ten files at once (CMAKE_UNITY_BUILD): a third of the time. Files in
# one piece share its unnamed namespaces, so these, which use a name another file uses too, are compiled alone. A new
# clash shows as a redefinition: give the name back to one of the two, or add the file here.
set(compiled_alone
    adapters/app/commands_read.cpp
    adapters/app/commands_workflow.cpp
    adapters/app/reconciliation.cpp
    adapters/app/rules.cpp
    adapters/cell/case_pages.cpp
    adapters/cell/cell.cpp
    adapters/cell/mail_thread.cpp
    adapters/cell/today.cpp
    adapters/documents/form_reader.cpp
    adapters/mail/header_block.cpp
    adapters/mail/reading_limits.cpp
    adapters/mail/tag_scan.cpp
    adapters/mail/text_lines.cpp
    adapters/mustache/page_renderer.cpp
    adapters/sqlite/directory.cpp
    adapters/sqlite/drafts.cpp
    adapters/web/compression.cpp
    adapters/web/server.cpp
    engine/authentication.cpp
    engine/correlation.cpp
    engine/correspondence.cpp
    engine/mail_command.cpp
    engine/page_message.cpp
    engine/similarity.cpp
    tests/adapters/api/feeds.tests.cpp
    tests/adapters/api/hostile.tests.cpp
    tests/adapters/cell/directory.tests.cpp
    tests/adapters/cell/forms.tests.cpp
    tests/adapters/cell/report_pages.tests.cpp
    tests/adapters/cell/second_factor.tests.cpp
    tests/adapters/mail/bad_servers.tests.cpp
    tests/adapters/mail/mail_writer.tests.cpp
    tests/adapters/mail/message_parts.tests.cpp
    tests/adapters/mail/message_reader.tests.cpp
    tests/adapters/mail/pop3_server.tests.cpp
    tests/adapters/mustache/renderer.tests.cpp
    tests/adapters/web/pages.tests.cpp
    tests/contracts/program_contract.tests.cpp
    tests/engine/deadline.tests.cpp
    tests/engine/links.tests.cpp
    tests/engine/moment.tests.cpp
    tests/engine/policy_preview.tests.cpp
    tests/engine/reminder_plan.tests.cpp
    tests/scenarios/crash.tests.cpp
    tests/support/stepped_program.cpp
    tests/system/bad_disk.tests.cpp
    tests/system/care.tests.cpp
    tests/system/kill_imap.tests.cpp
    tests/workflows/tables.tests.cpp
    workflows/corrective_action/events.cpp
    workflows/corrective_action/questions.cpp
    workflows/rex_case/facts.cpp
    workflows/rex_case/form_eigs.cpp
    workflows/rex_case/form_fiche_rex.cpp
    workflows/rex_case/letters.cpp
    workflows/rex_case/machine.cpp)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 10)

# rexflow_pieces(file ...): keeps apart what has to be.
function(rexflow_pieces)
    foreach(source IN LISTS ARGN)
        cmake_path(ABSOLUTE_PATH source NORMALIZE OUTPUT_VARIABLE file)
        file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${file})
        if(path IN_LIST compiled_alone OR path MATCHES "^engine/reading/")
            set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        endif()
    endforeach()
endfunction()
