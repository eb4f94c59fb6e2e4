#include "names.hpp"

namespace casepath::detail {

std::string condition_name(const std::string& condition, const std::string& item) { return condition + " " + item; }

namespace {

void add_attribute(Numbering& n, const std::string& name, const AttributeSpec& a) {
  n.attributes.add(name);
  if (a.text) n.values[name].add(*a.text);
}

void add_columns(Numbering& n, const MicrodataSpec& data) {
  for (const auto& column : data.numbers) n.attributes.add(column.first);
  for (const auto& [name, texts] : data.texts) {
    n.attributes.add(name);
    for (const std::string& text : texts) n.values[name].add(text);
  }
}

void add_values_asked(Numbering& n, const AsksSpec& asks) {
  for (const AskSpec& a : asks.levels)
    for (const std::string& v : a.one_of)
      if (n.attributes.has(a.what)) n.values[a.what].add(v);
}

void add_people(Numbering& n, const ScenarioSpec& s) {
  for (const auto& [name, c] : s.people.cohorts) {
    n.cohorts.add(name);
    for (const auto& [attribute, a] : c.attributes) add_attribute(n, attribute, a);
    if (c.microdata) add_columns(n, *c.microdata);
  }
  for (const auto& [name, g] : s.people.groups) n.groups.add(name);
}

void add_services(Numbering& n, const ScenarioSpec& s) {
  for (const auto& [name, v] : s.services) {
    n.services.add(name);
    if (!v.payer.empty()) n.payers.add(v.payer);
    add_values_asked(n, v.asks);
    for (const FactorSpec& f : v.accept.odds)
      for (const auto& [value, factor] : f.by_value) n.values[f.what].add(value);
  }
}

void add_all(Numbering& n, const ScenarioSpec& s) {
  for (const auto& [name, need] : s.needs) {
    n.needs.add(name);
    if (need.pursued) n.pursued[name] = true;
  }
  for (const auto& [name, p] : s.places) n.places.add(name);
  for (const auto& [name, p] : s.payers) n.payers.add(name);
  add_people(n, s);
  add_services(n, s);
  for (const auto& [name, v] : s.streams) n.streams.add(name);
  for (const auto& [name, v] : s.programmes) n.programmes.add(name);
  for (const auto& [name, contract] : s.contracts) {
    n.contracts.add(name);
    for (const auto& milestone : contract.milestones) n.milestones[name].add(milestone.first);
  }
  for (const LinkSpec& l : s.links)
    if (l.trust) n.conditions.add(condition_name("link_trust", item_of(l)));
  for (const auto& [name, condition] : s.conditions)
    for (const std::string& item : items_of(condition.of, s)) n.conditions.add(condition_name(name, item));
}

}  // namespace

Numbering number(const Scenario& scenario) {
  Numbering n;
  add_all(n, scenario.base);
  for (const auto& [variant, spec] : scenario.variants) add_all(n, spec);
  for (const TieSpec& tie : scenario.ties) add_all(n, tie.end);
  n.payers.add("unpaid");   // of services without a payer, and of programmes that name none
  return n;
}

}  // namespace casepath::detail
