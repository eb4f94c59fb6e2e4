// Conditions, the programmes that raise them, and the ties that make numbers go with them (rules C4, C5).
#include "format_conditions.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

const Table<std::pair<double, double>>& conveners_table() {
  static const Table<std::pair<double, double>> table = [] {
    using P = std::pair<double, double>;
    Table<P> t("effort", "Effort over many links: min(1, number x tends / links).");
    t.key("number", &P::first, at_least_0("number"), required, "conveners", "C5");
    t.key("tends", &P::second, at_least_0("number"), required, "links that one of them can tend", "C5");
    return t;
  }();
  return table;
}

/// effort = 1, or { number, tends }.
struct EffortKind {
  void read(Reader& r, const Node& node, ProgrammeSpec& out) const {
    if (node.is_table() && !is_wrapped(node)) read_table(r, node, conveners_table().info(), &out.conveners.emplace());
    else share().read(r, node, out.effort);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = table_of(conveners_table()).shape();
    shape.also_number = true;
    return shape;
  }
};

/// A name of a place, or "*".
struct PlaceOrAll {
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const {
    return node.is_text("*") ? node.text() : NameOf{Of::place}.parse(r, node);
  }
  [[nodiscard]] Shape shape() const { return NameOf{Of::place}.shape(); }
};

/// A value as the file has it; what it may be depends on the path.
struct AsWritten {
  void read(Reader& r, const Node& node, Node& out) const {
    if (node.is_list() || (node.is_table() && !is_wrapped(node))) return r.problem("one value", found_text(node), "tie each number by its own path");
    out = node;
    r.parameter(is_wrapped(node) ? *node.find("value") : node, is_wrapped(node) ? &node : nullptr);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.word = "value";
    shape.schema = Node::Table{{"type", Node::List{"number", "string", "object"}}};
    return shape;
  }
};
struct FactorAsWritten {
  void read(Reader& r, const Node& node, Node& out) const {
    double by = 1;
    factor().read(r, node, by);
    out = by;
  }
  [[nodiscard]] Shape shape() const { return factor().shape(); }
};

}  // namespace

const Table<ConditionSpec>& condition_table() {
  static const Table<ConditionSpec> table = [] {
    using C = ConditionSpec;
    Table<C> t("condition", "A slow variable from 0 to 1 that programmes raise and that slips back; numbers may be tied to it.");
    t.key("of", &C::of, Choice{{"system", "service", "place", "link"}}, "system", "whether there is one, or one for each service, place or link", "C4");
    t.key("start", &C::start, share(), "0", "at the start", "C4");
    t.key("slips", &C::slips_per_year, Rate{}, "0 per year", "rate at which it slips back", "C4");
    return t;
  }();
  return table;
}

const Table<ProgrammeSpec>& programme_table() {
  static const Table<ProgrammeSpec> table = [] {
    using P = ProgrammeSpec;
    Table<P> t("programme", "Dated effort that raises a condition, a shock that sets it, or only a cost.");
    t.key("raises", &P::raises, NewName{"name of a condition"}, not_given, "a condition, or \"link_trust\"; not given: only a cost", "C4");
    t.key("on", &P::on, Text{}, not_given, "what it covers, as a path: links.*.*, services.*, places.*; not given: all that have the condition", "C5");
    t.key("places", &P::places, list_of(PlaceOrAll{}), not_given, "only what is in these places; \"*\" is everywhere", "C5");
    t.key("effort", Self{}, EffortKind{}, "1", "effort from 0 to 1, or { number, tends }", "C5");
    t.key("sets", &P::sets, share(), not_given, "a shock: what the condition becomes on the day `from`, from where it slips", "C4").instead_of("effort");
    t.key("time_constant", &P::time_constant, Length{true}, "1 year", "1 / a at effort 1", "C5");
    t.key("from", &P::from, Day{}, none, "first day", "C4");
    t.key("until", &P::until, Day{}, none, "day it ends", "C4");
    t.key("cost", &P::cost_per_year, Amounts{true}, "£0 per year", "cost while it runs", "O8");
    t.key("payer", &P::payer, NewName{"name of a payer"}, "public", "who pays", "O10");
    return t;
  }();
  return table;
}

const Table<TieDraft>& tie_table() {
  static const Table<TieDraft> table = [] {
    using T = TieDraft;
    Table<T> t("tie", "Numbers at a path go with a condition: from their own values where it stands at 0, linearly, to others where it stands at 1.");
    t.key("becomes", &T::becomes, AsWritten{}, not_given, "what they are where it stands at 1", "C4");
    t.key("times", &T::times, FactorAsWritten{}, not_given, "or their own values times this", "C4").instead_of("becomes");
    t.key("with", &T::with, NewName{"name of a condition"}, required, "the condition, or \"link_trust\"", "C4");
    t.stray("a path stands in quotes: \"services.NAME.capacity\" = { becomes, with }");
    t.then([](Reader& r, T& tie) {
      if (tie.becomes.is_null() && tie.times.is_null()) r.problem("a tie with `becomes` or `times`", "neither");
    });
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
