#include "replication_bytes.hpp"

#include "little_endian.hpp"

namespace casepath::detail {

namespace {

template <class Bytes, Plain T>
void pass(Bytes& bytes, T& number) {
  bytes(number);
}

template <class Bytes>
void pass(Bytes& bytes, Time& time) {
  bytes(time.ticks);
}

template <class Bytes>
void pass(Bytes& bytes, LedgerRow& row) {
  bytes(row.period);
  bytes(row.row);
  bytes(row.kind);
  bytes(row.purpose);
  bytes(row.of);
  bytes(row.opener);
  bytes(row.sum.chain.minor);
  bytes(row.sum.episode.minor);
  bytes(row.sum.chain_count);
  bytes(row.sum.episode_count);
}

template <class Bytes>
void pass(Bytes& bytes, Flow& flow) {
  bytes(flow.from);
  bytes(flow.to);
  bytes(flow.mode);
  bytes(flow.result);
  bytes(flow.count);
}

template <class Bytes>
void pass(Bytes& bytes, OneResult& result);

/// The length comes before the rows; room is made as they come, whatever length is claimed.
template <class Row>
void pass(ByteReader& bytes, std::vector<Row>& rows) {
  std::uint64_t count = 0;
  for (bytes(count); count > 0; --count) pass(bytes, rows.emplace_back());
}

template <class Row>
void pass(ByteWriter& bytes, std::vector<Row>& rows) {
  bytes(std::uint64_t{rows.size()});
  for (Row& row : rows) pass(bytes, row);
}

template <class Bytes>
void pass(Bytes& bytes, OneResult& result) {
  pass(bytes, result.figures);
  pass(bytes, result.ledger);
  pass(bytes, result.flows);
  pass(bytes, result.series.at);
  pass(bytes, result.series.waiting);
  pass(bytes, result.series.open);
}

}  // namespace

std::string to_bytes(std::vector<OneResult> results) {
  ByteWriter bytes;
  pass(bytes, results);
  return bytes.take();
}

std::vector<OneResult> from_bytes(std::string_view text) {
  ByteReader bytes(text);
  std::vector<OneResult> results;
  pass(bytes, results);
  if (bytes.left() != 0) throw Error("bytes are left over");
  return results;
}

}  // namespace casepath::detail
