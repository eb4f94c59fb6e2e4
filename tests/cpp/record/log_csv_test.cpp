#include "casepath/record/log_csv.hpp"

#include <string>
#include <vector>

#include "casepath/base/vocabulary.hpp"
#include "casepath/journey/interaction.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

LogNames names() { return {20'179, {"desk", "=sum(A1)"}, {"debt", "a \"b\", c"}, {"none", "low"}, {{"owes"}, {}}}; }   // 2025-04-01

LogRow row(Happening what, std::uint8_t detail = 0, std::uint8_t level = 0) {
  LogRow r;
  r.at = Time{ticks_per_day + 3'600'000'000 + 7};
  r.person = PersonId{3};
  r.service = ServiceId{0};
  r.what = what;
  r.detail = detail;
  r.level = level;
  return r;
}

std::string told(const LogRow& r) {
  std::string all;
  LogCsv csv(names(), [&all](std::string_view text) { all += text; });
  csv.record(r);
  csv.flush();
  return all.substr(LogCsv::header.size());
}

}  // namespace

TEST_CASE("a row of the log is told in words, to the microsecond and the penny", "[record][log_csv]") {
  LogRow spent = row(Happening::interaction, static_cast<std::uint8_t>(InteractionKind::contact), 1);
  spent.cost = Money{-1205};
  spent.request = RequestId{12};
  CHECK(told(spent) == "2025-04-02T01:00:00.000007,3,interaction,contact,desk,,,,12,-12.05\r\n");
  LogRow changed = row(Happening::need_changed, 0, 1);
  changed.need = NeedId{0};
  changed.service = ServiceId::none();
  CHECK(told(changed) == "2025-04-02T01:00:00.000007,3,need_changed,none,,,debt,low,,0.00\r\n");
}

TEST_CASE("names cannot break the table, nor be taken for a formula", "[record][log_csv]") {
  LogRow passed = row(Happening::passed_on, static_cast<std::uint8_t>(Mode::warm), 1);
  passed.other = ServiceId{1};
  passed.need = NeedId{1};
  CHECK(told(passed) == "2025-04-02T01:00:00.000007,3,passed_on,warm,desk,'=sum(A1),\"a \"\"b\"\", c\",,,0.00\r\n");
}

TEST_CASE("a refusal is told by the names of the rules in force", "[record][log_csv]") {
  std::string all;
  LogCsv csv(names(), [&all](std::string_view text) { all += text; });
  const auto refused = static_cast<std::uint8_t>(Refusal::refuses);
  csv.record(row(Happening::rejected, refused, 1));
  csv.use_refusals({{"drinks"}, {}});
  csv.record(row(Happening::rejected, refused, 1));
  csv.record(row(Happening::rejected, static_cast<std::uint8_t>(Refusal::full)));
  csv.flush();
  CHECK(all.find(",rejected,owes,desk") < all.find(",rejected,drinks,desk"));
  CHECK(all.find(",rejected,drinks,desk") < all.find(",rejected,full,desk"));
  CHECK(csv.rows() == 3);
}

TEST_CASE("the text is handed on in blocks, so that a long log takes no more room than one", "[record][log_csv]") {
  std::vector<std::size_t> blocks;
  LogCsv csv(names(), [&blocks](std::string_view text) { blocks.push_back(text.size()); });
  for (int i = 0; i < 50'000; ++i) csv.record(row(Happening::joined));
  csv.flush();
  const std::size_t whole = LogCsv::header.size() + 50'000 * told(row(Happening::joined)).size();
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0] + blocks[1] + blocks[2] == whole);
  CHECK(blocks[0] < (1u << 20) + 100);
}
