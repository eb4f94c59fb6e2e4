#include "check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "casepath/random/draw_key.hpp"
#include "parse.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

constexpr double slack = 1e-9;   // shares like 0.1 + 0.2 + 0.7 need not add up to the bit

void check_count(Reader& r, const char* table, std::size_t count, std::size_t most) {
  const Reader::Step step(r, table);
  if (count > most) r.problem("at most " + std::to_string(most), std::to_string(count));
}

/// Each variant is a whole place of its own, so a few bytes can ask for any number of services.
void check_worlds(Reader& r, std::size_t services, std::size_t variants) {
  const Reader::Step step(r, "variants");
  if (services * (variants + 1) > 100'000)
    r.problem("at most 100000 services in the base and all variants together", std::to_string(services) + " in each of " + std::to_string(variants + 1));
}

std::size_t count_links(const Node& scenario) {
  std::size_t count = 0;
  if (const Node* links = scenario.find("links"); links != nullptr && links->is_table())
    for (const Member& m : links->table()) count += m.value.is_table() ? m.value.table().size() : 0;
  return count;
}
std::size_t count_members(const Node& scenario, const char* name) {
  const Node* table = scenario.find(name);
  return table != nullptr && table->is_table() ? table->table().size() : 0;
}

void check_level_names(Reader& r, const Names& names, const Node& scenario) {
  const Node* levels = scenario.find("levels");
  const Node* list = levels != nullptr ? levels->find("names") : nullptr;
  const Reader::Step step(r, "levels"), inner(r, "names");
  for (const std::string& name : names.levels.all())
    if (r.good_name(name) && is_reserved_level(name)) r.problem("other names", found_text(name), "it is a word of the format");
  if (names.levels.all().size() < 2 || names.levels.all().size() > max_levels) r.problem("2 to 16 names", std::to_string(names.levels.all().size()));
  if (list != nullptr && list->is_list() && list->list().size() != names.levels.all().size()) r.problem("different texts", "a level named twice, or no text");
}

void check_sum_is_1(Reader& r, const Named<double>& shares) {
  double sum = 0;
  for (const auto& share : shares) sum += share.second;
  if (!shares.empty() && !(std::abs(sum - 1) <= 1e-6)) r.problem("shares that add up to 1", number_text(sum));
}

template <class T, class F>
void check_weights(Reader& r, const Named<T>& all, F weight) {
  double sum = 0;
  for (const auto& one : all) sum += weight(one.second);
  if (!(sum > 0)) r.problem("weights with a sum above 0", all.empty() ? "none" : number_text(sum));
}

/// Two names with one hash would share their chance (rules 5), so a scenario may not have them.
template <class T>
void fill_keys(Reader& r, const char* table, Named<T>& all) {
  const Reader::Step step(r, table);
  std::map<std::uint32_t, const std::string*> seen;
  for (auto& [name, spec] : all) {
    if (spec.key.empty()) spec.key = name;
    const auto [at, is_new] = seen.emplace(hash32(spec.key), &name);
    if (is_new) continue;
    const Reader::Step inner(r, name);
    r.problem("told apart from " + *at->second, "the same key or hash of key", "give one a key");
  }
}

void check_need(Reader& r, const std::string& name, const NeedSpec& need) {
  const Reader::Step step(r, name);
  for (const auto& [table, factors] : {std::pair("worsens_with", &need.worsens_with), {"crisis_with", &need.crisis_with}, {"seeks_with", &need.seeks_with}})
    for (const auto& factor : *factors)
      if (factor.first == name) {
        const Reader::Step inner(r, table);
        r.problem("other needs", found_text(name), "a need's own levels are in its rates");
      }
  if (need.seeks) {
    const Reader::Step seeks(r, "seeks"), doors(r, "doors");
    check_weights(r, need.seeks->doors, [](const DoorSpec& d) { return d.weight; });
  }
  if (need.crisis) {
    const Reader::Step crisis(r, "crisis"), to(r, "to");
    check_weights(r, need.crisis->to, [](const DoorSpec& d) { return d.weight; });
  }
}

void check_cohort(Reader& r, const std::string& name, const CohortSpec& cohort) {
  const Reader::Step step(r, name);
  for (const auto& [need, levels] : cohort.needs) {
    const Reader::Step needs(r, "needs"), inner(r, need);
    double sum = 0;
    for (const double p : levels) sum += p;
    if (levels[0] != 0) r.problem("the levels above " + r.names.levels.all()[0] + " only", number_text(levels[0]), "what is left over is " + r.names.levels.all()[0]);
    else if (!(sum <= 1 + slack)) r.problem("probabilities that add up to at most 1", number_text(sum));
  }
  if (!cohort.profiles.empty()) {
    const Reader::Step profiles(r, "profiles");
    check_weights(r, cohort.profiles, [](const ProfileSpec& p) { return p.weight; });
  }
  const Reader::Step places(r, "places");
  check_sum_is_1(r, cohort.places);
}

/// What is broken off goes on where it was: a stay, in a slot of its own (rule W3).
void check_preempts(Reader& r, const ServiceSpec& service) {
  if (!service.list.preempts) return;
  const Reader::Step list(r, "list"), preempts(r, "preempts");
  if (service.contacts) r.problem("false at a service with contacts", "true", "only a stay goes on where it was broken off");
  if (service.workers) r.problem("false at a service with workers", "true", "only plain slots (`capacity`) are taken over");
}

void check_service(Reader& r, const std::string& name, const ServiceSpec& service) {
  const Reader::Step step(r, name);
  if (!service.contacts && !service.stay) r.problem("a service with contacts or a stay", "neither", "a service that only passes people on has a short stay");
  if (service.from && service.until && *service.until <= *service.from) {
    const Reader::Step until(r, "until");
    r.problem("after `from`", "an earlier date");
  }
  check_preempts(r, service);
  std::set<int> lengths;
  for (const auto& [rule, step_spec] : service.when_list) {
    const Reader::Step when(r, "when_list"), inner(r, rule);
    if (!lengths.insert(step_spec.at).second) r.problem("a length of list of its own", std::to_string(step_spec.at));
  }
  check_care(r, service);
}

/// Streams bring people with levels that are given, so one whose needs are all met brings nobody who asks for anything.
void check_stream(Reader& r, const std::string& name, const StreamSpec& stream, const Named<NeedSpec>& needs) {
  const auto is_met = [&](const std::pair<std::string, Level>& brought) {
    return std::any_of(needs.begin(), needs.end(), [&](const auto& need) { return need.first == brought.first && brought.second <= need.second.goal; });
  };
  const Reader::Step step(r, name), inner(r, "needs");
  if (!stream.needs.empty() && std::all_of(stream.needs.begin(), stream.needs.end(), is_met))
    r.problem("a need above its goal", "all at their goals", "there would be nothing to ask for; without `needs` they come with a request without needs");
}

void check_distances(Reader& r, const ScenarioSpec& spec) {
  const Reader::Step all(r, "distances");
  for (const auto& [name, table] : spec.distances)
    for (const auto& [from, row] : table)
      for (const auto& [to, factor] : row) {
        const Reader::Step one(r, name), a(r, from), b(r, to);
        if (from == to) r.problem("another place", found_text(to), "whoever lives where the service is has factor 1");
      }
}

void add_payers(ScenarioSpec& spec) {
  std::set<std::string> known;
  for (const auto& payer : spec.payers) known.insert(payer.first);
  const auto add = [&](const std::string& name) {
    if (known.insert(name).second) spec.payers.emplace_back(name, PayerSpec{});
  };
  for (auto& [name, service] : spec.services) {
    if (service.payer.empty()) service.payer = "public";
    add(service.payer);
  }
  for (auto& [name, programme] : spec.programmes) {
    if (programme.payer.empty()) programme.payer = "public";
    add(programme.payer);
  }
  for (auto& [name, contract] : spec.contracts) {
    if (contract.payer.empty()) contract.payer = "public";
    add(contract.payer);
  }
}

/// Needs and attributes stand beside words of the format in tables of factors, profiles and asks.
void check_plain_words(Reader& r, const Names& names) {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all = duration().shape().table->key_names();
    for (const char* word : {"rate", "weight", "needs_at_least", "place", "chance", "odds", "at", "every"}) all.emplace_back(word);
    return all;
  }();
  const auto is_word = [](const std::string& name) { return std::find(words.begin(), words.end(), name) != words.end(); };
  for (const std::string& need : names[Of::need].all())
    if (is_word(need)) {
      const Reader::Step step(r, "needs"), inner(r, need);
      r.problem("another name", found_text(need), "it is a word of the format");
    }
  for (const auto& attribute : names.attributes)
    if (is_word(attribute.first) || names[Of::need].has(attribute.first)) {
      const Reader::Step step(r, "people"), inner(r, "cohorts");
      r.problem("another name for the attribute", found_text(attribute.first), "it is a need or a word of the format");
    }
}

}  // namespace

void check_limits(Reader& r, const Names& names, const Node& scenario) {
  if (const Node* other = scenario.find("based_on")) {
    const Reader::Step step(r, "based_on");
    r.problem("left out", found_text(*other), "the loader of scenario files puts the other file in (rule F5) before the core reads it");
  }
  check_count(r, "services", names[Of::service].all().size(), 10'000);
  check_count(r, "needs", names[Of::need].all().size(), max_needs);
  check_count(r, "places", names[Of::place].all().size(), 200);
  check_count(r, "links", count_links(scenario), max_links);
  check_count(r, "streams", count_members(scenario, "streams"), 10'000);
  check_count(r, "variants", count_members(scenario, "variants"), 1'000);
  if (r.problems.empty()) check_worlds(r, names[Of::service].all().size(), count_members(scenario, "variants"));
  check_level_names(r, names, scenario);
  check_plain_words(r, names);
}

void check_scenario(Reader& r, ScenarioSpec& spec) {
  {
    const Reader::Step needs(r, "needs");
    for (const auto& [name, need] : spec.needs) check_need(r, name, need);
  }
  {
    const Reader::Step people(r, "people"), cohorts(r, "cohorts");
    double people_in_all = 0;
    for (const auto& [name, cohort] : spec.people.cohorts) {
      check_cohort(r, name, cohort);
      people_in_all += static_cast<double>(cohort.size);
    }
    if (people_in_all > 5e7) r.problem("at most 50000000 people", number_text(people_in_all));
  }
  {
    const Reader::Step services(r, "services");
    for (const auto& [name, service] : spec.services) check_service(r, name, service);
    if (spec.services.empty()) r.problem("at least one service", "none");
  }
  {
    const Reader::Step places(r, "places");
    Named<double> shares;
    for (const auto& [name, place] : spec.places) shares.emplace_back(name, place.share);
    check_sum_is_1(r, shares);
  }
  {
    const Reader::Step streams(r, "streams");
    for (const auto& [name, stream] : spec.streams) check_stream(r, name, stream, spec.needs);
  }
  check_start(r, spec);
  check_conditions(r, spec);
  buy_slots(r, spec);
  check_contracts(r, spec);
  check_distances(r, spec);
  fill_keys(r, "needs", spec.needs);
  fill_keys(r, "services", spec.services);
  fill_keys(r, "streams", spec.streams);
  const Reader::Step people(r, "people");
  fill_keys(r, "cohorts", spec.people.cohorts);
  add_payers(spec);
}

void check_dated(Reader& r, const VariantSpec& variant, const ScenarioSpec& base, const ScenarioSpec& changed) {
  const auto names = [](const auto& all) {
    std::vector<std::string> names;
    for (const auto& one : all) names.push_back(one.first);
    return names;
  };
  const auto same = [&](const char* what, bool is_same) {
    if (!is_same) r.problem("a variant that leaves the " + std::string(what) + " alone", "a change of it", "a variant with `starts` changes a running world");
  };
  if (variant.ends && variant.starts && *variant.ends <= *variant.starts) r.problem("`ends` after `starts`", "an earlier date");
  if (variant.ends && !variant.starts) r.problem("`starts` where `ends` is given", "`ends` alone");
  if (!variant.starts) return;
  same("needs", names(base.needs) == names(changed.needs));
  same("levels", base.levels == changed.levels);
  same("cohorts", names(base.people.cohorts) == names(changed.people.cohorts));
  same("streams", names(base.streams) == names(changed.streams));
  same("places", names(base.places) == names(changed.places));
  same("start, warm_up, horizon or run_out", base.start == changed.start && base.warm_up == changed.warm_up && base.horizon == changed.horizon && base.run_out == changed.run_out);
  same("starting lists and cases", start_alike(base, changed));
  if (names(base.people.cohorts) != names(changed.people.cohorts)) return;
  for (std::size_t i = 0; i < base.people.cohorts.size(); ++i) {
    const CohortSpec &before = base.people.cohorts[i].second, &after = changed.people.cohorts[i].second;
    same("sizes of cohorts", before.size == after.size);
    same("parties", before.parties == after.parties);
  }
}

}  // namespace casepath::reading
