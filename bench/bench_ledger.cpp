// What a cost costs: adding one share to a strand's piece, settling a piece once its class is known, and adding one row to
// the exact cube. Pieces are many, so that their rows lie apart in memory as in a run.
#include "casepath/ledger/attribution.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace casepath;

constexpr std::size_t pieces = 1u << 14;
constexpr std::uint16_t services = 12;
constexpr std::uint16_t periods = 7;

PostingKey key_of(std::uint32_t number) {
  PostingKey key;
  key.service = static_cast<std::uint16_t>(number % services);
  key.period = static_cast<std::uint16_t>(number / services % periods);
  key.kind = static_cast<InteractionKind>(number % interaction_kinds);
  return key;
}

/// So many rows to each piece, one a referral.
void post_rows(Attribution& book, std::vector<Piece>& all, std::uint32_t rows) {
  for (std::uint32_t referral = 0; referral < rows; ++referral)
    for (Piece& piece : all) book.post(piece, key_of(referral), referral, Money{1'250}, whole_count / 2);
}

/// One share, onto a row that is there: the last of so many that are looked through.
void post_one_share(benchmark::State& state) {
  const auto rows = static_cast<std::uint32_t>(state.range(0));
  Attribution book;
  std::vector<Piece> all(pieces);
  post_rows(book, all, rows);
  std::size_t next = 0;
  for (auto _ : state) book.post(all[next++ % pieces], key_of(0), 0, Money{1'250}, whole_count / 2);
  benchmark::DoNotOptimize(all.data());
}
BENCHMARK(post_one_share)->ArgName("rows")->Arg(1)->Arg(4)->Arg(16);

/// A piece with so many rows moves to the cube; an iteration is one piece. Posting the rows again is not in the time.
void settle_a_piece(benchmark::State& state) {
  const auto rows = static_cast<std::uint32_t>(state.range(0));
  Attribution book;
  Ledger ledger(services, periods);
  std::vector<Piece> all(pieces);
  while (state.KeepRunningBatch(pieces)) {
    state.PauseTiming();
    post_rows(book, all, rows);
    state.ResumeTiming();
    for (Piece& piece : all) book.settle(piece, OutcomeClass::outcome, 0, ledger);
  }
}
BENCHMARK(settle_a_piece)->ArgName("rows")->Arg(1)->Arg(4)->Arg(16);

void one_ledger_row(benchmark::State& state) {
  Ledger ledger(services, periods);
  std::uint32_t number = 0;
  for (auto _ : state) ledger.add(key_of(number++), 0, OutcomeClass::outcome, OutcomeClass::no_outcome, Money{1'250}, whole_count);
  benchmark::ClobberMemory();
}
BENCHMARK(one_ledger_row);

}  // namespace

BENCHMARK_MAIN();
