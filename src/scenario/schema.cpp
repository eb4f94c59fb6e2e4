// The registry as JSON Schema (draft 2020-12), for editors. What the reader takes, the schema takes; what lies between values of
// different tables (names that exist, sums) only the reader knows.
#include <cctype>
#include <map>
#include <set>

#include "casepath/scenario/io.hpp"
#include "collections.hpp"
#include "format.hpp"

namespace casepath {
namespace {

using namespace reading;

class Schema {
 public:
  std::string text() {
    defs_.set("source", Node::Table{{"type", "string"}, {"description", "a key of [sources] or \"assumed\"; inherited by what is in the table (rule F6)"}});
    defs_.set("grade", Node::Table{{"enum", Node::List{"S", "2", "D", "A", "G"}}});
    Node root{Node::Table{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", "casepath-scenario-v1"}, {"title", "casepath scenario"}}};
    const Node top = table_schema(scenario_table().info());
    for (const Member& m : top.table()) root.set(m.name, m.value);
    root.set("$defs", defs_);
    return to_pretty_json(root);
  }

 private:
  static Node any_of(Node::List options) { return options.size() == 1 ? options.front() : Node(Node::Table{{"anyOf", std::move(options)}}); }
  static Node type(const char* name) { return Node::Table{{"type", name}}; }
  static Node::Table origin() {
    return {{"source", ref("source")}, {"grade", ref("grade")}};
  }
  static Node object(Node::Table properties, Node others) {
    for (Member& m : origin()) properties.push_back(std::move(m));
    return Node::Table{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", std::move(others)}};
  }

  /// { value, low, high, dist, source, grade } around a plain value.
  static Node wrapped(const Node& plain) {
    Node::Table keys{{"value", plain}, {"low", plain}, {"high", plain}, {"dist", type("string")}};
    Node schema = object(std::move(keys), false);
    schema.set("required", Node::List{"value"});
    return schema;
  }

  Node shape_schema(const Shape& shape) {
    switch (shape.form) {
      case Shape::Form::leaf: return shape.numeric ? leaf_reference(shape) : shape.schema;
      case Shape::Form::list: return shape.schema;
      case Shape::Form::names: return object({}, shape_schema(*shape.each));
      case Shape::Form::levels: return levels_schema(shape);
      case Shape::Form::table: break;
    }
    Node::List options{reference(*shape.table)};
    if (shape.also_text) options.push_back(type("string"));
    if (shape.also_number) options.push_back(type("number"));
    return any_of(std::move(options));
  }
  Node levels_schema(const Shape& shape) {
    const Node each = shape_schema(*shape.each);
    const Node by_level = object({}, each);
    return shape.filled_from < 0 ? by_level : any_of({each, by_level});
  }

  /// Leaves of one kind and limits share one definition.
  Node leaf_reference(const Shape& shape) {
    const auto [at, is_new] = leaves_.emplace(to_json(shape.schema, KeyOrder::as_written), "");
    if (is_new) {
      at->second = shape.word;
      for (int i = 2; !names_.insert(at->second).second; ++i) at->second = shape.word + " " + std::to_string(i);
      defs_.set(at->second, any_of({shape.schema, wrapped(shape.schema)}));
    }
    return ref(at->second);
  }
  Node reference(const TableInfo& table) {
    const std::string name = "[" + table.name + "]";
    if (names_.insert(name).second) defs_.set(name, with_shorthand(table));
    return ref(name);
  }
  static Node ref(const std::string& name) { return Node::Table{{"$ref", "#/$defs/" + pointer(name)}}; }
  /// A name as a URI fragment (RFC 3986, 6901).
  static std::string pointer(const std::string& name) {
    std::string out;
    for (const char c : name) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-') out += c;
      else (out += '%') += {"0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4], "0123456789ABCDEF"[c & 15]};
    }
    return out;
  }
  Node with_shorthand(const TableInfo& table) {
    Node whole = table_schema(table);
    if (table.shorthand.empty()) return whole;
    return any_of({shape_schema(table.find(table.shorthand)->shape), whole});
  }

  Node table_schema(const TableInfo& table) {
    Node::Table properties;
    Node::List needed;
    for (const Key& key : table.keys) {
      properties.push_back({key.name, key_schema(key)});
      if (key.is_required()) needed.push_back(key.name);
    }
    if (table.shorthand == "value" && table.find("low") == nullptr)
      for (const char* end : {"low", "high", "dist"}) properties.push_back({end, type("string")});
    Node schema = object(std::move(properties), table.rest ? rest_schema(*table.rest) : Node(false));
    schema.set("description", table.meaning);
    if (!needed.empty()) schema.set("required", std::move(needed));
    return schema;
  }
  Node rest_schema(const Rest& rest) {
    Node schema = shape_schema(rest.shape);
    if (rest.shape.form != Shape::Form::levels && rest.placeholder.find("ATTRIBUTE") == std::string::npos) return schema;
    return Node::Table{{"description", rest.meaning}};   // by attribute or service the form differs
  }
  Node key_schema(const Key& key) {
    Node schema = shape_schema(key.shape);
    if (key.can_be_none) schema = any_of({Node(Node::Table{{"const", none}}), schema});
    schema.set("description", key.meaning + (key.rule.empty() ? "" : " (rule " + key.rule + ")"));
    if (key.has_value() && key.preset != its_own && key.shape.form == Shape::Form::leaf) schema.set("default", preset_node(key));
    return schema;
  }
  static Node preset_node(const Key& key) {
    if (key.preset == "true" || key.preset == "false") return key.preset == "true";
    const Node* kind = key.shape.schema.find("type");
    const bool number = key.shape.numeric && (kind == nullptr || !kind->is_text("string")) && key.preset.find_first_not_of("0123456789.") == std::string::npos;
    return number ? Node(std::stod(key.preset)) : Node(key.preset);
  }

  Node defs_{Node::Table{}};
  std::set<std::string> names_;
  std::map<std::string, std::string> leaves_;
};

}  // namespace

std::string json_schema() { return Schema{}.text(); }

}  // namespace casepath
