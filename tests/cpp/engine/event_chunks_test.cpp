#include "casepath/engine/event_chunks.hpp"

#include <cstdint>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("chunks keep what is written over many pages, and lie where lines begin", "[engine][event_chunks]") {
  EventChunks chunks;
  std::vector<std::uint32_t> ids;
  std::uint32_t last = no_chunk;
  for (std::uint32_t i = 0; i < 1000; ++i) {   // five pages
    ids.push_back(last = chunks.make(last));
    for (std::uint32_t j = 0; j < EventChunks::per_chunk; ++j) chunks.events(last)[j].person = 8 * i + j;
  }
  for (std::uint32_t i = 0; i < 1000; ++i) {
    REQUIRE(reinterpret_cast<std::uintptr_t>(chunks.events(ids[i])) % 64 == 0);
    REQUIRE(chunks.next(ids[i]) == (i == 0 ? no_chunk : ids[i - 1]));
    for (std::uint32_t j = 0; j < EventChunks::per_chunk; ++j) REQUIRE(chunks.events(ids[i])[j].person == 8 * i + j);
  }
}

TEST_CASE("an emptied chunk is used again before a new one is made", "[engine][event_chunks]") {
  EventChunks chunks;
  const std::uint32_t a = chunks.make(no_chunk), b = chunks.make(a);
  const std::size_t bytes = chunks.bytes();
  chunks.release(a);
  chunks.release(b);
  CHECK(chunks.make(no_chunk) == b);
  CHECK(chunks.make(b) == a);
  CHECK(chunks.bytes() == bytes);
}

TEST_CASE("a copy of chunks grows on its own", "[engine][event_chunks][V2]") {
  EventChunks chunks;
  const std::uint32_t kept = chunks.make(no_chunk);
  chunks.events(kept)->person = 7;
  EventChunks copy(chunks);
  copy.events(kept)->person = 8;
  for (int i = 0; i < 300; ++i) copy.make(no_chunk);
  CHECK(chunks.events(kept)->person == 7);
  CHECK(copy.events(kept)->person == 8);
}
