// The simulation that most users run, unwatched, compiled once.
#include "casepath/model/simulation.hpp"

namespace casepath {

template class Simulation<DefaultPolicies<NullRecorder>>;

}  // namespace casepath
