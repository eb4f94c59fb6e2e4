// [services] as data: whom a service takes, how it waits, works, closes and costs. Plain structs with every default "off"
// (rule T4); units and the keys as in spec.hpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/scenario/value_specs.hpp"

namespace casepath {

struct DisclosureSpec {
  ChanceSpec disclose;
  double misread_up = 0, misread_down = 0;
  friend bool operator==(const DisclosureSpec&, const DisclosureSpec&) = default;
};
struct TriageSpec {
  Money cost;
  DurationSpec takes;
  Money unseen;                                                       // cost of a refusal that stands (rule N6)
  friend bool operator==(const TriageSpec&, const TriageSpec&) = default;
};
struct AssessmentSpec {
  Money cost;
  DurationSpec takes;
  bool before_wait = false;
  friend bool operator==(const AssessmentSpec&, const AssessmentSpec&) = default;
};
/// A level asked of an observed need, or a value of an attribute.
struct AskSpec {
  std::string what;                                                   // need or attribute
  std::optional<double> at_least, at_most;                            // levels for a need, numbers for an attribute
  std::vector<std::string> one_of;                                    // categorical attribute
  friend bool operator==(const AskSpec&, const AskSpec&) = default;
};
struct AsksSpec {
  std::vector<AskSpec> levels;
  int needs_at_least = 0;
  friend bool operator==(const AsksSpec&, const AsksSpec&) = default;
};
struct RefusesSpec {                                                  // rule E4
  std::string need;
  std::optional<Level> at_least;                                      // absent: goal = "unmet"
  std::vector<std::string> unless_open_at;
  friend bool operator==(const RefusesSpec&, const RefusesSpec&) = default;
};
struct WaitingFactorsSpec {
  double worsens = 1, crisis = 1, seeks = 1;
  friend bool operator==(const WaitingFactorsSpec&, const WaitingFactorsSpec&) = default;
};
/// Sessions in which admissions are made: repeating ones by offset, or dated ones from the start of the run (rule K2).
struct OpensSpec {
  std::optional<Duration> every;
  std::vector<std::pair<Duration, Duration>> at;                      // from, lasts; sorted
  friend bool operator==(const OpensSpec&, const OpensSpec&) = default;
};
struct ListSpec {
  std::string order = "first_come";                                   // first_come | last_come | random | severity | priority | score
  Duration severity_counts{};                                         // a level's worth of days waited, in a score
  bool preempts = false;
  std::optional<OpensSpec> opens;                                     // absent = at any time
  DurationSpec delay;
  std::optional<DurationSpec> patience;
  std::optional<int> closed_at;
  RateSpec chase;
  Money chase_cost;
  Named<WaitingFactorsSpec> while_waiting;
  friend bool operator==(const ListSpec&, const ListSpec&) = default;
};
struct ContactsSpec {
  std::vector<DurationSpec> every;                                    // one a level, or one for all
  std::optional<Duration> halves_after;
  ChanceSpec attend;
  Money cost, missed_cost;
  Duration minutes, administration;                                   // a worker's time for a contact; and a week for an open episode (K4)
  friend bool operator==(const ContactsSpec&, const ContactsSpec&) = default;
};
struct WhileOpenSpec {
  double worsens = 1, crisis = 1, seeks = 1;
  std::optional<Level> counts_as;
  friend bool operator==(const WhileOpenSpec&, const WhileOpenSpec&) = default;
};
struct EffectsSpec {
  Named<EffectSpec> start, contact, end, cut_short;
  friend bool operator==(const EffectsSpec&, const EffectsSpec&) = default;
};
struct CostsSpec {
  CostSpec start, slot_day;
  Money fixed_per_year, consult;
  Named<ExtraCostSpec> extras;
  friend bool operator==(const CostsSpec&, const CostsSpec&) = default;
};
struct ClosesSpec {
  std::optional<int> missed_run, missed_total, contacts;
  std::optional<DurationSpec> after;
  RateSpec withdraws;
  double goal_met = 1;
  bool blocked = false;                                               // stays until the onward admission (rule S9)
  std::string deadlock = "warn";                                      // warn | swap
  friend bool operator==(const ClosesSpec&, const ClosesSpec&) = default;
};
struct LeadSpec {
  double attend = 1, disclose = 1, worsens = 1, carries = 0;
  std::optional<std::string> mode;
  friend bool operator==(const LeadSpec&, const LeadSpec&) = default;
};
struct WorkersSpec {
  int number = 0, caseload = 0;
  double leave_per_year = 0;
  DurationSpec vacant;
  double keeps = 0;                                                   // relationship kept by a shared record
  std::optional<Duration> week;                                       // a worker's time in a week (rule K4)
  double administration = 0;                                          // share of it that goes elsewhere, whatever is open
  friend bool operator==(const WorkersSpec&, const WorkersSpec&) = default;
};
struct CliffEdgeSpec {
  double worsens = 1; Duration lasts;
  friend bool operator==(const CliffEdgeSpec&, const CliffEdgeSpec&) = default;
};
/// Settings that replace the service's own from a length of list on (rule W4).
struct WhenListSpec {
  int at = 0;
  std::optional<ChanceSpec> accept;
  std::optional<AsksSpec> asks;
  std::optional<ClosesSpec> closes;
  std::optional<int> needs_more_than;
  friend bool operator==(const WhenListSpec&, const WhenListSpec&) = default;
};
/// One case of a table: who, about what, since when.
struct StartCaseSpec {
  bool open = false;
  Duration age;
  std::string need, person;                                           // empty: any in scope; by lot
  friend bool operator==(const StartCaseSpec&, const StartCaseSpec&) = default;
};
/// The list and the open cases when the run begins (rule P7).
struct AtStartSpec {
  int waiting = 0, open = 0;
  DurationSpec waited, age;
  std::vector<StartCaseSpec> cases;                                   // instead of the numbers
  friend bool operator==(const AtStartSpec&, const AtStartSpec&) = default;
};
struct ServiceSpec {
  std::string key, title, group, payer;
  std::vector<std::string> works_on;
  bool whole_person = false, takes_everyone = false, away = false;
  std::vector<std::string> at;                                        // places; none = everywhere
  std::optional<Date> from, until;
  std::optional<StepsSpec> capacity;                                  // absent = no limit
  std::optional<WorkersSpec> workers;
  ChanceSpec accept;
  TriageSpec triage;
  AsksSpec asks;
  Named<RefusesSpec> refuses;
  std::optional<int> needs_more_than;                                 // refuses people with more observed needs than this
  std::optional<Duration> decision_stands, assessment_stands;
  std::optional<DisclosureSpec> disclosure;                           // else the scenario's
  ListSpec list;
  Named<WhenListSpec> when_list;
  std::optional<AssessmentSpec> assessment;
  std::optional<ContactsSpec> contacts;
  std::optional<DurationSpec> stay;
  int needs_per_contact = 1;
  EffectsSpec effects;
  Named<WhileOpenSpec> while_open;
  CostsSpec costs;
  ClosesSpec closes;
  std::optional<CliffEdgeSpec> cliff_edge;
  double trust_started = 0;                                           // [services.NAME.trust] started
  std::optional<LeadSpec> lead;
  double onward = 1;                                                  // part of what shares leave that weights divide (rule H1)
  AtStartSpec at_start;
  double changes_per_year = 0;                                        // of its directory entry (rule C6)
  friend bool operator==(const ServiceSpec&, const ServiceSpec&) = default;
};

}  // namespace casepath
