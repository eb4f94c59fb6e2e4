#include <array>

#include "casepath/record/figures.hpp"

namespace casepath {

namespace {

constexpr std::array registry{
    FigureInfo{"cost_total", "currency", "everything spent by fiscal payers in the counted window: the five classes below together", "O1, O8, O10"},
    FigureInfo{"cost_no_outcome", "currency", "what strands without any made fall bore", "O1, O2"},
    FigureInfo{"cost_low_outcome", "currency", "what strands with a made fall but no sustained goal bore", "O2"},
    FigureInfo{"cost_outcome", "currency", "what strands with a sustained outcome bore, kept ones included", "O2, O7"},
    FigureInfo{"cost_undetermined", "currency", "what strands bore whose windows the run-out did not see the end of", "O6"},
    FigureInfo{"cost_overhead", "currency", "costs of no strand: fixed costs, empty slots, programmes, requests without needs", "O8"},
    FigureInfo{"cost_process", "currency", "triage, assessment, hand-off and chasing, fiscal", "design 3"},
    FigureInfo{"cost_crisis", "currency", "interactions of crises that were not passed on into care, fiscal", "R3"},
    FigureInfo{"cost_economic", "currency", "spent by payers of type economic; in no total", "O10"},
    FigureInfo{"cost_social", "currency", "spent by payers of type social; in no total", "O10"},
    FigureInfo{"no_outcome_cost_share", "share", "cost_no_outcome over what is determined (total less overhead and undetermined)", "design 3"},
    FigureInfo{"no_outcome_interaction_share", "share", "the same for the number of interactions; a triage, start or hand-off without a price is none, so it depends on what has a price", "design 3"},
    FigureInfo{"no_outcome_cost_share_episode_credit", "share", "the same when only the episode whose contact made the fall is credited", "O9"},
    FigureInfo{"undetermined_cost_share", "share", "cost_undetermined over cost_total", "O6"},
    FigureInfo{"repeat_demand_share", "share", "strands about a need asked about before within the repeat window and never met since, of all strands", "R9"},
    FigureInfo{"outcomes_sustained", "count", "needs brought to their goal with a made fall and kept there for the sustain period", "O2"},
    FigureInfo{"outcomes_observed", "count", "the same whoever or whatever made the need fall", "O2"},
    FigureInfo{"outcomes_kept", "count", "review pieces through which a need stood at goal after an earlier outcome", "O7"},
    FigureInfo{"cost_per_sustained_outcome", "currency", "cost_total over outcomes_sustained", "design 5"},
    FigureInfo{"cost_per_person_year", "currency", "cost_total over the years lived by people in the place", "design 5"},
    FigureInfo{"cost_present_value", "currency", "cost_total discounted by `discount`, by whole years since the counted window began", "O11"},
    FigureInfo{"person_years", "years", "years lived by people in the place during the counted window", "T3"},
    FigureInfo{"interactions", "count", "dated events that somebody pays for", "design 1"},
    FigureInfo{"requests", "count", "threads of help-seeking opened", "R2"},
    FigureInfo{"referrals", "count", "arrivals of a request at a service", "design 1"},
    FigureInfo{"rejections", "count", "referrals rejected, at triage, unseen or at assessment before the wait", "E1"},
    FigureInfo{"hand_offs", "count", "passings on from an episode", "H5"},
    FigureInfo{"redirections", "count", "passings on from a triage", "H5"},
    FigureInfo{"retellings", "count", "times a story was told again", "H7"},
    FigureInfo{"contacts", "count", "attended contacts", "design 1"},
    FigureInfo{"missed_contacts", "count", "contacts that the person did not attend", "S7"},
    FigureInfo{"crises", "count", "crises that counted", "R3"},
    FigureInfo{"interactions_per_person_year", "per person-year", "interactions over person_years", "design 5"},
    FigureInfo{"requests_per_person_year", "per person-year", "requests over person_years", "design 5"},
    FigureInfo{"referrals_per_person_year", "per person-year", "referrals over person_years", "design 5"},
    FigureInfo{"rejections_per_person_year", "per person-year", "rejections over person_years", "design 5"},
    FigureInfo{"hand_offs_per_person_year", "per person-year", "hand_offs over person_years", "design 5"},
    FigureInfo{"redirections_per_person_year", "per person-year", "redirections over person_years", "design 5"},
    FigureInfo{"retellings_per_person_year", "per person-year", "retellings over person_years", "design 5"},
    FigureInfo{"contacts_per_person_year", "per person-year", "contacts over person_years", "design 5"},
    FigureInfo{"missed_contacts_per_person_year", "per person-year", "missed_contacts over person_years", "design 5"},
    FigureInfo{"crises_per_person_year", "per person-year", "crises over person_years", "design 5"},
    FigureInfo{"nobodys_case_share", "share", "ended refused or nobody's case, of the strands that ended without an episode", "R10"},
    FigureInfo{"nobodys_case_share/no_link", "share", "the part of it in which there was nowhere to send the person", "R10"},
    FigureInfo{"nobodys_case_share/full", "share", "the part of it in which all were full", "R10"},
    FigureInfo{"nobodys_case_share/hops", "share", "the part of it in which the person had been passed on max_hops times", "H5, R10"},
    FigureInfo{"lost_on_the_way", "count", "people passed on who did not arrive", "H6"},
    FigureInfo{"days_to_first_help_median", "days", "from the opening of a strand to its first help; never helped = infinite", "O13"},
    FigureInfo{"days_to_first_help_p90", "days", "the same, 90th percentile", "O13"},
    FigureInfo{"helped_within_28_days_share", "share", "strands helped within 28 days of their opening", "O13"},
    FigureInfo{"helped_within_91_days_share", "share", "strands helped within 91 days of their opening", "O13"},
    FigureInfo{"request_days_mean", "days", "from the opening of a request to the end of its last strand", "R1"},
    FigureInfo{"trust_mean_end", "share", "mean trust of the people in the place at the end", "C3"},
    FigureInfo{"need_days_severe_per_person_year", "days", "need-days at the top level, all needs together, over person_years", "N5"},
    FigureInfo{"need/K/LEVEL_share", "share", "people at this level of the need at the end", "O14"},
    FigureInfo{"payer/P/cost_total", "currency", "everything this payer spent, whatever its type", "O10"},
    FigureInfo{"contract/C/paid", "currency", "paid for milestones dated in the counted window, up to the cap", "M1"},
    FigureInfo{"contract/C/achieved", "currency", "the prices of all milestones reached in the counted window; levels count, whoever brought them about, so it is not outcomes_sustained", "M1"},
    FigureInfo{"contract/C/achieved_unpaid", "currency", "achieved less paid: beyond the cap", "M1"},
    FigureInfo{"contract/C/achieved_count", "count", "milestones reached in the counted window", "M1"},
    FigureInfo{"contract/C/milestone/M/achieved_count", "count", "people who reached this milestone in the counted window", "M1"},
    FigureInfo{"payer/P/outcomes_paid", "currency", "paid under contracts for outcomes; in no total, for it buys no service", "M1"},
    FigureInfo{"payer/P/outcomes_received", "currency", "received under contracts by who pays for the service", "M1"},
    FigureInfo{"payer/P/cost_net", "currency", "cost_total of the payer and what it paid for outcomes, less what it received for them", "M1"},
    FigureInfo{"service/X/cost_total", "currency", "everything spent at this service, whatever the type of its payer", "O10"},
    FigureInfo{"service/X/no_outcome_cost_share", "share", "of what is determined at this service", "design 3"},
    FigureInfo{"service/X/no_outcome_interaction_share", "share", "of the interactions determined at this service", "O14"},
    FigureInfo{"service/X/arrivals", "count", "referrals that arrived", "design 1"},
    FigureInfo{"service/X/accepted_share", "share", "accepted, of the referrals that arrived", "O14"},
    FigureInfo{"service/X/rejected_share", "share", "rejected at triage or unseen, of the referrals that arrived", "E1"},
    FigureInfo{"service/X/rejected_share/REASON", "share", "rejected for this reason, of the referrals that arrived", "E1"},
    FigureInfo{"service/X/abandoned_share", "share", "left the list before admission, of those accepted", "W5"},
    FigureInfo{"service/X/turned_away_share", "share", "rejected or left the list, of the referrals that arrived", "O14"},
    FigureInfo{"service/X/closures/REASON", "count", "episodes closed for this reason", "S7"},
    FigureInfo{"service/X/harms", "count", "needs raised by an effect", "S2"},
    FigureInfo{"service/X/rereferred_365_share", "share", "arrivals within 365 days of an earlier closing here, of arrivals", "O14"},
    FigureInfo{"service/X/returned_365_share", "share", "arrivals within 365 days of a closing here with the goal met, of such closings", "O14"},
    FigureInfo{"service/X/assessments_per_month", "per month", "assessments", "O14"},
    FigureInfo{"service/X/crises_per_person_quarter", "per person-quarter", "crises brought here, per person and quarter of a year", "O14"},
    FigureInfo{"service/X/wait_mean", "days", "from acceptance to admission or leaving, of those admitted and those who left", "design 5"},
    FigureInfo{"service/X/wait_p50", "days", "the same, median", "design 5"},
    FigureInfo{"service/X/wait_p90", "days", "the same, 90th percentile", "design 5"},
    FigureInfo{"service/X/wait_p95", "days", "the same, 95th percentile", "design 5"},
    FigureInfo{"service/X/wait_share", "share", "who waited at all, of those admitted and those who left", "design 5"},
    FigureInfo{"service/X/stream/S/wait_mean", "days", "wait_mean of one stream's people", "design 5"},
    FigureInfo{"service/X/priority/N/wait_mean", "days", "wait_mean of one priority class", "W2"},
    FigureInfo{"service/X/queue_mean", "people", "time average of the waiting list", "design 5"},
    FigureInfo{"service/X/caseload_mean", "people", "time average of the open episodes", "design 5"},
    FigureInfo{"service/X/blocked_mean", "people", "time average of who is kept, the work being over, until taken on elsewhere; of services that do so", "S9"},
    FigureInfo{"service/X/deadlocked_after", "days", "from the start of the run until every slot was first held by somebody blocked in a ring of full services; never = nan", "S9"},
    FigureInfo{"service/X/utilisation", "share", "slot-time held over slot-time offered; may pass 1 while draining", "K1"},
};

constexpr std::string_view strip(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return name;
  const auto slash = name.find('/', prefix.size());
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view segment(std::string_view& rest) {
  const auto slash = rest.find('/');
  const std::string_view head = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  return head;
}

/// Does a full name fit a kind's name, in which capitals stand for any name and LEVEL_share for any ..._share?
bool fits(std::string_view kind, std::string_view name) {
  while (!kind.empty() && !name.empty()) {
    const std::string_view k = segment(kind), n = segment(name);
    if (k == "X" || k == "P" || k == "K" || k == "C" || k == "M" || k == "S" || k == "N" || k == "REASON") continue;
    if (k == "LEVEL_share" ? !n.ends_with("_share") : k != n) return false;
  }
  return kind.empty() && name.empty();
}

}  // namespace

std::span<const FigureInfo> figure_registry() { return registry; }

const FigureInfo* find_figure(std::string_view name) {
  const std::string_view bare = strip(strip(name, "people/"), "year/");
  for (const FigureInfo& f : registry)
    if (fits(f.name, bare)) return &f;
  return nullptr;
}

std::string explain_figure(std::string_view name) {
  const FigureInfo* f = find_figure(name);
  if (f == nullptr) return {};
  return std::string(name) + " (" + std::string(f->unit) + "): " + std::string(f->meaning) + ".\nDefined by " + std::string(f->defined) + ".";
}

std::string figure_reference() {
  std::string out = "| figure | unit | meaning | defined by |\n|---|---|---|---|\n";
  for (const FigureInfo& f : registry)
    out += "| `" + std::string(f.name) + "` | " + std::string(f.unit) + " | " + std::string(f.meaning) + " | " + std::string(f.defined) + " |\n";
  return out;
}

}  // namespace casepath
