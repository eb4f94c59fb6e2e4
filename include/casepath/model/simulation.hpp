// One replication in motion: a world, its rules, and what each event does. The rules of the model are in the on_*.hpp
// files, one kind of event each, written to be read by an analyst; this file only says what there is and hands events out.
//
//   Simulation<> sim(rules, {.seed = 1, .replication = 0});
//   sim.run_until(days(30)); ... inspect sim.world() ...; sim.finish();
//
// A Simulation is a value: a copy carries on from the same instant on its own (rule V2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "casepath/base/bits.hpp"
#include "casepath/base/error.hpp"
#include "casepath/base/few.hpp"
#include "casepath/model/default_policies.hpp"
#include "casepath/model/run_settings.hpp"
#include "casepath/model/words.hpp"
#include "casepath/model/world.hpp"
#include "casepath/random/sample.hpp"

namespace casepath {

template <PolicySet Policies = DefaultPolicies<>>
class Simulation : detail::Words {
 public:
  using Record = typename Policies::Record;

  /// Builds the population and books the first events. O(people).
  explicit Simulation(const Rules& rules, RunSettings settings = {}, Record recorder = {});

  /// Runs every event before `t`; then the clock stands at `t`.
  void run_until(Time t);
  /// From now on `rules` hold for everybody (rule V2). They must number things as the present ones do.
  void change_rules(const Rules& rules);
  /// Runs to the end, decides what is still open, and checks the laws. @throws ModelError if one is broken
  void finish();

  [[nodiscard]] const World& world() const noexcept { return w_; }
  [[nodiscard]] const Record& recorder() const noexcept { return recorder_; }
  [[nodiscard]] Time now() const noexcept { return w_.now; }
  [[nodiscard]] float trust_of(PersonId p) const noexcept;
  /// What the n-th firing of a clock brings a person (rule N1): word 0 its threshold, word 1 the mark that decides.
  [[nodiscard]] Block clock_luck(PersonId p, std::size_t clock, std::uint32_t n) const { return clock_draw(p, clock, n); }
  /// A new stop flag or limit, for a copy that goes on in another thread.
  void use(RunSettings settings) noexcept { settings_ = settings; }

 private:
  // ------------------------------------------------ handing out (simulation.hpp)
  void dispatch(const Event& e);
  void fetch_ahead() const noexcept;
  void look_up() const;
  void tell_passed() const noexcept;
  std::uint32_t book(Time at, PersonId p, Rank rank, Act act, std::uint32_t subject);
  void book_system(Time at, Rank rank, Act act, std::uint32_t subject);
  void roll_period();

  // ------------------------------------------------ reading people (view.hpp)
  struct View;
  [[nodiscard]] const Rules& rules_of(PersonId p) const noexcept { return *w_.tables[cold(p).world]; }
  [[nodiscard]] const Rules& rules() const noexcept { return *w_.tables[0]; }
  [[nodiscard]] const Service& service(PersonId p, ServiceId s) const noexcept { return rules_of(p).services[s.index()]; }
  PersonHot& hot(PersonId p) noexcept { return w_.people.hot[p.index()]; }
  [[nodiscard]] const PersonHot& hot(PersonId p) const noexcept { return w_.people.hot[p.index()]; }
  PersonCold& cold(PersonId p) noexcept { return w_.people.cold[p.index()]; }
  [[nodiscard]] const PersonCold& cold(PersonId p) const noexcept { return w_.people.cold[p.index()]; }
  [[nodiscard]] View view(PersonId p, ServiceId s, ReferralId episode = {}) const;
  [[nodiscard]] bool is_unmet(PersonId p, NeedId k) const noexcept { return hot(p).level(k) > rules_of(p).goals[k.index()]; }
  [[nodiscard]] std::uint32_t unmet_needs(PersonId p) const noexcept { return hot(p).needs_above(rules_of(p).goals); }
  [[nodiscard]] std::size_t extra_needs(PersonId p) const noexcept;
  [[nodiscard]] bool is_open_at(PersonId p, ServiceId s) const noexcept;
  [[nodiscard]] float relationship_at(ReferralId id) const noexcept;
  [[nodiscard]] const LeadRules* lead_for(PersonId p, ReferralId but) const noexcept;
  [[nodiscard]] Address address(PersonId p, Purpose purpose, std::uint32_t detail, std::uint32_t occasion) const noexcept;
  [[nodiscard]] Block chance(PersonId p, Purpose purpose, std::uint32_t detail, std::uint32_t occasion) const noexcept;
  Duration drawn(const DurationRule& rule, const View& who, double u, const Address& at) const;
  Acquaintance& acquaintance(PersonId p, ServiceId s);

  // ------------------------------------------------ clocks of a person (life_clocks.hpp)
  /// A change under way that may move some clocks of a person, and their rates before it.
  struct Moving { PersonId person; ClockSet clocks = 0; std::array<double, max_clocks> before; };
  [[nodiscard]] Held held(PersonId p, NeedId k, HeldQuantity what, const Rules& r) const;
  [[nodiscard]] std::uint32_t needs_held(PersonId p, const Rules& r) const;
  [[nodiscard]] ClockSet moves_by_waiting(const Strand& s) const;
  double seek_weights(PersonId p, const Rules& r, double* weight = nullptr) const;
  double crisis_weights(PersonId p, const Rules& r, double* weight = nullptr) const;
  void start_clocks(PersonId p);
  [[nodiscard]] double course_rate(PersonId p, NeedId k, Course course, const Rules& r) const;
  [[nodiscard]] double rate_of(PersonId p, std::size_t clock, const Rules& r) const;
  [[nodiscard]] double place_factor(PersonId p, NeedId k, const Rules& r) const noexcept;
  void start_if_held(PersonId p, std::size_t clock, double rate);
  void move_clock(PersonId p, std::size_t clock, double before, double after);
  void note_rates(Moving& m, ClockSet clocks) const;
  bool move_clocks(const Moving& m);
  void schedule(PersonId p);
  template <class Change>
  void with_clocks(PersonId p, ClockSet clocks, Change&& change);
  [[nodiscard]] Block clock_draw(PersonId p, std::size_t clock, std::uint32_t n) const;
  [[nodiscard]] Rank clock_rank(std::size_t clock) const noexcept;
  [[nodiscard]] ClockSet worsen_clocks() const noexcept { return (ClockSet{1} << rules().needs.size()) - 1; }

  // ------------------------------------------------ life (on_life_event.hpp)
  void on_wake(PersonId p, std::uint32_t number);
  void on_clock(PersonId p, std::size_t clock, const Block& luck);
  void on_cliff_end(PersonId p);
  void on_seek(PersonId p, const Block& luck);
  void on_crisis(PersonId p, const Block& luck);
  void on_pursued(PersonId p, NeedId k);
  [[nodiscard]] ServiceId choose_door(PersonId p, const std::vector<Door>& doors, double u) const;
  [[nodiscard]] ServiceId choose_among(PersonId p, const std::vector<Door>& doors, bool otherwise, double u) const;
  [[nodiscard]] bool has_sought(PersonId p, NeedId k) const noexcept;

  // ------------------------------------------------ needs (on_need_change.hpp)
  void set_beneath(PersonId p, NeedId k, Level level);
  [[nodiscard]] std::array<Level, max_needs> caps(PersonId p, ReferralId but) const;
  void recount_levels(PersonId p);
  void show_level(PersonId p, NeedId k, Level beneath, Level counts);
  void on_goal_reached(PersonId p, NeedId k);
  void on_goal_left(PersonId p, NeedId k, Time reached);
  void apply_effect(PersonId p, ReferralId r, const Effect& effect, double u, Helps helps);
  void apply_effects(PersonId p, ReferralId r, const std::vector<Effect>& effects, int word);

  // ------------------------------------------------ strands and classes (on_strand.hpp)
  RequestId open_request(PersonId p, Opener opener);
  StrandId open_strand(PersonId p, RequestId request, NeedId k, bool sought);
  PieceId open_piece(PersonId p, NeedId k, Opener opener, Time at);
  void list_strand(StrandId id);
  void unlist_strand(StrandId id);
  void end_strand(StrandId s, EndReason reason);
  void note_ending(StrandId s, EndReason reason);
  void forget_spurned(std::uint32_t first);
  void left_request(RequestId q);
  void end_all_strands(PersonId p, EndReason reason);
  void left_referral(ReferralId r);
  void leave_request(PersonId p, RequestId ended);
  [[nodiscard]] bool is_last_on_list(StrandId s) const;
  void close_if_empty(ReferralId r);
  [[nodiscard]] bool is_repeat(PersonId p, NeedId k, Opener opener) const noexcept;
  [[nodiscard]] bool may_forget(PersonId p, const Piece& piece, const PieceVerdict& v, Knowing when) const noexcept;
  void count_at(PersonId p, Count c, Time at);
  void count_ended(const Strand& s, EndReason reason);
  void cut_due(StrandId s, Time upto);
  void conclude_pieces(PersonId p, NeedId k, Knowing when);
  void conclude_all(PersonId p, Knowing when);
  std::optional<PieceVerdict> verdict(PersonId p, const Piece& piece, Knowing when) const;
  void book_verdict(PersonId p, PieceId id, const PieceVerdict& v);
  void helped(StrandId s);
  [[nodiscard]] Time at_goal_since(PersonId p, NeedId k) const noexcept;

  // ------------------------------------------------ money (on_cost.hpp)
  void post(ReferralId r, InteractionKind kind, Money cost);
  void post_dated(ReferralId r, InteractionKind kind, Money cost, Time at);
  void post_among(ReferralId r, InteractionKind kind, Money cost, Time at, std::span<const StrandId> strands);
  void post_overhead(std::uint16_t row, InteractionKind kind, Money cost, Time at);
  void post_slot_days(ReferralId r, Time upto);
  void accrue(Time upto);
  using Carried = Few<StrandId, 2 * max_needs + 2>;
  enum class Also : std::uint8_t { none, led };
  [[nodiscard]] Carried carried(ReferralId r, Also also = Also::none) const;
  [[nodiscard]] std::uint32_t needs_carried(ReferralId r, Also also = Also::none) const;

  // ------------------------------------------------ a referral (on_referral.hpp, eligible.hpp, on_list.hpp)
  ReferralId make_referral(PersonId p, RequestId request, ServiceId to, Mode mode);
  void open_at(PersonId p, RequestId request, ServiceId s);
  void put(StrandId s, ReferralId r, StrandPlace place);
  void on_arrival(ReferralId r);
  void guard_livelock(Referral& r);
  void on_triaged(ReferralId r);
  Observed observe(PersonId p, ReferralId r) const;
  struct Decision { Refusal refusal = Refusal::none; int named = -1; };
  Decision decide(PersonId p, ReferralId r, const Observed& seen) const;
  Decision ask_rules(PersonId p, const Service& s, const Asks& asks, std::optional<int> most, const Observed& seen) const;
  struct Intake { const Asks* asks; const Chance* accept; std::optional<int> needs_more_than; bool is_own; };
  Intake intake(PersonId p, ServiceId at) const;
  bool stands_refused(PersonId p, const Referral& r);
  bool drop_wrong_doors(ReferralId r);
  void reject(ReferralId r, Decision why);
  void accept(ReferralId r, const Observed& seen);
  void remove_referral(ReferralId r);
  bool join_known(ReferralId r, std::span<const StrandId> strands);
  void retell(ReferralId r);
  void join_list(ReferralId r);
  void on_ready(ReferralId r);
  void on_patience(ReferralId r);
  void leave_list(ReferralId r);
  void chase(ReferralId r, Time from, Time until);
  void count_wait(ReferralId r, std::int64_t waited);
  void admit_all(ServiceId s);
  [[nodiscard]] bool is_full(PersonId p, ServiceId s) const;
  [[nodiscard]] bool has_room(ServiceId s) const;
  [[nodiscard]] Standing next_in_line(ServiceId s);
  [[nodiscard]] std::uint8_t list_class(ReferralId r) const;
  void put_in_order(ServiceId s);
  void book_opening(ServiceId s);
  void on_list_opens(ServiceId s);

  // ------------------------------------------------ a slot taken over (on_preemption.hpp)
  bool make_room(ServiceId s, std::uint8_t for_class);
  void break_off(ReferralId r);
  void resume(ReferralId r, Duration left);
  void sit(ReferralId r, Time ends);
  [[nodiscard]] const BrokenOff* broken_off(ReferralId r) const;
  void touch(ServiceId s);

  // ------------------------------------------------ an episode (on_admission.hpp, on_contact.hpp, on_closure.hpp)
  void admit(ReferralId r);
  void take_slot(ReferralId r);
  void settle_in(ReferralId r);
  void start_assessment(ReferralId r);
  void on_assessed(ReferralId r);
  void begin_work(ReferralId r);
  void begin_stay_or_contacts(ReferralId r);
  void meet_worker(ReferralId r);
  void charge_start(ReferralId r);
  [[nodiscard]] bool is_one_of_share(ReferralId r, int word, Money cost, double share) const;
  void book_end(ReferralId r, Time stay, Time limit);
  void add_whole_person_strands(ReferralId r);
  void credit_counts_as(ReferralId r);
  void claim_milestones(ReferralId r);
  void on_contact(ReferralId r);
  void contact_attended(ReferralId r, const Block& luck, std::uint32_t n);
  void contact_missed(ReferralId r);
  void work_on_needs(ReferralId r, const Block& luck, std::uint32_t n);
  template <class LuckOf>
  [[nodiscard]] Few<NeedId, max_needs> focus(PersonId p, std::uint32_t needs, int most, LuckOf&& luck_of) const;
  void book_contact(ReferralId r, double u, std::uint32_t n);
  [[nodiscard]] Level highest_carried(ReferralId r) const;
  [[nodiscard]] Duration contact_interval(ReferralId r, double u, std::uint32_t n, Time since) const;
  Duration stretched(ReferralId r, Level level, Duration interval);
  void set_pace(ReferralId r, std::uint8_t pace);
  bool end_met_strands(ReferralId r, std::uint32_t n);
  void let_go(ReferralId r, StrandId s);
  [[nodiscard]] const CloseRules& close_rules(PersonId p, ServiceId s) const;
  void close(ReferralId r, Closure reason);
  void release_slot(ReferralId r);
  void count_not_eligible(ReferralId r);
  void end_carried(ReferralId r, Closure reason);
  void set_cliffs(ReferralId r, std::uint32_t needs);
  template <class Which>
  void drop_cliffs(PersonId p, Which&& which);
  void next_lead(PersonId p);
  void stop_leading(ReferralId r);
  void remember(ReferralId r, bool met);

  // ------------------------------------------------ beds that are blocked (on_blocked.hpp)
  enum class Only : std::uint8_t { any, one };
  [[nodiscard]] bool is_kept(ReferralId r, Closure reason) const;
  void block(ReferralId r, Closure reason);
  [[nodiscard]] std::uint32_t unmet_without(ReferralId r) const;
  [[nodiscard]] bool is_awaited(ReferralId r) const;
  [[nodiscard]] bool is_led(StrandId s) const;
  [[nodiscard]] std::vector<Blocked>::iterator blocked_row(ReferralId r);
  void move_out(ReferralId onward);
  [[nodiscard]] bool is_all_blocked(ServiceId s) const;
  [[nodiscard]] ReferralId waits_on(ReferralId blocked, const std::vector<bool>& stuck, Only only) const;
  void find_deadlock(ServiceId s);
  bool exchange(ServiceId s, const std::vector<bool>& stuck);

  // ------------------------------------------------ passing on (on_passing_on.hpp)
  void wait_for(ReferralId r, const ChosenFew& chosen, const Blocked& ended);
  std::optional<LinkId> choose_link(StrandId s, ServiceId sender, Passing on, bool& any_full);
  [[nodiscard]] bool concerns(const Strand& s, const Link& link, Passing on) const;
  [[nodiscard]] bool fits(const Strand& s, const Link& link) const;
  [[nodiscard]] bool is_spurned(const Strand& s, const Link& link) const;
  [[nodiscard]] bool is_known_closed(const Strand& s, const Link& link, std::uint32_t choice) const;
  bool pass_on(PersonId p, ServiceId sender, ReferralId sending, std::span<const StrandId> strands, Passing on, From from,
               EndReason otherwise);
  void choose_way(StrandId s, ServiceId sender, Passing on, EndReason otherwise, ChosenFew& chosen);
  bool send_chosen(PersonId p, ServiceId sender, ReferralId sending, ChosenFew& chosen, From from);
  bool send(PersonId p, ServiceId sender, ReferralId sending, const ChosenFew& group, From from);
  StrandId turned_to_other_need(StrandId s, const Link& link);
  void pass_while_open(ReferralId r, std::span<const StrandId> strands);
  void lead_on(ReferralId r, StrandId s, ServiceId but = {});
  void bounce_to_lead(StrandId s, ServiceId but = {});
  void come_back(StrandId s);
  bool ends_in_hand(StrandId s, const Link& link);
  void on_transit_end(ReferralId r);
  void post_for(ReferralId sending, const ChosenFew& group, Money cost);
  void spurn(StrandId s, ServiceId by);
  [[nodiscard]] bool has_spurned(const Strand& s, ServiceId by) const;
  [[nodiscard]] bool entry_is_wrong(ServiceId s);

  // ------------------------------------------------ coming and going (on_birth.hpp, on_exit.hpp)
  void birth(PersonId p, std::size_t cohort, std::uint32_t index, std::uint16_t generation, PersonId with = {});
  void start_at(PersonId p, NeedId k, Level level);
  void be_row(PersonId p, const Cohort& c);
  [[nodiscard]] double draw_trait(PersonId p, const Distribution& d, std::uint32_t which) const;
  void draw_trust(PersonId p, const Distribution& d);
  void draw_levels(PersonId p, const Cohort& c);
  void draw_traits(PersonId p, const Cohort& c);
  void join_groups(PersonId p);
  [[nodiscard]] std::uint16_t stratum_of(std::uint32_t groups);
  /// Is what people cost still before the start, and does a group ask?
  [[nodiscard]] bool asks_cost_now() const noexcept { return rules().asks_cost_before && !w_.knows_cost_before; }
  void add_cost_before(ReferralId r, Money cost);
  void join_cost_groups();
  void keep_costliest(PersonId p, std::uint32_t groups);
  void arrive(std::size_t cohort, Source& source);
  void on_cohort(std::size_t cohort);
  void on_stream(std::size_t stream);
  void visit(std::size_t stream);
  void next_candidate(Source& source, const Steps& rate, std::uint32_t key, SubjectKind kind, std::optional<Duration> every);
  [[nodiscard]] bool candidate_counts(const Source& source, const Steps& rate, std::uint32_t key, SubjectKind kind) const;
  // ------------------------------------------------ who is there already (on_start.hpp)
  void seat_all();
  void seat(ServiceId at, const StartCases& cases);
  void seat_visitors(ServiceId at, const StartCases& cases);
  [[nodiscard]] bool would_let_in(const Service& s, PersonId p) const;
  [[nodiscard]] std::vector<Ticket> tickets(ServiceId at, const StartCases& cases) const;
  void seat_one(PersonId p, ServiceId at, NeedId k, const StartCases& cases, int n);
  void seat_on_list(ReferralId r);
  void seat_in_episode(ReferralId r);
  void book_rest(ReferralId r);
  void had_contacts(ReferralId r);
  Duration rest_of(const DurationRule& rule, ReferralId r, Purpose purpose, int word, int tries) const;

  void on_leave(PersonId p);
  void clear_person(PersonId p);
  void dismiss_visitors();
  void class_visitor(PersonId p);

  // ------------------------------------------------ conditions and what is tied to them (on_new_day.hpp)
  void on_new_day();
  void book_new_day();
  bool draft_day(Tables& tables);
  void begin_day(Tables& tables);
  void enter_conditions(const Rules& next);
  void follow_rates(PersonId p);
  void follow_services(const Rules& last);
  void follow_sources(const Rules& last);
  // ------------------------------------------------ households (on_party.hpp)
  [[nodiscard]] bool borrows(PersonId p, NeedId k) const noexcept { return (cold(p).borrowed >> k.value & 1u) != 0; }
  [[nodiscard]] PersonId lives_on(PersonId p, NeedId k) const noexcept { return borrows(p, k) ? w_.people.party_first[p.index()] : p; }
  [[nodiscard]] PersonId others_in_party(PersonId p) const noexcept;
  void join_party(PersonId p, const Cohort& c, PersonId with);
  void tell_party(PersonId p, NeedId k);
  void hand_on_party(PersonId p);
  void leave_party(PersonId p);

  // ------------------------------------------------ dated changes (on_dated_change.hpp)
  void book_dated();
  void start_service(ServiceId s);
  void hire(ServiceId s);
  void flush_people();
  void take_on_rates(Moving& before);
  void settle_trust_if(PersonId p, const TrustRules& next);
  void rescale(Source& source, const Steps& before, const Steps& after, SourceKey key, Act act, std::size_t row);
  void rescale_stream(std::size_t stream, const Rules& last);
  void rescale_cohort(std::size_t cohort, const Rules& last);
  void settle_prices(const Rules& next);
  void next_refresh();
  void set_capacity(ServiceId s);
  void on_worker_leaves(ServiceId s, std::uint16_t post);
  void on_post_filled(ServiceId s, std::uint16_t post);
  void book_leaver(ServiceId s, std::uint16_t post);
  void on_service_turns(ServiceId s);
  void check_laws() const;
  void check_people() const;
  void check_services() const;
  void check_ledger() const;
  [[noreturn]] void broken(const std::string& law, PersonId p = PersonId::none()) const;

  // ------------------------------------------------ feelings and counting
  void lives(PersonId p, Experience e);
  void settle_trust(PersonId p);
  void count(PersonId p, Count c, std::int64_t by = 1);
  template <class F>
  void tally(PersonId p, ServiceId s, F&& f);
  [[nodiscard]] std::size_t period_of(Time t) const noexcept;
  Slice& slice(PersonId p, std::size_t period) { return w_.tallies.at(period, cold(p).stratum); }
  void count_flow(ReferralId r, FlowResult result);
  void on_observe();
  void note(PersonId p, Happening what, ServiceId s, std::uint8_t detail = 0, NeedId k = {}, std::uint8_t level = 0,
            RequestId q = {}, Money cost = {}, ServiceId other = {});

  World w_;
  RunSettings settings_;
  Record recorder_;
  typename Policies::Trust trust_rule_;
  typename Policies::Order order_;
  typename Policies::Passing passing_;
  std::vector<Moving*> moving_;        // changes under way, each on the stack of whoever makes it
  std::vector<PersonId> done_visitors_;
  std::vector<LinkId> open_links_;     // of the choice being made
  int moving_out_ = 0;                 // beds of a chain that are being left, one within the other
};

}  // namespace casepath

#include "casepath/model/cost_groups.hpp"
#include "casepath/model/events.hpp"
