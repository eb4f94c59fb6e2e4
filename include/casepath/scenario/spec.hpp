// The question as data: plain structs, one a table of the scenario file, names still as written. No behaviour.
// Every default is "off" (rule T4). Rates are per year, durations in ticks, money in minor units, levels as numbers.
// format.hpp lists each key once, for the reader, the schema and the reference; keep the two side by side.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/scenario/value_specs.hpp"

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/random/distribution.hpp"

namespace casepath {

// ------------------------------------------------------------------ whole-scenario tables
struct OutcomeSpec {
  Duration sustain = days(91), credit_window = days(91), repeat_window = years(1);
  std::optional<Duration> review = years(1);
  bool repeat_counts_crisis = false, repeat_counts_pursued = false;   // rule R9
  friend bool operator==(const OutcomeSpec&, const OutcomeSpec&) = default;
};
struct PayerSpec {
  std::string type = "fiscal";
  friend bool operator==(const PayerSpec&, const PayerSpec&) = default;
};                    // fiscal | economic | social (rule O10)
struct PlaceSpec {
  double share = 1;
  friend bool operator==(const PlaceSpec&, const PlaceSpec&) = default;
};

/// How somebody is passed on (rule H6). Order of Modes: signpost, cold, warm, shared, compulsory.
struct ModeSpec {
  ChanceSpec arrives;
  DurationSpec delay;
  Money sender_cost;
  double retell = 0, keeps = 0;
  friend bool operator==(const ModeSpec&, const ModeSpec&) = default;
};
inline constexpr const char* mode_names[] = {"signpost", "cold", "warm", "shared", "compulsory"};

/// Steps of trust as fractions (rule C3), `started` only in a service's own table.
struct TrustSpec {
  Distribution start = Distribution::fixed(0.5);
  double attended = 0, rejected = 0, retelling = 0, missed_hand_off = 0, closed_unmet = 0, new_worker = 0, reneged = 0,
         month_waiting = 0, returns_per_year = 0;
  friend bool operator==(const TrustSpec&, const TrustSpec&) = default;
};
struct DisclosureSpec {
  ChanceSpec disclose;
  double misread_up = 0, misread_down = 0;
  friend bool operator==(const DisclosureSpec&, const DisclosureSpec&) = default;
};
struct PassingSpec {
  std::optional<int> max_hops = 8;
  friend bool operator==(const PassingSpec&, const PassingSpec&) = default;
};              // absent = "none" was written (rule T5)
struct DirectorySpec {
  std::optional<DurationSpec> refreshed_every;                        // absent = never refreshed
  Duration found_after{};
  Money wrong_cost;
  double knows_closed = 0;
  friend bool operator==(const DirectorySpec&, const DirectorySpec&) = default;
};

// ------------------------------------------------------------------ needs
struct DoorSpec {
  double weight = 1;
  double known = 1;                                                   // share of people who know it
  std::vector<std::string> places;                                    // none = from everywhere
  friend bool operator==(const DoorSpec&, const DoorSpec&) = default;
};
struct SeeksSpec {
  ByLevel rate;
  double floor = 1;                                                   // f of design 2.1
  double far = 1;                                                     // odds when no door is in one's own place (rule P6)
  Named<DoorSpec> doors;
  friend bool operator==(const SeeksSpec&, const SeeksSpec&) = default;
};
struct CrisisSpec {
  ByLevel rate;
  Named<double> to;                                                   // service -> weight
  friend bool operator==(const CrisisSpec&, const CrisisSpec&) = default;
};
struct PursuedSpec {
  ByLevel rate;
  std::string by;                                                     // service
  friend bool operator==(const PursuedSpec&, const PursuedSpec&) = default;
};
struct NeedSpec {
  std::string key;                                                    // default: the name
  Level goal = 0;
  ByLevel worsens, recovers;
  Named<ByLevel> worsens_with, crisis_with, seeks_with;               // other need -> factor by its level
  double worsens_cap = 0;                                             // 0 = no cap
  bool recovers_against = false;
  double susceptibility = 1;                                          // rule N4
  std::optional<SeeksSpec> seeks;
  std::optional<CrisisSpec> crisis;
  std::optional<PursuedSpec> pursued;
  friend bool operator==(const NeedSpec&, const NeedSpec&) = default;
};

// ------------------------------------------------------------------ people
/// A categorical value, a number or a distribution.
struct AttributeSpec {
  std::optional<std::string> text;
  Distribution number;
  friend bool operator==(const AttributeSpec&, const AttributeSpec&) = default;
};
struct ProfileSpec {
  double weight = 1;
  Named<Level> levels;                                                // need -> level; left out = 0
  friend bool operator==(const ProfileSpec&, const ProfileSpec&) = default;
};
struct CohortSpec {
  std::string key;
  std::int64_t size = 0;
  std::optional<StepsSpec> arrives;                                   // people a year; absent = none
  bool replaces = false;                                              // arrives = "replace" (rule P4)
  RateSpec leaves;
  Named<ByLevel> leaves_with;
  Distribution trust = Distribution::fixed(0.5);
  Named<AttributeSpec> attributes;
  Named<double> places;                                               // place -> share; none = the scenario's shares
  Named<ByLevel> needs;                                               // need -> probability of each level (index 0 unused)
  Named<double> odds_ratios, correlations;                            // "need.need" -> value (rule P1)
  Named<ProfileSpec> profiles;                                        // instead of `needs`
  friend bool operator==(const CohortSpec&, const CohortSpec&) = default;
};
struct FrailtySpec {
  double cv = 0;
  bool on_worsens = true, on_crisis = true;
  friend bool operator==(const FrailtySpec&, const FrailtySpec&) = default;
};
struct GroupSpec {                                                    // rule O14; all that is given must hold
  std::vector<std::string> cohorts, places;
  Named<Level> at_start;                                              // need at this level or worse at the start
  int needs_at_least = 0;                                             // unmet needs at the start
  friend bool operator==(const GroupSpec&, const GroupSpec&) = default;
};
struct PeopleSpec {
  FrailtySpec frailty;
  CohortSpec every_cohort;                                            // what [people] itself says; already in each cohort
  Named<CohortSpec> cohorts;
  Named<GroupSpec> groups;
  friend bool operator==(const PeopleSpec&, const PeopleSpec&) = default;
};

// ------------------------------------------------------------------ services
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
struct ListSpec {
  std::string order = "first_come";                                   // first_come | severity | priority
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
  double changes_per_year = 0;                                        // of its directory entry (rule C6)
  friend bool operator==(const ServiceSpec&, const ServiceSpec&) = default;
};

// ------------------------------------------------------------------ how they join up
struct LinkTrustSpec {
  double start = 0, slips_per_year = 0;
  friend bool operator==(const LinkTrustSpec&, const LinkTrustSpec&) = default;
};
struct LinkSpec {
  std::string from, to;
  std::vector<std::string> on;                                        // rejected, refused:NAME, unmet, met, always, reneged, open
  std::optional<double> share, weight;                                // one of the two; the reader makes neither weight 1
  std::string mode = "cold";
  std::vector<std::string> about;                                     // key `for`
  bool again = false, spares_cliff_edge = false;
  double warm = 0;                                                    // chance of warm at link trust 1 (rule H6)
  std::optional<LinkTrustSpec> trust;                                 // absent: link trust is 1
  std::optional<ChanceSpec> arrives;                                  // overrides of the mode
  std::optional<DurationSpec> delay;
  std::optional<Money> sender_cost;
  std::optional<double> retell, keeps;
  friend bool operator==(const LinkSpec&, const LinkSpec&) = default;
};
struct ProgrammeSpec {                                                // rule C5
  std::string raises;                                                 // "link_trust", or empty: only a cost
  std::string on;                                                     // links.*.*
  double effort = 1;
  std::optional<std::pair<double, double>> conveners;                 // number, tends
  Duration time_constant = years(1);                                  // 1/a
  std::optional<Date> from, until;
  Money cost_per_year;
  std::string payer;
  friend bool operator==(const ProgrammeSpec&, const ProgrammeSpec&) = default;
};
struct StreamSpec {
  std::string key, to;
  StepsSpec rate;                                                     // per year; or
  std::optional<Duration> every;
  std::optional<Date> first;
  int batch = 1;
  int priority = 0;
  Named<Level> needs;
  friend bool operator==(const StreamSpec&, const StreamSpec&) = default;
};

/// What a variant is, besides its changes (which the reader has applied).
struct VariantSpec {
  std::string name, title;
  std::optional<Date> starts, ends;
  bool changes = true;                                                // false: it is the base under another name
  friend bool operator==(const VariantSpec&, const VariantSpec&) = default;
};

/// One whole scenario, or one variant of it after its patches.
struct ScenarioSpec {
  std::string name = "scenario", title, currency = "GBP";
  int price_base = 2024;
  double discount = 0;
  Date start;
  Duration warm_up{}, horizon{}, run_out{};
  bool financial_years = false;
  std::vector<std::string> levels{"none", "low", "moderate", "severe"};
  OutcomeSpec outcome;
  Named<PayerSpec> payers;
  ModeSpec modes[5];
  TrustSpec trust;
  double relationship_attended = 0;
  DisclosureSpec disclosure;
  PassingSpec passing;
  DirectorySpec directory;
  Named<PlaceSpec> places;
  Named<NeedSpec> needs;
  PeopleSpec people;
  Named<ServiceSpec> services;
  std::vector<LinkSpec> links;
  Named<ProgrammeSpec> programmes;
  Named<StreamSpec> streams;
  friend bool operator==(const ScenarioSpec&, const ScenarioSpec&) = default;
};

/// A parameter as written, for the report's "what was assumed" (source inherited from the tables above it).
struct Parameter {
  std::string path, value, low, high, dist, source, grade;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// A scenario read whole: the base, each variant applied, and where its numbers come from.
struct Scenario {
  ScenarioSpec base;
  std::vector<std::pair<VariantSpec, ScenarioSpec>> variants;
  std::vector<Parameter> parameters;                                  // of the base
  Named<std::string> sources;
  std::vector<std::string> warnings;                                  // said by check, never fatal
  std::vector<std::pair<std::string, std::vector<std::string>>> matched;   // variant: what each `*` matched (rule V1)
  std::string hash;                                                   // of the canonical JSON, 16 hex digits
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace casepath
