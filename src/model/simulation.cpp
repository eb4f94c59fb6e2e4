// The two simulations that most users run, compiled once: unwatched, and with what is recorded chosen at run time.
#include "casepath/model/simulation.hpp"
#include "casepath/record/recording.hpp"

namespace casepath {

template class Simulation<DefaultPolicies<NullRecorder>>;
template class Simulation<DefaultPolicies<Recording>>;

}  // namespace casepath
