// The exact cube: what was spent, by group of people, service, period, kind, purpose, class and opener, under both
// readings of credit. Costs are whole minor units and counts whole 1/720,720ths, so that any sum in any order is exact.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/journey/interaction.hpp"
#include "casepath/base/vocabulary.hpp"

namespace casepath {

/// One whole interaction, in units that 1 to 16 strands share without a rest (rule R1).
inline constexpr std::int64_t whole_count = 720'720;

/// What is spent in one cell, under chain credit and under episode credit (design 3, rule O9).
struct LedgerCell {
  Money chain, episode;
  std::int64_t chain_count = 0, episode_count = 0;
};

/// Where a posting belongs, apart from its class and the stratum of the person.
struct PostingKey {
  std::uint16_t service = 0;          // the system (programmes) is the number after the last service
  std::uint16_t period = 0;
  InteractionKind kind = InteractionKind::triage;
  bool crisis = false;
  Opener opener = Opener::person;
};

class Ledger {
 public:
  static constexpr std::size_t openers = opener_names.size();
  static constexpr std::size_t cells_per_page = interaction_kinds * 2 * class_kinds * openers;

  Ledger() = default;
  Ledger(std::size_t services, std::size_t periods) : services_(services), periods_(periods) { add_stratum(); }

  void add_stratum() { pages_.resize(pages_.size() + (services_ + 1) * periods_); }

  void add(const PostingKey& key, std::size_t stratum, OutcomeClass chain, OutcomeClass episode, Money cost, std::int64_t count) {
    Page& page = pages_[(stratum * (services_ + 1) + key.service) * periods_ + key.period];
    if (page.empty()) page.resize(cells_per_page);
    LedgerCell& by_chain = page[cell_of(key.kind, key.crisis, chain, key.opener)];
    by_chain.chain += cost;
    by_chain.chain_count += count;
    LedgerCell& by_episode = page[cell_of(key.kind, key.crisis, episode, key.opener)];
    by_episode.episode += cost;
    by_episode.episode_count += count;
  }

  [[nodiscard]] static std::size_t cell_of(InteractionKind kind, bool crisis, OutcomeClass of, Opener opener) noexcept {
    return ((static_cast<std::size_t>(kind) * 2 + (crisis ? 1 : 0)) * class_kinds + static_cast<std::size_t>(of)) * openers +
           static_cast<std::size_t>(opener);
  }

  /// Calls visit(service, period, kind, crisis, class, opener, cell) for every cell in use, summed over some strata.
  template <class Visit>
  void for_each(std::span<const std::uint16_t> strata, Visit&& visit) const {
    for (std::size_t s = 0; s <= services_; ++s)
      for (std::size_t p = 0; p < periods_; ++p)
        if (is_used(strata, s, p)) visit_page(sum_of(strata, s, p), s, p, visit);
  }

 private:
  using Page = std::vector<LedgerCell>;   // empty where nothing was ever spent

  [[nodiscard]] const Page& page(std::size_t stratum, std::size_t service, std::size_t period) const {
    return pages_[(stratum * (services_ + 1) + service) * periods_ + period];
  }
  [[nodiscard]] bool is_used(std::span<const std::uint16_t> strata, std::size_t service, std::size_t period) const {
    return std::any_of(strata.begin(), strata.end(), [&](std::uint16_t stratum) { return !page(stratum, service, period).empty(); });
  }
  [[nodiscard]] Page sum_of(std::span<const std::uint16_t> strata, std::size_t service, std::size_t period) const {
    Page sum(cells_per_page);
    for (const std::uint16_t stratum : strata) {
      const Page& of = page(stratum, service, period);
      for (std::size_t i = 0; i < of.size(); ++i) {
        sum[i].chain += of[i].chain;
        sum[i].episode += of[i].episode;
        sum[i].chain_count += of[i].chain_count;
        sum[i].episode_count += of[i].episode_count;
      }
    }
    return sum;
  }
  template <class Visit>
  static void visit_page(const Page& page, std::size_t service, std::size_t period, Visit& visit) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      const LedgerCell& c = page[i];
      if (c.chain.minor == 0 && c.episode.minor == 0 && c.chain_count == 0 && c.episode_count == 0) continue;
      const std::size_t opener = i % openers, of = i / openers % class_kinds, crisis = i / openers / class_kinds % 2;
      visit(service, period, static_cast<InteractionKind>(i / openers / class_kinds / 2), crisis == 1,
            static_cast<OutcomeClass>(of), static_cast<Opener>(opener), c);
    }
  }

  std::size_t services_ = 0, periods_ = 0;
  std::vector<Page> pages_;
};

}  // namespace casepath
