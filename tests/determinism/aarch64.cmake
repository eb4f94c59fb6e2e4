# Toolchain of scripts/determinism: 64-bit Arm with glibc, compiled here and run by qemu. Linked statically, so that no
# library of that machine need be installed; the headers of ours are this machine's, looked in after those of the compiler.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++-12)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
set(CMAKE_CXX_FLAGS_INIT "-idirafter /usr/include -Wno-psabi")
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
execute_process(COMMAND uname -m OUTPUT_VARIABLE here OUTPUT_STRIP_TRAILING_WHITESPACE)
set(CMAKE_PREFIX_PATH /usr/lib/${here}-linux-gnu/cmake)
