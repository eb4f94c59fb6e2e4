#include "parse.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/error.hpp"

namespace casepath::reading {
namespace {

using Json = nlohmann::json;

/// Builds the tree from the inside out; each call returns false to stop at once.
class TreeBuilder final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return put({}); }
  bool boolean(bool b) override { return put(b); }
  bool number_integer(number_integer_t i) override { return put(static_cast<double>(i)); }
  bool number_unsigned(number_unsigned_t u) override { return put(static_cast<double>(u)); }
  bool number_float(number_float_t d, const string_t&) override {
    return std::isfinite(d) ? put(d) : stop("a finite number", "a number too large to hold", "");
  }
  bool string(string_t& s) override { return put(std::move(s)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Node::Table{}); }
  bool start_array(std::size_t) override { return open(Node::List{}); }
  bool key(string_t& name) override {
    open_.back().name = std::move(name);
    return !is_link() || ++links_ <= max_links || stop_at_links();
  }
  bool end_object() override { return has_duplicate() ? false : close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& e) override {
    const std::string what = e.what();
    if (what.find("out_of_range") != std::string::npos) return stop("a finite number", "a number too large to hold", "");
    return stop("JSON (RFC 8259)", "text that stops being JSON at byte " + std::to_string(position), said(what));
  }

  Node root;
  std::vector<Problem> problems;

 private:
  struct Open {
    Node node;
    std::string name;   // of the member being read
  };

  /// The library's reason without its code and position.
  static std::string said(const std::string& what) {
    const auto at = what.find("syntax error");
    const std::string reason = at == std::string::npos ? what : what.substr(at);
    return reason.size() > 160 ? reason.substr(0, 160) + "..." : reason;
  }
  std::string path() const {
    std::string path;
    for (const Open& o : open_)
      if (o.node.is_table() && !o.name.empty()) path += (path.empty() ? "" : ".") + o.name;   // empty: between two members
    return path.empty() ? "file" : path;
  }
  bool stop(std::string allowed, std::string found, std::string hint) {
    problems.push_back({path(), std::move(found), std::move(allowed), std::move(hint)});
    return false;
  }
  /// The member being read is TO of links.FROM.TO.
  bool is_link() const { return open_.size() == 3 && open_.front().name == "links"; }
  bool stop_at_links() {
    problems.push_back({"links", "more", "at most " + std::to_string(max_links), ""});
    return false;
  }
  bool open(Node node) {
    if (open_.size() >= max_depth)
      return stop("at most " + std::to_string(max_depth) + " tables or lists deep", "more", "");
    open_.push_back({std::move(node), {}});
    return true;
  }
  bool close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    return put(std::move(done));
  }
  bool put(Node node) {
    if (open_.empty()) root = std::move(node);
    else if (Open& o = open_.back(); o.node.is_list()) o.node.list().push_back(std::move(node));
    else o.node.table().push_back({std::move(o.name), std::move(node)});
    return true;
  }
  bool has_duplicate() {
    const Node::Table& table = open_.back().node.table();
    std::vector<std::pair<std::size_t, const Member*>> hashed;   // sorted by hash, then name: a set is thrice as slow
    hashed.reserve(table.size());
    for (const Member& m : table) hashed.emplace_back(std::hash<std::string_view>{}(m.name), &m);
    const auto less = [](const auto& x, const auto& y) { return x.first != y.first ? x.first < y.first : x.second->name < y.second->name; };
    std::sort(hashed.begin(), hashed.end(), less);
    const auto same = [](const auto& x, const auto& y) { return x.first == y.first && x.second->name == y.second->name; };
    const auto twin = std::adjacent_find(hashed.begin(), hashed.end(), same);
    if (twin == hashed.end()) return false;
    open_.back().name = twin->second->name;
    stop("given once", "the key twice", "keep one of the two");
    return true;
  }

  std::vector<Open> open_;
  std::size_t links_ = 0;
};

}  // namespace

Node parse_json(std::string_view json) {
  if (json.size() > max_bytes)
    throw ScenarioError({{"file", std::to_string(json.size()) + " bytes", "at most 16 MiB", ""}});
  TreeBuilder builder;
  const bool read = Json::sax_parse(json.begin(), json.end(), &builder);
  if (!builder.problems.empty()) throw ScenarioError(std::move(builder.problems));
  if (!read || !builder.root.is_table())
    throw ScenarioError({{"file", read ? found_text(builder.root) : "broken text", "a table of keys", ""}});
  return std::move(builder.root);
}

}  // namespace casepath::reading
