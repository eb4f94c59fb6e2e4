// Where events lie until their bucket is opened: chunks of three lines, linked to the one before of the same bucket, used
// again when emptied. Each page of chunks is twice the one before and never moves, so growing copies nothing.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "casepath/base/huge_pages.hpp"
#include "casepath/engine/event.hpp"

namespace casepath {

inline constexpr std::uint32_t no_chunk = 0;

class EventChunks {
 public:
  static constexpr std::uint32_t per_chunk = 8;

  /// A chunk before `next`, its events yet to be written.
  std::uint32_t make(std::uint32_t next) {
    if (free_ == no_chunk) add_one();
    const std::uint32_t id = free_;
    free_ = next_[id];
    next_[id] = next;
    return id;
  }
  void release(std::uint32_t id) noexcept {
    next_[id] = free_;
    free_ = id;
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t id) const noexcept { return next_[id]; }
  [[nodiscard]] Event* events(std::uint32_t id) noexcept { return pages_[page_of(id)][id - std::bit_floor(id)].events.data(); }
  /// What was ever used: the rest of the last page was never touched.
  [[nodiscard]] std::size_t bytes() const noexcept { return next_.size() * (sizeof(Chunk) + sizeof(std::uint32_t)); }

 private:
  struct alignas(64) Chunk {
    std::array<Event, per_chunk> events;
  };
  using Page = std::vector<Chunk, HugePages<Chunk>>;
  static constexpr std::uint32_t first = 64;   // the lowest id, and the chunks of the first page

  /// An id's highest bit names its page, the others the place there.
  [[nodiscard]] static std::size_t page_of(std::uint32_t id) noexcept {
    return static_cast<std::size_t>(std::bit_width(id) - std::bit_width(first));
  }
  void add_one() {
    const auto id = static_cast<std::uint32_t>(next_.size());
    if (page_of(id) == pages_.size()) pages_.emplace_back().reserve(id);
    pages_.back().emplace_back();
    next_.push_back(no_chunk);
    free_ = id;
  }

  std::vector<Page> pages_;
  std::vector<std::uint32_t> next_ = std::vector<std::uint32_t>(first);   // in the bucket, or of the free ones
  std::uint32_t free_ = no_chunk;
};

}  // namespace casepath
