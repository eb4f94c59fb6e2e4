// The waiting list of a service: who is next, from when on, for how long, and when admissions are made.
#include <algorithm>

#include "format.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

const Table<WaitingFactorsSpec>& waiting_table() {
  static const Table<WaitingFactorsSpec> table = [] {
    using W = WaitingFactorsSpec;
    Table<W> t("while waiting", "Factors on a need while its strand is on the list.");
    t.key("worsens", &W::worsens, factor(), "1", "factor on worsening", "N3");
    t.key("crisis", &W::crisis, factor(), "1", "factor on crises", "N3");
    t.key("seeks", &W::seeks, factor(), "1", "factor on seeking", "N3");
    return t;
  }();
  return table;
}

/// "at" of a timetable: offsets from the start of each period, or dates, to how long the list is open.
struct SessionsAt {
  static Length kind() { return {true}; }
  void read(Reader& r, const Node& node, OpensSpec& out) const {
    if (!node.is_table()) return r.problem("a table of offsets or dates", found_text(node), "for example { \"1 day 9 hours\" = \"3 hours\" }");
    const Reader::Within within(r, node);
    for (const Member& m : node.table()) {
      if (is_origin(m.name)) continue;
      const Reader::Step step(r, m.name);
      Duration lasts{};
      kind().read(r, m.value, lasts);
      if (const auto from = offset_or_date(r, m.name, out.every.has_value())) out.at.emplace_back(*from, lasts);
    }
    std::sort(out.at.begin(), out.at.end());
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::names;
    shape.each = std::make_shared<Shape>(kind().shape());
    shape.word = shape.each->word + " by offset or date";
    shape.placeholder = "WHEN";
    return shape;
  }
};

/// Sessions follow one another, within the period where there is one.
void check_sessions(Reader& r, const OpensSpec& opens) {
  if (opens.at.empty()) return r.problem("a table with sessions in `at`", "none", "opens = { every = \"1 week\", at = { \"1 day 9 hours\" = \"3 hours\" } }");
  for (std::size_t i = 0; i + 1 < opens.at.size(); ++i)
    if (opens.at[i].first + opens.at[i].second > opens.at[i + 1].first) return r.problem("sessions that end before the next begins", "two at one time");
  if (opens.every && opens.at.back().first + opens.at.back().second > *opens.every)
    r.problem("sessions within the period", "one that ends after it", "begin the next period's in the next period");
}

const Table<OpensSpec>& opens_table() {
  static const Table<OpensSpec> table = [] {
    using O = OpensSpec;
    Table<O> t("timetable", "Sessions in which admissions are made; contacts and stays keep their own rhythm.");
    t.key("every", &O::every, Length{true}, not_given, "the period after which the sessions repeat", "K2");
    t.key("at", Self{}, SessionsAt{}, required, "lengths of sessions by offset from the start of the period, or by date", "K2");
    t.then([](Reader& r, O& o) { check_sessions(r, o); });
    return t;
  }();
  return table;
}

void check_list(Reader& r, const ListSpec& list) {
  if (list.order == "score" && list.severity_counts.ticks == 0)
    r.problem("`severity_counts` beside the order \"score\"", "none", "such as \"30 days\" for each level; without it the order is first_come");
  if (list.order != "score" && list.severity_counts.ticks != 0)
    r.problem("`severity_counts` with the order \"score\" only", "the order " + in_quotes(list.order));
  if (list.preempts && list.order != "priority" && list.order != "severity")
    r.problem("the order \"priority\" or \"severity\" where the list preempts", "the order " + in_quotes(list.order), "somebody of a better class takes the slot");
}

}  // namespace

const Table<ListSpec>& list_table() {
  static const Table<ListSpec> table = [] {
    using L = ListSpec;
    const Choice orders{{"first_come", "last_come", "random", "severity", "priority", "score"},
                        {{"fifo", "first_come"}, {"fcfs", "first_come"}, {"lifo", "last_come"}, {"lcfs", "last_come"}, {"urgency", "severity"}}};
    Table<L> t("list", "The waiting list.");
    t.key("order", &L::order, orders, "first_come", "who is next; score: days waited and severity_counts for each level", "W2");
    t.key("severity_counts", &L::severity_counts, Length{}, "0 days", "days waited that each level of severity is worth in a score", "W2");
    t.key("preempts", &L::preempts, Flag{}, "false", "whether a better class takes the slot of a worse, whose stay goes on later", "W3");
    t.key("opens", &L::opens, table_of(opens_table()), none, "sessions in which admissions are made; none: at any time", "K2");
    t.key("delay", &L::delay, duration(), "0 days", "nobody is admitted before it has passed", "W1");
    t.key("patience", &L::patience, duration(), none, "time until the person leaves the list", "W5");
    t.key("closed_at", &L::closed_at, count(0, 1e9), none, "turned away when no slot is free and so many wait; 0: a loss system", "W4");
    t.key("chase", &L::chase, rate(), "0 per year", "rate at which somebody waiting asks where they stand", "W1");
    t.key("chase_cost", &L::chase_cost, Amounts{}, "£0", "cost of being asked", "W1");
    t.key("while_waiting", &L::while_waiting, by(Of::need, table_of(waiting_table())), its_own, "factors on a need that waits", "N3");
    t.then([](Reader& r, L& list) { check_list(r, list); });
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
