# Warnings for our own targets. Never linked by anything exported: a consumer's build has the consumer's warnings.
add_library(casepath_warnings INTERFACE)
target_compile_options(casepath_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion>
  $<$<AND:$<CXX_COMPILER_ID:GNU,Clang,AppleClang>,$<BOOL:${CASEPATH_WARNINGS_AS_ERRORS}>>:-Werror>)
