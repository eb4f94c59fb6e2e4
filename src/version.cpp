// The version that was compiled into the library.
#include "casepath/version.hpp"

namespace casepath {

const char* library_version() noexcept { return CASEPATH_VERSION; }

}  // namespace casepath
