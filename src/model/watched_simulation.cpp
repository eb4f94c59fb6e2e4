// The simulation of those who watch, compiled once: what is recorded is chosen at run time.
#include "casepath/model/simulation.hpp"
#include "casepath/record/recording.hpp"

namespace casepath {

template class Simulation<DefaultPolicies<Recording>>;

}  // namespace casepath
