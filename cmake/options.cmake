# What every target of ours is compiled with.
add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(project_options INTERFACE -Werror)  # clang, for the fuzzers, warns of other things
endif()
if(CMAKE_UNITY_BUILD)
    # Files that share one compilation share its unnamed namespaces: what those warn of there says nothing about a file.
    target_compile_options(project_options INTERFACE -Wno-shadow -Wno-unused-function
        $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(REXFLOW_SANITIZE)
    target_compile_options(project_options INTERFACE -fsanitize=${REXFLOW_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    if(REXFLOW_SANITIZE MATCHES "undefined" AND NOT REXFLOW_COSTLY_CHECKS)
        target_compile_options(project_options INTERFACE -fno-sanitize=null,alignment,vptr,object-size)
    endif()
    target_link_options(project_options INTERFACE -fsanitize=${REXFLOW_SANITIZE})
endif()
find_program(MOLD mold)
if(MOLD)
    target_link_options(project_options INTERFACE -fuse-ld=mold)
endif()

# The installed headers, or those ./run unpacked below build/ because another Boost is installed.
if(REXFLOW_BOOST_INCLUDE_DIR)
    add_library(boost_headers INTERFACE)
    target_include_directories(boost_headers SYSTEM INTERFACE ${REXFLOW_BOOST_INCLUDE_DIR})
else()
    find_package(Boost 1.81 REQUIRED)
    add_library(boost_headers INTERFACE)
    target_link_libraries(boost_headers INTERFACE Boost::headers)
endif()
