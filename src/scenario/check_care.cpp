// Settings of a service that say nothing without others: beds that are kept (rule S9) and workers' time (rule K4).
#include "check.hpp"

namespace casepath::reading {
namespace {

void check_worker_time(Reader& r, const ServiceSpec& service) {
  if (service.workers && service.workers->administration >= 1) {
    const Reader::Step workers(r, "workers"), administration(r, "administration");
    r.problem("below 1", "1", "no time would be left for anybody");
  }
  if (!service.contacts || (service.workers && service.workers->week)) return;
  const Reader::Step contacts(r, "contacts");
  for (const auto& [key, asks] : {std::pair("minutes", service.contacts->minutes), {"administration", service.contacts->administration}})
    if (asks.ticks > 0) {
      const Reader::Step step(r, key);
      r.problem("a service whose workers.week is given", "no time to hold it against", "workers = { number, caseload, week = \"37 hours\" }");
    }
}

}  // namespace

void check_care(Reader& r, const ServiceSpec& service) {
  check_worker_time(r, service);
  if (service.closes.deadlock == "swap" && !service.closes.blocked) {
    const Reader::Step closes(r, "closes"), deadlock(r, "deadlock");
    r.problem("a service with closes.blocked", "nobody who could be blocked");
  }
  for (const auto& [rule, step] : service.when_list)
    if (step.closes && (step.closes->blocked || step.closes->deadlock != "warn")) {
      const Reader::Step when(r, "when_list"), inner(r, rule), closes(r, "closes");
      r.problem("other reasons to close", "blocked or deadlock", "they belong to the service's own `closes`, whatever the length of the list");
    }
}

}  // namespace casepath::reading
