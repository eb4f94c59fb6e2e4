// What people and services have had with one another. A person's acquaintances are found through pages of eight names, so
// that finding one touches two lines of memory however many there are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "casepath/base/pool.hpp"
#include "casepath/journey/request.hpp"

namespace casepath {

/// What one person and one service have had with one another; occasions of chance count here (rules 5).
struct alignas(64) Acquaintance {
  Time refused_at = Time{-1}, assessed_at = Time{-1}, closed_at = Time{-1};
  std::uint32_t last_holder = 0;             // which holder of that post
  float last_relationship = 0;
  std::uint16_t visits = 0, episodes = 0, contacts = 0, passings = 0, choices = 0;
  std::uint16_t last_worker = 0xFFFF;
  bool closed_met = false;
};

class Acquaintances {
 public:
  /// What the person and `s` have had; made if there was nothing. @param first the person's first page, no_row at first
  Acquaintance& of(std::uint32_t& first, ServiceId s) {
    for (std::uint32_t page = first; page != no_row; page = pages_[PageId{page}].next)
      for (std::size_t i = 0; i < page_size; ++i)
        if (pages_[PageId{page}].service[i] == s) return rows_[pages_[PageId{page}].row[i]];
    return add(first, s);
  }
  /// Calls visit(service, acquaintance) for each, in no order that matters.
  template <class Visit>
  void for_each(std::uint32_t first, Visit&& visit) const {
    for (std::uint32_t page = first; page != no_row; page = pages_[PageId{page}].next)
      for (std::size_t i = 0; i < page_size && !pages_[PageId{page}].service[i].is_none(); ++i)
        visit(pages_[PageId{page}].service[i], rows_[pages_[PageId{page}].row[i]]);
  }
  /// Asks memory for a person's first page; then for the row of a service if that page names it.
  void fetch(std::uint32_t first) const noexcept {
    if (first != no_row) __builtin_prefetch(&pages_[PageId{first}]);
  }
  void fetch_row(std::uint32_t first, ServiceId s) const noexcept {
    if (first == no_row) return;
    const Page& page = pages_[PageId{first}];
    for (std::size_t i = 0; i < page_size; ++i)
      if (page.service[i] == s) __builtin_prefetch(&rows_[page.row[i]]);
  }
  void forget(std::uint32_t& first) {
    for (; first != no_row;) {
      const PageId id{first};
      for (std::size_t i = 0; i < page_size && !pages_[id].service[i].is_none(); ++i) rows_.release(pages_[id].row[i]);
      first = pages_[id].next;
      pages_.release(id);
    }
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return pages_.bytes() + rows_.bytes(); }

 private:
  using PageId = Id<struct AcquaintancePageTag, std::uint32_t>;
  using RowId = Id<struct AcquaintanceTag, std::uint32_t>;
  static constexpr std::size_t page_size = 8;
  struct alignas(64) Page {
    std::array<ServiceId, page_size> service;   // none after the last
    std::array<RowId, page_size> row;
    std::uint32_t next = no_row;
  };

  Acquaintance& add(std::uint32_t& first, ServiceId s) {
    if (first == no_row || !pages_[PageId{first}].service.back().is_none()) {
      Page page;
      page.next = first;
      first = pages_.make(page).value;
    }
    Page& page = pages_[PageId{first}];
    std::size_t i = 0;
    while (!page.service[i].is_none()) ++i;
    page.service[i] = s;
    page.row[i] = rows_.make();
    return rows_[page.row[i]];
  }

  Pool<Page, PageId> pages_;
  Pool<Acquaintance, RowId> rows_;
};

}  // namespace casepath
