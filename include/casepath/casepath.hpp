// What a modeller writes with: vocabulary, luck, statistics, the engine, and the simulation as casepath::casepath has it
// compiled. Left out, for who needs them: scenario/ (files and lowering), experiment/ (studies), record/event_log.hpp,
// people_table.hpp and recording.hpp (watching), model/simulation.hpp (policies of your own, compiled by you).
#pragma once

#include "casepath/base/chance.hpp"
#include "casepath/base/error.hpp"
#include "casepath/base/time.hpp"
#include "casepath/engine/calendar.hpp"
#include "casepath/model/compiled.hpp"
#include "casepath/model/figures.hpp"
#include "casepath/random/random.hpp"
#include "casepath/record/figures.hpp"
#include "casepath/stats/stats.hpp"
#include "casepath/version.hpp"
