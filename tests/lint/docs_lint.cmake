include(${CMAKE_CURRENT_LIST_DIR}/docs_rules.cmake)

lint_docs(${repository} "")
conclude(docs_lint)
