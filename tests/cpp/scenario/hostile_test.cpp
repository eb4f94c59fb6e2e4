// Every file of tests/hostile is refused with the path and the phrase that expected.tsv says, within a second of processor time.
#include <ctime>
#include <functional>

#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {

// The promise is for the library as shipped; sanitizers and unoptimised builds only have to end.
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr double most_seconds = 1;
#else
constexpr double most_seconds = 60;
#endif

double seconds_of(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The problems of a refused scenario; fails the test if it is accepted, or if anything but ScenarioError is thrown.
std::vector<Problem> refused(const std::string& json) {
  std::vector<Problem> problems;
  const double seconds = seconds_of([&] {
    try {
      (void)read_scenario(json);
    } catch (const ScenarioError& e) {
      problems = e.problems();
    }
  });
  CHECK(seconds < most_seconds);
  return problems;
}

bool any_is(const std::vector<Problem>& problems, const std::string& path, const std::string& phrase) {
  return std::any_of(problems.begin(), problems.end(), [&](const Problem& p) { return p.path.starts_with(path) && tiny::says(p.text(), phrase); });
}

std::string services(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + ("\"s" + std::to_string(i)) + R"(":{"stay":"1 day"})";
  return R"({"casepath":1,"start":"2025-01-01","horizon":"1 year","services":{)" + all + "}}";
}

}  // namespace

TEST_CASE("every hostile file is refused with the right problem", "[scenario][hostile]") {
  const auto folder = tiny::here() / "../../hostile";
  std::istringstream rows(tiny::file_text(folder / "expected.tsv"));
  int files = 0;
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with('#')) continue;
    std::istringstream cells(row);
    std::string name, path, phrase;
    std::getline(cells, name, '\t');
    std::getline(cells, path, '\t');
    std::getline(cells, phrase, '\t');
    INFO(name << " wants " << path << ": " << phrase);
    CHECK(any_is(refused(tiny::file_text(folder / (name + ".json"))), path, phrase));
    ++files;
  }
  CHECK(files >= 260);
}

TEST_CASE("too large a file is refused before it is read", "[scenario][hostile]") {
  const std::string huge(std::size_t{16} * 1024 * 1024 + 1, ' ');
  CHECK(any_is(refused(huge), "file", "at most 16 MiB"));
}

TEST_CASE("ten thousand services are read, one more is refused", "[scenario][hostile]") {
  CHECK(any_is(refused(services(10'001)), "services", "at most 10000"));
  CHECK(read_scenario(services(10'000)).base.services.size() == 10'000);
}

TEST_CASE("more than a million links are refused", "[scenario][hostile]") {
  std::string json = services(1);
  json.pop_back();
  json += R"(,"links":{"s0":{)";
  for (int i = 0; i <= 1'000'000; ++i) json += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  CHECK(any_is(refused(json + "}}}"), "links", "at most 1000000"));
}

TEST_CASE("a few bytes cannot ask for a million services", "[scenario][hostile]") {
  std::string json = services(200);
  json.pop_back();
  json += R"(,"variants":{"v")";
  for (int i = 0; i < 600; ++i) json += R"(:{},"v)" + std::to_string(i) + '"';
  CHECK(any_is(refused(json + ":{}}}"), "variants", "at most 100000 services"));
}

TEST_CASE("a few bytes cannot ask for a million copies of a long table", "[scenario][hostile]") {
  std::string json = R"({"casepath":1,"start":"2025-01-01","horizon":"1 year","services":{"a":{"stay":"1 day","when_list":{"0":{"at":0})";
  for (int i = 1; i < 400; ++i) json += ",\"" + std::to_string(i) + R"(":{"at":)" + std::to_string(i) + "}";
  json += "}}";
  for (int i = 0; i < 9'000; ++i) json += ",\"s" + std::to_string(i) + R"(":{"like":"a"})";
  CHECK(any_is(refused(json + "}}"), "services", "at most 300000 values"));
}

TEST_CASE("a flood of unknown keys stays quick and is cut", "[scenario][hostile]") {
  std::string json = R"({"casepath": 1)";
  for (int i = 0; i < 300'000; ++i) json += ",\"horizon" + std::to_string(i) + "\":0";
  const auto problems = refused(json + "}");
  CHECK(problems.size() >= 500);
  CHECK(problems.size() < 1000);
}

TEST_CASE("all problems come at once", "[scenario][hostile]") {
  const auto problems = refused(R"({"casepath": 1, "start": "soon", "horizon": 5, "services": {"a": {"stay": 3, "payer": 7}}})");
  CHECK(problems.size() == 4);
}

TEST_CASE("a flipped byte anywhere in a good file is read or refused, never anything else", "[scenario][hostile]") {
  const std::string good = tiny::file_text(tiny::here() / "drafts/gallery_14_invisible_asylum.json");
  int read = 0;
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 7)));
    try {
      read += read_scenario(bad).base.services.empty() ? 0 : 1;
    } catch (const ScenarioError& e) {
      CHECK_FALSE(e.problems().empty());
    }
  }
  CHECK(read > 0);
}
