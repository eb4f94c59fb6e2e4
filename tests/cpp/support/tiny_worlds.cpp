#include "support/tiny_worlds.hpp"

#include <cinttypes>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include "casepath/scenario/io.hpp"

namespace casepath::tiny {

namespace {

std::string in_days_text(Time t) {
  char out[32];
  std::snprintf(out, sizeof out, "%.2f", in_days(t - Time{}));
  std::string s(out);
  s.erase(s.find_last_not_of('0') + 1);
  if (s.back() == '.') s.pop_back();
  return s;
}

std::string count_text(std::int64_t units) {
  const std::int64_t g = std::gcd(units, whole_count);
  return std::to_string(units / g) + (whole_count / g == 1 ? "" : "/" + std::to_string(whole_count / g));
}

std::string service_name(const Rules& r, ServiceId s) { return s.is_none() ? "-" : r.services[s.index()].name; }

std::string need_name(const Rules& r, NeedId k) { return k.is_none() ? "-" : r.needs[k.index()].name; }

std::string refusal_text(const Rules& r, const LogRow& row) {
  std::string text = refusal_names.at(row.detail);
  if (row.level > 0) text += ":" + r.services[row.service.index()].refuses[row.level - 1u].name;
  return text;
}

/// What happened, after the time and the person.
std::string words(const Rules& r, const LogRow& row) {
  const std::string what = happening_names.at(static_cast<std::size_t>(row.what)), at = service_name(r, row.service);
  switch (row.what) {
    case Happening::need_changed: return what + " " + need_name(r, row.need) + " " + r.levels[row.detail] + " -> " + r.levels[row.level];
    case Happening::crisis: return what + " " + need_name(r, row.need) + " -> " + at;
    case Happening::request_opened: return what + " " + opener_names.at(row.detail);
    case Happening::referral_arrived: return what + " " + at + " " + mode_labels.at(row.detail);
    case Happening::rejected: return what + " " + at + " " + refusal_text(r, row);
    case Happening::interaction:
      return std::string(kind_names.at(row.detail)) + " " + at + " " + std::to_string(row.cost.minor) + "p" +
             (row.level == 1 ? "" : " uncounted");
    case Happening::effect: return (row.detail == 1 ? "harm " : "effect ") + at + " " + need_name(r, row.need) + " -> " + r.levels[row.level];
    case Happening::closed: return what + " " + at + " " + closure_names.at(row.detail);
    case Happening::passed_on: return what + " " + at + " -> " + service_name(r, row.other) + " " + mode_labels.at(row.detail);
    case Happening::strand_ended: return what + " " + need_name(r, row.need) + " " + end_reason_names.at(row.detail);
    case Happening::classed:
      return what + " " + need_name(r, row.need) + " " + class_names.at(row.detail) + " " + std::to_string(row.cost.minor) + "p";
    case Happening::joined:
    case Happening::left: return what;
    default: return what + " " + at;
  }
}

}  // namespace

std::shared_ptr<const Runnable> study(std::string_view json, std::vector<std::string_view> patches) {
  auto whole = nlohmann::ordered_json::parse(R"({"casepath": 1, "name": "tiny", "start": "2025-01-01", "horizon": "365 days"})");
  whole.merge_patch(nlohmann::ordered_json::parse(json));
  for (const std::string_view patch : patches) whole.merge_patch(nlohmann::ordered_json::parse(patch));
  return std::make_shared<const Runnable>(lower(read_scenario(whole.dump())));
}

TinyWorld::TinyWorld(std::shared_ptr<const Runnable> rules, std::uint64_t seed)
    : sim(rules->base, RunSettings{seed, 0, nullptr, 10'000'000}, Recording(EventLog())), studies_{rules} {}

TinyWorld::TinyWorld(std::string_view json, std::vector<std::string_view> patches) : TinyWorld(study(json, std::move(patches))) {}

TinyWorld& TinyWorld::run_until(double days_from_start) {
  sim.run_until(day(days_from_start));
  return *this;
}

TinyWorld& TinyWorld::finish() {
  sim.finish();
  return *this;
}

TinyWorld& TinyWorld::change_to(std::shared_ptr<const Runnable> next) {
  studies_.push_back(std::move(next));
  sim.change_rules(studies_.back()->base);
  return *this;
}

std::string TinyWorld::story(std::vector<std::string_view> leave_out) const {
  std::string all;
  for (const LogRow& row : sim.recorder().rows()) {
    const std::string_view what = happening_names.at(static_cast<std::size_t>(row.what));
    if (std::find(leave_out.begin(), leave_out.end(), what) != leave_out.end()) continue;
    all += in_days_text(row.at) + " p" + std::to_string(row.person.value) + " " + words(rules(), row) + "\n";
  }
  return all;
}

std::string TinyWorld::lines(std::string_view word) const {
  std::vector<std::string_view> asides{"retold", "off_list", "classed"};
  std::erase(asides, word);
  std::istringstream all(story(asides));
  std::string kept, line;
  while (std::getline(all, line))
    if (line.find(word) != std::string::npos) kept += line + "\n";
  return kept;
}

int TinyWorld::times(std::string_view word) const {
  const std::string kept = lines(word);
  return static_cast<int>(std::count(kept.begin(), kept.end(), '\n'));
}

std::string TinyWorld::ledger(Credit credit) const {
  std::string all;
  const Rules& r = rules();
  world().ledger.for_each(
      world().strata.within(0), [&](std::size_t s, std::size_t period, InteractionKind kind, bool crisis, OutcomeClass of, Opener opener, const LedgerCell& c) {
        const bool chain = credit == Credit::chain;
        const std::int64_t pence = chain ? c.chain.minor : c.episode.minor, units = chain ? c.chain_count : c.episode_count;
        if (pence == 0 && units == 0) return;
        const std::string where = s < r.services.size() ? r.services[s].name : r.programmes[s - r.services.size()].name;
        all += where + " " + kind_names.at(static_cast<std::size_t>(kind)) + " " + class_names.at(static_cast<std::size_t>(of)) + " " +
               std::to_string(pence) + "p x" + count_text(units) + (period > 0 ? " year " + std::to_string(period + 1) : "") +
               (crisis ? " in crisis" : "") + (opener == Opener::stream ? "" : std::string(" by ") + opener_names.at(static_cast<std::size_t>(opener))) +
               "\n";
      });
  return all;
}

std::int64_t TinyWorld::pence(OutcomeClass wanted, Credit credit) const {
  std::int64_t sum = 0;
  world().ledger.for_each(world().strata.within(0), [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
    if (of == wanted) sum += credit == Credit::chain ? c.chain.minor : c.episode.minor;
  });
  return sum;
}

std::int64_t TinyWorld::pence() const {
  std::int64_t sum = 0;
  for (std::size_t of = 0; of < class_kinds; ++of) sum += pence(static_cast<OutcomeClass>(of));
  return sum;
}

std::int64_t TinyWorld::pence(InteractionPurpose purpose) const {
  std::int64_t sum = 0;
  world().ledger.for_each(world().strata.within(0), [&](std::size_t, std::size_t, InteractionKind kind, bool crisis, OutcomeClass, Opener, const LedgerCell& c) {
    if ((crisis ? InteractionPurpose::crisis : purpose_of(kind)) == purpose) sum += c.chain.minor;
  });
  return sum;
}

std::int64_t TinyWorld::count(Count c) const { return world().tallies.total(c); }

ServiceId TinyWorld::service(std::string_view name) const {
  for (std::size_t s = 0; s < rules().services.size(); ++s)
    if (rules().services[s].name == name) return ServiceId{s};
  throw std::out_of_range("no service " + std::string(name));
}

const ServiceTally& TinyWorld::tally(std::string_view name, std::size_t period) const {
  return world().tallies.at(period, 0).services[service(name).index()];
}

const ServiceLoad& TinyWorld::load(std::string_view name, std::size_t period) const { return world().tallies.load(period, service(name)); }

TinyWorld played(std::string_view json, std::vector<std::string_view> patches) {
  TinyWorld w(json, std::move(patches));
  w.finish();
  return w;
}

namespace {

double threshold(std::uint32_t n, Purpose purpose, std::string_view who, std::string_view need) {
  const std::uint32_t detail = need.empty() ? 0 : hash32(need);
  return draw(draw_key(1, 0), {0, mix32(detail, hash32(who)), n, purpose, SubjectKind::person}).exponential(0);
}

}  // namespace

std::string rate_for(double days, Purpose purpose, std::string_view who, std::string_view need) {
  char out[64];
  std::snprintf(out, sizeof out, "%.17g per day", threshold(1, purpose, who, need) / days);
  return out;
}

double days_to_firing(std::uint32_t n, std::string_view rate, Purpose purpose, std::string_view who, std::string_view need) {
  return threshold(n, purpose, who, need) / std::stod(std::string(rate));
}

std::string filled(std::string_view json, const std::vector<std::string>& texts) {
  std::string out(json);
  for (std::size_t i = texts.size(); i-- > 0;) {
    const std::string mark = "$" + std::to_string(i + 1);
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + texts[i].size())) out.replace(at, mark.size(), texts[i]);
  }
  return out;
}

std::string text(std::string_view indented) {
  std::istringstream all{std::string(indented)};
  std::string out, line;
  while (std::getline(all, line)) {
    const auto from = line.find_first_not_of(' ');
    if (from != std::string::npos) out += line.substr(from) + "\n";
  }
  return out;
}

std::string fingerprint(const TinyWorld& w) {
  std::ostringstream out;
  out << w.story({}) << w.ledger(Credit::chain) << w.ledger(Credit::episode);
  for (std::size_t p = 0; p < w.rules().window.period_ends.size(); ++p) {
    for (const std::uint16_t stratum : w.world().strata.within(0)) {
      const Slice& s = w.world().tallies.at(p, stratum);
      for (const std::int64_t c : s.count) out << c << " ";
      for (const PersonTicks t : s.at_level) out << static_cast<std::int64_t>(t) << " ";
      out << static_cast<std::int64_t>(s.people) << " " << s.people_at_end << " " << std::hexfloat << s.trust_at_end << "\n";
    }
    for (std::size_t i = 0; i < w.rules().services.size(); ++i) {
      const ServiceLoad& load = w.world().tallies.load(p, ServiceId{i});
      out << static_cast<std::int64_t>(load.queue) << " " << static_cast<std::int64_t>(load.caseload) << " "
          << static_cast<std::int64_t>(load.slots) << " " << static_cast<std::int64_t>(load.empty) << "\n";
    }
  }
  return out.str();
}

}  // namespace casepath::tiny
