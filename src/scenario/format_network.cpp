// How services join up, what comes from outside, and variants.
#include "format.hpp"
#include "format_conditions.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

const Table<LinkTrustSpec>& link_trust_table() {
  static const Table<LinkTrustSpec> table = [] {
    Table<LinkTrustSpec> t("link trust", "The working relation of the two services; without this table it is 1.");
    t.key("start", &LinkTrustSpec::start, share(), "0", "at the start", "C4");
    t.key("slips", &LinkTrustSpec::slips_per_year, Rate{}, "0 per year", "rate at which it slips back", "C4");
    return t;
  }();
  return table;
}

/// What a link is taken on: one of the events, or refused:NAME with a rule of the sender (checked with the link).
struct EventKind {
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const {
    if (node.is_text() && node.text().starts_with("refused:")) return node.text();
    static const Choice events{{"rejected", "refused:NAME", "unmet", "met", "always", "reneged", "open"}};
    return node.is_text("refused:NAME") ? std::nullopt : events.parse(r, node);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = Text{}.shape();
    shape.schema = Node::Table{{"type", "string"}, {"pattern", "^(rejected|refused:.+|unmet|met|always|reneged|open)$"}};
    shape.word = "event";
    return shape;
  }
};

void add_overrides(Table<LinkSpec>& t) {
  using L = LinkSpec;
  t.key("arrives", &L::arrives, chance(), none, "instead of the mode's", "H6");
  t.key("delay", &L::delay, duration(), none, "instead of the mode's", "H6");
  t.key("sender_cost", &L::sender_cost, Amounts{}, none, "instead of the mode's", "H6");
  t.key("retell", &L::retell, chance_number(), none, "instead of the mode's", "H7");
  t.key("keeps", &L::keeps, share(), none, "instead of the mode's", "H6");
}

struct BatchKind {
  void read(Reader& r, const Node& node, int& out) const {
    if (node.is_table() && !is_wrapped(node)) r.not_built("a batch of random size", node);
    else count(1, 1e6).read(r, node, out);
  }
  [[nodiscard]] Shape shape() const { return count(1, 1e6).shape(); }
};

/// A patch stays a tree until it is applied.
struct Tree {
  const char* word;
  const char* type;
  void read(Reader& r, const Node& node, Node& out) const {
    if (!node.is_table() && !(node.is_list() && std::string_view(type) == "any")) return r.problem(word, found_text(node));
    out = node;
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.word = word;
    if (std::string_view(type) == "any") shape.schema = Node::Table{{"type", Node::List{"array", "object"}}};
    else shape.schema = Node::Table{{"type", "object"}};
    return shape;
  }
};

}  // namespace

const Table<LinkSpec>& link_table() {
  static const Table<LinkSpec> table = [] {
    using L = LinkSpec;
    Table<L> t("link", "A directed way from one service to another.");
    t.key("on", &L::on, list_of(EventKind{}), required, "rejected, refused:NAME, unmet, met, always, reneged, open", "H1");
    t.key("share", &L::share, share(), not_given, "absolute share of those events; the rest ends", "H1").instead_of("weight");
    t.key("weight", &L::weight, at_least_0("weight"), "1", "relative to other weights of the event", "H1");
    t.key("mode", &L::mode, Choice{{std::begin(mode_names), std::end(mode_names)}}, "cold", "how people are passed on", "H6");
    t.key("for", &L::about, list_of(NameOf{Of::need}), not_given, "needs it is for; not given: the receiver's scope", "H1");
    t.key("again", &L::again, Flag{}, "false", "whether it leads back to a service that rejected or lost the strand", "H2");
    t.key("spares_cliff_edge", &L::spares_cliff_edge, Flag{}, "false", "whether a hand-off along it spares the cliff edge", "S11");
    t.key("same_place", &L::same_place, Flag{}, "false", "whether it leads only to a receiver in the person's own place", "F4");
    t.key("warm", &L::warm, chance_number(), "0", "chance of a warm hand-off at link trust 1", "H6");
    t.key("trust", &L::trust, table_of(link_trust_table()), none, "link trust", "C4");
    add_overrides(t);
    t.then([](Reader& r, L& link) {
      if (link.on.empty()) r.problem("a link with at least one event in `on`", "none");
      if (!link.share && !link.weight) link.weight = 1;
    });
    return t;
  }();
  return table;
}

const Table<StreamSpec>& stream_table() {
  static const Table<StreamSpec> table = [] {
    using S = StreamSpec;
    Table<S> t("stream", "Requests that come from outside the modelled people.");
    t.key("key", &S::key, NewName{"name"}, not_given, "stable name for the addresses of chance; default: the name", "V2");
    t.key("to", &S::to, NameOf{Of::service}, required, "the service they come to", "R2");
    t.key("rate", &S::rate, table_of(rate_steps_table()), not_given, "rate of arrivals", "R2");
    t.key("every", &S::every, Length{true}, not_given, "one exactly every so often; the first after one interval", "R2").instead_of("rate");
    t.key("first", &S::first, Day{}, not_given, "day before which none comes", "R2");
    t.key("batch", &S::batch, BatchKind{}, "1", "requests at a time", "R2");
    t.key("priority", &S::priority, count(0, 1e6), "0", "class in a list in order of priority; the lowest first", "W2");
    t.key("needs", &S::needs, by(Of::need, LevelName{}), not_given, "needs they come with", "R2");
    t.then([](Reader& r, S& s) {
      if (!s.every && s.rate.first <= 0 && s.rate.at.empty()) r.problem("a stream with `rate` above 0 or `every`", "neither");
    });
    return t;
  }();
  return table;
}

const Table<VariantDraft>& variant_table() {
  static const Table<VariantDraft> table = [] {
    using V = VariantDraft;
    Table<V> t("variant", "A named set of changes, made in the order includes, remove, add, multiply, set.");
    t.key("title", [](V& v) -> std::string& { return v.spec.title; }, Text{}, not_given, "one line for people", "V1");
    t.key("starts", [](V& v) -> std::optional<Date>& { return v.spec.starts; }, Day{}, not_given, "day from which it holds; the base does before", "V2");
    t.key("ends", [](V& v) -> std::optional<Date>& { return v.spec.ends; }, Day{}, not_given, "day from which the base holds again", "V2");
    t.key("includes", &V::includes, list_of(Text{64}), not_given, "variants whose changes are made first", "V1");
    t.key("set", &V::set, Tree{"a table of \"path\" = value", "object"}, not_given, "puts a value, also a whole table, at a path", "V1");
    t.key("add", &V::add, Tree{"a table of new names", "object"}, not_given, "makes what does not exist; a name may be a path in quotes", "V1");
    t.key("multiply", &V::multiply, Tree{"a table of \"path\" = factor", "object"}, not_given, "multiplies the number at a path", "V1");
    t.key("remove", &V::remove, Tree{"a list of paths, or a table of named lists of paths", "any"}, not_given, "takes out what is at a path", "V1");
    t.key("ties", &V::ties, paths_of_ties(), its_own, "ties that this variant adds", "C4");
    t.stray("a change of a path stands in the variant's `set`");
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
