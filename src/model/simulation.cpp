// The two simulations that most users run, compiled once: without a log and with one.
#include "casepath/model/simulation.hpp"

namespace casepath {

template class Simulation<DefaultPolicies<NullRecorder>>;
template class Simulation<DefaultPolicies<EventLog>>;

}  // namespace casepath
