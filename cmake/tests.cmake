# One test program a folder of tests/cpp (so that a broken test file stops its folder only) and one for tests/theory; one
# ctest entry a file, named folder/header, chosen by Catch2's file-name tags.
find_package(Catch2 REQUIRED CONFIG)

# Static, so that it is linked last: as an object its unoptimised copies of std::string's functions would stand for the library's.
add_library(casepath_test_main STATIC tests/cpp/support/main.cpp)
target_link_libraries(casepath_test_main PUBLIC Catch2::Catch2)
set(fail_when_empty --warn $<IF:$<VERSION_LESS:${Catch2_VERSION},3>,NoTests,UnmatchedTestSpec>)
target_compile_features(casepath_test_main PUBLIC cxx_std_20)
target_include_directories(casepath_test_main PRIVATE tests/cpp)
target_compile_options(casepath_test_main PRIVATE -O0 -g0)  # Catch2 2.13 takes half a minute otherwise
target_link_libraries(casepath_test_main PRIVATE casepath_sanitizers)

add_custom_target(casepath_tests)
list(REMOVE_ITEM CASEPATH_TEST_SUPPORT tests/cpp/support/main.cpp)
function(casepath_add_tests folder label)
  set(program test_${folder})
  add_executable(${program} ${ARGN} ${CASEPATH_TEST_SUPPORT})
  target_include_directories(${program} PRIVATE tests/cpp)
  target_compile_definitions(${program} PRIVATE CASEPATH_SOURCE_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${program} PRIVATE casepath_test_main casepath_casepath nlohmann_json::nlohmann_json
    casepath_warnings casepath_sanitizers)
  add_dependencies(casepath_tests ${program})
  foreach(file IN LISTS ARGN)
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_test$" "" name ${stem})
    add_test(NAME ${folder}/${name} COMMAND ${program} --filenames-as-tags "[#${stem}]" ${fail_when_empty}
      WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set_tests_properties(${folder}/${name} PROPERTIES LABELS "${label}" TIMEOUT 600)
  endforeach()
endfunction()

set(folders)
foreach(file IN LISTS CASEPATH_TESTS)
  string(REGEX REPLACE "^tests/cpp/([^/]+)/.*$" "\\1" folder ${file})
  list(APPEND folders ${folder})
  list(APPEND tests_of_${folder} ${file})
endforeach()
list(REMOVE_DUPLICATES folders)
foreach(folder IN LISTS folders)
  set(label unit)
  if(folder STREQUAL "experiment")
    list(APPEND label threads)   # what the thread sanitizer is for: the only folder of the library that starts threads
  endif()
  casepath_add_tests(${folder} "${label}" ${tests_of_${folder}})
endforeach()
# The fuzz targets themselves, without libFuzzer (cmake/fuzz.cmake).
target_sources(test_fuzz PRIVATE ${CASEPATH_FUZZ_TARGETS} ${CASEPATH_FUZZ_SUPPORT})
target_include_directories(test_fuzz PRIVATE tests/fuzz)
# The same program at each level of vectors; skipped where the machine does not have it.
foreach(level IN ITEMS plain sse2 avx2 avx512)
  add_test(NAME levels/${level} COMMAND test_engine --filenames-as-tags "[#pathway_test]" ${fail_when_empty})
  set_tests_properties(levels/${level} PROPERTIES LABELS unit TIMEOUT 600 ENVIRONMENT CASEPATH_VECTORS=${level}
    SKIP_REGULAR_EXPRESSION "this machine has at most")
endforeach()
if(CASEPATH_THEORY_TESTS)
  casepath_add_tests(theory theory ${CASEPATH_THEORY_TESTS})
endif()

# The golden journeys (docs/explanation/determinism.md). Where there are no tests to build, scripts/determinism builds this alone.
add_executable(hash_results tests/determinism/hash_results.cpp)
target_link_libraries(hash_results PRIVATE casepath_casepath casepath_warnings casepath_sanitizers)
add_dependencies(casepath_tests hash_results)
foreach(way IN ITEMS "--jobs 1" "--jobs 2" "--jobs 3" "--jobs 8" --resumed)
  string(REGEX REPLACE "^--| " "" name ${way})
  separate_arguments(way)
  add_test(NAME determinism/${name} COMMAND hash_results scenarios.jsonl golden.tsv ${way}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/tests/determinism)
  set_tests_properties(determinism/${name} PROPERTIES LABELS unit TIMEOUT 600)
endforeach()
