// The two simulations compiled into the library: include this instead of simulation.hpp and link casepath::casepath.
#pragma once

#include "casepath/model/simulation.hpp"
#include "casepath/record/recording.hpp"

namespace casepath {

extern template class Simulation<DefaultPolicies<NullRecorder>>;
extern template class Simulation<DefaultPolicies<Recording>>;

}  // namespace casepath
