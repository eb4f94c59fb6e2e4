// Rows that come and go, addressed by index, reused last-in first-out. Copying a pool copies the world it holds,
// which is what lets a run branch (rule V2): rows refer to one another by index, never by pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace casepath {

template <class Row, class IdType>
class Pool {
 public:
  /// O(1) amortised; may move the rows, so hold ids, not references, across calls.
  template <class... Args>
  IdType make(Args&&... args) {
    if (free_.empty()) {
      rows_.push_back(Row{std::forward<Args>(args)...});
      return IdType{rows_.size() - 1};
    }
    const IdType id = free_.back();
    free_.pop_back();
    rows_[id.index()] = Row{std::forward<Args>(args)...};
    return id;
  }
  void release(IdType id) { free_.push_back(id); }

  [[nodiscard]] Row& operator[](IdType id) noexcept { return rows_[id.index()]; }
  [[nodiscard]] const Row& operator[](IdType id) const noexcept { return rows_[id.index()]; }
  [[nodiscard]] std::size_t live() const noexcept { return rows_.size() - free_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept {
    return rows_.capacity() * sizeof(Row) + free_.capacity() * sizeof(IdType);
  }

 private:
  std::vector<Row> rows_;
  std::vector<IdType> free_;
};

}  // namespace casepath
