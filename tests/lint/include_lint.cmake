include(${CMAKE_CURRENT_LIST_DIR}/include_rules.cmake)

lint_includes(${repository} "")
conclude(include_lint)
