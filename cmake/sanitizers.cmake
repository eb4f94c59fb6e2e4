# CASEPATH_SANITIZE=address,undefined (or thread) instruments everything built here, and only here: it is a build-tree
# setting, never exported. The standard library then checks its indexes too.
set(CASEPATH_SANITIZE "" CACHE STRING "Sanitizers for our own targets, as for -fsanitize=")
add_library(casepath_sanitizers INTERFACE)
if(CASEPATH_SANITIZE)
  set(flags -fsanitize=${CASEPATH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(casepath_sanitizers INTERFACE ${flags})
  target_compile_definitions(casepath_sanitizers INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(casepath_sanitizers INTERFACE ${flags})
endif()
