// The calendar: events fall into time buckets, unsorted; a bucket is sorted when the clock reaches it. Booking is O(1),
// taking O(1), or O(log b) in the b events booked for a bucket that is already open. There is no cancelling: whoever booked
// an event recognises a stale one.
//
// Why buckets: against a binary heap they win 2x at ten thousand pending events and 7x at ten million, since a far event
// is touched twice (booked, sorted) and a sorted bucket shows which people to fetch next, and whose luck to draw together.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "casepath/engine/event.hpp"
#include "casepath/engine/event_chunks.hpp"

namespace casepath {

class Calendar {
 public:
  Calendar() : Calendar(Time{1}, 1.0) {}

  /// @param end             events at or after it are dropped: they never run (rule T3)
  /// @param expected_events of the whole run; only the speed depends on it
  Calendar(Time end, double expected_events) : end_(end) {
    const double wanted = std::clamp(expected_events / events_per_bucket, 1.0, static_cast<double>(max_buckets));
    const auto width = static_cast<std::uint64_t>(static_cast<double>(end.ticks) / wanted) + 1;
    shift_ = static_cast<unsigned>(std::bit_width(width) - 1);
    buckets_.resize((static_cast<std::uint64_t>(end.ticks) >> shift_) + 1);
  }

  /// Precondition: not before the last event taken.
  void book(const Event& e) {
    if (e.at >= end_) return;
    const std::size_t bucket = bucket_of(e.at);
    if (bucket < opened_) add_to_open(e);
    else add_to(buckets_[bucket], e);
  }

  /// True if an event before `limit` is left; the bucket it is in is open then.
  /// @param opened called with the events of a bucket, in order, before the first of them can be taken
  template <class Opened>
  [[nodiscard]] bool has_before(Time limit, Opened&& opened) {
    if (position_ == in_order_ && late_.empty() && !open_next(limit, opened)) return false;
    return next().at < limit;
  }
  [[nodiscard]] bool has_before(Time limit) {
    return has_before(limit, [](std::span<const Event>) {});
  }
  /// The next event in order. Precondition: has_before() was true.
  Event take() { return take_with_place().first; }
  /// And its place among those the bucket was opened with; none of them if it was booked since.
  std::pair<Event, std::size_t> take_with_place() {
    if (!late_is_next()) [[likely]] {
      const std::size_t place = position_++;
      return {sorted_[place], place};
    }
    const Event e = late_.front();
    std::pop_heap(late_.begin(), late_.end(), after);
    late_.pop_back();
    return {e, in_order_};
  }
  /// An event that comes soon, so that what it will touch can be fetched ahead; null when none is known.
  [[nodiscard]] const Event* soon(std::size_t ahead) const noexcept {
    const std::size_t i = position_ + ahead;
    return i < in_order_ ? &sorted_[i] : nullptr;
  }
  [[nodiscard]] std::size_t bytes() const noexcept {
    return chunks_.bytes() + buckets_.capacity() * sizeof(Bucket) + (sorted_.capacity() + late_.capacity()) * sizeof(Event) +
           slice_ends_.capacity() * sizeof(std::uint32_t);
  }

 private:
  static constexpr double events_per_bucket = 256;
  static constexpr std::size_t max_buckets = 1u << 14;
  struct Bucket {
    std::uint32_t chunk = no_chunk;   // its newest; the others are full
    std::uint32_t events = 0;
  };

  static constexpr auto after = [](const Event& a, const Event& b) { return before(b, a); };   // inlined, unlike a function
  [[nodiscard]] std::size_t bucket_of(Time t) const noexcept { return static_cast<std::uint64_t>(t.ticks) >> shift_; }

  void add_to(Bucket& bucket, const Event& e) {
    const std::uint32_t used = bucket.events++ % EventChunks::per_chunk;
    if (used == 0) bucket.chunk = chunks_.make(bucket.chunk);
    chunks_.events(bucket.chunk)[used] = e;
  }
  [[gnu::noinline]] void add_to_open(Event e) {   // apart and by value, so that the common way writes an event in one place only
    late_.push_back(e);
    std::push_heap(late_.begin(), late_.end(), after);
  }
  [[nodiscard]] bool late_is_next() const noexcept {
    return !late_.empty() && (position_ == in_order_ || before(late_.front(), sorted_[position_]));
  }
  [[nodiscard]] const Event& next() const noexcept { return late_is_next() ? late_.front() : sorted_[position_]; }

  /// Opens buckets until one has events, or the limit is reached.
  template <class Opened>
  bool open_next(Time limit, Opened& opened) {
    const std::size_t last = std::min(bucket_of(limit), buckets_.size() - 1);
    while (position_ == in_order_) {
      if (opened_ > last) return false;
      open_bucket();
    }
    opened(std::span<const Event>(sorted_));
    return true;
  }
  void open_bucket() {
    position_ = 0;
    const Bucket bucket = std::exchange(buckets_[opened_++], {});
    sort_into(bucket);
    for (std::uint32_t id = bucket.chunk; id != no_chunk;) {
      const std::uint32_t next = chunks_.next(id);
      chunks_.release(id);
      id = next;
    }
    if (opened_ < buckets_.size()) fetch_ahead(buckets_[opened_]);
  }
  /// The chunks of a bucket that comes next: they were written long ago.
  void fetch_ahead(const Bucket& bucket) {
    for (std::uint32_t id = bucket.chunk; id != no_chunk; id = chunks_.next(id)) {
      const char* const line = reinterpret_cast<const char*>(chunks_.events(id));
      for (std::size_t at = 0; at < EventChunks::per_chunk * sizeof(Event); at += 64) __builtin_prefetch(line + at);
    }
  }
  template <class Visit>
  void for_each_in(const Bucket& bucket, Visit&& visit) {
    std::uint32_t left = bucket.events;
    for (std::uint32_t id = bucket.chunk; id != no_chunk; id = chunks_.next(id)) {
      const Event* const events = chunks_.events(id);
      const std::uint32_t here = (left - 1) % EventChunks::per_chunk + 1;
      for (std::uint32_t i = 0; i < here; ++i) visit(events[i]);
      left -= here;
    }
  }
  /// Counted into as many slices of time as there are events, most slices hold one or two: two passes and a few swaps.
  void sort_into(const Bucket& bucket) {
    const std::size_t n = bucket.events, slices = std::bit_ceil(n);
    const unsigned bits = static_cast<unsigned>(std::bit_width(slices) - 1), down = shift_ > bits ? shift_ - bits : 0;
    const auto slice_of = [&](const Event& e) { return (static_cast<std::uint64_t>(e.at.ticks) >> down) & (slices - 1); };
    slice_ends_.assign(slices, 0);
    for_each_in(bucket, [&](const Event& e) { ++slice_ends_[slice_of(e)]; });
    std::uint32_t sum = 0, most = 0;
    for (std::uint32_t& end : slice_ends_) {
      most = std::max(most, end);
      end = sum += end;
    }
    sorted_.resize(in_order_ = n);
    for_each_in(bucket, [&](const Event& e) { sorted_[--slice_ends_[slice_of(e)]] = e; });
    if (most > 16) std::sort(sorted_.begin(), sorted_.end(), [](const Event& a, const Event& b) { return before(a, b); });
    else sort_nearly_sorted();
  }
  void sort_nearly_sorted() {
    for (std::size_t i = 1; i < sorted_.size(); ++i)
      for (std::size_t j = i; j > 0 && before(sorted_[j], sorted_[j - 1]); --j) std::swap(sorted_[j], sorted_[j - 1]);
  }

  Time end_;
  unsigned shift_ = 0;
  std::size_t opened_ = 0;   // buckets opened so far: the last of them is open now
  std::vector<Bucket> buckets_;
  EventChunks chunks_;
  std::vector<Event> sorted_, late_;   // the open bucket: sorted when opened; booked since, as a heap
  std::vector<std::uint32_t> slice_ends_;
  std::size_t position_ = 0, in_order_ = 0;   // the next of sorted_, and its size
};

}  // namespace casepath
