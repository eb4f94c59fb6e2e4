// Layer stats: what was seen, in few numbers. No chance in it. Sums run in a fixed order by plain loops, because the result
// of a vectorised sum depends on the machine.
#pragma once

#include "casepath/stats/interval.hpp"
#include "casepath/stats/paired.hpp"
#include "casepath/stats/quantile.hpp"
#include "casepath/stats/running.hpp"
#include "casepath/stats/time_weighted.hpp"
