// Every yes or no of the model is a base probability with factors on its odds (rule C1); rates and durations take the
// same factors by plain multiplication (rule C2). The factors are asked of whoever the circumstances describe, so this
// header knows no people: it asks anything that answers trust(), level_of(need) and the like.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace casepath {

/// Trust and relationship are read in 256 steps for the look-up of f^(x - 0.5) and f^x: no power in the loop (rules 4.8).
[[nodiscard]] constexpr std::size_t step_of(float share) noexcept {
  return static_cast<std::size_t>(share * 255.0f + 0.5f);
}

enum class FactorOf : std::uint8_t { trust, relationship, extra_need, place, waiting, lead, need, attribute, open_at };

/// One factor, looked up in `table`: by step of trust or relationship, by number of extra needs, by place (1 where the
/// service is: rule P6), by level of need `index`, by value of attribute `index`; waiting, lead and open_at give table[1] when they hold, table[0] = 1 when not.
struct Factor {
  FactorOf of = FactorOf::trust;
  std::uint16_t index = 0;
  std::vector<double> table;
  double factor = 1;                 // where the table is its powers: trust, relationship, extra_need
};

/// What a chance may depend on. Extra needs are observed unmet needs beyond the first (rule C1).
template <class C>
concept Circumstances = requires(const C& c, std::uint16_t index) {
  { c.trust() } -> std::convertible_to<float>;
  { c.relationship() } -> std::convertible_to<float>;
  { c.extra_needs() } -> std::convertible_to<std::size_t>;
  { c.place() } -> std::convertible_to<std::size_t>;
  { c.is_waiting() } -> std::convertible_to<bool>;
  { c.has_lead() } -> std::convertible_to<bool>;
  { c.level_of(index) } -> std::convertible_to<std::size_t>;
  { c.attribute(index) } -> std::convertible_to<std::size_t>;
  { c.is_open_at(index) } -> std::convertible_to<bool>;
};

template <Circumstances C>
[[nodiscard]] double factor_in(const Factor& f, const C& c) {
  const auto at = [&f](std::size_t i) { return f.table[i < f.table.size() ? i : f.table.size() - 1]; };
  switch (f.of) {
    case FactorOf::trust: return at(step_of(c.trust()));
    case FactorOf::relationship: return at(step_of(c.relationship()));
    case FactorOf::extra_need: return at(c.extra_needs());
    case FactorOf::place: return at(c.place());
    case FactorOf::waiting: return at(c.is_waiting() ? 1 : 0);
    case FactorOf::lead: return at(c.has_lead() ? 1 : 0);
    case FactorOf::need: return at(c.level_of(f.index));
    case FactorOf::attribute: return at(c.attribute(f.index));
    case FactorOf::open_at: return at(c.is_open_at(f.index) ? 1 : 0);
  }
  return 1.0;
}

template <Circumstances C>
[[nodiscard]] double product_of(const std::vector<Factor>& factors, const C& c) {
  double product = 1.0;
  for (const Factor& f : factors) product *= factor_in(f, c);
  return product;
}

/// Does it happen for the uniform `u` in (0, 1)? Better odds never turn a yes into a no (rules 5).
[[nodiscard]] constexpr bool happens(double u, double odds) noexcept { return u < odds * (1.0 - u); }

/// A base probability and factors on its odds (rule C1). A chance of 0 or 1 is never changed by factors.
class Chance {
 public:
  Chance() = default;
  explicit Chance(double probability, std::vector<Factor> factors = {})
      : probability_(probability), factors_(std::move(factors)) {}

  /// The odds in these circumstances; infinite for a certainty.
  /// @param extra a further factor on the odds, as a lead worker gives (rule S10)
  template <Circumstances C>
  [[nodiscard]] double odds(const C& c, double extra = 1.0) const {
    if (probability_ <= 0.0) return 0.0;
    if (probability_ >= 1.0) return std::numeric_limits<double>::infinity();
    return probability_ / (1.0 - probability_) * extra * product_of(factors_, c);
  }
  /// Does it happen for the uniform `u` in (0, 1)?
  template <Circumstances C>
  [[nodiscard]] bool happens(double u, const C& c, double extra = 1.0) const {
    if (factors_.empty() && extra == 1.0) return u < probability_;
    return casepath::happens(u, odds(c, extra));
  }
  /// The probability itself, in [0, 1].
  template <Circumstances C>
  [[nodiscard]] double probability(const C& c, double extra = 1.0) const {
    if (probability_ >= 1.0 || probability_ <= 0.0) return probability_;
    const double o = odds(c, extra);
    return o / (1.0 + o);
  }
  [[nodiscard]] double base() const noexcept { return probability_; }
  [[nodiscard]] const std::vector<Factor>& factors() const noexcept { return factors_; }
  [[nodiscard]] bool is_certain() const noexcept { return probability_ >= 1.0; }
  /// Calls `visit` with the base probability and then with each factor, which it may move (rule C4).
  template <class Visit>
  void for_each_number(Visit&& visit) {
    visit(probability_);
    for (Factor& f : factors_) visit(f);
  }

 private:
  double probability_ = 1.0;
  std::vector<Factor> factors_;
};

}  // namespace casepath
