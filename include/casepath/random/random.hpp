// Layer random: chance as an address. A key and an address give four words (draw), or a stream of them (DrawStream);
// sample turns words into draws from a Distribution. Nothing here is stored between draws.
#pragma once

#include "casepath/random/alias_table.hpp"
#include "casepath/random/batch.hpp"
#include "casepath/random/distribution.hpp"
#include "casepath/random/draw.hpp"
#include "casepath/random/draw_key.hpp"
#include "casepath/random/draw_stream.hpp"
#include "casepath/random/exact_math.hpp"
#include "casepath/random/philox.hpp"
#include "casepath/random/sample.hpp"
